"""A target gets an identity that never changes: sheets name it."""

import uuid

from django.db import migrations, models


def name_each(apps, schema_editor):
    targets = apps.get_model("programme", "Target")
    for target in targets.objects.all():
        target.uuid = uuid.uuid4()
        target.save(update_fields=["uuid"])


class Migration(migrations.Migration):
    dependencies = [("programme", "0002_results_chain_and_indicators")]

    operations = [
        migrations.AddField(
            "target", "uuid", models.UUIDField(default=uuid.uuid4, editable=False, null=True)
        ),
        migrations.RunPython(name_each, migrations.RunPython.noop),
        migrations.AlterField(
            "target", "uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
        ),
    ]

import django.db.models.deletion
from django.db import migrations, models


def forget_what_was_published(apps, schema_editor):
    # They lack what a programme's page shows of its people; the worker makes them anew within the hour.
    apps.get_model("programme", "Publication").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("programme", "0006_participations_are_counted_from_their_index"),
    ]

    operations = [
        migrations.RunPython(forget_what_was_published, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="publication",
            name="programme",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="publications",
                to="programme.programme",
            ),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.UniqueConstraint(
                condition=models.Q(("programme__isnull", True)),
                fields=("as_of",),
                name="published_once_for_the_network",
            ),
        ),
    ]

from django.db import migrations, models

import hilo.core.migrations._fulltext
import hilo.core.time


def public_is_an_audience(apps, schema_editor):
    entries = apps.get_model("core", "SearchEntry").objects
    entries.filter(is_public=True).update(audience="public")


def audience_was_public(apps, schema_editor):
    entries = apps.get_model("core", "SearchEntry").objects
    entries.filter(audience="public").update(is_public=True)


class Migration(migrations.Migration):
    """The full-text index stands aside meanwhile: SQLite makes a table anew to change its columns,
    and the triggers would go with the old one."""

    dependencies = [("core", "0001_initial")]

    operations = [
        migrations.RemoveIndex("searchentry", "search_entry_tokens"),
        migrations.AddField(
            "searchentry", "audience", models.CharField(blank=True, default="", max_length=10),
            preserve_default=False,
        ),
        migrations.AddField(
            "searchentry", "entered_at", models.DateTimeField(default=hilo.core.time.now)
        ),
        migrations.RunPython(public_is_an_audience, audience_was_public),
        migrations.RemoveField("searchentry", "is_public"),
        migrations.AddIndex(
            "searchentry", hilo.core.migrations._fulltext.FullText(name="search_entry_tokens")
        ),
        migrations.AddIndex(
            "searchentry",
            models.Index(fields=["kind", "entered_at"], name="search_entry_arrivals"),
        ),
        migrations.AddField("searchstate", "number", models.BigIntegerField(default=0)),
        migrations.CreateModel(
            "SearchMove",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("row", models.BigIntegerField()),
                ("number", models.BigIntegerField(db_index=True, null=True)),
            ],
        ),
    ]

from django.db import migrations, models


def everything_waits(apps, schema_editor):
    move = apps.get_model("core", "SearchMove")
    rows = apps.get_model("core", "SearchEntry").objects.values_list("pk", flat=True)
    move.objects.bulk_create([move(row=row) for row in rows], batch_size=5_000)


class Migration(migrations.Migration):
    """What is in the index waits to be posted: a web process does it when it begins, aside, and so does
    `bin/hilo search rebuild`."""

    dependencies = [("core", "0003_titles_of_work_are_kept_untranslated")]

    operations = [
        migrations.RemoveIndex("searchentry", "search_entry_tokens"),
        migrations.CreateModel(
            "SearchPosting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.BinaryField()),
                ("block", models.IntegerField()),
                ("members", models.BinaryField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=["token", "block"], name="one_posting_per_block"
                    )
                ]
            },
        ),
        migrations.CreateModel(
            "SearchPosted",
            fields=[
                ("row", models.BigIntegerField(primary_key=True, serialize=False)),
                ("tokens", models.BinaryField()),
            ],
        ),
        migrations.RunPython(everything_waits, migrations.RunPython.noop),
    ]

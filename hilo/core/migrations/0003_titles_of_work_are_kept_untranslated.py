from django.db import migrations, models


class Migration(migrations.Migration):
    """Titles from before stay as they were said."""

    dependencies = [("core", "0002_search_moves_on_and_knows_audiences")]

    operations = [
        migrations.RenameField("job", "title", "title_source"),
        migrations.AlterField(
            "job", "title_source", models.CharField(blank=True, editable=False, max_length=200)
        ),
        migrations.AddField(
            "job", "title_values", models.JSONField(blank=True, default=dict, editable=False)
        ),
    ]

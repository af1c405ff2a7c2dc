"""Rows of sheets remember of their object what no column says, so that undoing gives it back exactly."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0004_rows_of_a_token_are_kept_packed")]

    operations = [
        migrations.AddField("batchrow", "remembered", models.JSONField(default=dict)),
    ]

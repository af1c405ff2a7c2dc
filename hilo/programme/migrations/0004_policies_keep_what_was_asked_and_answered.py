"""What was asked and answered about a reported policy stays on record, step by step."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0006_affiliations_say_what_came_with_them"),
        ("people", "0002_roles_are_taken_up"),
        ("programme", "0003_targets_have_an_identity"),
    ]

    operations = [
        migrations.RenameField("policy", "answered_at", "verified_at"),
        migrations.RemoveField("policy", "answer"),
        migrations.RemoveField("policy", "answered_by"),
        migrations.AddField(
            "policy",
            "sectors",
            models.ManyToManyField(
                blank=True, related_name="+", to="network.sector", verbose_name="sectors"
            ),
        ),
        migrations.CreateModel(
            "PolicyStep",
            [
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("verb", models.CharField(max_length=8)),
                ("words", models.CharField(blank=True, max_length=1000, verbose_name="words")),
                (
                    "language",
                    models.CharField(blank=True, choices=settings.LANGUAGES, max_length=2),
                ),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "policy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="programme.policy",
                    ),
                ),
            ],
            options={
                "verbose_name": "step of a report",
                "verbose_name_plural": "steps of reports",
                "ordering": ["-at", "-pk"],
            },
        ),
    ]

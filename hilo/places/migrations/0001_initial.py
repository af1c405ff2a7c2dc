import uuid

import django.db.models.deletion
from django.db import migrations, models

import hilo.core.text


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Place",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("country", "Country"),
                            ("division", "State or province"),
                            ("municipality", "Municipality"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("designation", models.CharField(blank=True, max_length=60)),
                ("code", models.CharField(max_length=16, unique=True, verbose_name="code")),
                ("key", models.CharField(blank=True, max_length=16, verbose_name="national key")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("names", models.JSONField(blank=True, default=dict)),
                ("former_names", models.JSONField(blank=True, default=list)),
                ("folded", models.CharField(editable=False, max_length=600)),
                ("latitude", models.FloatField(blank=True, null=True)),
                ("longitude", models.FloatField(blank=True, null=True)),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("source", models.CharField(blank=True, max_length=120)),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="places.place",
                    ),
                ),
            ],
            options={
                "verbose_name": "place",
                "verbose_name_plural": "places",
                "ordering": ["folded", "code"],
            },
        ),
        migrations.CreateModel(
            name="Region",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "slug",
                    models.SlugField(
                        max_length=60, unique=True, verbose_name="short name in the address"
                    ),
                ),
                ("name", hilo.core.text.MultilingualField(verbose_name="name")),
                ("owner_kind", models.CharField(blank=True, max_length=40)),
                ("owner", models.UUIDField(blank=True, null=True)),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                (
                    "places",
                    models.ManyToManyField(
                        related_name="regions", to="places.place", verbose_name="places"
                    ),
                ),
            ],
            options={
                "verbose_name": "region",
                "verbose_name_plural": "regions",
                "ordering": ["order", "slug"],
            },
        ),
        migrations.AddIndex(
            model_name="place",
            index=models.Index(fields=["kind", "folded"], name="place_by_kind_and_name"),
        ),
        migrations.AddIndex(
            model_name="place",
            index=models.Index(fields=["changed_at"], name="place_by_change"),
        ),
        migrations.AddConstraint(
            model_name="place",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "country"), ("parent__isnull", True)),
                    models.Q(
                        models.Q(("kind", "country"), _negated=True), ("parent__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="country_stands_alone",
                violation_error_message="A country has no parent; every other place has one.",
            ),
        ),
        migrations.AddIndex(
            model_name="region",
            index=models.Index(fields=["owner_kind", "owner"], name="region_by_owner"),
        ),
    ]

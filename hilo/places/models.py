"""Where things are: countries, their divisions, municipalities; regions as named sets of places."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from hilo.core.models import Identified


class Place(Identified):
    """A country, a first-level division or a municipality."""

    class Kind(models.TextChoices):
        COUNTRY = "country", _("Country")
        DIVISION = "division", _("State or province")
        MUNICIPALITY = "municipality", _("Municipality")

    kind = models.CharField(max_length=12, choices=Kind.choices)
    code = models.CharField(max_length=16, unique=True)
    name = models.CharField(max_length=120)
    names = models.JSONField(default=dict, blank=True)
    folded = models.CharField(max_length=400, db_index=True, editable=False)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

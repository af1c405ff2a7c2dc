"""Sectors: one list of our own, mapped to what statisticians and UNIDO use."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hilo.core.models import Identified, Versioned
from hilo.core.text import MultilingualField


class Classification(models.Model):
    """One class of a scheme that others published: `fcs` 2009 `C`, say, or `unido` 2013 `design.jewellery`.

    `parent` is the class in which it lies; a sector is mapped to the finest class that fits.
    """

    class Scheme(models.TextChoices):
        FCS = "fcs", _("UNESCO framework for cultural statistics")
        UNIDO = "unido", _("UNIDO’s four families")

    scheme = models.CharField(max_length=12, choices=Scheme.choices)
    version = models.CharField(max_length=12)
    code = models.CharField(_("code"), max_length=40)
    name = MultilingualField(_("name"))
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("class of a scheme")
        verbose_name_plural = _("classes of schemes")
        ordering = ["scheme", "order", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "version", "code"], name="class_once_per_scheme"
            )
        ]

    def __str__(self) -> str:
        return str(self.name)


class SectorQuerySet(models.QuerySet["Sector"]):
    def current(self) -> SectorQuerySet:
        """Those that may be chosen."""
        return self.filter(is_current=True)


class Sector(Identified, Versioned):
    """A field of cultural and creative work, as people of the network call it."""

    slug = models.SlugField(_("short name in the address"), max_length=40, unique=True)
    name = MultilingualField(_("name"), max_length=80)
    about = MultilingualField(_("what belongs to it"), blank=True, max_length=400)
    classes = models.ManyToManyField(
        Classification, blank=True, related_name="sectors", verbose_name=_("classes")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_current = models.BooleanField(_("can be chosen"), default=True)

    objects = SectorQuerySet.as_manager()

    class Meta:
        verbose_name = _("sector")
        verbose_name_plural = _("sectors")
        ordering = ["order", "slug"]

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return reverse("network:sector", args=[self.slug])

"""Where things are: countries, their divisions, municipalities; regions as named sets of places."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hilo.core.fold import fold
from hilo.core.models import Identified, Stamped, Versioned
from hilo.core.text import MultilingualField
from hilo.places import designations
from hilo.places.rules.names import plain

# Stands around each name in `folded`: before every letter, so that «Guadalupe» precedes «Guadalupe Etla».
MARK = "\t"


def plain_names(name: str, names: dict[str, str], former: list[dict[str, str]]) -> tuple[str, ...]:
    """Everything a place is or was called, as it is compared; its own name first.

    A former key counts as a name: an old spreadsheet still finds the place under it.
    """
    known = [name, *names.values()]
    for was in former:
        known += [was["name"], was.get("key", ""), was.get("code", "")]
    return tuple(dict.fromkeys(plain(fold(one)) for one in known if one))


def address_of(code: str) -> str:
    """The page of the place with this code, in the language in force."""
    return f"{_all_places(get_language())}{code}/"


@cache
def _all_places(language: str | None) -> str:
    """The address under which places lie, in the language in force; pages show hundreds of them."""
    return reverse("places:places")


class PlaceQuerySet(models.QuerySet["Place"]):
    def countries(self) -> PlaceQuerySet:
        return self.filter(kind=Place.Kind.COUNTRY)

    def divisions(self) -> PlaceQuerySet:
        return self.filter(kind=Place.Kind.DIVISION)

    def municipalities(self) -> PlaceQuerySet:
        return self.filter(kind=Place.Kind.MUNICIPALITY)

    def current(self) -> PlaceQuerySet:
        """Places that have not been dissolved or merged into others."""
        return self.filter(valid_to__isnull=True)

    def within(self, place: Place) -> PlaceQuerySet:
        """`place` itself and everything inside it, two levels down."""
        return self.filter(
            models.Q(pk=place.pk) | models.Q(parent=place) | models.Q(parent__parent=place)
        )

    def candidates(self, within: Place | None, kind: str) -> PlaceQuerySet:
        """Places that still are, of a kind and inside another where asked."""
        places = self.current()
        if within is not None:
            places = places.within(within).exclude(pk=within.pk)
        return places.filter(kind=kind) if kind else places


class Place(Identified, Stamped):
    """A country, a first-level division or a municipality.

    `code` is ISO 3166-1 alpha-2 for a country (`MX`), ISO 3166-2 for a division (`MX-AGU`), and the
    country with the national key for a municipality (`MX-01001`: INEGI's CVEGEO, five digits).
    `latitude` and `longitude` are degrees (WGS 84) of a point inside. A place that was dissolved
    keeps its row with `valid_to`, because what happened there still happened. `designation` is
    what such a place is called where it lies (`governorate`; see `hilo.places.designations`).
    """

    class Kind(models.TextChoices):
        COUNTRY = "country", designations.COUNTRY_LABEL
        DIVISION = "division", designations.DIVISION_LABEL
        MUNICIPALITY = "municipality", designations.MUNICIPALITY_LABEL

    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    designation = models.CharField(max_length=60, blank=True)
    code = models.CharField(_("code"), max_length=16, unique=True)
    key = models.CharField(_("national key"), max_length=16, blank=True)
    name = models.CharField(_("name"), max_length=120)
    names = models.JSONField(default=dict, blank=True)
    former_names = models.JSONField(default=list, blank=True)
    folded = models.CharField(max_length=600, editable=False)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=120, blank=True)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        # By the folded name: a database sorts «Álamos» after «Zacatepec» otherwise.
        ordering = ["folded", "code"]
        indexes = [
            models.Index(fields=["kind", "folded"], name="place_by_kind_and_name"),
            models.Index(fields=["changed_at"], name="place_by_change"),
        ]
        constraints = [
            models.CheckConstraint(
                name="country_stands_alone",
                condition=models.Q(kind="country", parent__isnull=True)
                | (~models.Q(kind="country") & models.Q(parent__isnull=False)),
                violation_error_message=_("A country has no parent; every other place has one."),
            )
        ]

    def __str__(self) -> str:
        return self.name_in(get_language() or "en")

    def name_in(self, language: str) -> str:
        """The name in `language`, or the place's own name where none is known."""
        return self.names.get(language[:2]) or self.name

    def search_words(self) -> str:
        """All names as they are compared, each between marks for searching."""
        every = plain_names(self.name, self.names, self.former_names)
        return (MARK + MARK.join(every))[:599] + MARK

    @property
    def title(self) -> str:
        """What it is called, where it lies: «Governorate», «State», «Municipality»."""
        return designations.label_of(self.kind, self.designation, self.code[:2])

    def get_absolute_url(self) -> str:
        return address_of(self.code)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = self.search_words()
        super().save(*args, **kwargs)


class Region(Identified, Stamped, Versioned):
    """A named set of places: a programme's own division of territory, or anybody else's.

    `owner_kind` and `owner` point to what it belongs to (a programme), without a foreign key
    because a region knows nothing of programmes.
    """

    slug = models.SlugField(_("short name in the address"), max_length=60, unique=True)
    name = MultilingualField(_("name"))
    owner_kind = models.CharField(max_length=40, blank=True)
    owner = models.UUIDField(null=True, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    places = models.ManyToManyField(Place, verbose_name=_("places"), related_name="regions")

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["order", "slug"]
        indexes = [models.Index(fields=["owner_kind", "owner"], name="region_by_owner")]

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return reverse("places:region", args=[self.slug])

"""Organisations: who makes, teaches, supports, governs or pays."""

from __future__ import annotations

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from hilo.core.fold import fold
from hilo.core.text import MultilingualField
from hilo.network.enums import SIDES, OrganisationKind, Size, Stage, Stakeholder, State, YesNo
from hilo.network.models.profile import Profile, ProfileQuerySet
from hilo.people.models.person import one_line

LAST_YEAR = 2100
FIRST_YEAR = 1000
MOST_OTHER_PLACES = 30


class OrganisationQuerySet(ProfileQuerySet):
    """Words for choosing organisations."""

    def standing(self) -> OrganisationQuerySet:
        """Without those that were merged into others."""
        return self.filter(merged_into__isnull=True)

    def at_work(self) -> OrganisationQuerySet:
        """Standing, and not archived."""
        return self.standing().exclude(state=State.ARCHIVED)


class Organisation(Profile):
    """Somebody who makes, teaches, supports, governs or pays, with a page of its own.

    `legal_name` and `short_name` are as the organisation writes them, in any script; `other_names`
    (one a line) are found too. `visibility` says for each contact field who may see it
    (`network.rules.contact`). `merged_into` is set on the duplicate; its page leads to the one kept.
    """

    kind = models.CharField(_("kind"), max_length=12, choices=OrganisationKind.choices)
    legal_name = models.CharField(_("legal name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=80, blank=True)
    other_names = models.TextField(_("other names"), max_length=600, blank=True)
    folded = models.CharField(max_length=300, db_index=True, editable=False)
    sectors = models.ManyToManyField(
        "network.Sector", blank=True, related_name="organisations", verbose_name=_("sectors")
    )
    stage = models.CharField(
        _("main stage of the culture cycle"), max_length=13, choices=Stage.choices, blank=True
    )
    size = models.CharField(_("size"), max_length=6, choices=Size.choices, blank=True)
    women_owned = models.CharField(
        _("owned by women"), max_length=10, choices=YesNo.choices, default=YesNo.NOT_STATED
    )
    women_led = models.CharField(
        _("led by women"), max_length=10, choices=YesNo.choices, default=YesNo.NOT_STATED
    )
    founded_year = models.PositiveSmallIntegerField(
        _("founded in"),
        null=True,
        blank=True,
        validators=[
            MinValueValidator(FIRST_YEAR, _("Write a year of four digits.")),
            MaxValueValidator(LAST_YEAR, _("Write a year of four digits.")),
        ],
    )
    place = models.ForeignKey(
        "places.Place",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("place"),
    )
    other_places = models.ManyToManyField(
        "places.Place", blank=True, related_name="+", verbose_name=_("also at work in")
    )
    web = models.URLField(_("website"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    address = models.CharField(_("street address"), max_length=200, blank=True)
    visibility = models.JSONField(default=dict, blank=True)
    logo = models.ForeignKey(
        "core.StoredFile",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("logo"),
    )
    presentation = MultilingualField(_("presentation"), blank=True, max_length=3000, is_long=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="duplicates", editable=False
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta(Profile.Meta):
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["folded", "pk"]
        constraints = [
            *Profile.Meta.constraints,
            models.CheckConstraint(
                condition=Q(legal_name__gt=""),
                name="organisation_has_a_name",
                violation_error_message=_("Write the name of the organisation."),
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | Q(state=State.ARCHIVED),
                name="merged_organisation_is_archived",
            ),
            models.UniqueConstraint(
                fields=["source_system", "source_id"],
                condition=~Q(source_id=""),
                name="organisation_once_per_source",
                violation_error_message=_("This record of another system is here already."),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "folded"], name="organisation_by_state"),
            models.Index(fields=["place", "state"], name="organisation_by_place"),
        ]

    def __str__(self) -> str:
        return self.short_name or self.legal_name

    def get_absolute_url(self) -> str:
        return reverse("network:organisation", args=[self.slug])

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.legal_name, self.short_name = one_line(self.legal_name), one_line(self.short_name)
        self.folded = fold(" ".join(filter(None, self.names)))[:300]
        super().save(*args, **kwargs)

    @property
    def names(self) -> list[str]:
        """Every name, the one that is shown first, none twice."""
        others = self.other_names.splitlines()
        return list(dict.fromkeys(filter(None, [str(self), self.legal_name, *others])))

    @property
    def side(self) -> Stakeholder:
        """On which side of a table it stands."""
        return SIDES[OrganisationKind(self.kind)]

    @cached_property
    def country_code(self) -> str:
        """ISO 3166-1 alpha-2 of where it is, or the empty text."""
        return self.place.code[:2] if self.place else ""

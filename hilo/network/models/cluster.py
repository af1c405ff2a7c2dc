"""Clusters: what was mapped, who belongs to it, who accompanies it, who decides."""

from __future__ import annotations

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hilo.core.fold import fold
from hilo.core.models import Identified, Stamped, Versioned
from hilo.core.text import MultilingualField
from hilo.core.time import today
from hilo.network.enums import ChainPlace, ClusterKind, Measured, Stakeholder
from hilo.network.models.profile import Profile, ProfileQuerySet


class TermQuerySet(models.QuerySet[Any]):
    """Words for rows that last from one day to another."""

    def in_force(self, day: Any = None) -> TermQuerySet:
        """Begun and not ended on `day`: today, or a day that is only given later."""
        day = day or today()
        return self.exclude(starts_on__gt=day).exclude(ends_on__lt=day)


class AgentTermQuerySet(TermQuerySet):
    """Words for choosing terms of agents."""

    def standing(self) -> AgentTermQuerySet:
        """Those that nobody ended before their time, past ones too."""
        return self.filter(ended_at__isnull=True)

    def in_force(self, day: Any = None) -> AgentTermQuerySet:
        return super().in_force(day).filter(ended_at__isnull=True)  # type: ignore[return-value]

    def to_come(self) -> AgentTermQuerySet:
        return self.standing().filter(starts_on__gt=today())


def ends_after_it_starts(name: str) -> models.CheckConstraint:
    """The constraint that every term bears."""
    return models.CheckConstraint(
        condition=Q(ends_on__isnull=True)
        | Q(starts_on__isnull=True)
        | Q(ends_on__gte=F("starts_on")),
        name=name,
        violation_error_message=_("The last day lies before the first day."),
    )


class Cluster(Profile):
    """A mapped item: firms and supporters of one trade near each other, or what may become that.

    `latitude` and `longitude` (degrees, WGS 84, both or none) say where, as `town` does in words: a
    province has no point of its own.
    """

    kind = models.CharField(
        _("kind"), max_length=9, choices=ClusterKind.choices, default=ClusterKind.CLUSTER
    )
    name = MultilingualField(_("name"), max_length=120)
    folded = models.CharField(max_length=500, db_index=True, editable=False)
    sectors = models.ManyToManyField(
        "network.Sector", blank=True, related_name="clusters", verbose_name=_("sectors")
    )
    place = models.ForeignKey(
        "places.Place",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("place"),
    )
    town = models.CharField(_("town or quarter"), max_length=80, blank=True)
    latitude = models.FloatField(
        _("latitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.FloatField(
        _("longitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    story = MultilingualField(_("story"), blank=True, max_length=6000, is_long=True)
    picture = models.ForeignKey(
        "core.StoredFile",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
    )
    picture_alt = MultilingualField(_("what the picture shows"), blank=True, max_length=160)
    mapped_on = models.DateField(_("mapped on"), null=True, blank=True)
    mapped_from = models.CharField(_("source of the mapping"), max_length=200, blank=True)

    objects = ProfileQuerySet.as_manager()

    class Meta(Profile.Meta):
        verbose_name = _("cluster")
        verbose_name_plural = _("clusters")
        ordering = ["folded", "pk"]
        constraints = [
            *Profile.Meta.constraints,
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="cluster_point_is_whole",
                violation_error_message=_("Write latitude and longitude, or neither."),
            ),
            models.UniqueConstraint(
                fields=["source_system", "source_id"],
                condition=~Q(source_id=""),
                name="cluster_once_per_source",
                violation_error_message=_("This record of another system is here already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return reverse("network:cluster", args=[self.slug])

    @property
    def point(self) -> tuple[float, float] | None:
        """Where it lies: its own point, else that of its place."""
        for one in (self, self.place):
            if one is not None and one.latitude is not None and one.longitude is not None:
                return one.latitude, one.longitude
        return None

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold(" ".join(self.name.texts.values()))[:500]
        super().save(*args, **kwargs)


class Membership(Identified, Stamped, Versioned):
    """That an organisation belongs to a cluster, with its place in the value chain; days inclusive."""

    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(
        "network.Organisation", models.PROTECT, related_name="memberships"
    )
    chain_place = models.CharField(
        _("place in the value chain"), max_length=12, choices=ChainPlace.choices, blank=True
    )
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("to"), null=True, blank=True)

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["pk"]
        constraints = [
            ends_after_it_starts("membership_ends_after_it_starts"),
            models.UniqueConstraint(
                fields=["cluster", "organisation"],
                condition=Q(ends_on__isnull=True),
                name="membership_once_at_a_time",
                violation_error_message=_("This organisation already belongs to the cluster."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} in {self.cluster_id}"


class AgentTerm(Identified, Stamped):
    """That a person accompanies a cluster as its development agent; the grant of the role lasts as long.

    Days are inclusive. `ended_at` is set where it ended before its time, or before it began.
    """

    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="agent_terms")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="agent_terms")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)
    grant = models.ForeignKey(
        "people.Grant", models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = AgentTermQuerySet.as_manager()

    class Meta:
        verbose_name = _("term of an agent")
        verbose_name_plural = _("terms of agents")
        ordering = ["-starts_on", "pk"]
        constraints = [
            ends_after_it_starts("agent_term_ends_after_it_starts"),
            models.UniqueConstraint(
                fields=["cluster", "person"],
                condition=Q(ends_on__isnull=True, ended_at__isnull=True),
                name="agent_once_at_a_time",
                violation_error_message=_("This person already accompanies the cluster."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} for {self.cluster_id}"


class Seat(Identified, Stamped, Versioned):
    """A seat on a cluster's commission: a kind of stakeholder, and whoever holds it.

    A roster is a fact that its members chose to show: `is_shown` is theirs to take back.
    """

    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="seats")
    stakeholder = models.CharField(
        _("kind of stakeholder"), max_length=9, choices=Stakeholder.choices
    )
    person = models.ForeignKey(
        "people.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="commission_seats",
        verbose_name=_("person"),
    )
    organisation = models.ForeignKey(
        "network.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="commission_seats",
        verbose_name=_("organisation"),
    )
    task = models.CharField(pgettext_lazy("on a commission", "task"), max_length=80, blank=True)
    is_shown = models.BooleanField(_("stands on the roster"), default=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("to"), null=True, blank=True)

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = _("seat on a commission")
        verbose_name_plural = _("seats on commissions")
        ordering = ["stakeholder", "pk"]
        constraints = [
            ends_after_it_starts("seat_ends_after_it_starts"),
            models.UniqueConstraint(
                fields=["cluster", "person"],
                condition=Q(ends_on__isnull=True, person__isnull=False),
                name="seat_once_at_a_time",
                violation_error_message=_("This person already sits on the commission."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stakeholder} of {self.cluster_id}"


class ClusterFigure(Identified, Stamped, Versioned):
    """A number about a cluster in a year, with its unit and where it comes from; never without a source."""

    cluster = models.ForeignKey(Cluster, models.CASCADE, related_name="figures")
    measured = models.CharField(_("what is counted"), max_length=8, choices=Measured.choices)
    year = models.PositiveSmallIntegerField(_("year"))
    value = models.DecimalField(_("value"), max_digits=16, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    source = models.CharField(_("source"), max_length=200)

    class Meta:
        verbose_name = _("figure of a cluster")
        verbose_name_plural = _("figures of clusters")
        ordering = ["measured", "-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["cluster", "measured", "year"],
                name="figure_once_a_year",
                violation_error_message=_("This figure is on record for that year already."),
            ),
            models.CheckConstraint(
                condition=Q(value__gte=0),
                name="figure_is_not_negative",
                violation_error_message=_("A figure cannot be below zero."),
            ),
            models.CheckConstraint(
                condition=(Q(measured__in=("sales", "exports")) & Q(currency__regex=r"^[A-Z]{3}$"))
                | (~Q(measured__in=("sales", "exports")) & Q(currency="")),
                name="figure_of_money_has_a_currency",
                violation_error_message=_("Say in which currency the money is, and only there."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measured} {self.year}"

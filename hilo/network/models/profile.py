"""What organisations and clusters have in common: a page that is reviewed before it is listed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hilo.core.models import Identified, Stamped, Versioned
from hilo.core.time import now
from hilo.network.enums import TRANSITIONS, Audience, State

GOOD_FOR = dt.timedelta(days=365)  # how long a confirmation holds
NOTICE = dt.timedelta(days=30)  # how long before its end its people are asked to confirm


class ProfileQuerySet(models.QuerySet[Any]):
    """Words for choosing profiles; `self.model` is one of the nouns below."""

    def listed(self) -> ProfileQuerySet:
        return self.filter(state=State.LISTED)

    def public(self) -> ProfileQuerySet:
        """What strangers may find."""
        return self.listed().filter(audience=Audience.PUBLIC)

    def waiting(self) -> ProfileQuerySet:
        return self.filter(state=State.SUBMITTED)

    def stale(self, at: dt.datetime | None = None) -> ProfileQuerySet:
        """Listed, and not confirmed for a year."""
        return self.listed().filter(confirmed_at__lt=(at or now()) - GOOD_FOR)

    def to_be_confirmed(self) -> ProfileQuerySet:
        """Listed, stale soon or already, and nobody was asked since the last confirmation."""
        soon = now() - GOOD_FOR + NOTICE
        return self.listed().filter(confirmed_at__lt=soon, reminded_at__isnull=True)


class Profile(Identified, Stamped, Versioned):
    """A page that somebody writes, a coordinator reviews, and its people confirm each year."""

    slug = models.SlugField(_("short name in the address"), max_length=80, unique=True)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.DRAFT, editable=False
    )
    audience = models.CharField(
        _("who may find this page"),
        max_length=8,
        choices=Audience.choices,
        default=Audience.PUBLIC,
    )
    submitted_at = models.DateTimeField(null=True, blank=True, editable=False)
    listed_at = models.DateTimeField(null=True, blank=True, editable=False)
    confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    source_system = models.CharField(max_length=40, blank=True, editable=False)
    source_id = models.CharField(max_length=80, blank=True, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="listed")
                | (Q(listed_at__isnull=False) & Q(confirmed_at__isnull=False)),
                name="%(class)s_listed_since_when",
            ),
        ]

    def can(self, verb: str) -> bool:
        """Whether `verb` of `enums.TRANSITIONS` is possible now."""
        return self.state in TRANSITIONS[verb][0]

    @property
    def is_listed(self) -> bool:
        return self.state == State.LISTED

    @property
    def is_public(self) -> bool:
        """Whether strangers may find it."""
        return self.is_listed and self.audience == Audience.PUBLIC

    @property
    def is_stale(self) -> bool:
        """Whether nobody has confirmed it for a year."""
        return bool(self.is_listed and self.confirmed_at and self.confirmed_at < now() - GOOD_FOR)

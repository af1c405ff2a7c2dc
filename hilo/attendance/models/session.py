"""A session: one sitting with a beginning and an end, on site, online, or both."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hilo.attendance.enums import Mode, SessionState
from hilo.attendance.rules.codes import SHEET_LENGTH, new_sheet_code
from hilo.attendance.rules.counting import Sitting, minutes_between
from hilo.core.models import Identified, Stamped, Versioned
from hilo.core.text import MultilingualField
from hilo.core.time import now


class SessionQuerySet(models.QuerySet["Session"]):
    def of(self, kind: str, uuid: Any) -> SessionQuerySet:
        """Those of one roster."""
        return self.filter(about_kind=kind, about=uuid)

    def standing(self) -> SessionQuerySet:
        """Those that were not cancelled."""
        return self.exclude(state=SessionState.CANCELLED)

    def coming(self) -> SessionQuerySet:
        """Those that are not over yet."""
        return self.filter(ends_at__gt=now())

    def taking_codes(self) -> SessionQuerySet:
        """Those whose code can be typed now."""
        return self.standing().filter(code_closes_at__gt=now()).exclude(code="")

    def unclosed(self) -> SessionQuerySet:
        """Those that are over and whose list nobody has closed."""
        return self.filter(state=SessionState.PLANNED, ends_at__lte=now())


class Session(Identified, Stamped, Versioned):
    """When and where people meet, and what became of it.

    `about_kind` and `about` name the roster (see `rosters`), without a foreign key because attendance
    knows nothing of later chapters. Times are UTC; `zone` is the clock in which the session is meant.
    `TRANSITIONS` is its whole life. `sequence` counts what calendars must hear of.
    """

    TRANSITIONS = {
        # verb: (from, to)
        "hold": ({SessionState.PLANNED}, SessionState.HELD),
        "reopen": ({SessionState.HELD}, SessionState.PLANNED),
        "cancel": ({SessionState.PLANNED}, SessionState.CANCELLED),
    }

    about_kind = models.CharField(max_length=40)
    about = models.UUIDField()
    title = MultilingualField(_("title"), max_length=160)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    zone = models.CharField(_("time zone"), max_length=40)
    mode = models.CharField(_("where people meet"), max_length=8, choices=Mode.choices)
    place = models.ForeignKey(
        "places.Place",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sessions",
        verbose_name=_("place"),
    )
    venue = models.CharField(_("address"), max_length=300, blank=True)
    directions = MultilingualField(_("how to get there"), max_length=1000, is_long=True, blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=SessionState.choices, default=SessionState.PLANNED
    )
    reason = models.CharField(_("why it was cancelled"), max_length=500, blank=True)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    held_at = models.DateTimeField(_("list closed"), null=True, blank=True)
    code = models.CharField(max_length=6, blank=True, editable=False)
    code_opens_at = models.DateTimeField(null=True, blank=True, editable=False)
    code_closes_at = models.DateTimeField(null=True, blank=True, editable=False)
    sheet_code = models.CharField(
        max_length=SHEET_LENGTH, unique=True, default=new_sheet_code, editable=False
    )

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["starts_at", "pk"]
        indexes = [
            models.Index(fields=["about_kind", "about", "starts_at"], name="session_of_roster"),
            models.Index(fields=["starts_at"], name="session_by_beginning"),
            models.Index(fields=["code"], condition=~Q(code=""), name="session_by_code"),
        ]
        constraints = [
            models.CheckConstraint(
                name="session_ends_after_it_begins",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("The end lies before the beginning."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("attendance:session", args=[self.uuid])

    def can(self, verb: str) -> bool:
        """Whether `verb` of `TRANSITIONS` is possible now."""
        return self.state in self.TRANSITIONS[verb][0]

    @property
    def roster(self) -> tuple[str, Any]:
        """(kind, uuid) of what it belongs to."""
        return self.about_kind, self.about

    @property
    def minutes(self) -> int:
        """How long it lasts, in whole minutes; at least one."""
        return minutes_between(self.starts_at, self.ends_at)

    @property
    def clock(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    @property
    def local_start(self) -> dt.datetime:
        """Its beginning in its own clock."""
        return self.starts_at.astimezone(self.clock)

    @property
    def local_end(self) -> dt.datetime:
        return self.ends_at.astimezone(self.clock)

    @property
    def day(self) -> dt.date:
        """The day on which it begins, by its own clock; with `starts` and `ends` what its form asks."""
        return self.local_start.date()

    @property
    def starts(self) -> dt.time:
        return self.local_start.time()

    @property
    def ends(self) -> dt.time:
        return self.local_end.time()

    @property
    def is_over(self) -> bool:
        return self.ends_at <= now()

    @property
    def has_begun(self) -> bool:
        return self.starts_at <= now()

    @property
    def is_held(self) -> bool:
        return self.state == SessionState.HELD

    @property
    def is_cancelled(self) -> bool:
        return self.state == SessionState.CANCELLED

    @property
    def is_on_site(self) -> bool:
        return self.mode != Mode.ONLINE

    @property
    def is_online(self) -> bool:
        return self.mode != Mode.ON_SITE

    @property
    def takes_code(self) -> bool:
        """Whether its code can be typed now."""
        closes = self.code_closes_at
        return bool(self.code and closes and closes > now()) and not self.is_cancelled

    @property
    def seconds_left(self) -> int:
        """For how many more seconds the code can be typed."""
        closes = self.code_closes_at
        return max(int((closes - now()).total_seconds()), 0) if closes else 0

    def as_sitting(self) -> Sitting:
        """What counting asks of it."""
        return Sitting(self.pk, self.starts_at, self.minutes, self.state)  # type: ignore[arg-type]

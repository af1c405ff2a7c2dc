"""What was said to whom, by which mails, and how often each person wants to hear it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hilo.core.models import Identified, Stamped, Versioned
from hilo.core.time import now
from hilo.notifications.enums import TONES, Rhythm, State
from hilo.notifications.rules import states


class Habits(Stamped, Versioned):
    """How one person wants to be written to. Without a row, the usual rhythms are in force.

    `rhythms` holds only what was chosen: `{"discussions": "weekly"}`. `hour` is a local hour (0-23),
    `weekday` counts from Monday = 0. `last_digest_on` is the local day of the last digest: there is
    never more than one a day.
    """

    person = models.OneToOneField("people.Person", models.CASCADE, related_name="mail_habits")
    mail_is_on = models.BooleanField(_("Send me e-mail"), default=True)
    rhythms = models.JSONField(default=dict, blank=True)
    hour = models.PositiveSmallIntegerField(
        _("hour of the collected mail"), default=8, validators=[MaxValueValidator(23)]
    )
    weekday = models.PositiveSmallIntegerField(
        _("day of the weekly mail"), default=0, validators=[MaxValueValidator(6)]
    )
    last_digest_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("mail habits")
        verbose_name_plural = _("mail habits")
        constraints = [
            models.CheckConstraint(
                name="habits_hour_and_weekday_exist",
                condition=Q(hour__lte=23, weekday__lte=6),
                violation_error_message=_("Choose an hour from 0 to 23 and a day of the week."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}"


class OutgoingQuerySet(models.QuerySet["Outgoing"]):
    """Words for choosing mails."""

    def due(self) -> OutgoingQuerySet:
        """Waiting, at its time, and held by no sender."""
        moment = now()
        return self.filter(state=State.WAITING, due_at__lte=moment).exclude(
            claimed_until__gt=moment
        )

    def asking(self) -> OutgoingQuerySet:
        """Those that a person should look at."""
        return self.filter(state__in=states.ASKS_FOR_A_PERSON, looked_at__isnull=True)

    def move(self, target: str, **changes: Any) -> int:
        """Bring these to `target` where the table of states allows it; answers how many moved."""
        allowed = self.filter(state__in=states.sources_of(target))
        return allowed.update(state=target, changed_at=now(), **changes)


class Outgoing(Identified, Stamped):
    """One mail to one address, from the wish to send it to what became of it.

    Its content is built at sending time from `message` and `data` (ids), or from the notifications
    that a digest collects. `message_id` is fixed before the first attempt, so that every copy
    of the same mail is recognisably the same.
    """

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="mails")
    message = models.CharField(max_length=80)
    category = models.CharField(max_length=40, blank=True)
    data = models.JSONField(default=dict, blank=True)
    digest_on = models.DateField(null=True, blank=True)
    message_id = models.CharField(max_length=200, unique=True, editable=False)
    address = models.EmailField(blank=True)
    language = models.CharField(max_length=2, blank=True)

    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_by = models.UUIDField(null=True, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    handed_at = models.DateTimeField(null=True, blank=True, db_index=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=20, blank=True)
    reply = models.CharField(max_length=300, blank=True)
    looked_at = models.DateTimeField(null=True, blank=True)

    objects = OutgoingQuerySet.as_manager()

    class Meta:
        verbose_name = _("outgoing mail")
        verbose_name_plural = _("outgoing mails")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "digest_on"],
                name="one_digest_per_person_and_day",
                violation_error_message=_(
                    "This person already has the collected mail of that day."
                ),
            ),
            models.CheckConstraint(
                name="mail_sent_when",
                condition=~Q(state__in=[State.SENT, State.BOUNCED]) | Q(sent_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state="waiting"), name="mail_due"),
            models.Index(fields=["state", "-created_at"], name="mail_by_state"),
            models.Index(fields=["person", "-created_at"], name="mail_by_person"),
            models.Index(fields=["-created_at"], name="mail_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.message} {self.state}"

    @property
    def is_digest(self) -> bool:
        return self.digest_on is not None

    @property
    def tone(self) -> str:
        return TONES[State(self.state)]

    def may_go_to(self, target: str) -> bool:
        """Whether the table of states allows `target` next."""
        return target in states.TRANSITIONS[self.state]


class NotificationQuerySet(models.QuerySet["Notification"]):
    """Words for choosing notifications."""

    def unread(self) -> NotificationQuerySet:
        return self.filter(read_at__isnull=True)

    def for_digest(self, moment: dt.datetime) -> NotificationQuerySet:
        """Those whose digest is due."""
        return self.filter(digest_at__lte=moment, mail__isnull=True)


class Notification(Identified):
    """Something said to one person inside the platform; its words are built from ids when shown.

    `key` says the same thing once: the same message with the same ids. `digest_at` is when the
    digest that shall carry it is due (UTC); `mail` is the mail that carried or will carry it.
    """

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="notifications")
    message = models.CharField(max_length=80)
    category = models.CharField(max_length=40)
    data = models.JSONField(default=dict, blank=True)
    key = models.CharField(max_length=120)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    rhythm = models.CharField(max_length=8, choices=Rhythm.choices)
    digest_at = models.DateTimeField(null=True, blank=True)
    mail = models.ForeignKey(
        Outgoing, models.SET_NULL, null=True, blank=True, related_name="notifications"
    )

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], name="said_once"),
        ]
        indexes = [
            models.Index(
                fields=["person"], condition=Q(read_at__isnull=True), name="notification_unread"
            ),
            models.Index(fields=["person", "-created_at"], name="notification_by_person"),
            models.Index(
                fields=["digest_at"],
                condition=Q(digest_at__isnull=False),
                name="notification_for_digest",
            ),
            models.Index(fields=["created_at"], name="notification_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.message}: {self.person_id}"


class Device(models.Model):
    """A kind of browser in which somebody has signed in before, such as "Firefox on Android"."""

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="devices")
    name = models.CharField(max_length=80)
    first_seen_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        verbose_name = _("device")
        verbose_name_plural = _("devices")
        constraints = [models.UniqueConstraint(fields=["person", "name"], name="device_once")]
        indexes = [models.Index(fields=["seen_at"], name="device_by_age")]

    def __str__(self) -> str:
        return self.name

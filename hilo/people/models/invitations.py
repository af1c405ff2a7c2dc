"""An invitation by e-mail, and its states as a table."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hilo.core.models import Identified
from hilo.core.time import now
from hilo.people.models.person import Person


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> InvitationQuerySet:
        """Sent, still valid, waiting for an answer."""
        return self.filter(state=Invitation.State.SENT, expires_at__gt=now())

    def expired(self) -> InvitationQuerySet:
        return self.filter(state=Invitation.State.SENT, expires_at__lte=now())


class Invitation(Identified):
    """A letter to one person; only a hash of its secret is kept.

    `problem` is what the mail server said where `letter` did not leave (yet).

    `TRANSITIONS` is the whole life of an invitation; `expired` is `sent` after `expires_at`.
    """

    class State(models.TextChoices):
        SENT = "sent", _("Waiting for an answer")
        ACCEPTED = "accepted", _("Accepted")
        REVOKED = "revoked", _("Taken back")

    class Letter(models.TextChoices):
        """What became of the letter; the names are those of outgoing mail."""

        WAITING = "waiting", _("The letter waits to be sent")
        SENT = "sent", _("The letter was sent")
        UNCERTAIN = "uncertain", _("The letter was perhaps sent")
        FAILED = "failed", _("The letter could not be delivered")
        BOUNCED = "bounced", _("The letter came back")

    LOST = (Letter.UNCERTAIN, Letter.FAILED, Letter.BOUNCED)  # it did not arrive, or perhaps not

    TRANSITIONS = {
        # verb: (from, to)
        "send_again": ({State.SENT, State.REVOKED}, State.SENT),
        "accept": ({State.SENT}, State.ACCEPTED),
        "revoke": ({State.SENT}, State.REVOKED),
    }

    person = models.ForeignKey(Person, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail"))
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    words = models.TextField(_("a few words of your own"), blank=True, max_length=1000)
    scope_kind = models.CharField(max_length=40, blank=True)
    scope_uuid = models.UUIDField(null=True, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.SENT)
    invited_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField()
    times_sent = models.PositiveSmallIntegerField(default=1)
    expires_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    letter = models.CharField(max_length=9, choices=Letter.choices, default=Letter.WAITING)
    problem = models.CharField(max_length=200, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-sent_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(state="sent"),
                name="invitation_open_once",
                violation_error_message=_("This person already has an open invitation."),
            ),
            models.CheckConstraint(
                condition=Q(state="sent", settled_at__isnull=True)
                | (~Q(state="sent") & Q(settled_at__isnull=False)),
                name="invitation_settled_when",
            ),
        ]
        indexes = [models.Index(fields=["scope_kind", "scope_uuid"], name="invitation_by_scope")]

    def __str__(self) -> str:
        return f"{self.email}: {self.state}"

    @property
    def is_expired(self) -> bool:
        return self.state == self.State.SENT and self.expires_at <= now()

    @property
    def shown_state(self) -> str:
        """`sent`, `expired`, `accepted` or `revoked`, as people see it."""
        return "expired" if self.is_expired else self.state

    def can(self, verb: str) -> bool:
        """Whether `verb` of `TRANSITIONS` is possible now."""
        before, _after = self.TRANSITIONS[verb]
        return self.state in before and not (verb == "accept" and self.is_expired)

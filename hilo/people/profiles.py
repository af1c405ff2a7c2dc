"""A person as somebody else sees them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hilo.core.journal import Line, history_of
from hilo.core.keeping import kept
from hilo.core.registries import ThreadEnd, thread_of
from hilo.people import access, roles, scopes, services
from hilo.people.models import (
    Account,
    Consent,
    DataRequest,
    Grant,
    Invitation,
    NoticeVersion,
    Person,
)
from hilo.people.purposes import Purpose, purposes
from hilo.people.roles import Role
from hilo.people.visibility import FIELDS, shown_fields
from hilo.ui import reader
from hilo.ui.components.words import day, figure, ltr, when
from hilo.ui.components.words import state as state_pill


@dataclass(frozen=True)
class Agreement:
    """A purpose, its words of today, and what a person answered."""

    purpose: Purpose
    notice: NoticeVersion
    standing: Consent | None

    @property
    def is_current(self) -> bool:
        return self.standing is not None and self.standing.notice_id == self.notice.pk


@dataclass(frozen=True)
class RoleHeld:
    """A role that somebody holds, and the name of where."""

    grant: Grant
    role: type[Role]
    where: str

    @property
    def is_new(self) -> bool:
        return self.grant.taken_up_at is None


def roles_held(account: Account) -> list[RoleHeld]:
    """The roles of `account` that stand, also those that begin later."""
    return _roles_held(access.standing_grants_of(account))


def role_held(grant: Grant) -> RoleHeld:
    """One of them."""
    return _roles_held([grant])[0]


def _roles_held(grants: Iterable[Grant]) -> list[RoleHeld]:
    pairs = {one: (one.scope_kind, one.scope_uuid) for one in grants}
    names = scopes.named(pairs.values())
    return [RoleHeld(one, roles.role(one.role), names[pair]) for one, pair in pairs.items()]


def facts(person: Person, viewer: Any, *, shown: frozenset[str] | None = None) -> list[Any]:
    """What `viewer` may know of `person`, as label and value, in the order of a profile."""
    shown = shown_fields(person, viewer) if shown is None else shown
    told = {
        "territory": person.territory,
        "language": person.get_language_display(),
        "email": ltr(person.email) if person.email else "",
        "phone": ltr(person.phone) if person.phone else "",
        "gender": person.get_gender_display() if person.gender != "not_stated" else "",
        "birth_year": str(person.birth_year or ""),
    }
    return [
        (str(FIELDS[name])[:1].upper() + str(FIELDS[name])[1:], value)
        for name, value in told.items()
        if name in shown and value
    ]


def photo_url(person: Person, viewer: Any, *, shown: frozenset[str] | None = None) -> str:
    """Where the photograph is, for whoever may see it."""
    shown = shown_fields(person, viewer) if shown is None else shown
    if person.photo_id is None or "photo" not in shown:
        return ""
    return reverse("people:photo", kwargs={"uuid": person.uuid})


def thread_of_me(viewer: Any) -> tuple[list[ThreadEnd], list[ThreadEnd]]:
    """Both directions of a reader's own thread: where they come from, and what they do and hold."""
    key = ("thread of me", viewer.person_id, *reader.eyes())
    return kept(key, lambda: thread_of("me", viewer.person, viewer), is_small=True)


def agreements(person: Person) -> list[Agreement]:
    """Every purpose with its words and the person's answer."""
    standing = services.standing_consents(person)
    return [
        Agreement(one, services.current_notice(one.name), standing.get(one.name))
        for one in purposes
    ]


def sentence_about(asked: DataRequest) -> str:
    """What happens next with a request."""
    if asked.execute_at is not None:
        said = _("Your data will be erased on %(day)s. Until then you can take this back here.")
        return said % {"day": day(asked.execute_at.date())}
    return _("We have your request and answer by %(day)s.") % {"day": day(asked.due_on)}


def state(person: Person) -> tuple[Any, str]:
    """Whether somebody is invited, has joined or was never here: words and a tone."""
    if person.joined_at:
        return _("Has joined"), "ok"
    if person.invited_at:
        return _("Invited"), "wait"
    return _("Not invited yet"), ""


def state_pill_of(person: Person) -> Any:
    """The state of a person as a pill."""
    return state_pill(*state(person))


def history(person: Person) -> list[Line]:
    """The last that happened to a person, in the reader's words."""
    about = (person.uuid, *reader.eyes())
    return kept(("history of", *about), lambda: history_of("person", person.uuid, limit=20))


INVITATION_STATES = {
    **dict(Invitation.State.choices),
    "expired": gettext_lazy("Run out"),
}
INVITATION_TONES = {"sent": "wait", "expired": "warn", "accepted": "ok", "revoked": ""}
LETTER_TONES = {"waiting": "wait", "uncertain": "warn", "failed": "error", "bounced": "error"}
LANGUAGES = dict(settings.LANGUAGES)


def invitation_state(invitation: Invitation) -> Any:
    """The state of an invitation as a pill; that its letter has not left (yet) comes first."""
    shown = invitation.shown_state
    if shown == "sent" and invitation.letter in LETTER_TONES:
        return state_pill(invitation.get_letter_display(), LETTER_TONES[invitation.letter])
    return state_pill(INVITATION_STATES[shown], INVITATION_TONES[shown])


@dataclass(frozen=True)
class LetterNote:
    """Where the letter of an invitation is, and what to do about it."""

    title: str
    advice: str
    tone: str


def letter_note(invitation: Invitation) -> LetterNote | None:
    """What to say of the letter of an invitation that waits for an answer; None where it was sent."""
    if invitation.state != "sent" or invitation.letter not in LETTER_TONES:
        return None
    was_refused = invitation.letter == "waiting" and invitation.problem
    advice = _NOT_TAKEN_YET if was_refused else _ADVICE[invitation.letter]
    tone = LETTER_TONES[invitation.letter].replace("wait", "info")
    return LetterNote(invitation.get_letter_display(), str(advice), tone)


_NOT_TAKEN_YET = gettext_lazy(
    "It did not leave at the first try. It is tried again by itself; there is nothing to do."
)
_ADVICE = {
    "waiting": gettext_lazy("Letters leave one after another, within a few minutes."),
    "uncertain": gettext_lazy(
        "The connection broke while the letter was handed over. Ask the person before you send it again: "
        "the link of a letter that came before no longer works then."
    ),
    "failed": gettext_lazy("Check the address with the person, correct it, and send it again."),
    "bounced": gettext_lazy("Ask the person for another address, and send it there."),
}


def request_state(asked: DataRequest) -> Any:
    """The state of a data request as a pill."""
    if asked.is_late:
        return state_pill(_("Late"), "error")
    tones = {"open": "wait", "granted": "ok"}
    return state_pill(asked.get_state_display(), tones.get(asked.state, ""))


def invitation_facts(invitation: Invitation) -> list[Any]:
    """What there is to know of an invitation."""
    return [
        (_("E-mail"), ltr(invitation.email)),
        (_("Language"), invitation.get_language_display()),
        (_("Sent"), when(invitation.sent_at)),
        (_("Good until"), when(invitation.expires_at)),
        (_("Invited by"), str(invitation.invited_by or "")),
        (_("Times"), figure(invitation.times_sent)),
    ]


def request_facts(asked: DataRequest) -> list[Any]:
    """What there is to know of a data request."""
    execute = asked.execute_at if asked.state == asked.State.OPEN else None
    return [
        (_("Received"), day(asked.received_on)),
        (_("Answer by"), day(asked.due_on)),
        (_("Happens by itself on"), when(execute)),
        (_("Answered"), when(asked.closed_at)),
    ]

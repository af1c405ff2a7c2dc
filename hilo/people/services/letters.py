"""The letter of an invitation: its link and its words when it leaves, and what became of it.

It leaves by the post office of notifications, which asks for the words at that moment. The secret in its
link is worked out from the installation's key each time (docs/decisions/0065), so it lies in no table.
"""

from __future__ import annotations

from uuid import UUID

from hilo.people import mails
from hilo.people.models import Invitation
from hilo.people.problems import InvitationIsOver
from hilo.people.services.days import day_in
from hilo.people.services.secrets import hash_of, secret_for


def secret_of(invitation: Invitation) -> str:
    """What the link of `invitation` carries, another one for each time it is sent."""
    return secret_for("hilo invitation", invitation.uuid, invitation.times_sent)


def invitation_link(invitation: Invitation) -> str:
    """Where its person accepts `invitation`, in their language."""
    return mails.link("people:invitation", invitation.language, secret=secret_of(invitation))


def letter_of(invitation: UUID, time: int) -> tuple[str, str, str]:
    """Subject, text and HTML of the letter that is sent for the `time`-th time, as it reads now.

    Raises `InvitationIsOver` where it was answered, taken back, sent again or ran out meanwhile.
    """
    found = Invitation.objects.open().select_related("person__territory", "invited_by")
    opened = found.filter(uuid=invitation, times_sent=time).first()
    if opened is None:
        raise InvitationIsOver
    _let_in_with_this(opened)
    language = opened.language
    return mails.written(
        "invitation",
        language,
        person=opened.person,
        invitation=opened,
        by=opened.invited_by,
        link=invitation_link(opened),
        until=day_in(language, opened.person, opened.expires_at.date()),
    )


def _let_in_with_this(invitation: Invitation) -> None:
    """The key of the installation may have changed since the letter was ordered."""
    known = hash_of(secret_of(invitation))
    if known != invitation.token_hash:
        Invitation.objects.filter(pk=invitation.pk).update(token_hash=known)


def note_letter(invitation: UUID, time: int, became: str, why: str = "") -> None:
    """Let the invitation say what became of its letter; of one that was sent again, only the newest counts."""
    if became in Invitation.Letter.values:
        newest = Invitation.objects.filter(uuid=invitation, times_sent=time)
        newest.update(letter=became, problem=why[:200])

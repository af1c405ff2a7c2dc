"""Coming into the network: by invitation or by oneself."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import ProtectedError

from hilo.core import mail, search
from hilo.core.events import publish
from hilo.core.time import now
from hilo.people import mails
from hilo.people.events import InvitationRevoked, LinkHandedOver, PersonInvited, PersonJoined
from hilo.people.models import Account, Invitation, Person
from hilo.people.problems import (
    AddressMissing,
    AlreadyJoined,
    InvitationIsOver,
    InvitationIsSettled,
)
from hilo.people.services.consents import give_required
from hilo.people.services.letters import invitation_link, secret_of
from hilo.people.services.persons import add_person, open_account
from hilo.people.services.secrets import hash_of
from hilo.people.services.sign_in import make_link

INVITATION_LASTS = dt.timedelta(days=30)
UNCONFIRMED_LASTS = dt.timedelta(days=7)
EVERYWHERE: tuple[str, UUID | None] = ("", None)


@transaction.atomic
def invite(
    person: Person,
    *,
    by: Any,
    words: str = "",
    scope: tuple[str, UUID | None] = EVERYWHERE,
    email: str = "",
) -> Invitation:
    """Have an invitation sent to `person` in their language; an open one is sent again with a new link.

    `email` corrects the address of somebody who has not joined. Notifications hear `PersonInvited` and
    send the letter; `Invitation.letter` says what became of it. Raises `AlreadyJoined`,
    `AddressMissing`, `AddressTaken`, and `OutsideDemonstration` where a demonstration may not write.
    """
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if person.joined_at:
        raise AlreadyJoined(name=str(person))
    if email and email.strip().lower() != person.email:
        person = _correct_address(person, email)
    if not person.email:
        raise AddressMissing
    mail.refuse_outsiders(person.email)
    invitation = _write(person, by=by, words=words, scope=scope)
    if person.invited_at is None:
        Person.objects.filter(pk=person.pk).update(invited_at=invitation.sent_at)
    publish(
        PersonInvited(person.uuid, invitation.uuid, *scope),
        by=by,
        subject=("person", person.uuid),
    )
    return invitation


@transaction.atomic
def hand_over_link(account: Account) -> str:
    """A link by which `account` comes in once, for whoever runs the machine to hand over where no mail leaves.

    Whoever has not joined gets the invitation anew (30 days), everybody else signs in (15 minutes); a
    second factor is still asked for. It is written down.
    """
    person = account.person
    publish(LinkHandedOver(person.uuid), by=None, subject=("person", person.uuid))
    if person.joined_at is None:
        return invitation_link(invite(person, by=None))
    return mails.link("people:link", person.language, secret=make_link(account))


@transaction.atomic
def invite_new(
    *,
    by: Any,
    email: str,
    words: str = "",
    scope: tuple[str, UUID | None] = EVERYWHERE,
    **fields: Any,
) -> Invitation:
    """Put somebody on record and send the invitation; raises `AddressTaken`."""
    person = add_person(by=by, email=email, **fields)
    return invite(person, by=by, words=words, scope=scope)


def send_again(invitation: Invitation, *, by: Any, email: str = "") -> Invitation:
    """Send the invitation again, with a new link and thirty more days; the old link is over.

    `email` is another address where the first was wrong. Raises `InvitationIsSettled`, `AddressTaken`.
    """
    if not invitation.can("send_again"):
        raise InvitationIsSettled
    scope = (invitation.scope_kind, invitation.scope_uuid)
    return invite(invitation.person, by=by, words=invitation.words, scope=scope, email=email)


@transaction.atomic
def revoke_invitation(invitation: Invitation, *, by: Any) -> None:
    """Take the invitation back; raises `InvitationIsSettled`."""
    invitation = _settle(invitation, "revoke")
    person = invitation.person.uuid
    publish(InvitationRevoked(person, invitation.uuid), by=by, subject=("person", person))


def find_invitation(secret: str) -> Invitation:
    """The invitation of `secret` while it can be accepted; raises `InvitationIsOver`."""
    invitation = (
        Invitation.objects.open()
        .select_related("person__account", "invited_by")
        .filter(token_hash=hash_of(secret))
        .first()
    )
    if invitation is None:
        raise InvitationIsOver
    return invitation


@transaction.atomic
def accept(secret: str, *, language: str) -> Account:
    """Accept the invitation: the address is confirmed, the consent given, the account answered.

    The caller signs the account in. Raises `InvitationIsOver`; of two at once, one wins.
    """
    invitation = find_invitation(secret)
    try:
        _settle(invitation, "accept")
    except InvitationIsSettled as late:
        raise InvitationIsOver from late
    account = invitation.person.account
    confirm_address(account)
    give_required(invitation.person, language=language, by=account)
    return account


@transaction.atomic
def join(*, email: str, given_name: str, family_name: str, language: str) -> Account:
    """Open an account for oneself, or answer the one that has the address already.

    Nothing changes for an address that is known, and the caller sends the same kind of code in both
    cases; so nobody learns who is here. It counts as joined at the first sign-in.
    """
    known = Account.objects.filter(email=email.strip().lower()).first()
    if known is not None:
        return known
    person = Person(given_name=given_name, family_name=family_name, language=language)
    person.full_clean()
    person.save()
    account = open_account(person, email)
    give_required(person, language=language, by=account)
    return account


@transaction.atomic
def arrive(account: Account) -> bool:
    """Take note of a first sign-in; answers whether it was the first."""
    person = account.person
    if person.joined_at:
        return False
    joined = now()
    first = Person.objects.filter(pk=person.pk, joined_at__isnull=True).update(joined_at=joined)
    person.joined_at = person.joined_at or joined
    if first:
        confirm_address(account)
        for invitation in person.invitations.filter(state=Invitation.State.SENT):
            _settle(invitation, "accept")
        search.index("person", person)
        publish(PersonJoined(person.uuid), by=account, subject=("person", person.uuid))
    return bool(first)


def confirm_address(account: Account) -> None:
    """Know that the address belongs to the person: they have read a mail that went there."""
    EmailAddress.objects.update_or_create(
        user=account, email=account.email, defaults={"verified": True, "primary": True}
    )


def sweep_unconfirmed() -> int:
    """Delete who asked to join a week ago and never confirmed the address; answers how many."""
    before = now() - UNCONFIRMED_LASTS
    alone = Person.objects.filter(
        account__created_at__lt=before,
        account__last_login__isnull=True,
        joined_at__isnull=True,
        invited_at__isnull=True,
        consents__recorded_by__isnull=True,
        consents__isnull=False,
    )
    return sum(_delete_unconfirmed(person) for person in alone.distinct())


def _delete_unconfirmed(person: Person) -> bool:
    """Delete a person whom nobody knows yet; one who was enrolled somewhere meanwhile stays."""
    try:
        with transaction.atomic():
            person.account.delete()
            person.delete()
    except ProtectedError:
        return False
    return True


def _correct_address(person: Person, email: str) -> Person:
    account = person.account_or_none
    if account is not None:
        person.invitations.filter(state=Invitation.State.SENT).update(
            state=Invitation.State.REVOKED, settled_at=now()
        )
        account.delete()
    person = Person.objects.get(pk=person.pk)
    open_account(person, email)
    return person


def _write(person: Person, *, by: Any, words: str, scope: tuple[str, UUID | None]) -> Invitation:
    """The open invitation of `person`, who is locked, or a new one; ready to be sent (again)."""
    opened = Invitation.objects.filter(person=person, state=Invitation.State.SENT).first()
    invitation = opened or Invitation(
        person=person, scope_kind=scope[0], scope_uuid=scope[1], times_sent=0
    )
    invitation.email, invitation.language = person.email, person.language
    invitation.words = words
    invitation.invited_by = getattr(by, "person", by) or invitation.invited_by
    invitation.sent_at = now()
    invitation.expires_at = invitation.sent_at + INVITATION_LASTS
    invitation.times_sent += 1
    invitation.token_hash = hash_of(secret_of(invitation))
    invitation.letter, invitation.problem = Invitation.Letter.WAITING, ""
    invitation.save()
    return invitation


def _settle(invitation: Invitation, verb: str) -> Invitation:
    """Move the invitation along `Invitation.TRANSITIONS`; raises `InvitationIsSettled`."""
    before, after = Invitation.TRANSITIONS[verb]
    moved = Invitation.objects.filter(pk=invitation.pk, state__in=before).update(
        state=after, settled_at=now()
    )
    if not moved:
        raise InvitationIsSettled
    invitation.refresh_from_db()
    return invitation

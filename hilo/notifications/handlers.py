"""What this chapter does when earlier ones have something to tell. Saying a thing twice says it once."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from allauth.account.signals import user_logged_in
from django.db import transaction
from django.dispatch import receiver
from django.utils import translation

from hilo.core import mail
from hilo.core.events import handles
from hilo.core.time import now
from hilo.notifications import services as notifications
from hilo.notifications import standard
from hilo.notifications.models import Device
from hilo.notifications.standard import (
    Invited,
    RoleGiven,
    RoleTakenBack,
    SignedInElsewhere,
    Welcome,
)
from hilo.people.devices import described
from hilo.people.events import PersonInvited, PersonJoined, RoleGivenUp, RoleGranted, RoleRevoked
from hilo.people.models import Grant, Invitation, Person


@handles(PersonInvited)
def post_invitation(event: PersonInvited) -> None:
    """The letter of an invitation, under the mark of the invitation and of how often it was sent."""
    found = Invitation.objects.open().select_related("person").filter(uuid=event.invitation)
    if invitation := found.first():
        time = invitation.times_sent
        mark = mail.message_id_for("invitation", invitation.uuid, time)
        notifications.post(invitation.person, Invited(invitation.uuid, time), mark=mark)


@handles(PersonJoined)
def welcome(event: PersonJoined) -> None:
    """Greet whoever came in for the first time."""
    person = Person.objects.present().filter(uuid=event.person).first()
    if person is not None:
        notifications.notify(person, Welcome(event.person))


@handles(RoleGranted)
def tell_of_a_role(event: RoleGranted) -> None:
    """A role gives power and opens doors to its holder: they hear of it from us, not by chance.

    What the house itself set up (its first coordinator, the demonstration) needs no telling.
    """
    given = _grant(event.grant)
    if given and given.granted_by and given.granted_by != given.person:
        notifications.notify(given.person, RoleGiven(event.grant))


@handles(RoleRevoked)
def tell_of_its_end(event: RoleRevoked) -> None:
    """Whoever loses a role hears of it, unless they took it back themselves."""
    given = _grant(event.grant)
    if given and given.revoked_by != given.person:
        notifications.notify(given.person, RoleTakenBack(event.grant))


@handles(RoleGivenUp)
def tell_who_gave_it(event: RoleGivenUp) -> None:
    """Whoever gave the role hears that its holder laid it down."""
    given = _grant(event.grant)
    if given and given.granted_by and given.granted_by != given.person:
        notifications.notify(given.granted_by, standard.RoleGivenUp(event.grant))


def _grant(uuid: UUID) -> Grant | None:
    found = Grant.objects.select_related("person", "granted_by", "revoked_by")
    return found.filter(uuid=uuid).first()


@receiver(user_logged_in, dispatch_uid="notifications.watch_devices")
def watch_devices(sender: Any, request: Any, user: Any, **rest: Any) -> None:
    """Write to whoever signs in with a kind of browser that is new for them (not the very first)."""
    session = _Session(request)
    with translation.override("en"):
        name = described(session, is_here=True).name[:80]
    with transaction.atomic():
        is_first = not Device.objects.filter(person=user.person).exists()
        moment = now()
        _device, is_new = Device.objects.update_or_create(
            person=user.person,
            name=name,
            defaults={"seen_at": moment},
            create_defaults={"first_seen_at": moment, "seen_at": moment},
        )
        if is_new and not is_first:
            notifications.notify(user.person, SignedInElsewhere(moment, name, session.ip))


class _Session:
    """What `people.devices` asks of a session, from the request that opens it."""

    pk = 0

    def __init__(self, request: Any) -> None:
        from allauth.account.adapter import get_adapter

        self.user_agent = request.headers.get("User-Agent", "")
        self.ip = get_adapter().get_client_ip(request)
        self.created_at = now()

"""What this chapter does when earlier ones have something to tell. Saying a thing twice says it once."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import user_logged_in
from django.db import transaction
from django.dispatch import receiver
from django.utils import translation

from hilo.core.events import handles
from hilo.core.time import now
from hilo.notifications import services as notifications
from hilo.notifications.models import Device
from hilo.notifications.standard import SignedInElsewhere, Welcome
from hilo.people.devices import described
from hilo.people.events import PersonJoined
from hilo.people.models import Person


@handles(PersonJoined)
def welcome(event: PersonJoined) -> None:
    """Greet whoever came in for the first time."""
    person = Person.objects.present().filter(uuid=event.person).first()
    if person is not None:
        notifications.notify(person, Welcome(event.person))


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

"""What a coordinator's home says: what is late, who is missing, who arrived since yesterday."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from hilo.core.registries import ToDo
from hilo.core.time import now
from hilo.people import access
from hilo.people.access import Scopes
from hilo.people.models import Invitation, Person
from hilo.people.models.invitations import InvitationQuerySet
from hilo.people.models.person import PersonQuerySet
from hilo.people.queries import invitations_for
from hilo.ui.numerals import figure

SINCE = dt.timedelta(days=1)


def to_do(viewer: Any) -> Iterator[ToDo]:
    """For whoever may invite people: asked in a staff session; outside of one, the way into it."""
    if not access.scopes_held(viewer, "people.invite"):
        return
    scopes = access.scopes_of(viewer, "people.invite")
    if not scopes:
        yield ToDo(
            _("Begin a staff session to see who has come and who is missing."),
            reverse("people:duty"),
            _("Begin"),
        )
        return
    yield from late(scopes)
    yield from missing(scopes)
    yield from arrived(scopes)


def people_in(scopes: Scopes) -> PersonQuerySet:
    """Everybody on record in `scopes`."""
    return Person.objects.present().filter(access.within(scopes))


def invitations(scopes: Scopes) -> InvitationQuerySet:
    """The invitations of these scopes."""
    return Invitation.objects.filter(pk__in=invitations_for(scopes).values("pk"))


def late(scopes: Scopes) -> Iterator[ToDo]:
    """Invitations that ran out without an answer."""
    count = invitations(scopes).expired().count()
    if count:
        text = ngettext(
            "%(count)s invitation ran out without an answer.",
            "%(count)s invitations ran out without an answer.",
            count,
        )
        address = reverse("people:invitations") + "?state=expired"
        yield ToDo(text % {"count": figure(count)}, address, _("Send again"), is_late=True)


def missing(scopes: Scopes) -> Iterator[ToDo]:
    """People on record to whom nobody has written, and those whose answer is awaited."""
    never = people_in(scopes).never_here().count()
    if never:
        text = ngettext(
            "%(count)s person is on record and was never invited.",
            "%(count)s people are on record and were never invited.",
            never,
        )
        address = reverse("people:list") + "?state=never"
        yield ToDo(text % {"count": figure(never)}, address, _("Invite"))
    waiting = invitations(scopes).open().count()
    if waiting:
        text = ngettext(
            "%(count)s invitation waits for an answer.",
            "%(count)s invitations wait for an answer.",
            waiting,
        )
        address = reverse("people:invitations") + "?state=sent"
        yield ToDo(text % {"count": figure(waiting)}, address, _("See whom"))


def arrived(scopes: Scopes) -> Iterator[ToDo]:
    """Who signed in for the first time since this hour of yesterday."""
    count = people_in(scopes).filter(joined_at__gte=now() - SINCE).count()
    if count:
        text = ngettext(
            "%(count)s person arrived since yesterday.",
            "%(count)s people arrived since yesterday.",
            count,
        )
        address = reverse("people:list") + "?state=joined&sort=-joined"
        yield ToDo(text % {"count": figure(count)}, address, _("See who"))

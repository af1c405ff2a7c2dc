"""What a coordinator's home says: how to begin, what is late, who is missing, who arrived since yesterday."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from hilo.core.keeping import kept
from hilo.core.registries import ToDo
from hilo.core.time import now
from hilo.people import access
from hilo.people.access import Scopes
from hilo.people.models import Invitation, Person
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
    counted = kept(("coordination", scopes), lambda: Counted.in_scopes(scopes))
    if counted.everybody <= 1:
        yield ToDo(
            _("Nobody else is here yet. Invite the first person, or take many from a spreadsheet."),
            reverse("people:list"),
            _("Invite"),
        )
        return
    yield from late(counted.late)
    yield from lost(counted.lost)
    yield from missing(counted.never, counted.waiting)
    yield from arrived(counted.arrived)


@dataclass(frozen=True)
class Counted:
    """How many invitations ran out, wait and were lost; how many people are here, were never invited, arrived."""

    late: int
    waiting: int
    lost: int
    everybody: int
    never: int
    arrived: int

    @classmethod
    def in_scopes(cls, scopes: Scopes) -> Counted:
        """Two queries, however many people there are."""
        moment = now()
        sent = Q(state=Invitation.State.SENT)
        awaited = sent & Q(expires_at__gt=moment)
        letters = invitations_for(scopes).aggregate(
            late=Count("pk", filter=sent & Q(expires_at__lte=moment)),
            waiting=Count("pk", filter=awaited & ~Q(letter__in=Invitation.LOST)),
            lost=Count("pk", filter=awaited & Q(letter__in=Invitation.LOST)),
        )
        people = people_in(scopes).aggregate(
            everybody=Count("pk"),
            never=Count("pk", filter=Q(joined_at=None, invited_at=None)),
            arrived=Count("pk", filter=Q(joined_at__gte=moment - SINCE)),
        )
        return cls(**letters, **people)


def people_in(scopes: Scopes) -> PersonQuerySet:
    """Everybody on record in `scopes`."""
    return Person.objects.present().filter(access.within(scopes))


def late(count: int) -> Iterator[ToDo]:
    """Invitations that ran out without an answer."""
    if count:
        text = ngettext(
            "%(count)s invitation ran out without an answer.",
            "%(count)s invitations ran out without an answer.",
            count,
        )
        address = reverse("people:invitations") + "?state=expired"
        yield ToDo(text % {"count": figure(count)}, address, _("Send again"), is_late=True)


def lost(count: int) -> Iterator[ToDo]:
    """Invitations whose letter did not arrive, or perhaps not."""
    if count:
        text = ngettext(
            "The letter of %(count)s invitation did not arrive, or perhaps not.",
            "The letters of %(count)s invitations did not arrive, or perhaps not.",
            count,
        )
        address = (
            reverse("people:invitations") + "?" + urlencode({"state": Invitation.LOST}, doseq=True)
        )
        yield ToDo(text % {"count": figure(count)}, address, _("See whom"), is_late=True)


def missing(never: int, waiting: int) -> Iterator[ToDo]:
    """People on record to whom nobody has written, and those whose answer is awaited."""
    if never:
        text = ngettext(
            "%(count)s person is on record and was never invited.",
            "%(count)s people are on record and were never invited.",
            never,
        )
        address = reverse("people:list") + "?state=never"
        yield ToDo(text % {"count": figure(never)}, address, _("Invite"))
    if waiting:
        text = ngettext(
            "%(count)s invitation waits for an answer.",
            "%(count)s invitations wait for an answer.",
            waiting,
        )
        address = reverse("people:invitations") + "?state=sent&state=waiting"
        yield ToDo(text % {"count": figure(waiting)}, address, _("See whom"))


def arrived(count: int) -> Iterator[ToDo]:
    """Who signed in for the first time since this hour of yesterday."""
    if count:
        text = ngettext(
            "%(count)s person arrived since yesterday.",
            "%(count)s people arrived since yesterday.",
            count,
        )
        address = reverse("people:list") + "?state=joined&sort=-joined"
        yield ToDo(text % {"count": figure(count)}, address, _("See who"))

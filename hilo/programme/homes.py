"""What a coordinator's home says of programmes: how many are on record, and the way to take in more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from hilo.core.keeping import kept
from hilo.core.registries import ToDo
from hilo.core.time import today
from hilo.people import access
from hilo.programme.access import EDIT
from hilo.programme.models import Audience, Participation, Programme
from hilo.programme.queries import indicators
from hilo.programme.sheets import TAKE_IN
from hilo.ui.numerals import figure
from hilo.ui.sheets.addresses import address_in


def to_do(viewer: Any) -> Iterator[ToDo]:
    """A line for each programme under way that `viewer` takes people into."""
    held = access.scopes_of(viewer, TAKE_IN)
    if not held:
        return
    for programme, people, wanted in kept(("on record", held), lambda: on_record(held)):
        text = said(programme, people, wanted)
        address = address_in("participants", "programme", programme.uuid)
        yield ToDo(text, address, _("Take people in from a sheet"))


def on_record(held: access.Scopes) -> list[tuple[Programme, int, int | None]]:
    """Each programme under way in `held`, how many people take part, and how many it means to reach."""
    where = Q() if held.is_everywhere else Q(uuid__in=held.of_kind("programme"))
    programmes = list(Programme.objects.under_way().filter(where))
    people = counted(
        Participation.objects.present().filter(programme__in=programmes),
        Count("person", distinct=True),
    )
    wanted = counted(Audience.objects.filter(programme__in=programmes), Sum("target"))
    return [(one, people.get(one.pk, 0), wanted.get(one.pk)) for one in programmes]


def counted(rows: QuerySet[Any], what: Any) -> dict[int, Any]:
    """An amount by programme."""
    counts = rows.order_by().values("programme").annotate(amount=what)
    return dict(counts.values_list("programme", "amount"))


def said(programme: Programme, people: int, wanted: int | None) -> str:
    """How many people of a programme are on record, and of how many it means to reach."""
    facts = {
        "programme": programme.acronym or str(programme.name),
        "people": figure(people),
        "wanted": figure(wanted) if wanted else "",
    }
    if wanted:
        text = ngettext(
            "%(programme)s: %(people)s person is on record, of %(wanted)s.",
            "%(programme)s: %(people)s people are on record, of %(wanted)s.",
            people,
        )
    else:
        text = ngettext(
            "%(programme)s: %(people)s person is on record.",
            "%(programme)s: %(people)s people are on record.",
            people,
        )
    return text % facts


def values_to_declare(viewer: Any) -> Iterator[ToDo]:
    """A line for each programme of which values of past periods are still to be declared."""
    held = access.scopes_of(viewer, EDIT)
    if held:
        yield from kept(("to declare", held, today()), lambda: list(_to_declare(held)))


def _to_declare(held: access.Scopes) -> Iterator[ToDo]:
    due: dict[Programme, int] = {}
    for one in indicators.due_in(indicators.programmes_kept_by(held)):
        programme = one.indicator.programme
        due[programme] = due.get(programme, 0) + len(one.periods)
    for programme, count in due.items():
        text = ngettext(
            "%(programme)s: %(count)s value is still to be declared.",
            "%(programme)s: %(count)s values are still to be declared.",
            count,
        )
        named = programme.acronym or str(programme.name)
        address = reverse("programme:indicators", args=[programme.slug])
        told = text % {"programme": named, "count": figure(count)}
        yield ToDo(told, address, _("Declare values"), is_late=True)

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
from hilo.people import access
from hilo.programme.models import Audience, Participation, Programme
from hilo.programme.sheets import TAKE_IN
from hilo.ui.numerals import figure


def to_do(viewer: Any) -> Iterator[ToDo]:
    """A line for each programme under way that `viewer` takes people into."""
    held = access.scopes_of(viewer, TAKE_IN)
    if not held:
        return
    for programme, people, wanted in kept(("on record", held), lambda: on_record(held)):
        text = said(programme, people, wanted)
        address = f"{reverse('ui:sheet', args=['participants'])}?scope=programme:{programme.uuid}"
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

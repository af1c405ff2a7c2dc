"""The thread at a programme and at an indicator: what was promised, what is counted of it, what was adopted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hilo.core import registries
from hilo.core.keeping import kept
from hilo.core.registries import ThreadEnd, ThreadLink
from hilo.people import access as people
from hilo.programme.access import snapshots_visible_to
from hilo.programme.models import Indicator, Programme, Result
from hilo.programme.queries import policies
from hilo.ui import reader
from hilo.ui.numerals import figure


def everything() -> None:
    """Enter the registry."""
    registries.thread_links.add(ThreadLink("promise", "programme", leads_to=of_programme))
    registries.thread_links.add(
        ThreadLink("result", "indicator", comes_from=of_indicator, leads_to=to_snapshots)
    )


def of_programme(programme: Programme, viewer: Any) -> Iterator[ThreadEnd]:
    """Its outcomes, each with how many outputs lead to it, and the policies that it led to."""
    is_member = people.is_account(viewer)
    key = ("thread of a programme", programme.pk, is_member, *reader.eyes())
    yield from kept(key, lambda: [*_outcomes(programme), *_adopted(programme, is_member)])


def _outcomes(programme: Programme) -> Iterator[ThreadEnd]:
    results = list(programme.results.all())
    chain = reverse("programme:chain", args=[programme.slug])
    for one in results:
        if one.level == Result.Level.OUTCOME:
            outputs = sum(other.above_id == one.pk for other in results)
            said = ngettext("%(count)s output", "%(count)s outputs", outputs)
            remark = said % {"count": figure(outputs)} if outputs else ""
            yield ThreadEnd(_("Outcome"), one.title, chain, remark)


def _adopted(programme: Programme, is_member: bool) -> Iterator[ThreadEnd]:
    count = policies.shown(is_member).filter(programme=programme).count()
    if count:
        said = ngettext("%(count)s measure", "%(count)s measures", count)
        address = f"{reverse('programme:policies')}?programme={programme.slug}"
        yield ThreadEnd(_("Adopted"), said % {"count": figure(count)}, address)


def of_indicator(indicator: Indicator, viewer: Any) -> Iterator[ThreadEnd]:
    """Its programme, and the result for which it is counted."""
    programme = indicator.programme
    yield ThreadEnd(_("Programme"), programme.name, programme.get_absolute_url())
    if indicator.result is not None:
        chain = reverse("programme:chain", args=[programme.slug])
        level = indicator.result.get_level_display()
        yield ThreadEnd(level, indicator.result.title, chain)


def to_snapshots(indicator: Indicator, viewer: Any) -> Iterator[ThreadEnd]:
    """The youngest snapshot in which it stands, as far as the reader may open it."""
    issued = snapshots_visible_to(viewer, indicator.programme)
    last = issued.filter(issued_at__gte=indicator.created_at).first()
    if last is not None:
        address = reverse("programme:snapshot", args=[indicator.programme.slug, last.number])
        yield ThreadEnd(_("Snapshot"), str(last), address)

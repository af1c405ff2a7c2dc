"""What goes on: steps, the thread, long work. The running stitch joins what is really joined."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hilo.core.registries import ThreadEnd
from hilo.ui.component import Example, component
from hilo.ui.examples import face
from hilo.ui.numerals import figure

UNDER_WAY = {"waiting", "running"}


@dataclass(frozen=True)
class Link:
    """One link of a chain: its name, and what stands there as (name, address, remark)."""

    title: Any
    things: Sequence[tuple[Any, str, Any]] = ()


@component(
    "ui/components/steps.html",
    family="process",
    examples=(Example("{% steps items 2 %}", face.steps),),
)
def steps(items: Sequence[Any], current: int = 0) -> dict[str, Any]:
    """The steps of a process: done before `current` (counted from 0), to come after it.

    An item is a sentence, or a pair of a sentence and the address to go back to.
    """
    return {
        "steps": [_step(item, place, current) for place, item in enumerate(items)],
        "place": current + 1,
        "total": len(items),
    }


def _step(item: Any, place: int, current: int) -> dict[str, Any]:
    title, href = item if isinstance(item, tuple | list) else (item, "")
    where = "done" if place < current else "now" if place == current else "later"
    return {"title": title, "href": href if where == "done" else "", "where": where}


@component(
    "ui/components/chain.html",
    family="process",
    examples=(Example("{% chain links empty=nobody %}", face.chain),),
)
def chain(links: Sequence[Link], empty: str = "", level: int = 3) -> None:
    """What stands at each link of a chain, in its order, joined by the stitch; `empty` says where nothing does."""


@component(
    "ui/components/thread.html",
    family="process",
    examples=(
        Example("{% thread back here forth %}", face.thread),
        Example("{% thread back here nothing %}", face.thread),
    ),
)
def thread(back: Iterable[ThreadEnd], here: Any, forth: Iterable[ThreadEnd]) -> dict[str, Any]:
    """Where this comes from, and what it leads to. Each end can be followed further.

    `here` is a title or a `ThreadEnd`; the ends come from `core.registries.thread_of`.
    """
    title = here.title if isinstance(here, ThreadEnd) else here
    remark = here.remark if isinstance(here, ThreadEnd) else ""
    return {
        "back": list(back or ()),
        "here": title,
        "remark": remark,
        "forth": list(forth or ()),
    }


@component(
    "ui/components/progress.html",
    family="process",
    examples=(Example("{% progress running %}{% progress finished %}", face.jobs),),
)
def progress(job: Any) -> dict[str, Any]:
    """How far long work has come: a `core` job. The page looks again by itself where scripts run."""
    total = job.total or 0
    is_under_way = str(job.state) in UNDER_WAY
    return {
        "job": job,
        "name": job.title or _("Progress"),
        "is_under_way": is_under_way,
        "reached": _reached(job.done, total) if total and is_under_way else "",
        "percent": min(100, round(100 * job.done / total)) if total else None,
    }


def _reached(done: int, total: int) -> str:
    return pgettext("how far work has come", "%(done)s of %(total)s") % {
        "done": figure(min(done, total)),
        "total": figure(total),
    }

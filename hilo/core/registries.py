"""What an early chapter shows or counts of later ones: registered up, read from here.

Each domain fills these in its `apps.py:ready()`. The types below are the whole agreement.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from django.db.models import Model, QuerySet
from django.urls import reverse

from hilo.core.registry import Registry
from hilo.core.text.values import Text

Viewer = Any  # an account, or Django's AnonymousUser
Label = Any  # a lazily translated sentence
Rows = Callable[[dt.datetime, dt.datetime], QuerySet[Any, Any]]
Audience = Literal["public", "members", ""]  # who may find an object; see `SearchSource`


@dataclass(frozen=True)
class ObjectKind:
    """A kind of object that links, grants, search and discussions may point to by (kind, uuid).

    `find` answers the object or None; `visible_to` the rows that a viewer may know of.
    """

    name: str
    label: Label
    plural: Label
    model: type[Model]
    visible_to: Callable[[Viewer], QuerySet[Any]]
    icon: str = "thread"
    order: int = 50

    def find(self, uuid: Any) -> Any | None:
        return self.model._default_manager.filter(uuid=uuid).first()


@dataclass(frozen=True)
class Scope:
    """A kind of object in which a role may be granted (`""` names the whole installation).

    `contains(uuid)` answers the (kind, uuid) pairs that lie inside, so that a grant in a programme
    also reaches its regions.
    """

    name: str
    label: Label
    contains: Callable[[Any], Iterable[tuple[str, Any]]] = lambda uuid: ()
    order: int = 50


@dataclass(frozen=True)
class Inside:
    """What a later chapter lays into scopes of an earlier one: the clusters of a region, say.

    `contains(uuid)` answers (kind, uuid) pairs, as `Scope.contains` does for the chapter's own.
    """

    name: str
    scope_kind: str
    contains: Callable[[Any], Iterable[tuple[str, Any]]]
    order: int = 50


@dataclass(frozen=True)
class Measure:
    """A named query that an indicator may count; each of its rows is a fact.

    `rows(since, until)` answers a queryset of values for the facts from `since` up to, not including,
    `until` (aware datetimes): `unit_id`, `at` (an aware datetime), `fact_id` (orders facts of one
    moment), one column `by_<name>` for each name in `split`, and `amount` where `has_amount`. `unit`
    is what is counted ("people", "organisations", …), `kind` the object kind of a unit, for showing the
    records behind a number. Who is behind one that `is_confidential` is told to nobody, and nobody reads
    numbers of it from which one to four people could be told (docs/algorithms/small-numbers.md).
    """

    name: str
    label: Label
    unit: str
    rows: Callable[[dt.datetime, dt.datetime], QuerySet[Any, Any]]
    split: tuple[str, ...] = ()
    explanation: Label = ""
    kind: str = ""
    has_amount: bool = False
    is_confidential: bool = False
    order: int = 50


@dataclass(frozen=True)
class Panel:
    """What a domain shows on another's page: a template and what it needs, or None for nothing."""

    name: str
    kind: str
    template: str
    show: Callable[[Any, Viewer], dict[str, Any] | None]
    order: int = 50


@dataclass(frozen=True)
class ThreadEnd:
    """One end of a thread: what it is, how to reach it, and a short remark with figures.

    A title in several languages, or frozen in one, is a `core.text.Text`.
    """

    kind: str
    title: str | Text
    url: str
    remark: Label = ""
    is_later: bool = False


@dataclass(frozen=True)
class ThreadLink:
    """Where an object of `kind` comes from, and what it leads to, as its domain recorded it."""

    name: str
    kind: str
    comes_from: Callable[[Any, Viewer], Iterable[ThreadEnd]] = lambda subject, viewer: ()
    leads_to: Callable[[Any, Viewer], Iterable[ThreadEnd]] = lambda subject, viewer: ()
    order: int = 50


@dataclass(frozen=True)
class Dependence:
    """Something that hangs on an object, as whoever removes the object should read it.

    `forbids_removal` where it would be torn off; otherwise the sentence says what becomes of it.
    """

    text: Label
    url: str = ""
    forbids_removal: bool = False


@dataclass(frozen=True)
class Dependents:
    """What a domain hangs on objects of `kind`, asked before one of them is removed."""

    name: str
    kind: str
    of: Callable[[Any], Iterable[Dependence]]
    order: int = 50


@dataclass(frozen=True)
class WholePart:
    """What a domain lays into the file in which an object of `kind` is handed over whole.

    `files(subject, viewer)` answers its places in the archive with their content: bytes, pieces of text, or a
    stored file, written one after the other. `contents` says what lies where, for whoever opens the archive.
    """

    name: str
    kind: str
    files: Callable[[Any, Viewer], Iterable[tuple[str, Any]]]
    contents: Sequence[tuple[str, Label]] = ()
    order: int = 50


@dataclass(frozen=True)
class MenuEntry:
    """A line in the navigation under one of the five doors, or in the office.

    `sentence` says on the page of its door what one finds there.
    """

    name: str
    door: str  # network, learn, meet, cooperate, results, office
    label: Label
    url_name: str
    shown_to: Callable[[Viewer], bool] = lambda viewer: True
    order: int = 50
    sentence: Label = ""


@dataclass(frozen=True)
class ToDo:
    """One answer to "what now?" on a person's home: a sentence, where it leads, and how urgent."""

    text: Label
    url: str
    action: Label
    is_late: bool = False
    due: dt.datetime | None = None


@dataclass(frozen=True)
class HomeBlock:
    """What a domain says on the home of whoever it concerns."""

    name: str
    title: Label
    to_do: Callable[[Viewer], Iterable[ToDo]]
    order: int = 50


@dataclass(frozen=True)
class SearchDocument:
    """What can be found of one object, in one language.

    A facet has one value or several; values are codes, kept as they are (`MX-21` is not `mx-21`).
    Lists by name stand in the order of an object's first title.
    """

    language: str
    title: str
    body: str = ""
    facets: Mapping[str, str | Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class SearchSource:
    """How objects of a kind enter the search index.

    `documents(object)` answers one document per language; `is_public(object)` tells whether
    strangers may find it (others only see hits among `ObjectKind.visible_to`). Where there are
    thousands that only members may find, `audience(object)` says so instead: "public", "members" (any
    signed-in reader), or "" for those whom the kind shows it to, which has to be asked each time.
    `entered(object)` answers since when it can be found, where its chapter knows better than the
    index, which takes the moment it first heard of it.
    """

    name: str  # the name of the object kind
    objects: Callable[[], QuerySet[Any]]
    documents: Callable[[Any], Iterable[SearchDocument]]
    is_public: Callable[[Any], bool] = lambda subject: True
    order: int = 50
    audience: Callable[[Any], Audience] | None = None
    entered: Callable[[Any], dt.datetime | None] = lambda subject: None

    def audience_of(self, subject: Any) -> Audience:
        """Who may find `subject`."""
        if self.audience is not None:
            return self.audience(subject)
        return "public" if self.is_public(subject) else ""


@dataclass(frozen=True)
class PersonalData:
    """What a domain holds about a person: how it is handed out, and what erasure does to it.

    `export(person)` answers plain lists and dictionaries; `erase(person, at)` removes or loosens
    the name and keeps totals; `keeps` says in a sentence what stays and why.
    """

    name: str
    label: Label
    export: Callable[[Any], Any]
    erase: Callable[[Any, dt.datetime], None]
    keeps: Label = ""
    order: int = 50


@dataclass(frozen=True)
class Demonstration:
    """Furniture for the empty house: `load(day)` makes it through the domain's own services.

    `day` is the declared demonstration day; loading twice changes nothing.
    """

    name: str
    load: Callable[[dt.date], str]
    order: int = 50


@dataclass(frozen=True)
class Check:
    """One question that `bin/hilo doctor` and the health page ask; answers findings in words."""

    name: str
    look: Callable[[], Iterable[Finding]]
    order: int = 50


@dataclass(frozen=True)
class Finding:
    """What a check found: whether it is well, in words, and what to do where it is not."""

    is_well: bool
    text: str
    remedy: str = ""


@dataclass(frozen=True)
class Schedule:
    """A task that runs by itself every `every`, whatever machine is awake (see core.tasks)."""

    name: str
    task: Any
    every: dt.timedelta
    order: int = 50


@dataclass(frozen=True)
class Sending:
    """A form that is sent to a page: what stands in it; `again()` lets it be sent once more."""

    fields: Callable[[], Mapping[str, Any]]
    again: Callable[[], None]


@dataclass(frozen=True)
class NamedPage:
    """A page whose cost `bin/hilo bench` measures, and the multiple of the floor it may cost.

    `address()` answers its path; `role` is the name of the role that opens it ("" for strangers),
    held in the whole installation where `is_whole`. With `sends` it is not opened, but sent to.
    """

    name: str
    address: Callable[[], str]
    role: str = ""
    is_whole: bool = False
    limit: float = 1.5
    order: int = 50
    sends: Sending | None = None


kinds: Registry[ObjectKind] = Registry("object kinds")
scopes: Registry[Scope] = Registry("scopes")
insides: Registry[Inside] = Registry("what lies in scopes")
measures: Registry[Measure] = Registry("measures")
panels: Registry[Panel] = Registry("panels")
thread_links: Registry[ThreadLink] = Registry("thread links")
dependents: Registry[Dependents] = Registry("dependents")
wholes: Registry[WholePart] = Registry("parts of what is handed over whole")
menu: Registry[MenuEntry] = Registry("menu entries")
homes: Registry[HomeBlock] = Registry("home blocks")
search_sources: Registry[SearchSource] = Registry("search sources")
personal_data: Registry[PersonalData] = Registry("personal data")
demonstrations: Registry[Demonstration] = Registry("demonstration data")
checks: Registry[Check] = Registry("checks")
schedules: Registry[Schedule] = Registry("schedules")
named_pages: Registry[NamedPage] = Registry("named pages")


def measure(
    name: str,
    *,
    label: Label,
    unit: str,
    split: tuple[str, ...] = (),
    explanation: Label = "",
    kind: str = "",
    has_amount: bool = False,
    is_confidential: bool = False,
) -> Callable[[Rows], Rows]:
    """Register the decorated query as a measure."""

    def enter(rows: Rows) -> Rows:
        told = (name, label, unit, rows, split, explanation, kind, has_amount, is_confidential)
        measures.add(Measure(*told))
        return rows

    return enter


def panels_for(kind: str, subject: Any, viewer: Viewer) -> list[tuple[Panel, dict[str, Any]]]:
    """The panels that have something to say to `viewer` about `subject`, in their order."""
    shown = ((panel, panel.show(subject, viewer)) for panel in panels if panel.kind == kind)
    return [(panel, content) for panel, content in shown if content is not None]


def thread_of(kind: str, subject: Any, viewer: Viewer) -> tuple[list[ThreadEnd], list[ThreadEnd]]:
    """Both directions of the thread at `subject`: what it comes from, and what it leads to."""
    links = [link for link in thread_links if link.kind == kind]
    back = [end for link in links for end in link.comes_from(subject, viewer)]
    forth = [end for link in links for end in link.leads_to(subject, viewer)]
    return back, forth


def end_at(kind: str, uuid: Any, viewer: Viewer) -> ThreadEnd | None:
    """The object that a row names by (kind, uuid), as an end of its thread.

    None where nothing is named, its chapter is not there, or `viewer` may not know of it.
    """
    if uuid is None or kind not in kinds:
        return None
    known = kinds.get(kind)
    found = known.visible_to(viewer).filter(uuid=uuid).first()
    if found is None or not hasattr(found, "get_absolute_url"):
        return None
    return ThreadEnd(str(known.label), getattr(found, "name", str(found)), found.get_absolute_url())


def what_depends_on(kind: str, subject: Any) -> list[Dependence]:
    """Everything that hangs on `subject`, as each domain tells it."""
    asked = (one for one in dependents if one.kind == kind)
    return [dependence for one in asked for dependence in one.of(subject)]


def measured(
    name: str,
    url_name: str,
    role: str = "",
    *,
    args: Callable[[], Sequence[Any]] = tuple,
    query: str = "",
    is_whole: bool = False,
    limit: float = 1.5,
    order: int = 50,
) -> None:
    """Enter the page `url_name` among those whose cost is measured; `args()` is asked only then.

    `limit` is the multiple of the floor it may cost: more only where everybody stands on one page.
    """

    def address() -> str:
        return reverse(url_name, args=args()) + query

    named_pages.add(NamedPage(name, address, role, is_whole, limit, order))

"""The life of a page: submitted, returned, listed, archived; each step with who, when and why."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import get_language

from hilo.core import search
from hilo.core.events import Event, publish
from hilo.core.locks import lock
from hilo.core.prepared import Given, Prepared
from hilo.core.time import now
from hilo.network import documents, events
from hilo.network.enums import TRANSITIONS
from hilo.network.models import Organisation, Profile, ReviewStep
from hilo.network.problems import NotPossibleNow, ReasonIsMissing
from hilo.network.rules import addresses

EVENTS: dict[str, type[Event]] = {
    "submit": events.ProfileSubmitted,
    "withdraw": events.ProfileWithdrawn,
    "return": events.ProfileReturned,
    "list": events.ProfileListed,
    "archive": events.ProfileArchived,
    "revive": events.ProfileRevived,
}
# The verbs that somebody is owed a reason for.
WITH_REASON = frozenset({"return", "archive"})


def kind_of(profile: Profile) -> str:
    """The object kind of a page: `organisation` or `cluster`."""
    return "organisation" if isinstance(profile, Organisation) else "cluster"


@transaction.atomic
def move(profile: Profile, verb: str, *, by: Any, reason: str = "") -> None:
    """Take one step of `enums.TRANSITIONS`; raises `NotPossibleNow`, `ReasonIsMissing`."""
    if verb in WITH_REASON and not reason.strip():
        raise ReasonIsMissing
    before, (allowed, after), at = profile.state, TRANSITIONS[verb], now()
    times = {"submit": {"submitted_at": at}, "list": {"listed_at": at, "confirmed_at": at}}
    changes = {"state": after, "changed_at": at, **times.get(verb, {})}
    rows = type(profile)._default_manager.filter(pk=profile.pk, state__in=allowed)
    if not rows.update(**changes):
        raise NotPossibleNow
    for name, value in changes.items():
        setattr(profile, name, value)
    _write_step(profile, verb, before, by=by, reason=reason.strip())
    kind = kind_of(profile)
    publish(EVENTS[verb](kind, profile.uuid), by=by, subject=(kind, profile.uuid))  # type: ignore[call-arg]
    refresh(profile)


def _write_step(profile: Profile, verb: str, before: str, *, by: Any, reason: str) -> None:
    ReviewStep.objects.create(
        subject_kind=kind_of(profile),
        subject_uuid=profile.uuid,
        verb=verb,
        before=before,
        after=profile.state,
        reason=reason,
        language=(get_language() or "")[:2] if reason else "",
        by=getattr(by, "person", None),
        at=now(),
    )


@transaction.atomic
def confirm(profile: Profile, *, by: Any) -> None:
    """Note that the page is still true today; raises `NotPossibleNow` where it is not listed."""
    rows = type(profile)._default_manager.filter(pk=profile.pk, state="listed")
    if not rows.update(confirmed_at=now(), reminded_at=None):
        raise NotPossibleNow
    profile.refresh_from_db(fields=["confirmed_at", "reminded_at"])
    kind = kind_of(profile)
    publish(events.ProfileConfirmed(kind, profile.uuid), by=by, subject=(kind, profile.uuid))


def refresh(*profiles: Profile) -> None:
    """Let the directory say what the pages say now, in the database; two pages or two hundred."""
    by_kind: dict[str, list[int]] = {}
    for profile in profiles:
        by_kind.setdefault(kind_of(profile), []).append(profile.pk)
    for kind, keys in by_kind.items():
        rows = documents.organisations() if kind == "organisation" else documents.clusters()
        search.index_many(kind, rows.filter(pk__in=keys).iterator(chunk_size=250))


# Words that stand in addresses where the short name of a page would.
RESERVED = frozenset({"new"})


def free_slug(
    model: type[Profile], name: str | Sequence[str], taken: set[str] | None = None
) -> str:
    """A short name for the address that no page of `model` has yet, from the best of its names.

    Call inside a transaction: two who begin pages of one name get two addresses.
    """
    stem = addresses.slug([name] if isinstance(name, str) else name)
    lock(f"address {model.__name__} {stem}")
    known = RESERVED.union(_alike(model, stem), taken or ())
    if stem not in known:
        return stem
    number = 2
    while f"{stem}-{number}" in known:
        number += 1
    return f"{stem}-{number}"


def _alike(model: type[Profile], stem: str) -> list[str]:
    """The addresses that are `stem`, with or without a number; by bounds, which both databases find by index."""
    return [slug for (slug,) in _addresses(model).rows(first=stem, last=f"{stem}-9999999999")]


@cache
def _addresses(model: type[Profile]) -> Prepared[Any]:
    """The addresses of `model` between two; each row of a long sheet asks for them."""
    between = Q(slug__gte=Given("first"), slug__lte=Given("last"))
    return Prepared(lambda: model._default_manager.filter(between).order_by().values_list("slug"))

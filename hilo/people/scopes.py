"""Scopes as people choose and read them: the whole installation, or one object of a registered kind."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from hilo.core import registries
from hilo.core.keeping import kept
from hilo.people import access
from hilo.ui import reader

Pair = tuple[str, UUID | None]
WHOLE = "everywhere"
MOST = 300  # objects of one kind in a choice


def offered(account: Any, verb: str) -> list[tuple[str, str]]:
    """The scopes in which `account` may do `verb` now, as choices of a form."""
    held = access.scopes_of(account, verb)
    return kept(("offered", account.pk, held, reader.language()), lambda: _offered(account, held))


def _offered(account: Any, held: access.Scopes) -> list[tuple[str, str]]:
    choices = [(WHOLE, _("The whole installation"))] if held.is_everywhere else []
    for scope in registries.scopes:
        if scope.name in registries.kinds:
            choices += [
                (written((scope.name, one.uuid)), f"{scope.label} · {one}")
                for one in _objects(scope.name, account, held)
            ]
    return choices


def _objects(kind: str, account: Any, held: access.Scopes) -> Iterable[Any]:
    rows = registries.kinds.get(kind).visible_to(account)
    if not held.is_everywhere:
        rows = rows.filter(uuid__in=held.of_kind(kind))
    return rows[:MOST]


def written(pair: Pair) -> str:
    """A scope as a form and an address write it: `everywhere`, or `kind:uuid`."""
    kind, uuid = pair
    return f"{kind}:{uuid}" if kind else WHOLE


def read(text: str) -> Pair:
    """What `written` wrote; raises ValueError."""
    if text == WHOLE:
        return ("", None)
    kind, _colon, uuid = text.partition(":")
    return (kind, UUID(uuid))


def named(pairs: Iterable[Pair]) -> dict[Pair, str]:
    """The names of scopes for display, one query per kind; a scope that is gone says so."""
    wanted = set(pairs)
    names: dict[Pair, str] = {("", None): _("The whole installation")}
    for kind in {kind for kind, _uuid in wanted if kind}:
        names |= _names_of(kind, {uuid for found, uuid in wanted if found == kind})
    return {pair: names.get(pair, _("Something that no longer exists")) for pair in wanted}


def _names_of(kind: str, uuids: set[Any]) -> dict[Pair, str]:
    """Kept until anything happens: one's own page and every list of roles shows them."""
    if kind not in registries.kinds:
        return {}
    known = registries.kinds.get(kind)

    def asked() -> dict[Pair, str]:
        rows: Iterable[Any] = known.model._default_manager.filter(uuid__in=uuids)
        found: list[Any] = list(rows)
        return {(kind, row.uuid): f"{known.label} · {row}" for row in found}

    return kept(("scopes", kind, frozenset(uuids), reader.language()), asked, is_small=True)

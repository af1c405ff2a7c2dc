"""The doors: every object is reached through one guard, and every URL is closed unless it says so.

A guard is a function `<noun>_for(user, …, to="verb")` in a domain's `access.py`. It returns the
object or raises `Refused` (the reader may know of it but not do this) or `Http404` (the reader may
not even know of it). Its sister `visible_to(user)` returns the queryset for lists, so that list,
button and page never disagree.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied

View = TypeVar("View", bound=Callable[..., Any])


class Refused(PermissionDenied):
    """The reader may not do this; the text says why, in the reader's language."""


def open_to_all(view: View) -> View:
    """Mark a view as open to people who have not signed in."""
    view.is_open_to_all = True  # type: ignore[attr-defined]
    return login_not_required(view)


def is_open(view: Any) -> bool:
    """Whether strangers may call `view`."""
    return not getattr(view, "login_required", True) or getattr(view, "is_open_to_all", False)


Decision = Callable[..., Any]

_decide: dict[str, Decision] = {}


def decide_with(*, may: Decision, require: Decision, may_anywhere: Decision) -> None:
    """Let a later chapter (`people`) answer who may do what, for chapters that know no roles.

    `may(user, verb, kind, uuid)` answers whether; `require(…)` raises `Refused` where not;
    `may_anywhere(user, verb)` answers whether in at least one scope.
    """
    _decide.update(may=may, require=require, may_anywhere=may_anywhere)


def may(user: Any, verb: str, kind: str = "", uuid: Any = None) -> bool:
    """Whether `user` may do `verb` now in that scope (without one: in the whole installation)."""
    return bool("may" in _decide and _decide["may"](user, verb, kind, uuid))


def require(user: Any, verb: str, kind: str = "", uuid: Any = None) -> None:
    """Do nothing if `user` may; otherwise raise `Refused`, also where nobody answers."""
    if "require" not in _decide:
        raise Refused
    _decide["require"](user, verb, kind, uuid)


def may_anywhere(user: Any, verb: str) -> bool:
    """Whether `user` may do `verb` now in at least one scope (for menus)."""
    return bool("may_anywhere" in _decide and _decide["may_anywhere"](user, verb))

"""The address of a list: every link keeps the other choices, and only what says something is kept."""

from __future__ import annotations

from django.http import QueryDict

OF_ONE_PAGE = ("page", "ticked", "as")  # parameters that a new choice makes pointless


def with_value(query: QueryDict, name: str, value: str) -> str:
    """The address with `name` set to `value`; with an empty value, without it."""
    new = without(query, *OF_ONE_PAGE)
    new.pop(name, None)
    if value:
        new[name] = value
    return _address(new)


def with_choice(query: QueryDict, name: str, value: str) -> str:
    """The address in which `value` is chosen besides the others of `name`, or no longer."""
    new = without(query, *OF_ONE_PAGE)
    values = new.getlist(name)
    values = [each for each in values if each != value] if value in values else [*values, value]
    new.setlist(name, values)
    return _address(new)


def without(query: QueryDict, *names: str) -> QueryDict:
    """A copy of `query` that can be changed, without `names` and without what says nothing."""
    new = query.copy()
    for name in names:
        new.pop(name, None)
    for name in [name for name in new if not any(new.getlist(name))]:
        del new[name]
    return new


def hidden(query: QueryDict, *but: str) -> list[tuple[str, str]]:
    """The choices that a GET form must carry along as hidden fields."""
    kept = without(query, *OF_ONE_PAGE, *but)
    return [(name, value) for name in kept for value in kept.getlist(name)]


def _address(query: QueryDict) -> str:
    return f"?{query.urlencode()}" if query else "?"

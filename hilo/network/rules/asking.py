"""What is asked of the directory: words, choices, order, view, page; read from an address and written as one.

One question has one settled form, whoever asks it and in whichever order its parts were chosen: that
form is what a followed search keeps, and by which pages are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import parse_qs, urlencode

# In the order in which the page offers them.
FACETS = (
    *("kind", "sector", "country", "division", "municipality", "cluster"),
    *("stage", "size", "women_led", "women_owned", "fcs", "unido"),
)
ORDERS = ("name", "newest")  # besides the usual one: what fits best, or by name where no words ask
VIEWS = ("list", "cards", "map")
WITHIN = {"country": ("division", "municipality"), "division": ("municipality",)}

LONGEST = 200  # characters of words
MOST_VALUES = 30  # of one facet
LAST_PAGE = 9_999
CODE = re.compile(r"[\w.-]{1,80}", re.ASCII)

Chosen = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Asked:
    """One question to the directory; `chosen` holds the facets in which something is chosen."""

    text: str = ""
    chosen: Chosen = ()
    order: str = ""
    view: str = "list"
    page: int = 1

    def values(self, facet: str) -> tuple[str, ...]:
        """What is chosen of `facet`."""
        return dict(self.chosen).get(facet, ())

    def choosing(self, facet: str, values: Iterable[str]) -> Asked:
        """The question with exactly `values` chosen of `facet`, on its first page.

        Choices inside a place that is chosen no longer go with it.
        """
        chosen = dict(self.chosen) | {facet: tuple(values)}
        for inner in WITHIN.get(facet, ()):
            chosen[inner] = _still_within(facet, chosen[facet], chosen.get(inner, ()))
        if not chosen.get("country"):
            chosen["country"] = _countries_of(chosen.get("division", ()))
        return replace(self, chosen=_settled(chosen), page=1)

    def toggling(self, facet: str, value: str) -> Asked:
        """The question with `value` chosen besides the others of `facet`, or no longer."""
        values = self.values(facet)
        if value in values:
            return self.choosing(facet, [one for one in values if one != value])
        return self.choosing(facet, [*values, value])

    @property
    def is_narrowed(self) -> bool:
        return bool(self.text or self.chosen)

    @property
    def query(self) -> str:
        """What is asked, without how it is shown: the settled form."""
        return urlencode(self._asked())

    @property
    def address(self) -> str:
        """The part of the address behind the page: `?…`, or `?` alone where nothing is asked."""
        shown = [("sort", self.order)] if self.order else []
        shown += [("view", self.view)] if self.view != VIEWS[0] else []
        shown += [("page", str(self.page))] if self.page > 1 else []
        return f"?{urlencode([*self._asked(), *shown])}"

    def address_at(self, **changes: str) -> str:
        """The address of the same question, shown otherwise, on its first page."""
        return replace(self, page=1, **changes).address  # type: ignore[arg-type]

    def _asked(self) -> list[tuple[str, str]]:
        words = [("q", self.text)] if self.text else []
        return words + [(facet, value) for facet, values in self.chosen for value in values]


def read(parameters: Mapping[str, Sequence[str]]) -> Asked:
    """The question behind the parameters of an address; what makes no sense is left out."""
    chosen = {facet: _codes(parameters.get(facet, ())) for facet in FACETS}
    chosen["country"] = chosen["country"] or _countries_of(chosen["division"])
    return Asked(
        " ".join(_last(parameters, "q").replace("\0", "")[:LONGEST].split()),
        _settled(chosen),
        _one_of(_last(parameters, "sort"), ORDERS, ""),
        _one_of(_last(parameters, "view"), VIEWS, VIEWS[0]),
        _number(_last(parameters, "page")),
    )


def read_query(query: str) -> Asked:
    """The question behind what a followed search keeps."""
    return read(parse_qs(query[:2_000], max_num_fields=400))


def _settled(chosen: Mapping[str, Iterable[str]]) -> Chosen:
    return tuple(
        (facet, tuple(sorted(set(found)))) for facet in FACETS if (found := chosen.get(facet))
    )


def _codes(values: Iterable[str]) -> tuple[str, ...]:
    return tuple([value for value in values if CODE.fullmatch(value)][:MOST_VALUES])


def _countries_of(divisions: Iterable[str]) -> tuple[str, ...]:
    """`MX` of `MX-PUE`: a state is offered where its country is chosen."""
    return tuple({code.partition("-")[0] for code in divisions})


def _still_within(facet: str, outer: Sequence[str], values: Sequence[str]) -> tuple[str, ...]:
    """The chosen places inside that stay: those of a country by their code, of a state none.

    A municipality's code does not name its state, so that changing the states asks for them anew.
    """
    if facet != "country":
        return ()
    return tuple(value for value in values if value.partition("-")[0] in outer)


def _last(parameters: Mapping[str, Sequence[str]], name: str) -> str:
    return next(reversed(parameters.get(name, ())), "")


def _one_of(value: str, known: Sequence[str], usual: str) -> str:
    return value if value in known else usual


def _number(text: str) -> int:
    """Which page; whatever is no number is the first."""
    is_number = text.isascii() and text.isdigit() and len(text) < 6
    return min(max(int(text), 1), LAST_PAGE) if is_number else 1

"""Columns that name what the network keeps: organisations and clusters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from hilo.core.fold import fold
from hilo.core.sheets import LookupColumn, ambiguous, unknown
from hilo.core.sheets.columns import BESIDE
from hilo.network.forms.named import nearest
from hilo.network.models import Cluster, Organisation


@dataclass(frozen=True, kw_only=True, eq=False)
class PageColumn(LookupColumn):
    """A page by its address (`talleres-del-valle`) or one of its names; accents do not matter."""

    width: int = 34

    def pages(self) -> Any:
        """The pages that may be named."""
        raise NotImplementedError

    def names_of(self, page: Any) -> Iterable[str]:
        raise NotImplementedError

    def resolve(self, texts: Collection[str], language: str) -> dict[str, Any]:
        asked = {text: fold(text.partition(BESIDE)[0]) for text in texts}
        found = self._named(set(asked.values()))
        unknown_yet = [text for text, name in asked.items() if not found[name]]
        searched = set(unknown_yet[:MANY])
        return {
            text: found[name][0]
            if len(found[name]) == 1
            else self._why(text, found[name], is_searched=text in searched)
            for text, name in asked.items()
        }

    def _named(self, folded: set[str]) -> dict[str, list[Any]]:
        """Pages by what they are asked for; many names are one question each five hundred."""
        found: dict[str, list[Any]] = defaultdict(list)
        for page in self._maybe(folded):
            for name in {page.slug, *map(fold, self.names_of(page))}:
                if name in folded:
                    found[name].append(page)
        return found

    def _maybe(self, folded: set[str]) -> Iterable[Any]:
        if len(folded) > MANY:
            return self.pages().iterator(chunk_size=2_000)
        wanted = Q(slug__in=folded)
        for name in folded:
            wanted |= Q(folded__contains=name)
        return self.pages().filter(wanted)

    def _why(self, asked: str, several: list[Any], *, is_searched: bool) -> Any:
        text = asked.partition(BESIDE)[0]
        if several:
            return ambiguous(text, [one.slug for one in several])
        near = nearest(self.pages(), text)[:3] if is_searched else []
        return unknown(text, [f"{one} ({one.slug})" for one in near])

    def key_of(self, found: Any) -> str:
        return str(found.uuid)

    def objects(self, keys: Collection[str]) -> dict[str, Any]:
        return {str(one.uuid): one for one in self.pages().filter(uuid__in=keys)}

    def name_of(self, found: Any, language: str) -> str:
        return str(found.slug)


# Names: beyond, reading every page once costs less than asking for each; so many are helped with the nearest.
MANY = 40


@dataclass(frozen=True, kw_only=True, eq=False)
class OrganisationColumn(PageColumn):
    def pages(self) -> Any:
        return Organisation.objects.standing()

    def names_of(self, page: Organisation) -> Iterable[str]:
        return page.names


@dataclass(frozen=True, kw_only=True, eq=False)
class ClusterColumn(PageColumn):
    def pages(self) -> Any:
        return Cluster.objects.all()

    def names_of(self, page: Cluster) -> Iterable[str]:
        return page.name.texts.values()

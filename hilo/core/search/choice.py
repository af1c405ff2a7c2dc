"""What is chosen of a list: values of one facet are «or», facets are «and»; and how many of what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from hilo.core.search.snapshots import Snapshot

Chosen = Mapping[str, str | Sequence[str]]


class Choice:
    """The hits that were found, narrowed by what is chosen."""

    def __init__(self, found: int, chosen: Chosen | None, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.found = found
        self.chosen = {
            name: snapshot.any_of(name, values)
            for name, values in ((name, several(value)) for name, value in (chosen or {}).items())
            if values
        }
        self.hits = self.without("")

    def without(self, name: str) -> int:
        """The hits as if nothing were chosen of facet `name`."""
        hits = self.found
        for each, members in self.chosen.items():
            if each != name:
                hits &= members
        return hits

    def counts(self, counted: Iterable[str]) -> dict[str, dict[str, int]]:
        """For each facet `{value: how many}`, as if nothing were chosen of it."""
        counts = {}
        for name in counted:
            base = self.without(name) if name in self.chosen else self.hits
            counts[name] = self.snapshot.counts(name, base)
        return counts


def several(value: str | Sequence[str]) -> list[str]:
    """The values, be it one or several; empty ones say nothing."""
    return [one for one in ([value] if isinstance(value, str) else value) if one]

"""What a viewer may find: what their audience may, and what each kind shows to them besides."""

from __future__ import annotations

from collections.abc import Collection

from hilo.core.models import SearchEntry
from hilo.core.registries import Viewer, kinds
from hilo.core.search.rules import bits
from hilo.core.search.snapshots import AUDIENCE, KIND, Snapshot

FEW = 500  # rows


class Sight:
    """Knows by sets what the public and members may find; asks the kinds only about other rows.

    `within` narrows to some kinds: words are then understood by what these hold.
    """

    def __init__(
        self, snapshot: Snapshot, viewer: Viewer, within: Collection[str] | None = None
    ) -> None:
        self.snapshot = snapshot
        self.viewer = viewer
        self.within = snapshot.everything if within is None else snapshot.any_of(KIND, within)
        is_known = getattr(viewer, "is_authenticated", False)
        self.seen = snapshot.any_of(AUDIENCE, ("public", "members") if is_known else ("public",))
        self.judged = self.seen if is_known else snapshot.everything

    def all(self) -> int:
        """Everything that the viewer may find."""
        return self.of(self.within)

    def of(self, members: int) -> int:
        """Those of `members` that the viewer may find."""
        members &= self.within
        unjudged = members & ~self.judged
        if unjudged:
            for kind in self.snapshot.facets.get(KIND, {}):
                if asked := unjudged & self.snapshot.facet(KIND, kind):
                    self.seen |= self._visible(kind, asked)
            self.judged |= unjudged
        return members & self.seen

    def _visible(self, kind: str, asked: int) -> int:
        if kind not in kinds:
            return 0
        visible = kinds.get(kind).visible_to(self.viewer).order_by().values("uuid")
        rows = SearchEntry.objects.filter(kind=kind, audience="", object__in=visible)
        if asked.bit_count() <= FEW:
            rows = rows.filter(pk__in=list(bits.highest_first(asked)))
        return bits.of(rows.values_list("pk", flat=True)) & asked

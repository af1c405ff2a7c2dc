"""What a viewer may find: public objects, and those of each kind that are visible to them."""

from __future__ import annotations

from hilo.core.models import SearchEntry
from hilo.core.registries import Viewer, kinds
from hilo.core.search.rules import bits
from hilo.core.search.snapshots import Snapshot

FEW = 500  # rows


class Sight:
    """Asks the database only about rows that it has not judged yet."""

    def __init__(self, snapshot: Snapshot, viewer: Viewer) -> None:
        self.snapshot = snapshot
        self.viewer = viewer
        is_known = getattr(viewer, "is_authenticated", False)
        self.judged = snapshot.public if is_known else snapshot.everything
        self.seen = snapshot.public

    def of(self, members: int) -> int:
        """Those of `members` that the viewer may find."""
        unjudged = members & ~self.judged
        if unjudged:
            for kind, holders in self.snapshot.facets.get("kind", {}).items():
                if asked := unjudged & holders:
                    self.seen |= self._visible(kind, asked)
            self.judged |= unjudged
        return members & self.seen

    def _visible(self, kind: str, asked: int) -> int:
        if kind not in kinds:
            return 0
        visible = kinds.get(kind).visible_to(self.viewer).order_by().values("uuid")
        rows = SearchEntry.objects.filter(kind=kind, is_public=False, object__in=visible)
        if asked.bit_count() <= FEW:
            rows = rows.filter(pk__in=list(bits.highest_first(asked)))
        return bits.of(rows.values_list("pk", flat=True)) & asked

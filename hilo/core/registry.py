"""A named collection that domains fill when the application starts and that others read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic, Protocol, TypeVar


class Named(Protocol):
    @property
    def name(self) -> str: ...


Item = TypeVar("Item", bound=Named)


class Registry(Generic[Item]):
    """Items by name, read in their `order` (then by name); a name can be taken only once."""

    def __init__(self, title: str) -> None:
        self.title = title
        self._items: dict[str, Item] = {}

    def add(self, item: Item) -> Item:
        """Enter `item`; registering the very same item again changes nothing."""
        present = self._items.get(item.name)
        if present is not None and present != item:
            raise ValueError(f"{self.title}: «{item.name}» is registered twice")
        self._items[item.name] = item
        return item

    def get(self, name: str) -> Item:
        """The item called `name`; raises LookupError with the known names."""
        try:
            return self._items[name]
        except KeyError:
            known = ", ".join(sorted(self._items)) or "nothing yet"
            raise LookupError(f"{self.title}: no «{name}» among {known}") from None

    def __contains__(self, name: object) -> bool:
        return name in self._items

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[Item]:
        return iter(
            sorted(self._items.values(), key=lambda item: (getattr(item, "order", 0), item.name))
        )

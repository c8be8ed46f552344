"""A state for the auditor's own reckoning: what agents ask of one, written a second time on purpose.

It shares no code with the engine, so a fault in how the engine keeps, settles or restores state shows as a difference.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

__all__ = ["Shelf", "Shelves"]


class Shelf(Mapping[str, Any]):
    """One named store. Writes count for the record in hand at once, for good when it is `kept`."""

    def __init__(self) -> None:
        self.entries: dict[str, Any] = {}
        self._fresh: dict[str, Any] = {}
        self._views: list[Any] = []

    def __getitem__(self, key: str) -> Any:  # noqa: ANN401 - any JSON
        value = self._fresh.get(key, self.entries.get(key)) if key in self._fresh else self.entries[key]
        if value is None:
            raise KeyError(key)
        return value

    def __iter__(self) -> Iterator[str]:
        merged = self.entries | self._fresh
        return (key for key, value in merged.items() if value is not None)

    def __len__(self) -> int:
        return len(self.entries) if not self._fresh else sum(1 for _ in self)

    def set(self, key: str, value: Any) -> None:  # noqa: ANN401 - any JSON
        """Write."""
        self._fresh[key] = value

    def delete(self, key: str) -> None:
        """Remove."""
        if key in self:
            self._fresh[key] = None

    def attach(self, view: Any) -> None:  # noqa: ANN401 - any view
        """Tell a view of all changes that are kept."""
        for key, value in self.entries.items():
            view.put(key, value)
        self._views.append(view)

    def keep(self) -> None:
        """Make what was written final."""
        fresh, self._fresh = self._fresh, {}
        for key, value in fresh.items():
            if value is None:
                self.entries.pop(key, None)
            else:
                self.entries[key] = value
            for view in self._views:
                view.remove(key) if value is None else view.put(key, value)

    def drop(self) -> None:
        """Undo what was written."""
        self._fresh = {}


class Shelves:
    """The stores of one partition of an agent."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self._shelves = {name: Shelf() for name in names}

    def __getitem__(self, name: str) -> Shelf:
        return self._shelves[name]

    def keep(self) -> None:
        """Make what the record in hand wrote final."""
        for shelf in self._shelves.values():
            shelf.keep()

    def drop(self) -> None:
        """Undo what the record in hand wrote."""
        for shelf in self._shelves.values():
            shelf.drop()

    def flat(self) -> dict[str, Any]:
        """Give all entries as a changelog keys them, `store:key`, as JSON gives them back."""
        return {
            f"{name}:{key}": json.loads(json.dumps(value))
            for name, shelf in self._shelves.items()
            for key, value in shelf.entries.items()
        }

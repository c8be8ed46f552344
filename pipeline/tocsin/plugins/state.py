"""What a stateful agent remembers: named stores of JSON values, one set a partition.

A store is kept in memory and written to a compacted changelog topic in the transaction that carries the outputs, so that
it is always exactly as far as the outputs are. The engine owns the life of a state; an agent reads and writes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from tocsin.errors import StateError

__all__ = ["Change", "State", "Store", "View"]

Json = Any
"""A JSON value: None, bool, int, float, str, list or dict of such. It must not be changed in place once stored."""

Change = tuple[str, str, Json]
"""Store, key, new value; a value of None is a removal."""


class View(Protocol):
    """A structure derived from a store, such as an index: told of every entry, at restore and when it changes.

    It hears of a change only after the record that made it has been processed whole, so a record that fails leaves no
    trace in it.
    """

    def put(self, key: str, value: Json, /) -> None:
        """Add an entry, or replace the one that this key has."""

    def remove(self, key: str, /) -> None:
        """Forget an entry; the key may be unknown."""


class Store(Mapping[str, Json]):
    """One named store of one partition: a mapping, with `set` and `delete`.

    Reading sees the writes of the record in hand. Do not rely on the order of iteration: while a process lives it is the order
    of first writing, but a changelog that was compacted gives the order of last writing back.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._kept: dict[str, Json] = {}
        self._pending: dict[str, Json] = {}
        self._views: list[View] = []

    def __getitem__(self, key: str) -> Json:
        """Give the value of a key; raise KeyError when there is none."""
        value = self._pending[key] if key in self._pending else self._kept[key]
        if value is None:
            raise KeyError(key)
        return value

    def __iter__(self) -> Iterator[str]:
        """Go through the keys, in the order of their first writing."""
        yield from (key for key in self._kept if self._pending.get(key, key) is not None)
        yield from (key for key, value in self._pending.items() if value is not None and key not in self._kept)

    def __len__(self) -> int:
        """Count the keys."""
        if not self._pending:
            return len(self._kept)
        return sum(1 for _ in self)

    def set(self, key: str, value: Json) -> None:
        """Write a value (not None); it becomes durable together with the outputs of the record in hand."""
        if value is None:
            raise StateError(f"Store {self.name} was given None for {key!r}.", hint="Use delete() to remove a key.")
        self._pending[key] = value

    def delete(self, key: str) -> None:
        """Remove a key; it may be unknown."""
        if key in self:
            self._pending[key] = None

    def attach(self, view: View) -> None:
        """Keep a view in step with this store from now on; it is first told of all that is there."""
        for key, value in self._kept.items():
            view.put(key, value)
        self._views.append(view)

    def _changes(self) -> list[Change]:
        return [(self.name, key, value) for key, value in self._pending.items()]

    def _settle(self) -> list[Change]:
        changes = self._changes()
        self._pending = {}
        for _, key, value in changes:
            self._apply(key, value)
        return changes

    def _apply(self, key: str, value: Json) -> None:
        if value is None:
            self._kept.pop(key, None)
        else:
            self._kept[key] = value
        for view in self._views:
            if value is None:
                view.remove(key)
            else:
                view.put(key, value)

    def _forget(self) -> None:
        self._pending = {}


class State:
    """The stores of one partition of a stateful agent."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self._stores = {name: Store(name) for name in names}

    def __getitem__(self, name: str) -> Store:
        """Give a store by the name that `Spec.state` declares."""
        try:
            return self._stores[name]
        except KeyError:
            declared = ", ".join(self._stores) or "none"
            raise StateError(f"No store is named {name!r}.", hint=f"Declared in Spec.state: {declared}.") from None

    def pending(self) -> list[Change]:
        """Give the writes of the record in hand, not final yet. For engines."""
        return [change for store in self._stores.values() for change in store._changes()]  # noqa: SLF001

    def settle(self) -> list[Change]:
        """Make the writes of the record in hand final, and give them, store by store in the order made. For engines."""
        return [change for store in self._stores.values() for change in store._settle()]  # noqa: SLF001

    def forget(self) -> None:
        """Undo the writes of the record in hand. For engines."""
        for store in self._stores.values():
            store._forget()  # noqa: SLF001

    def restore(self, change: Change) -> None:
        """Apply a change read back from the changelog. For engines; stores no longer declared are passed over."""
        name, key, value = change
        if name in self._stores:
            self._stores[name]._apply(key, value)  # noqa: SLF001

"""A state is a dictionary that can undo a record's writes, and that its changelog gives back."""

from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from tocsin import State, StateError
from tocsin.engine.changelog import read_change, write_change

KEYS = st.sampled_from(["a", "b", "c", "d:e", ""])
VALUES = st.integers(0, 9) | st.booleans() | st.sampled_from(["", "x", [], [None], {}, {"k": [1]}])
STORES = st.sampled_from(["one", "two"])


class Mirror:
    """A view that keeps what it is told."""

    def __init__(self) -> None:
        self.entries: dict[str, Any] = {}

    def put(self, key: str, value: Any, /) -> None:
        self.entries[key] = value

    def remove(self, key: str, /) -> None:
        self.entries.pop(key, None)


def mirrored() -> tuple[State, dict[str, Mirror]]:
    state, mirrors = State(("one", "two")), {"one": Mirror(), "two": Mirror()}
    for name, mirror in mirrors.items():
        state[name].attach(mirror)
    return state, mirrors


class StateBesideDictionaries(RuleBasedStateMachine):
    """Records write, succeed, fail; the process dies and is restored. Two dictionaries a store say what should be there."""

    def __init__(self) -> None:
        super().__init__()
        self.state, self.mirrors = mirrored()
        self.settled: dict[str, dict[str, Any]] = {"one": {}, "two": {}}
        self.seen: dict[str, dict[str, Any]] = {"one": {}, "two": {}}
        self.changelog: list[tuple[bytes, bytes | None]] = []

    @rule(store=STORES, key=KEYS, value=VALUES)
    def set(self, store: str, key: str, value: Any) -> None:
        self.state[store].set(key, value)
        self.seen[store][key] = value

    @rule(store=STORES, key=KEYS)
    def delete(self, store: str, key: str) -> None:
        self.state[store].delete(key)
        self.seen[store].pop(key, None)

    @rule()
    def settle(self) -> None:
        pending = self.state.pending()
        changes = self.state.settle()
        assert changes == pending
        self.changelog += [write_change(change) for change in changes]
        self.settled = {store: dict(entries) for store, entries in self.seen.items()}
        assert self.state.settle() == []

    @rule()
    def forget(self) -> None:
        self.state.forget()
        self.seen = {store: dict(entries) for store, entries in self.settled.items()}

    @rule()
    def restore(self) -> None:
        self.state, self.mirrors = mirrored()
        for key, value in self.changelog:
            self.state.restore(read_change(key, value))
        self.seen = {store: dict(entries) for store, entries in self.settled.items()}

    @rule()
    def restore_from_a_compacted_changelog(self) -> None:
        last = {key: number for number, (key, _) in enumerate(self.changelog)}
        self.changelog = [self.changelog[number] for number in sorted(last.values())]
        self.restore()

    @invariant()
    def reading_sees_the_record_in_hand(self) -> None:
        for store, entries in self.seen.items():
            assert dict(self.state[store]) == entries
            assert len(self.state[store]) == len(entries)
            assert list(self.state[store]) == list(dict.fromkeys(self.state[store]))

    @invariant()
    def views_see_settled_records_only(self) -> None:
        for store, entries in self.settled.items():
            assert self.mirrors[store].entries == entries


TestStateBesideDictionaries = StateBesideDictionaries.TestCase


def test_none_cannot_be_stored_because_it_means_removal() -> None:
    with pytest.raises(StateError, match="counts was given None for 'a'") as caught:
        State(("counts",))["counts"].set("a", None)
    assert "delete()" in caught.value.hint


def test_an_undeclared_store_is_refused_with_those_there_are() -> None:
    with pytest.raises(StateError, match="No store is named 'count'") as caught:
        State(("counts", "clock"))["count"]
    assert "counts, clock" in caught.value.hint


def test_a_deleted_key_is_gone_at_once() -> None:
    store = State(("counts",))["counts"]
    store.set("a", 1)
    store.delete("a")
    with pytest.raises(KeyError):
        store["a"]
    assert "a" not in store
    assert store.get("a", 7) == 7


def test_changes_of_a_store_no_longer_declared_are_passed_over() -> None:
    state = State(("counts",))
    state.restore(("left-behind", "a", 1))
    state.restore(("counts", "a", 2))
    assert dict(state["counts"]) == {"a": 2}


def test_a_view_attached_late_is_first_told_of_all_that_is_there() -> None:
    state = State(("counts",))
    state["counts"].set("a", 1)
    state.settle()
    state["counts"].set("b", 2)
    mirror = Mirror()
    state["counts"].attach(mirror)
    assert mirror.entries == {"a": 1}
    state.settle()
    assert mirror.entries == {"a": 1, "b": 2}

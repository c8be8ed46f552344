"""What an agent remembers comes back from its changelog as it was."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin import StateError
from tocsin.engine.changelog import apply_record, changelog_topic, read_change, write_change
from tocsin.plugins.state import State

stores = st.from_regex(r"[A-Za-z0-9_-]{1,20}", fullmatch=True)
keys = st.text(st.characters(), max_size=20)
any_json = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@given(stores, keys, any_json)
def test_any_change_comes_back_as_it_was(store: str, key: str, value: Any) -> None:
    assert read_change(*write_change((store, key, value))) == (store, key, value)


@given(stores, keys, stores, keys)
def test_two_entries_never_share_a_key(store: str, key: str, other_store: str, other_key: str) -> None:
    same = (store, key) == (other_store, other_key)
    assert (write_change((store, key, 1))[0] == write_change((other_store, other_key, 1))[0]) is same


@given(stores, keys)
def test_a_removal_has_no_value_so_that_compaction_forgets_it(store: str, key: str) -> None:
    written, value = write_change((store, key, None))
    assert value is None
    assert read_change(written, None) == (store, key, None)


@pytest.mark.parametrize("value", [{1, 2}, {1: "a"}, 2**64, "\ud800", object(), b"bytes"])
def test_what_json_cannot_hold_is_refused_by_store_and_key(value: object) -> None:
    with pytest.raises(StateError, match="The store counts was given under 'a' what JSON cannot hold"):
        write_change(("counts", "a", value))


@pytest.mark.parametrize(
    ("key", "value"),
    [(None, b"1"), (b"", b"1"), (b"counts", b"1"), (b"\xff:a", b"1"), (b"counts:a", b"{"), (b"counts:a", b"")],
)
def test_a_foreign_record_is_told_as_such(key: bytes | None, value: bytes) -> None:
    with pytest.raises(StateError, match="what this agent cannot read") as caught:
        read_change(key, value)
    assert ".state" in caught.value.hint


class Sized:
    """A view that knows only its own values."""

    def put(self, _key: str, value: Any, /) -> None:
        self.size = len(value["words"])

    def remove(self, _key: str, /) -> None: ...


def test_a_foreign_value_that_a_view_cannot_take_is_told_as_such() -> None:
    state = State(("counts",))
    state["counts"].attach(Sized())
    apply_record(state, b"counts:a", b'{"words": []}')
    with pytest.raises(StateError, match="KeyError: 'words'"):
        apply_record(state, b"counts:b", b"{}")


def test_each_agent_has_a_changelog_of_its_own() -> None:
    assert changelog_topic("dedup") != changelog_topic("tolls")

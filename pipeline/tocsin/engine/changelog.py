"""State changes as messages of a compacted topic, and back."""

from __future__ import annotations

from tocsin.errors import StateError
from tocsin.plugins.state import Change
from tocsin.records.codec import dump_json, parse_json

__all__ = ["Written", "changelog_topic", "read_change", "write_change"]

Written = tuple[bytes, bytes | None]
"""A change as the changelog holds it: key and value; a removal has no value, so that compaction forgets it."""


def changelog_topic(agent: str) -> str:
    """Name the changelog of an agent, without prefix."""
    return f"{agent}.state"


def write_change(change: Change) -> Written:
    """Give a change as the changelog holds it.

    Raises StateError when JSON cannot hold the value.
    """
    store, key, value = change
    try:
        written = None if value is None else dump_json(value)
    except TypeError as error:
        raise StateError(
            f"The store {store} was given under {key[:80]!r} what JSON cannot hold: {error}.",
            hint="Keep strings, numbers, booleans, None, lists, and dicts with strings as keys.",
        ) from None
    return f"{store}:{key}".encode("utf-8", "surrogatepass"), written


def read_change(key: bytes | None, value: bytes | None) -> Change:
    """Read a change back; raise StateError when the topic holds something else."""
    store, found, name = (key or b"").decode("utf-8", "surrogatepass").partition(":")
    if not found:
        raise StateError(
            f"A state changelog holds a record with the key {key!r}, which no agent wrote.",
            hint="Has something else written to a topic that ends in .state?",
        )
    return store, name, None if value is None else parse_json(value)

"""State changes as messages of a compacted topic, and back."""

from __future__ import annotations

from tocsin.errors import InputError, StateError
from tocsin.plugins.state import Change, State
from tocsin.records.codec import dump_json, parse_json

__all__ = ["Written", "apply_record", "changelog_topic", "read_change", "write_change"]

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
    try:
        store, found, name = (key or b"").decode("utf-8", "surrogatepass").partition(":")
        content = None if value is None else parse_json(value)
    except (UnicodeDecodeError, InputError) as error:
        raise _foreign(key, str(error)) from None
    if not found:
        raise _foreign(key, "it names no store")
    return store, name, content


def apply_record(state: State, key: bytes | None, value: bytes | None) -> None:
    """Apply a record of a changelog to a state; raise StateError when it is none that the agent wrote."""
    change = read_change(key, value)
    try:
        state.restore(change)
    except Exception as error:
        raise _foreign(key, f"{type(error).__name__}: {error}") from error


def _foreign(key: bytes | None, reason: str) -> StateError:
    return StateError(
        f"A state changelog holds under the key {(key or b'')[:80]!r} what this agent cannot read: {reason[:200]}.",
        hint="Has something else, or another version, written to a topic that ends in .state?",
    )

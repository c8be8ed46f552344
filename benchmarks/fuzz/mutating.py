"""Inputs that are almost right: what a seed makes of a corpus, byte by byte, or field by field where it is JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

__all__ = ["mutated", "mutated_json"]

TOKENS = (
    b"", b"\0", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"\r\n", b"\n", b"\r", b"{", b"}", b"[", b"]", b'"', b"\\", b"\\u0000",
    b"\\ud800", b"null", b"-1", b"1e999", b"NaN", b"9" * 40, b"[" * 300, b"<", b">", b"<![CDATA[", b"]]>", b"&#0;", b"&#xD800;",
    b"&amp;", b"<!ENTITY a 'b'>", b"<!DOCTYPE x [", b"<item>", b"</item>", b"<entry>", b"=", b"[[", b"''' ", b'"""', b"#", b"\x1f\x8b",
    b"\x28\xb5\x2f\xfd", "\u202e".encode(), "\u0000\u2028".encode(), "İ".encode(), "\U0001f600".encode(), b"\xc0\x80", b"\xed\xa0\x80",
    b"true", b"2012-03-09", b"0001-01-01T00:00:00+14:00", b"9999-12-31T23:59:59-14:00", b" " * 100, b"killed ", b"26 people ",
)  # fmt: skip

VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2**31, 2**63, -(2**63), 2**64, 1e308, -0.0, 1e-320, "", " ", "\0", "\u202e", "x" * 2_000, "2012-03-09",
    "9999-12-31T23:59:59-14:00", "0001-01-01", [], {}, [[]], [None], {"": None}, {"id": 5}, "killed", "SY", "26", ["a", "b"], "..", "\ud83d",
)  # fmt: skip

MOST_BYTES = 20_000
"""An input is cut to this: size has tests of its own, and many inputs find more than long ones."""


def mutated(corpus: Sequence[bytes], chance: Random) -> bytes:
    """Give one of a corpus, changed in a few places, or seldom none of it at all."""
    content = chance.choice(corpus)
    if chance.random() < 0.02:
        return chance.randbytes(chance.randrange(64))
    for _ in range(chance.choice((0, 1, 1, 1, 2, 3, 8))):
        content = chance.choice(CHANGES)(content, corpus, chance)[:MOST_BYTES]
    return content


def mutated_json(corpus: Sequence[bytes], chance: Random) -> bytes:
    """Give a JSON document of a corpus with some of its values changed; now and then its bytes too."""
    if chance.random() < 0.3:
        return mutated(corpus, chance)
    content = json.loads(chance.choice(corpus))
    for _ in range(chance.choice((1, 1, 2, 4))):
        content = _changed(content, chance)
    return json.dumps(content, ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass")


def _changed(value: Any, chance: Random) -> Any:
    if isinstance(value, dict) and value and chance.random() < 0.9:
        return _changed_object(value, chance)
    if isinstance(value, list) and value and chance.random() < 0.8:
        return _changed_list(value, chance)
    if isinstance(value, str) and value and chance.random() < 0.5:
        at = chance.randrange(len(value))
        return value[:at] + chance.choice(TOKENS).decode("utf-8", "replace") + value[at + chance.randrange(9) :]
    if isinstance(value, int | float) and chance.random() < 0.5:
        return value + chance.choice((-1, 1, 10**6, 0.5))
    return chance.choice(VALUES)


def _changed_object(value: dict[str, Any], chance: Random) -> dict[str, Any]:
    key = chance.choice(list(value))
    what = chance.random()
    if what < 0.1:
        return {name: each for name, each in value.items() if name != key}
    if what < 0.15:
        return value | {chance.choice(("", "id", "extra", "\0")): chance.choice(VALUES)}
    return value | {key: _changed(value[key], chance)}


def _changed_list(value: list[Any], chance: Random) -> list[Any]:
    at = chance.randrange(len(value))
    if chance.random() < 0.2:
        return value[:at] + value[at + 1 :] if chance.random() < 0.5 else value + value[at:]
    return [*value[:at], _changed(value[at], chance), *value[at + 1 :]]


def _flipped(content: bytes, _corpus: Sequence[bytes], chance: Random) -> bytes:
    if not content:
        return content
    at = chance.randrange(len(content))
    return content[:at] + bytes([content[at] ^ 1 << chance.randrange(8)]) + content[at + 1 :]


def _inserted(content: bytes, _corpus: Sequence[bytes], chance: Random) -> bytes:
    at = chance.randrange(len(content) + 1)
    return content[:at] + chance.choice(TOKENS) + content[at:]


def _replaced(content: bytes, _corpus: Sequence[bytes], chance: Random) -> bytes:
    at = chance.randrange(len(content) + 1)
    return content[:at] + chance.choice(TOKENS) + content[at + chance.randrange(20) :]


def _cut(content: bytes, _corpus: Sequence[bytes], chance: Random) -> bytes:
    at = chance.randrange(len(content) + 1)
    return content[:at] if chance.random() < 0.5 else content[:at] + content[at + chance.randrange(200) :]


def _doubled(content: bytes, _corpus: Sequence[bytes], chance: Random) -> bytes:
    at = chance.randrange(len(content) + 1)
    piece = content[at : at + chance.randrange(1, 100)]
    return content[:at] + piece * chance.choice((2, 3, 50)) + content[at:]


def _spliced(content: bytes, corpus: Sequence[bytes], chance: Random) -> bytes:
    other = chance.choice(corpus)
    return content[: chance.randrange(len(content) + 1)] + other[chance.randrange(len(other) + 1) :]


def _joined(content: bytes, corpus: Sequence[bytes], chance: Random) -> bytes:
    return content + chance.choice((b"", b"\n")) + chance.choice(corpus)


CHANGES: tuple[Callable[[bytes, Sequence[bytes], Random], bytes], ...] = (
    _flipped, _flipped, _inserted, _inserted, _replaced, _cut, _doubled, _spliced, _joined,
)  # fmt: skip

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st

from tocsin.ingest.lines import read_lines


def test_a_line_over_the_limit_is_passed_over_and_measured() -> None:
    first, second, third = read_lines(io.BytesIO(b"ok\n" + b"x" * 500_000 + b"\nlast"), limit=100)
    assert (first.content, third.content, third.number) == (b"ok", b"last", 3)
    assert second.too_long
    assert second.size == 500_000
    assert len(second.content) < 200_000


def test_a_line_of_just_the_limit_is_not_too_long() -> None:
    lines = list(read_lines(io.BytesIO(b"x" * 100 + b"\r\n" + b"y" * 101), limit=100))
    assert [line.too_long for line in lines] == [False, True]


@given(st.binary(), st.integers(1, 20))
def test_lines_cover_the_stream_whatever_their_length(content: bytes, limit: int) -> None:
    lines = list(read_lines(io.BytesIO(content), limit=limit))
    whole = content.split(b"\n")
    if not whole[-1]:
        whole.pop()
    assert len(lines) == len(whole)
    assert [line.number for line in lines] == list(range(1, len(whole) + 1))
    if lines:
        assert lines[-1].end == len(content)
    for line, expected in zip(lines, whole, strict=True):
        assert line.too_long or line.content == expected.rstrip(b"\r")

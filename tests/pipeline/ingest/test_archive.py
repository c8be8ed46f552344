from __future__ import annotations

import gzip
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from tocsin.ingest.inputs import find_inputs
from tocsin.ingest.reader import Reader
from tocsin.ingest.reads import Found, Limits, Malformed, Position, Read

LINES = b"".join(b'{"title": "Story %d", "text": "%d people saw it."}\n' % (n, n) for n in range(1, 5001))

PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "feed.jsonl": bytes,
    "feed.jsonl.gz": gzip.compress,
    "feed.jsonl.zst": zstandard.compress,
}


def read(path: Path, limits: Limits | None = None, start: Position | None = None) -> list[Read]:
    return list(Reader(find_inputs([str(path)]), limits=limits).read(start))


def titles(reads: list[Read]) -> list[str]:
    return [read.article.title for read in reads if isinstance(read, Found)]


@pytest.mark.parametrize("name", PACKERS)
def test_an_archive_gives_its_articles_however_it_is_packed(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(PACKERS[name](LINES))
    assert titles(read(tmp_path / name)) == [f"Story {n}" for n in range(1, 5001)]


@pytest.mark.parametrize("name", ["feed.jsonl.gz", "feed.jsonl.zst"])
def test_an_archive_of_several_parts_is_read_through(tmp_path: Path, name: str) -> None:
    half = LINES.index(b"\n", len(LINES) // 2) + 1
    (tmp_path / name).write_bytes(PACKERS[name](LINES[:half]) + PACKERS[name](LINES[half:]))
    assert len(titles(read(tmp_path / name))) == 5000


@pytest.mark.parametrize("name", ["feed.jsonl.gz", "feed.jsonl.zst"])
def test_an_archive_that_breaks_off_gives_what_comes_before(tmp_path: Path, name: str) -> None:
    packed = PACKERS[name](LINES)
    (tmp_path / name).write_bytes(packed[: len(packed) * 2 // 3])
    *before, last = read(tmp_path / name)
    assert isinstance(last, Malformed)
    assert "breaks off" in last.reason
    assert titles(before) == [f"Story {n}" for n in range(1, len(before) + 1)]
    assert last.where == f"{tmp_path / name}:{len(before) + 1}"


@pytest.mark.parametrize("name", ["feed.jsonl.gz", "feed.jsonl.zst"])
def test_a_broken_archive_is_reported_once_however_often_it_is_resumed(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(PACKERS[name](LINES)[:-1])
    *_, last = read(tmp_path / name)
    assert read(tmp_path / name, start=last.after) == []


@pytest.mark.parametrize("name", ["feed.jsonl.gz", "feed.jsonl.zst"])
def test_what_is_no_archive_despite_its_name_is_malformed(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(LINES)
    (only,) = read(tmp_path / name)
    assert isinstance(only, Malformed)
    assert "cannot be unpacked" in only.reason


@pytest.mark.parametrize("name", ["feed.jsonl.gz", "feed.jsonl.zst"])
def test_a_decompression_bomb_is_given_up_and_the_next_file_is_read(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(PACKERS[name](LINES + (b" " * 999 + b"\n") * 30_000))
    (tmp_path / "z.txt").write_text("Body.")
    limits = Limits(unpacked_bytes=1_000_000, unpacked_ratio=200)
    *_, bomb, after = Reader(find_inputs([str(tmp_path)]), limits=limits).read()
    assert isinstance(bomb, Malformed)
    assert "unpacks to far more" in bomb.reason
    assert isinstance(after, Found)


def test_an_honest_archive_of_like_articles_is_no_bomb(tmp_path: Path) -> None:
    (tmp_path / "feed.jsonl.gz").write_bytes(gzip.compress(LINES))
    assert len(titles(read(tmp_path / "feed.jsonl.gz", Limits(unpacked_bytes=1000)))) == 5000


@pytest.mark.parametrize("name", PACKERS)
def test_a_line_far_over_the_limit_does_not_fill_the_memory(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(PACKERS[name](b'{"title": "%s"}\n{"title": "next"}' % (b"x" * 48_000_000)))
    tracemalloc.start()
    try:
        long, following = read(tmp_path / name)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert isinstance(long, Malformed)
    assert "longer than 2,097,152 bytes" in long.reason
    assert long.size == 48_000_013
    assert len(long.original) == 65_536
    assert titles([following]) == ["next"]
    assert peak < 24_000_000


@given(st.binary(max_size=200), st.sampled_from(sorted(PACKERS)), st.sampled_from(["packed", "as it is"]))
def test_no_content_of_an_archive_makes_reading_fail(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, name: str, packed: str
) -> None:
    path = tmp_path_factory.mktemp("any") / name
    path.write_bytes(PACKERS[name](content) if packed == "packed" else content)
    reads = read(path)
    for number, one in enumerate(reads):
        assert read(path, start=one.after) == reads[number + 1 :]

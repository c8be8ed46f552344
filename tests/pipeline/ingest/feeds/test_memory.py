"""What is known of a feed: kept whole, bounded, and harmless when it is lost."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin import StateError
from tocsin.ingest.feeds.memory import MOST_BYTES, Known, Memory

URL = "https://e.org/news.xml"


def test_nothing_is_known_at_first(tmp_path: Path) -> None:
    assert Memory(tmp_path, URL, "here").load() == Known(url=URL)


def test_what_was_saved_is_known_later(tmp_path: Path) -> None:
    known = Known(url=URL, etag='"1"', modified="Fri, 09 Mar 2012", seen=("a", "b"), asked_at=5.5)
    Memory(tmp_path / "new", URL, "here").save(known)
    assert Memory(tmp_path / "new", URL, "here").load() == known


def test_each_feed_and_each_target_has_a_memory_of_its_own(tmp_path: Path) -> None:
    Memory(tmp_path, URL, "here").save(Known(url=URL, etag="1"))
    assert Memory(tmp_path, URL, "there").load().etag == ""
    assert Memory(tmp_path, f"{URL}?x", "here").load().etag == ""


@given(content=st.binary(max_size=60) | st.sampled_from([b"{}", b"[]", b'{"url": "other"}', b"x" * (MOST_BYTES + 1)]))
def test_a_file_that_cannot_be_understood_counts_as_nothing(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    memory = Memory(tmp_path_factory.mktemp("memory"), URL, "here")
    memory.path.write_bytes(content)
    assert memory.load() == Known(url=URL)


def test_a_place_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StateError, match="cannot be written"):
        Memory(tmp_path / "file", URL, "here").save(Known(url=URL))
    memory = Memory(tmp_path, URL, "here")
    memory.path.mkdir()
    with pytest.raises(StateError, match="cannot be read"):
        memory.load()


def test_all_entries_of_now_are_remembered_and_some_of_before() -> None:
    known = Known(url=URL, seen=tuple(f"old{n}" for n in range(5_000)))
    seen = known.with_seen([f"new{n}" for n in range(3_000)] + ["old4999", "new0"])
    assert len(seen) == 2_000 + 3_001
    assert set(seen) > {"old4999", "new0", "new2999", "old4998"}
    assert "old0" not in seen

"""The feed as a file, read back by the feed reader library that news readers use."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import feedparser
import pytest

from tests.pipeline.delivery.making import NOON, alert_of
from tocsin.delivery.book import AlertBook
from tocsin.delivery.feedfile import write_feed
from tocsin.errors import SettingsError


@pytest.fixture
def book() -> AlertBook:
    book = AlertBook()
    book.put(alert_of(sent="2012-03-09", headline="Homs & <b>Hama</b>: 12 killed"), NOON)
    book.put(alert_of(labels={"event": "other"}, sent="2012-03-10T08:00:00Z"), NOON)
    return book


def test_a_feed_reader_reads_it(tmp_path: Path, book: AlertBook) -> None:
    write_feed(tmp_path / "alerts.atom", book, sender="newsroom", address="https://news.example/alerts.atom")
    found = feedparser.parse((tmp_path / "alerts.atom").read_bytes())

    assert (found.bozo, found.version) == (False, "atom10")
    assert (found.feed.title, found.feed.author) == ("Alerts", "newsroom")
    first, second = found.entries
    assert first.updated_parsed[:4] == (2012, 3, 10, 8)
    assert second.title == "Homs & <b>Hama</b>: 12 killed"
    assert second.title_detail.type == "text/plain"
    assert {link.type for link in second.links} == {"application/json", "application/cap+xml"}
    assert "toll-threshold" in {tag.term for tag in second.tags}
    assert first.id != second.id


def test_a_revision_is_the_same_entry_to_a_reader(tmp_path: Path, book: AlertBook) -> None:
    path = tmp_path / "alerts.atom"
    write_feed(path, book, sender="t")
    before = {entry.id: entry.updated_parsed for entry in feedparser.parse(path.read_bytes()).entries}
    book.put(alert_of(sent="2012-03-11", revision=2), NOON)
    write_feed(path, book, sender="t")
    after = {entry.id: entry.updated_parsed for entry in feedparser.parse(path.read_bytes()).entries}

    assert before.keys() == after.keys()
    assert sum(after[name] > before[name] for name in before) == 1


def test_the_same_alerts_give_the_same_bytes_and_nothing_is_left_beside(tmp_path: Path, book: AlertBook) -> None:
    path = tmp_path / "alerts.atom"
    write_feed(path, book, sender="t")
    once = path.read_bytes()
    write_feed(path, book, sender="t")

    assert path.read_bytes() == once
    assert list(tmp_path.iterdir()) == [path]
    assert path.stat().st_mode & 0o777 == 0o644


def test_a_feed_without_alerts_is_read_too(tmp_path: Path) -> None:
    write_feed(tmp_path / "alerts.atom", AlertBook(), sender="t")
    found = feedparser.parse((tmp_path / "alerts.atom").read_bytes())
    assert (found.bozo, found.entries) == (False, [])
    assert found.feed.updated_parsed[:3] == dt.date(1970, 1, 1).timetuple()[:3]


def test_a_file_that_cannot_be_written_is_told_and_leaves_nothing(tmp_path: Path, book: AlertBook) -> None:
    with pytest.raises(SettingsError, match="cannot be written"):
        write_feed(tmp_path / "no folder" / "alerts.atom", book, sender="t")
    (tmp_path / "taken").mkdir()
    with pytest.raises(SettingsError, match="cannot be written"):
        write_feed(tmp_path / "taken", book, sender="t")
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]

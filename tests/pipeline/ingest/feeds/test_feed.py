"""Which feeds are followed, and what is told of a table that is wrong."""

from typing import Any

import pytest

from tocsin import SettingsError
from tocsin.ingest.feeds.feed import feeds_of
from tocsin.settings import Settings


def tables(*found: dict[str, Any]) -> Settings:
    return Settings(feeds=found)


def test_feeds_are_those_of_the_settings() -> None:
    [feed] = feeds_of(tables({"url": "https://e.org/a", "name": "A", "interval_minutes": 5}))
    assert (feed.url, feed.name, feed.interval_minutes, feed.allow_private) == ("https://e.org/a", "A", 5, False)


def test_addresses_that_are_given_take_their_place() -> None:
    feeds = feeds_of(tables({"url": "https://e.org/a"}), ["https://e.org/b"], name="B")
    assert [(feed.url, feed.name) for feed in feeds] == [("https://e.org/b", "B")]


@pytest.mark.parametrize(
    "table",
    [
        {},
        {"url": "ftp://e.org/a"},
        {"url": "/etc/passwd"},
        {"url": "https://user:secret@e.org/a"},
        {"url": "https://e.org:99999/a"},
        {"url": "https://e.org/a", "interval_minutes": 0.1},
        {"url": "https://e.org/a", "interval_minutes": float("nan")},
        {"url": "https://e.org/a", "name": "a\nb"},
        {"url": "https://e.org/a", "every": 5},
    ],
)
def test_a_table_that_is_wrong_is_told_by_its_number(table: dict[str, Any]) -> None:
    with pytest.raises(SettingsError, match=r"\[\[feeds\]\] number 2") as told:
        feeds_of(tables({"url": "https://e.org/first"}, table))
    assert "secret" not in str(told.value)


def test_a_feed_that_is_named_twice_is_told() -> None:
    with pytest.raises(SettingsError, match="named twice"):
        feeds_of(tables(), ["https://e.org/a", "https://e.org/a"])

"""`tocsin ingest`: what is refused before anything is opened."""

from pathlib import Path
from typing import Any

import pytest


def test_without_feeds_there_is_nothing_to_follow(tocsin: Any) -> None:
    ended = tocsin("ingest", "feed")
    assert (ended.status, ended.out) == (1, "")
    assert "There are no feeds to follow" in ended.err
    assert "[[feeds]]" in ended.err


def test_an_address_that_is_none_is_told(tocsin: Any) -> None:
    ended = tocsin("ingest", "feed", "news.xml")
    assert ended.status == 1
    assert "news.xml is not right: url" in ended.err


def test_others_may_not_reach_it_without_a_token(tocsin: Any) -> None:
    ended = tocsin("ingest", "http", "--host", "0.0.0.0")
    assert ended.status == 1
    assert "no token is set" in ended.err
    assert "TOCSIN_INGEST_TOKEN_FILE" in ended.err


@pytest.mark.parametrize("content", ["tiny-one", "with a space in it, so no token", "with-ünïcode-in-it-no"])
def test_a_token_that_cannot_be_used_is_told_and_not_shown(
    tocsin: Any, folder: Path, content: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "token").write_text(content)
    monkeypatch.setenv("TOCSIN_INGEST_TOKEN_FILE", str(folder / "token"))
    ended = tocsin("ingest", "http")
    assert ended.status == 1
    assert "ingest token" in ended.err
    assert content not in ended.err


def test_a_token_file_that_is_not_there_is_told(tocsin: Any, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_INGEST_TOKEN_FILE", str(folder / "token"))
    assert "TOCSIN_INGEST_TOKEN_FILE cannot be read" in tocsin("ingest", "http").err


@pytest.mark.parametrize("command", [("ingest", "feed"), ("ingest", "http")])
def test_each_way_in_has_help_with_an_example(tocsin: Any, command: tuple[str, str]) -> None:
    ended = tocsin(*command, "-h")
    assert ended.status == 0
    assert f"\n  tocsin {' '.join(command)}" in ended.out

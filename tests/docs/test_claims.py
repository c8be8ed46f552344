"""What the pages name exists, and what they list they list in full."""

from __future__ import annotations

import dataclasses
import re

import pytest

from tests.docs.markdown import PAGES, ROOT
from tocsin import Article, DeadLetter, Spec
from tocsin.cli import COMMANDS
from tocsin.engine.messages import Incoming, headers_for
from tocsin.plugins.discovery import load_all
from tocsin.settings import Settings

ELSEWHERE = frozenset(
    {"TOCSIN_CONFIG", "TOCSIN_KAFKA_PORT", "TOCSIN_ARTICLES", "TOCSIN_SURGES_EVERY", "TOCSIN_DEFECTION_WATCH_WORDS"}
)
"""Variables that are not settings: where those are, two of the compose file, and those of examples."""


def _text(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def _variables() -> set[str]:
    agents = {
        f"TOCSIN_{agent.spec.name}_{field}".upper()
        for agent in load_all()
        if agent.spec.settings
        for field in agent.spec.settings.model_fields
    }
    return agents | {f"{start}_{name.upper()}" for start in ("KAFKA", "TOCSIN") for name in Settings.model_fields}


def _first_column(page: str, title: str) -> list[str]:
    """Give the names in the first column of the first table after a heading."""
    _, _, section = _text(page).partition(f"## {title}\n")
    table = re.search(r"(?:^\|.*\n)+", section, re.MULTILINE)
    assert table, f"{page} has no table under {title}"
    return [name for row in table[0].splitlines()[2:] for name in re.findall(r"`([^`]+)`", row.split("|")[1])]


@pytest.mark.parametrize("page", PAGES)
def test_make_targets_that_a_page_names_exist(page: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))

    assert set(re.findall(r"(?:`|\$ )make ([a-z]+)", _text(page))) <= targets


@pytest.mark.parametrize("page", PAGES)
def test_commands_that_a_page_names_exist(page: str) -> None:
    assert set(re.findall(r"(?:`|\$ |^)tocsin ([a-z]+)", _text(page), re.MULTILINE)) <= COMMANDS.keys()


@pytest.mark.parametrize("page", PAGES)
def test_variables_that_a_page_names_exist(page: str) -> None:
    assert set(re.findall(r"\b(?:TOCSIN|KAFKA)_[A-Z_]*[A-Z]\b", _text(page))) <= _variables() | ELSEWHERE


@pytest.mark.parametrize("page", PAGES)
def test_folders_and_files_of_the_source_that_a_page_names_exist(page: str) -> None:
    for path in re.findall(r"`((?:pipeline|agents|tests|seeds|deploy|docs)/[\w./-]*)`", _text(page)):
        assert (ROOT / path).exists()


def test_every_field_of_a_spec_is_told() -> None:
    fields = [field.name for field in dataclasses.fields(Spec) if field.init]

    assert _first_column("docs/agents.md", "The Spec") == fields


def test_every_header_of_a_record_is_told() -> None:
    first = headers_for(Article(text="One."), source="replay", time="2026-11-01")
    cause = Incoming("articles", 0, 0, b"", b"", first, timestamp_ms=1)
    sent = headers_for(Article(text="Two."), source="dedup", cause=cause)

    assert set(_first_column("docs/topics.md", "Headers")) == {name for name, _ in sent}


def test_every_header_of_a_dead_letter_is_told() -> None:
    letter = DeadLetter(
        topic="claims",
        partition=0,
        offset=1,
        where="a.jsonl:1",
        agent="tolls",
        version="1",
        error="ValueError",
        message="no",
        raised="tolls/agent.py:1 in process",
        failed_at="2026-11-01T00:00:00+00:00",
    )

    assert _first_column("docs/topics.md", "Dead letters") == [
        name for name, _ in sorted(letter.headers(), key=lambda header: header[0].startswith("x-"))
    ]


def test_log_events_that_are_explained_are_logged() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "pipeline").rglob("*.py"))
    logged = set(re.findall(r"log\.\w+\(\s*\"(\w+)\"", sources))

    assert set(_first_column("docs/running.md", "Logs")) <= logged

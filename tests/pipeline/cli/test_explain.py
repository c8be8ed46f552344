"""`tocsin try --explain`."""

import sys
from pathlib import Path
from typing import Any

import pytest

AGENTS = """
from tocsin import Agent, Article, Spec


class Silent(Agent[Article]):
    spec = Spec(name="silent", summary="Says nothing.", consumes=("articles",))

    def process(self, article, /):
        return ()


class Talkative(Silent):
    spec = Spec(name="talkative", summary="Says why.", consumes=("articles",))
    ready = False

    def open(self):
        self.ready = True

    def explain(self, article, /):
        assert self.ready
        yield article.text
        yield "  because it is so"


class Deaf(Agent[Article]):
    spec = Spec(name="deaf", summary="Reads claims.", consumes=("claims",))

    def process(self, claim, /):
        return ()
"""


@pytest.fixture
def talk(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    (folder / "agents_that_talk.py").write_text(AGENTS)
    (folder / "a.jsonl").write_text('{"text": "One."}\n{"text": "Two."}\n')
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.delitem(sys.modules, "agents_that_talk", raising=False)
    return "agents_that_talk"


def test_what_the_agent_tells_is_printed_article_by_article(tocsin: Any, talk: str) -> None:
    ended = tocsin("try", f"{talk}:Talkative", "a.jsonl", "--explain")
    assert (ended.status, ended.err) == (0, "")
    assert ended.out == "One.\n  because it is so\n\nTwo.\n  because it is so\n"


def test_a_line_that_is_no_article_is_told_and_the_others_are_explained(tocsin: Any, folder: Path, talk: str) -> None:
    (folder / "a.jsonl").write_text('{"broken"\n{"text": "Two."}\n')
    ended = tocsin("try", f"{talk}:Talkative", "a.jsonl", "--explain")
    assert ended.status == 1
    assert ended.out.strip() == "Two.\n  because it is so"
    assert ended.err.startswith("a.jsonl:1: ")


def test_an_agent_that_does_not_explain_is_refused_in_a_line(tocsin: Any, talk: str) -> None:
    ended = tocsin("try", f"{talk}:Silent", "a.jsonl", "--explain")
    assert (ended.status, ended.out) == (1, "")
    assert "Agent silent does not explain itself." in ended.err


def test_an_agent_that_reads_no_articles_is_refused(tocsin: Any, talk: str) -> None:
    ended = tocsin("try", f"{talk}:Deaf", "a.jsonl", "--explain")
    assert ended.status == 1
    assert "Agent deaf reads no articles.\nIt reads: claims." in ended.err


def test_only_one_agent_is_explained_at_a_time(tocsin: Any, talk: str) -> None:
    ended = tocsin("try", f"{talk}:Talkative+{talk}:Silent", "a.jsonl", "--explain")
    assert ended.status == 1
    assert "talkative+silent are 2 agents.\n--explain takes one." in ended.err

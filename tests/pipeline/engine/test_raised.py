"""The place where an agent's code raised an error is told, and nothing of what it held."""

import json
import subprocess
import sys
import traceback
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from tocsin import Agent, Article, Output, Spec
from tocsin.engine.raised import raised_in
from tocsin.testing import run


class Fragile(Agent[Article]):
    spec = Spec(name="fragile", summary="Breaks.", consumes=("articles",), produces=("claims",))

    def process(self, article: Article, /) -> Iterable[Output]:
        if article.title == "deep":
            self._deeper(article)
        if article.title == "library":
            json.loads(article.text)
        if article.title == "invalid":
            Article.model_validate({"title": article.text, "published": article.text})
        return article.text  # type: ignore[return-value]

    def _deeper(self, article: Article) -> None:
        raise KeyError(article.title)


class Heir(Fragile):
    """An agent that leaves the work to the one it inherits from."""


def line_of(words: str) -> int:
    lines = Path(__file__).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if words in line)


@pytest.mark.parametrize("agent", [Fragile, Heir])
def test_the_innermost_line_of_the_agents_own_code_is_told(agent: type[Fragile]) -> None:
    (letter,) = run(agent(), [Article(title="deep")]).failed
    assert letter.raised.endswith(f"test_raised.py:{line_of('raise KeyError')} in _deeper")
    (letter,) = run(agent(), [Article(title="library", text="no JSON")]).failed
    assert letter.raised.endswith(f"test_raised.py:{line_of('json.loads(')} in process")
    assert "no JSON" not in letter.raised


def test_what_the_runtime_refuses_was_raised_nowhere_in_the_agent() -> None:
    (letter,) = run(Fragile(), [Article(title="given back", text="words")]).failed
    assert letter.raised == ""


def test_a_record_that_was_made_wrong_is_told_on_one_line_without_what_was_given() -> None:
    (letter,) = run(Fragile(), [Article(title="invalid", text="private words")]).failed
    assert letter.message == (
        "not a valid Article: published: must be an ISO 8601 date (2012-03-09) or date-time (2012-03-09T18:30:00Z)."
    )


def test_an_error_that_was_raised_nowhere_has_no_place() -> None:
    assert raised_in(ValueError("made, not raised"), Fragile) == ""


def test_code_of_nobody_known_is_told_when_there_is_nothing_better() -> None:
    with pytest.raises(ValueError, match="Expecting value") as caught:
        json.loads("no JSON")
    innermost = traceback.extract_tb(caught.value.__traceback__)[-1]
    assert raised_in(caught.value, dict) == f"{Path(innermost.filename).name}:{innermost.lineno} in {innermost.name}"


LOOSE = """
from tocsin import agent


@agent(consumes=("articles",), produces=("claims",))
def slow_rivers(article):
    return {}["deep"]
"""


def test_a_function_in_a_loose_file_is_told_by_its_file_and_in_full_when_debugging(
    tocsin: Any, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "loose_and_slow.py").write_text(LOOSE)
    (folder / "a.txt").write_text("Some words of an article.")
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.setenv("TOCSIN_LOG_FORMAT", "pretty")
    ended = tocsin("try", "loose_and_slow:slow_rivers", "a.txt")
    said = "slow-rivers failed on articles[0]@0: KeyError: 'deep' (loose_and_slow.py:7 in slow_rivers)\n"
    assert (ended.status, ended.err) == (1, said)

    command = [sys.executable, "-m", "tocsin", "--debug", "try", "loose_and_slow:slow_rivers", "a.txt"]
    shown = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=60).stderr
    assert "Traceback (most recent call last)" in shown
    assert 'loose_and_slow.py", line 7, in slow_rivers' in shown
    assert "Some words" not in shown

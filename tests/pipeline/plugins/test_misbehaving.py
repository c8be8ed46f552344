"""A plugin that misbehaves: the others go on, and the message names plugin and cause."""

import sys
from collections.abc import Iterable
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest

from tocsin import Agent, Article, Output, PluginError, Record, Spec, Topic
from tocsin.cli import main
from tocsin.plugins import discovery
from tocsin.plugins.agent import instantiate
from tocsin.testing import article, articles, run


class Note(Record):
    article_id: str
    number: int = 0


NOTES, FAULTS = Topic("notes", Note), Topic("faults", Note)


class Sound(Agent[Article]):
    spec = Spec(name="sound", summary="Does as it should.", consumes=("articles",), produces=(NOTES,))

    def process(self, record: Article, /) -> Iterable[Output]:
        yield Note(article_id=record.id)


class Faulty(Agent[Article]):
    spec = Spec(name="faulty", summary="Does not.", consumes=("articles",), produces=(FAULTS,))

    def __init__(self, answer: Any) -> None:
        self.answer = answer

    def process(self, record: Article, /) -> Iterable[Output]:
        answer: Iterable[Output] = self.answer(record)
        return answer


def refuse(_record: Article) -> Any:
    message = "no such model"
    raise KeyError(message)


def recurse(record: Article) -> Any:
    return recurse(record)


@pytest.mark.parametrize(
    ("answer", "error", "message"),
    [
        (refuse, "KeyError", "no such model"),
        (recurse, "RecursionError", "recursion"),
        (lambda _: 7, "PluginError", "Agent faulty gave an int where its records should be."),
        (lambda _: ["text"], "PluginError", "Agent faulty emitted a str, which is a record of none of its topics."),
        (lambda _: [{"a": 1}], "PluginError", "Agent faulty emitted a dict"),
        (
            lambda record: [record],
            "PluginError",
            "Agent faulty emitted an Article, which is a record of none of its topics.",
        ),
        (lambda _: [Note(article_id="a"), None], "PluginError", "Agent faulty emitted a NoneType"),
    ],
)
def test_one_that_fails_on_every_record_leaves_the_others_alone(answer: Any, error: str, message: str) -> None:
    done = run([Sound(), Faulty(answer)], articles(5))
    assert len(done.on("notes")) == 5
    assert done.on("faults") == []
    assert [letter.agent for letter in done.failed] == ["faulty"] * 5
    assert {letter.error for letter in done.failed} == {error}
    assert all(message in letter.message for letter in done.failed)


def test_one_that_answers_with_100_000_records_is_heard_out() -> None:
    def flood(record: Article) -> Iterable[Output]:
        return (Note(article_id=record.id, number=number) for number in range(100_000))

    done = run([Faulty(flood), Sound()], [article()])
    assert len(done.on("faults")) == 100_000
    assert len(done.on("notes")) == 1


def test_one_that_cannot_be_made_or_opened_is_told_by_name() -> None:
    class Unmade(Sound):
        def __init__(self) -> None:
            message = "no licence"
            raise OSError(message)

    class Unopened(Sound):
        def open(self) -> None:
            message = "no model"
            raise OSError(message)

    with pytest.raises(PluginError, match=r"^Agent sound cannot be made: OSError: no licence\."):
        instantiate(Unmade)
    with pytest.raises(PluginError, match=r"^Agent sound cannot be opened: OSError: no model\."):
        run(Unopened(), [article()])


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Announce, beside a sound agent, one that needs a module which is not there."""
    (tmp_path / "sound_plugin.py").write_text(
        "from tocsin import Agent, Article, Spec\n"
        "class Sound(Agent[Article]):\n"
        "    spec = Spec(name='sound', summary='Sound.', consumes=('articles',))\n"
        "    def process(self, record, /):\n"
        "        return []\n"
    )
    (tmp_path / "broken_plugin.py").write_text("import no_such_model_library\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.delenv("TOCSIN_AGENTS_ALLOW")
    points = [
        EntryPoint("broken", "broken_plugin:Broken", discovery.GROUP),
        EntryPoint("sound", "sound_plugin:Sound", discovery.GROUP),
    ]
    monkeypatch.setattr("importlib.metadata.entry_points", lambda group: points if group == discovery.GROUP else [])


MISSING = "Agent broken of an unknown package needs the module no_such_model_library, which is not installed."


@pytest.mark.usefixtures("broken")
def test_one_that_cannot_be_imported_is_left_out_and_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["graph"])
    out, err = capsys.readouterr()
    assert (ended.value.code or 0, out) == (0, "articles -> [sound] -> nothing\n")
    assert err == f"{MISSING} It is left out.\n"


@pytest.mark.usefixtures("broken")
def test_the_listing_says_what_is_wrong_with_it(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["agents"])
    out, _ = capsys.readouterr()
    assert ended.value.code == 1
    assert f"broken       cannot be loaded: {MISSING}" in out
    assert "sound        Sound." in out

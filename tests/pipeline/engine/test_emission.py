"""How much may follow from one record: what goes on for ever costs that record, and nothing else."""

import itertools
from collections.abc import AsyncIterator, Iterable, Sequence
from typing import Any

import pytest

from tocsin import Agent, Article, BatchAgent, DeadLetter, Emit, Output, PluginError, Record, Spec, Topic
from tocsin.engine.emission import Emission, Limits
from tocsin.engine.messages import Incoming, message_for
from tocsin.engine.processing import Processed, Processing
from tocsin.plugins.agent import AnyAgent
from tocsin.plugins.wiring import Wiring
from tocsin.topics.table import ARTICLES


class Word(Record):
    word: str


WORDS = Topic("words", Word, key="word")
SPEC = Spec(name="endless", summary="Never ends.", consumes=("articles",), produces=(WORDS,))


def words(article: Article) -> Iterable[Output]:
    """Give a word for ever when the article says so."""
    counted = itertools.count() if "endless" in article.text else range(int(article.text))
    return (Word(word=f"w{number}") for number in counted)


class Generating(Agent[Article]):
    spec = SPEC

    def process(self, article: Article, /) -> Iterable[Output]:
        return words(article)


class Streaming(Agent[Article]):
    spec = SPEC

    async def process(self, article: Article, /) -> AsyncIterator[Output]:
        for word in words(article):
            yield word


class Awaited(Agent[Article]):
    spec = SPEC

    async def process(self, article: Article, /) -> Iterable[Output]:
        return words(article)


class Batched(BatchAgent[Article]):
    spec = SPEC

    def process_batch(self, records: Sequence[Article], /) -> Sequence[Iterable[Output]]:
        return [words(article) for article in records]


def run(agent: AnyAgent, *texts: str, **limits: Any) -> Processed:
    made = (message_for(Article(text=text), ARTICLES, source="test") for text in texts)
    messages = [Incoming("articles", 0, n, m.key, m.value, m.headers) for n, m in enumerate(made)]
    working = Processing(agent, Wiring([agent.spec]).inputs(agent.spec), limits=Limits(**limits))
    try:
        return working.run(messages)
    finally:
        working.close()


def emitted(done: Processed) -> int:
    return sum(message.topic == "words" for message in done.outputs)


def reasons(done: Processed) -> list[str]:
    return [DeadLetter.from_headers(m.headers).message for m in done.outputs if m.topic == "deadletters"]


@pytest.mark.parametrize("agent", [Generating, Streaming, Awaited, Batched])
def test_an_agent_that_never_ends_loses_that_record_only(agent: type[AnyAgent]) -> None:
    done = run(agent(), "2", "endless", "3", emitted=100)
    assert emitted(done) == 5
    [reason] = reasons(done)
    assert reason.startswith("Agent endless emitted more than 100 records for one.")
    assert "TOCSIN_MAX_EMITTED" in reason


@pytest.mark.parametrize("agent", [Generating, Streaming, Awaited, Batched])
def test_as_many_records_as_the_limit_says_are_none_too_many(agent: type[AnyAgent]) -> None:
    done = run(agent(), "100", "101", emitted=100)
    assert emitted(done) == 100
    assert len(reasons(done)) == 1


def test_the_bytes_that_follow_from_one_record_are_limited_together() -> None:
    done = run(Generating(), "10", "1000", "10", emitted_bytes=20_000)
    assert emitted(done) == 20
    assert "more than 20,000 bytes for one record" in reasons(done)[0]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"word": "a"}, "a dict"),
        ("word", "a str"),
        (Word(word="a"), "a Word"),
        (Emit(Word(word="a"), to="words"), "an Emit"),
        (7, "an int"),
    ],
)
def test_what_is_no_series_of_records_is_called_what_it_is(given: Any, said: str) -> None:
    emission = Emission(Generating.spec, Limits())
    with pytest.raises(PluginError, match=f"^Agent endless gave {said} where its records should be") as caught:
        emission.taken(given)
    assert caught.value.hint == "Yield each record, or give a list of them."
    assert emission.taken(None) == []
    assert emission.taken([given]) == [given]

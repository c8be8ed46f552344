"""What follows from a batch, and what an exception means. Nothing that a record does ends the stream."""

import asyncio
import datetime as dt
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import field_validator

from tocsin import Agent, Article, BatchAgent, DeadLetter, Emit, Output, Record, Spec, State, StatefulAgent, Topic
from tocsin.engine.emission import Limits
from tocsin.engine.messages import Incoming, Outgoing, message_for
from tocsin.engine.processing import Processed, Processing
from tocsin.plugins.agent import AnyAgent
from tocsin.plugins.wiring import Wiring
from tocsin.records.codec import decode

NOON = dt.datetime(2012, 3, 9, 12, tzinfo=dt.UTC)


class Word(Record):
    word: str = ""


WORDS = Topic("words", Word, key="word")
LONG = Topic("words.long", Word, key="word")
SPEC = Spec(name="words", summary="Splits.", consumes=("articles",), produces=(WORDS, "claims"), version="7")
COUNTING = Spec(name="counts", summary="Counts.", consumes=("articles",), produces=(WORDS,), state=("counts", "seen"))


class Unspeakable(Exception):  # noqa: N818 - as authors name theirs
    """An error that fails to say what it is."""

    def __str__(self) -> str:
        raise RuntimeError


class Words(Agent[Article]):
    """Emits each word, and fails as its text says."""

    spec = SPEC
    errors: tuple[tuple[str, Exception], ...] = (
        ("wrong", ValueError("it is wrong")),
        ("unspeakable", Unspeakable()),
        ("surrogate", ValueError("cannot open \udcff.txt")),
        ("deep", RecursionError()),
    )

    def process(self, article: Article, /) -> Iterable[Output]:
        for word in article.text.split():
            for name, error in self.errors:
                if word == name:
                    raise error
            yield Word(word=word)


class Batched(BatchAgent[Article]):
    spec = SPEC

    def __init__(self) -> None:
        self.sizes: list[int] = []

    def process_batch(self, records: Sequence[Article], /) -> Sequence[Iterable[Output]]:
        self.sizes.append(len(records))
        if any("wrong" in record.text for record in records):
            raise ValueError
        if any("lazy" in record.text for record in records):
            return []
        return [[Word(word=word) for word in record.text.split()] for record in records]


class Counts(StatefulAgent[Article]):
    spec = COUNTING

    def process(self, article: Article, state: State, /) -> Iterable[Output]:
        for word in article.text.split():
            values: dict[str, Any] = {"set": {1}, "huge": 2**64, "large": "x" * 5_000, "number": {1: 2}}
            state["counts"].set(word, values.get(word, state["counts"].get(word, 0)) if word in values else 1)
        if "wrong" in article.text:
            raise ValueError
        yield Word(word=article.text)


def processing(agent: AnyAgent, **options: Any) -> Processing:
    return Processing(agent, Wiring([agent.spec]).inputs(agent.spec), clock=lambda: NOON, **options)


def incoming(text: str | bytes, offset: int = 0, topic: str = "articles") -> Incoming:
    if isinstance(text, bytes):
        return Incoming(topic, 0, offset, b"k", text, (("h", b"1"),))
    message = message_for(Article(text=text), Topic("articles", Article), source="test")
    return Incoming(topic, 0, offset, message.key, message.value, message.headers)


def run(agent: AnyAgent, *texts: str | bytes, state: State | None = None, **options: Any) -> Processed:
    messages = [incoming(text, offset) for offset, text in enumerate(texts)]
    working = processing(agent, **options)
    try:
        return working.run(messages, state)
    finally:
        working.close()


def words(done: Processed) -> list[str]:
    return [decode(Word, m.value or b"").word for m in done.outputs if m.topic == "words"]


def letters(done: Processed) -> list[DeadLetter]:
    return [DeadLetter.from_headers(m.headers) for m in done.outputs if m.topic == "deadletters"]


def only(outputs: list[Outgoing], topic: str) -> Outgoing:
    [message] = [m for m in outputs if m.topic == topic]
    return message


@pytest.mark.parametrize("reason", ["wrong", "unspeakable", "surrogate", "deep"])
def test_a_record_that_fails_leaves_nothing_but_a_dead_letter(reason: str) -> None:
    done = run(Words(), "one", f"two {reason} three", "four")
    assert words(done) == ["one", "four"]
    [letter] = letters(done)
    assert (letter.topic, letter.partition, letter.offset) == ("articles", 0, 1)
    assert (letter.agent, letter.version, letter.stage) == ("words", "7", "process")
    assert letter.failed_at == "2012-03-09T12:00:00+00:00"


def test_a_dead_letter_keeps_key_value_and_headers_as_they_were() -> None:
    done = run(Words(), b"{")
    message = only(done.outputs, "deadletters")
    assert (message.key, message.value) == (b"k", b"{")
    assert ("h", b"1") in message.headers
    assert letters(done)[0].stage == "decode"
    assert letters(done)[0].error == "InputError"


@given(
    st.lists(st.sampled_from(["one", "two wrong", "three four", b"{", b"\xff", b'{"title": 5}', b"null"]), max_size=8)
)
def test_each_record_is_processed_or_buried_and_in_order(texts: list[str | bytes]) -> None:
    done = run(Words(), *texts)
    fine = [text for text in texts if isinstance(text, str) and "wrong" not in text]
    assert words(done) == [word for text in fine for word in text.split()]
    bad = [offset for offset, text in enumerate(texts) if isinstance(text, bytes) or "wrong" in text]
    assert sorted(letter.offset or 0 for letter in letters(done)) == bad
    assert [letter.offset for letter in done.failed] == [letter.offset for letter in letters(done)]


def test_a_record_class_that_fails_in_an_unforeseen_way_costs_one_record() -> None:
    class Checked(Record):
        city: str

        @field_validator("city")
        @classmethod
        def _known(cls, city: str) -> str:
            return {"Homs": "HMS"}[city]

    class Cities(Agent[Checked]):
        spec = Spec(name="cities", summary="Reads.", consumes=(Topic("cities", Checked),), produces=(WORDS,))

        def process(self, record: Checked, /) -> Iterable[Output]:
            yield Word(word=record.city)

    working = processing(Cities())
    done = working.run([incoming(b'{"city": "Oz"}', 0, "cities"), incoming(b'{"city": "Homs"}', 1, "cities")])
    assert words(done) == ["HMS"]
    assert [(letter.stage, letter.error) for letter in letters(done)] == [("decode", "KeyError")]


def test_a_removal_is_passed_over() -> None:
    done = processing(Words()).run([Incoming("articles", 0, 0, b"k", None)])
    assert (done.outputs, done.failed) == ([], [])


def test_an_agent_of_dead_letters_is_handed_the_reasons_and_never_fed_its_own_failures() -> None:
    class Reasons(Agent[DeadLetter]):
        spec = Spec(name="reasons", summary="Reads reasons.", consumes=("deadletters",), produces=(WORDS,))

        def process(self, letter: DeadLetter, /) -> Iterable[Output]:
            if letter.error == "KeyError":
                raise ValueError
            yield Word(word=letter.message)

    buried = [
        Incoming("deadletters", 0, offset, b"k", b"\xff", DeadLetter(agent="x", error=error, message="why").headers())
        for offset, error in enumerate(["TypeError", "KeyError"])
    ]
    done = processing(Reasons()).run(buried)
    assert words(done) == ["why"]
    assert letters(done) == []
    assert [letter.offset for letter in done.failed] == [1]


@pytest.mark.parametrize(
    ("outputs", "said"),
    [
        ([Article(text="x")], "emitted an Article, which is a record of none of its topics"),
        ([Emit(Word(), to="nowhere")], "emitted a Word to 'nowhere'"),
        ([Emit(Article(text="x"), to="words")], "emitted an Article to 'words'"),
        (["not a record"], "emitted a str"),
        ([None], "emitted a NoneType"),
        (5, "gave an int where its records should be"),
    ],
)
def test_what_was_not_declared_is_not_emitted(outputs: Any, said: str) -> None:
    class Wild(Agent[Article]):
        spec = SPEC

        def process(self, article: Article, /) -> Iterable[Output]:
            del article
            return outputs if not isinstance(outputs, list) else [Word(word="first"), *outputs]

    done = run(Wild(), "any")
    assert words(done) == []
    assert said in letters(done)[0].message


def test_a_record_class_on_two_topics_needs_a_choice() -> None:
    class Torn(Agent[Article]):
        spec = Spec(name="torn", summary="Two.", consumes=("articles",), produces=(WORDS, LONG))

        def process(self, article: Article, /) -> Iterable[Output]:
            word = Word(word=article.text)
            yield Emit(word, to="words.long") if len(article.text) > 5 else word

    done = run(Torn(), "enormous", "tiny")
    assert only(done.outputs, "words.long").key == b"enormous"
    assert "goes to 2 of its topics" in letters(done)[0].message
    assert "Emit(record, to=...)" in letters(done)[0].message


def test_an_agent_may_answer_with_none_a_list_a_coroutine_or_an_async_generator() -> None:
    async def later(words: list[Output]) -> list[Output] | None:
        await asyncio.sleep(0)
        return words or None

    async def stream(words: list[Output]) -> AsyncIterator[Output]:
        for word in words:
            await asyncio.sleep(0)
            yield word

    answers: list[Callable[[list[Output]], Any]] = [lambda w: w or None, later, stream]
    for answer in answers:

        class Any_(Agent[Article]):  # noqa: N801 - it is local
            spec = SPEC

            def process(self, article: Article, /, answer: Callable[..., Any] = answer) -> Any:
                return answer([Word(word=word) for word in article.text.split() if word != "-"])

        done = run(Any_(), "one two", "-", "three")
        assert (words(done), letters(done)) == (["one", "two", "three"], [])


def test_a_batch_that_fails_is_tried_one_by_one() -> None:
    agent = Batched()
    done = run(agent, "one", "wrong", "two")
    assert agent.sizes == [3, 1, 1, 1]
    assert words(done) == ["one", "two"]
    assert [letter.offset for letter in letters(done)] == [1]


def test_a_batch_answered_with_too_few_results_counts_as_failed() -> None:
    done = run(Batched(), "one", "lazy")
    assert words(done) == ["one"]
    assert "answered 1 records with 0 results" in letters(done)[0].message


def test_a_batch_with_nothing_to_read_is_not_handed_over() -> None:
    agent = Batched()
    assert len(letters(run(agent, b"{", b"["))) == 2
    assert agent.sizes == []


def test_progress_is_told_after_each_record_that_took_its_turn_alone() -> None:
    for agent, texts, steps in (
        (Words(), ["one", "wrong", "two"], 3),
        (Batched(), ["one", "two"], 0),
        (Batched(), ["one", "wrong", "two"], 3),
    ):
        told: list[int] = []
        processing(agent).run([incoming(text) for text in texts], None, lambda told=told: told.append(1))  # type: ignore[misc]
        assert len(told) == steps


def test_the_state_of_a_failed_record_is_undone_and_that_of_others_kept() -> None:
    agent = Counts()
    state = processing(agent).new_state()
    done = run(agent, "one", "two wrong", "three", state=state)
    assert state is not None
    assert dict(state["counts"]) == {"one": 1, "three": 1}
    assert done.changes == [(b"counts:one", b"1"), (b"counts:three", b"1")]


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("set", "what JSON cannot hold"),
        ("number", "what JSON cannot hold"),
        ("huge", "what JSON cannot hold"),
        ("large", "in the store counts are more than the limit of 2,000"),
    ],
)
def test_what_the_changelog_cannot_take_costs_one_record_and_not_the_process(word: str, said: str) -> None:
    agent = Counts()
    state = processing(agent).new_state()
    done = run(agent, "one", word, "three", state=state, limits=Limits(record_bytes=2_000))
    assert words(done) == ["one", "three"]
    assert [key for key, _ in done.changes] == [b"counts:one", b"counts:three"]
    [letter] = letters(done)
    assert letter.error == "StateError"
    assert said in letter.message


def test_an_output_that_is_too_large_fails_with_its_size_and_the_limit() -> None:
    done = run(Words(), "x" * 3_000, "small", limits=Limits(record_bytes=2_000))
    assert words(done) == ["small"]
    assert "A Word of 3," in letters(done)[0].message
    assert "limit of 2,000" in letters(done)[0].message
    assert letters(done)[0].error == "RecordError"


def test_views_are_attached_to_each_new_state() -> None:
    class Viewed(Counts):
        def __init__(self) -> None:
            self.attached: list[State] = []

        def attach(self, state: State, /) -> None:
            self.attached.append(state)

    agent = Viewed()
    working = processing(agent)
    assert [working.new_state(), working.new_state()] == agent.attached
    assert processing(Words()).new_state() is None


def test_an_agent_is_opened_and_closed() -> None:
    class Opening(Words):
        calls: tuple[str, ...] = ()

        def open(self) -> None:
            self.calls += ("open",)

        def close(self) -> None:
            self.calls += ("close",)

    agent = Opening()
    working = processing(agent)
    working.open()
    working.close()
    assert agent.calls == ("open", "close")

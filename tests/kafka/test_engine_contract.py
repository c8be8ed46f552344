"""One suite of behaviour, run over the engine in memory and over the one on Kafka: they must not differ."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import pytest
from aiokafka import AIOKafkaProducer
from pydantic import BaseModel

import tocsin
from tocsin import (
    Agent,
    AnyRecord,
    Article,
    BatchAgent,
    DeadLetter,
    Emit,
    Output,
    Record,
    RetryableError,
    Spec,
    State,
    StatefulAgent,
    Topic,
)
from tocsin.delivery.subscription import Subscription
from tocsin.engine.backlog import wait_until_done
from tocsin.engine.memory import MemoryEngine
from tocsin.engine.messages import Incoming, Outgoing, header, message_for
from tocsin.engine.service import Service
from tocsin.plugins.agent import AnyAgent
from tocsin.plugins.graph import in_flow_order
from tocsin.plugins.wiring import Wiring
from tocsin.records.codec import decode
from tocsin.settings import load_settings
from tocsin.topics.admin import TopicAdmin, declared_topics

pytestmark = [
    pytest.mark.kafka,
    # Faust leaves its consumer's connections to the end of the process, which a test does not wait for.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]

PARTITIONS = 3


class Word(Record):
    """A word of an article, and how often it has come up."""

    article_id: str
    word: str
    count: int = 1


WORDS = Topic("words", Word, key="word", partitions=PARTITIONS)
COUNTS = Topic("counts", Word, key="word", partitions=PARTITIONS)
LONG = Topic("words.long", Word, key="word")


class Words(Agent[Article]):
    spec = Spec(name="words", summary="Splits articles into words.", consumes=("articles",), produces=(WORDS,))

    def process(self, article: Article, /) -> Iterable[Output]:
        for word in article.text.split():
            if word == "poison":
                message = "this article is poison"
                raise ValueError(message)
            yield Word(article_id=article.id, word=word)


class AsyncWords(Agent[Article]):
    spec = Words.spec

    async def process(self, article: Article, /) -> list[Output]:
        await asyncio.sleep(0)
        return [Word(article_id=article.id, word=word) for word in article.text.split()]


class StreamedWords(Agent[Article]):
    spec = Words.spec

    async def process(self, article: Article, /) -> AsyncIterator[Output]:
        for word in article.text.split():
            await asyncio.sleep(0)
            yield Word(article_id=article.id, word=word)


class BatchedWords(BatchAgent[Article]):
    spec = Words.spec

    def process_batch(self, records: Sequence[Article], /) -> Sequence[Iterable[Output]]:
        if any("poison" in article.text for article in records):
            message = "there is poison in this batch"
            raise ValueError(message)
        return [[Word(article_id=a.id, word=word) for word in a.text.split()] for a in records]


class Counts(StatefulAgent[Word]):
    spec = Spec(name="counts", summary="Counts words.", consumes=(WORDS,), produces=(COUNTS,), state=("counts",))

    def process(self, word: Word, state: State, /) -> Iterable[Output]:
        count = state["counts"].get(word.word, 0) + 1
        state["counts"].set(word.word, count)
        if word.word == "bad":
            message = "refused after writing to the state"
            raise ValueError(message)
        yield word.model_copy(update={"count": count, "id": f"{word.word}-{count}"})


class Sorter(Agent[Article]):
    spec = Spec(name="sorter", summary="Long words apart.", consumes=("articles",), produces=(WORDS, LONG))

    def process(self, article: Article, /) -> Iterable[Output]:
        for word in article.text.split():
            yield Emit(Word(article_id=article.id, word=word), to="words.long" if len(word) > 4 else "words")


class Careless(Agent[Article]):
    spec = Spec(name="careless", summary="Emits what it did not declare.", consumes=("articles",), produces=(WORDS,))

    def process(self, article: Article, /) -> Iterable[Output]:
        yield Word(article_id=article.id, word="declared")
        yield article


class Verbose(Agent[Article]):
    spec = Spec(name="verbose", summary="Emits too much.", consumes=("articles",), produces=(WORDS,))

    def process(self, article: Article, /) -> Iterable[Output]:
        yield Word(article_id=article.id, word="x" * (9 * 1024 * 1024 if article.text == "much" else 9))


class Joiner(StatefulAgent[Word]):
    spec = Spec(
        name="joiner",
        summary="Pairs what two topics say about one word.",
        consumes=(WORDS, Topic("marks", Word, key="word", partitions=PARTITIONS)),
        produces=(Topic("pairs", Word, key="word"),),
        state=("seen",),
    )

    def process(self, word: Word, state: State, /) -> Iterable[Output]:
        if word.word in state["seen"]:
            yield Word(article_id=word.article_id, word=word.word, count=2)
        state["seen"].set(word.word, 1)


@tocsin.agent(name="words", summary="Splits articles into words.", consumes=("articles",), produces=(WORDS,))
def function_of_words(article: Article) -> Iterable[Output]:
    return [Word(article_id=article.id, word=word) for word in article.text.split()]


class Plain(BaseModel):
    """A model that is no Record: without an id, a version or a type of its own."""

    word: str


PLAIN = Topic("plain", Plain, key="word", partitions=PARTITIONS)


@tocsin.agent(summary="Writes plain models.", consumes=("articles",), produces=(PLAIN,))
def plain_words(article: Article) -> Iterable[Output]:
    return [Plain(word=word) for word in article.text.split()]


@tocsin.agent(summary="Reads by name.", consumes=(Topic("plain", AnyRecord),), produces=(LONG,))
def reader_of_plain(record: AnyRecord) -> Iterable[Output]:
    return [Word(article_id=record.get("article_id", "none"), word=record["word"].upper())]


class Contextual(StatefulAgent[Article]):
    """Tells its context; its service is busy as often as the text says."""

    spec = Spec(
        name="contextual", summary="Tells.", consumes=("articles",), produces=(WORDS,), state=("attempts",), version="7"
    )

    def process(self, article: Article, state: State, /) -> Iterable[Output]:
        context = tocsin.current()
        state["attempts"].set("all", state["attempts"].get("all", 0) + 1)
        if context.attempt <= int(article.text):
            raise RetryableError("The service is busy.")
        where = f"{context.agent} {context.topic}[{context.partition}]@{context.offset} {context.key == article.id}"
        event = f"{context.id == article.id} {context.time} {len(context.trace)}"
        yield Word(article_id=article.id, word=f"{where} {event}", count=state["attempts"]["all"])


class BatchContextual(BatchAgent[Article]):
    spec = Words.spec

    def process_batch(self, records: Sequence[Article], /) -> Sequence[Iterable[Output]]:
        assert [context.id for context in tocsin.current_batch()] == [article.id for article in records]
        return [[Word(article_id=a.id, word=a.text)] for a in records]


class Refusing(Agent[Article]):
    spec = Spec(name="refusing", summary="Refuses everything.", consumes=("articles",), produces=(LONG,))

    def process(self, article: Article, /) -> Iterable[Output]:
        message = f"nothing is good enough, {article.text} neither"
        raise RuntimeError(message)


class Flooding(Agent[Article]):
    spec = Spec(name="flooding", summary="Answers with very much.", consumes=("articles",), produces=(WORDS,))

    def process(self, article: Article, /) -> Iterable[Output]:
        for number in range(int(article.text)):
            yield Word(article_id=article.id, word=f"w{number}")


@dataclass(frozen=True)
class Outcome:
    """All messages on the topics that agents write, dead letters apart."""

    messages: list[Incoming]

    def on(self, topic: Topic) -> list[BaseModel]:
        return [decode(topic.record, m.value) for m in self.messages if m.topic == topic.name and m.value is not None]

    def words(self, topic: Topic = WORDS) -> list[str]:
        return sorted(record.word for record in self.on(topic) if isinstance(record, Word))

    def failed(self) -> list[tuple[DeadLetter, bytes | None]]:
        found = [(DeadLetter.from_headers(m.headers), m.value) for m in self.messages if m.topic == "deadletters"]
        return sorted(found, key=lambda pair: pair[0].offset or 0)


class Run(Protocol):
    """Process rounds of messages, restarting the agents between the rounds, and give all that came out."""

    async def __call__(self, agents: Sequence[Callable[[], AnyAgent]], *rounds: Sequence[Outgoing]) -> Outcome: ...


async def run_in_memory(agents: Sequence[Callable[[], AnyAgent]], *rounds: Sequence[Outgoing]) -> Outcome:
    def work() -> Outcome:
        with MemoryEngine([make() for make in agents]) as engine:
            for messages in rounds:
                for message in messages:
                    engine.append(message)
                engine.drain()
                engine.restart()
            written = {t.name for spec in engine.wiring.specs for t in spec.outputs} | {"deadletters"}
            return Outcome([m for m in engine.history if m.topic in written])

    return await asyncio.to_thread(work)


def kafka_runner(bootstrap: str) -> Run:
    async def run(agents: Sequence[Callable[[], AnyAgent]], *rounds: Sequence[Outgoing]) -> Outcome:
        settings = load_settings()
        wiring = Wiring([make().spec for make in agents])
        await TopicAdmin(settings, bootstrap).ensure(declared_topics(wiring, settings))
        for messages in rounds:
            await _produce(bootstrap, settings.topic, messages)
            services = [Service(make(), wiring, settings, bootstrap) for make in agents]
            serving = [asyncio.create_task(service.run()) for service in services]
            try:
                done = wait_until_done(settings, bootstrap, wiring, in_flow_order(wiring))
                await asyncio.wait_for(done, 60)
            finally:
                for service in services:
                    service.stop()
                await asyncio.gather(*serving)
        written = [t.name for spec in wiring.specs for t in spec.outputs]
        return Outcome(await read_all(bootstrap, [*dict.fromkeys(written), "deadletters"]))

    return run


async def _produce(bootstrap: str, topic: Callable[[str], str], messages: Sequence[Outgoing]) -> None:
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap, acks="all", max_request_size=8 * 1024 * 1024)
    await producer.start()
    try:
        for message in messages:
            await producer.send_and_wait(
                topic(message.topic), message.value, key=message.key, headers=list(message.headers)
            )
    finally:
        await producer.stop()


async def read_all(bootstrap: str, topics: Sequence[str]) -> list[Incoming]:
    async with Subscription(load_settings(), bootstrap, topics, from_beginning=True) as subscription:
        return await asyncio.wait_for(subscription.read_to_end(), 60)


@pytest.fixture(params=["memory", "kafka"])
def run(
    request: pytest.FixtureRequest, bootstrap: str, prefix: str, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Awaitable[Outcome]]:
    monkeypatch.setenv("TOCSIN_PREFIX", prefix)
    return run_in_memory if request.param == "memory" else kafka_runner(bootstrap)


def article(text: str) -> Outgoing:
    return message_for(Article(text=text), Topic("articles", Article), source="test", time="2012-03-09T12:00:00Z")


def mark(word: str) -> Outgoing:
    return message_for(Word(article_id="m", word=word), Topic("marks", Word, key="word"), source="test")


@pytest.mark.parametrize("agent", [Words, AsyncWords, StreamedWords, BatchedWords, function_of_words])
async def test_every_kind_of_agent_emits_each_derived_record_once(run: Run, agent: type[AnyAgent]) -> None:
    outcome = await run([agent], [article("one two"), article("three"), article("four")])

    assert outcome.words() == ["four", "one", "three", "two"]


async def test_agents_form_a_chain_by_their_topics(run: Run) -> None:
    outcome = await run([Words, Counts], [article("a b"), article("b c")])

    assert sorted(record.id for record in outcome.on(COUNTS) if isinstance(record, Word)) == [
        "a-1",
        "b-1",
        "b-2",
        "c-1",
    ]


async def test_a_failing_record_becomes_a_dead_letter_and_emits_nothing(run: Run) -> None:
    poison = article("one poison two")

    outcome = await run([Words], [article("zero"), poison, article("three")])

    assert outcome.words() == ["three", "zero"]
    [(letter, value)] = outcome.failed()
    assert (letter.agent, letter.topic, letter.offset, letter.error) == ("words", "articles", 1, "ValueError")
    assert letter.message == "this article is poison"
    assert value == poison.value


async def test_a_dead_letter_keeps_the_headers_of_the_record(run: Run) -> None:
    poison = article("poison")

    outcome = await run([Words], [poison])

    [message] = [m for m in outcome.messages if m.topic == "deadletters"]
    assert set(poison.headers) <= set(message.headers)
    assert message.key == poison.key


async def test_only_the_poison_of_a_batch_is_buried(run: Run) -> None:
    outcome = await run([BatchedWords], [article("one"), article("poison"), article("two")])

    assert outcome.words() == ["one", "two"]
    assert [letter.offset for letter, _ in outcome.failed()] == [1]


async def test_what_is_no_record_becomes_a_dead_letter(run: Run) -> None:
    broken = Outgoing("articles", b"k", b"{not json")
    shapeless = Outgoing("articles", b"k", b'{"title": 7}')

    outcome = await run([Words], [broken, article("fine"), shapeless])

    assert outcome.words() == ["fine"]
    assert [(letter.stage, letter.error) for letter, _ in outcome.failed()] == [("decode", "InputError")] * 2
    assert [value for _, value in outcome.failed()] == [broken.value, shapeless.value]


async def test_a_removal_is_passed_over(run: Run) -> None:
    outcome = await run([Words], [Outgoing("articles", b"k", None), article("fine")])

    assert outcome.words() == ["fine"]
    assert outcome.failed() == []


async def test_an_undeclared_record_fails_as_a_whole(run: Run) -> None:
    outcome = await run([Careless], [article("any")])

    assert outcome.words() == []
    [(letter, _)] = outcome.failed()
    assert "is a record of none of its topics" in letter.message


async def test_a_record_that_is_too_large_fails_and_its_neighbour_does_not(run: Run) -> None:
    outcome = await run([Verbose], [article("little"), article("much"), article("less")])

    assert outcome.words() == ["x" * 9] * 2
    [(letter, _)] = outcome.failed()
    assert "larger than the limit" in letter.message


async def test_records_can_be_sent_to_one_of_several_topics(run: Run) -> None:
    outcome = await run([Sorter], [article("tiny enormous")])

    assert outcome.words(WORDS) == ["tiny"]
    assert outcome.words(LONG) == ["enormous"]


async def test_state_survives_a_restart(run: Run) -> None:
    outcome = await run([Words, Counts], [article("a a")], [article("a")], [article("a b")])

    ids = sorted(record.id for record in outcome.on(COUNTS) if isinstance(record, Word))
    assert ids == ["a-1", "a-2", "a-3", "a-4", "b-1"]


async def test_a_record_that_fails_leaves_no_trace_in_the_state(run: Run) -> None:
    outcome = await run([Words, Counts], [article("bad good bad")], [article("bad good")])

    assert sorted(r.id for r in outcome.on(COUNTS) if isinstance(r, Word)) == ["good-1", "good-2"]
    assert len(outcome.failed()) == 3


async def test_records_of_one_key_keep_their_order(run: Run) -> None:
    outcome = await run([Words, Counts], [article(" ".join("abc"[i % 3] for i in range(60)))])

    for key in "abc":
        counts = [r.count for r in outcome.on(COUNTS) if isinstance(r, Word) and r.word == key]
        assert counts == list(range(1, 21))


async def test_topics_are_joined_by_key(run: Run) -> None:
    words = [f"w{i}" for i in range(20)]

    outcome = await run([Words, Joiner], [article(" ".join(words))], [mark(word) for word in words])

    assert sorted(m.key.decode() for m in outcome.messages if m.topic == "pairs" and m.key) == sorted(words)


async def test_a_derived_record_carries_the_trace_and_time_of_its_article(run: Run) -> None:
    outcome = await run([Words, Counts], [article("one")])

    [word] = [m for m in outcome.messages if m.topic == "words"]
    [count] = [m for m in outcome.messages if m.topic == "counts"]
    assert header(word.headers, "ce_causationid") == Article(text="one").id
    assert header(count.headers, "ce_causationid") == header(word.headers, "ce_id")
    assert header(word.headers, "ce_time") == header(count.headers, "ce_time") == "2012-03-09T12:00:00Z"
    traces = {header(m.headers, "traceparent").split("-")[1] for m in (word, count)}
    assert len(traces) == 1
    assert header(word.headers, "ce_type") == "tocsin.word"
    assert header(word.headers, "ce_source") == "tocsin/words"


async def test_an_ordinary_model_travels_on_a_topic_of_its_own(run: Run) -> None:
    outcome = await run([plain_words], [article("one two")])

    assert sorted(r.word for r in outcome.on(PLAIN) if isinstance(r, Plain)) == ["one", "two"]
    assert {m.key for m in outcome.messages} == {b"one", b"two"}
    assert all(header(m.headers, "ce_id") for m in outcome.messages)


async def test_a_topic_is_read_without_the_class_that_is_written_on_it(run: Run) -> None:
    outcome = await run([plain_words, reader_of_plain], [article("one two")])

    assert outcome.words(LONG) == ["ONE", "TWO"]
    assert outcome.failed() == []


async def test_an_agent_is_told_where_its_record_comes_from(run: Run) -> None:
    outcome = await run([Contextual], [article("0")])

    assert outcome.words() == ["contextual articles[0]@0 True True 2012-03-09 12:00:00+00:00 32"]


async def test_a_batch_agent_is_told_of_each_record_in_order(run: Run) -> None:
    outcome = await run([BatchContextual], [article("one"), article("two"), article("three")])

    assert outcome.words() == ["one", "three", "two"]
    assert outcome.failed() == []


async def test_what_may_do_later_is_tried_again_and_leaves_no_trace_in_the_state(run: Run) -> None:
    outcome = await run([Contextual], [article("2"), article("1")])

    assert sorted(r.count for r in outcome.on(WORDS) if isinstance(r, Word)) == [1, 2]
    assert outcome.failed() == []


async def test_what_never_does_becomes_a_dead_letter_that_tells_so(run: Run) -> None:
    outcome = await run([Contextual], [article("99"), article("0")])

    assert len(outcome.words()) == 1
    [(letter, _)] = outcome.failed()
    assert (letter.agent, letter.version, letter.error, letter.attempts) == ("contextual", "7", "RetryableError", 1)
    assert letter.message == "The service is busy. Tried 5 times."


async def test_an_agent_that_refuses_everything_leaves_the_others_alone(run: Run) -> None:
    outcome = await run([Refusing, Words], [article("one"), article("two")])

    assert outcome.words() == ["one", "two"]
    assert [letter.agent for letter, _ in outcome.failed()] == ["refusing", "refusing"]
    assert {letter.message for letter, _ in outcome.failed()} == {
        "nothing is good enough, one neither",
        "nothing is good enough, two neither",
    }


async def test_100_000_records_from_one_are_one_commit(run: Run) -> None:
    outcome = await run([Flooding], [article("100000"), article("3")])

    assert len(outcome.words()) == 100_003
    assert len(set(outcome.words())) == 100_000
    assert outcome.failed() == []

"""The engine in memory keeps partitions, order and memory as Kafka does."""

from collections.abc import Iterable

import pytest
from aiokafka.partitioner import DefaultPartitioner
from hypothesis import given
from hypothesis import strategies as st

from tocsin import AgentFailingError, Article, Output, Record, Spec, State, StatefulAgent, Topic, WiringError
from tocsin.engine.memory import MemoryEngine
from tocsin.engine.messages import Outgoing, message_for
from tocsin.records.codec import decode


class Word(Record):
    word: str
    count: int = 0


WORDS = Topic("words", Word, key="word", partitions=5)
COUNTS = Topic("counts", Word, key="word")


class Counts(StatefulAgent[Word]):
    """Counts each word, and tells with it which words it has met, in the order it has them in."""

    spec = Spec(name="counts", summary="Counts.", consumes=(WORDS,), produces=(COUNTS,), state=("counts",), batch=3)

    def process(self, record: Word, state: State, /) -> Iterable[Output]:
        store = state["counts"]
        if record.word.startswith("-"):
            store.delete(record.word[1:])
            return
        store.set(record.word, store.get(record.word, 0) + 1)
        yield Word(word=record.word, count=store[record.word], id=f"{record.word}{store[record.word]}")


def counted(engine: MemoryEngine) -> list[tuple[str, int]]:
    records = [decode(Word, message.value or b"") for message in engine.messages("counts")]
    return [(record.word, record.count) for record in records]


words = st.lists(st.sampled_from(["a", "b", "c", "d", "-a", "-b"]), max_size=20)


@given(st.lists(st.binary(max_size=20), max_size=20))
def test_a_key_goes_to_the_partition_that_kafka_would_choose(keys: list[bytes]) -> None:
    partitions = list(range(WORDS.partitions))
    choose = DefaultPartitioner()
    with MemoryEngine([Counts()]) as engine:
        for key in keys:
            engine.append(Outgoing("words", key, None))
        assert [m.partition for m in engine.messages("words")] == [choose(key, partitions, partitions) for key in keys]


@given(words)
def test_offsets_count_up_in_each_partition(given_words: list[str]) -> None:
    with MemoryEngine([Counts()]) as engine:
        engine.feed("words", [Word(word=word) for word in given_words])
        for number in range(WORDS.partitions):
            offsets = [m.offset for m in engine.messages("words") if m.partition == number]
            assert offsets == list(range(len(offsets)))


@given(words)
def test_a_restart_after_each_record_changes_nothing(given_words: list[str]) -> None:
    with MemoryEngine([Counts()]) as lasting, MemoryEngine([Counts()]) as restarted:
        for word in given_words:
            lasting.feed("words", [Word(word=word)])
            restarted.feed("words", [Word(word=word)])
            restarted.restart()
        assert counted(lasting) == counted(restarted)


@given(words)
def test_what_comes_out_does_not_depend_on_how_records_are_batched(given_words: list[str]) -> None:
    with MemoryEngine([Counts()]) as together, MemoryEngine([Counts()]) as apart:
        together.feed("words", [Word(word=word) for word in given_words])
        for word in given_words:
            apart.feed("words", [Word(word=word)])
        assert sorted(counted(together)) == sorted(counted(apart))


def test_letting_go_of_history_loses_no_record_and_no_memory() -> None:
    with MemoryEngine([Counts()]) as engine:
        engine.feed("words", [Word(word="a")])
        engine.forget_history()
        assert engine.messages("words") == []
        engine.feed("words", [Word(word="a")])
        assert counted(engine) == [("a", 2)]
        assert [message.offset for message in engine.messages("words")] == [1]


def test_a_restored_state_has_the_order_that_compaction_leaves() -> None:
    """Of each key a compacted topic keeps the last record where it was written, not where the first one was."""
    met: list[list[str]] = []

    class Listing(StatefulAgent[Article]):
        spec = Spec(name="listing", summary="Lists.", consumes=("articles",), produces=("claims",), state=("met",))

        def process(self, article: Article, state: State, /) -> Iterable[Output]:
            state["met"].set(article.text, 1)
            met.append(list(state["met"]))
            return ()

    with MemoryEngine([Listing()]) as engine:
        for text in ("a", "b", "a"):
            engine.feed("articles", [Article(text=text)])
        engine.restart()
        engine.feed("articles", [Article(text="c")])
    assert met == [["a"], ["a", "b"], ["a", "b"], ["b", "a", "c"]]


def test_a_topic_that_nobody_declares_cannot_be_fed() -> None:
    with MemoryEngine([Counts()]) as engine, pytest.raises(WiringError, match="no topic 'quakes'"):
        engine.feed("quakes", [Word(word="a")])


class Failing(StatefulAgent[Word]):
    """Fails on what is bad, and counts all that it is handed."""

    spec = Spec(name="failing", summary="Fails.", consumes=(COUNTS,), produces=(), state=("count",), batch=20)

    def process(self, record: Word, state: State, /) -> Iterable[Output]:
        state["count"].set("all", state["count"].get("all", 0) + 1)
        if record.word == "bad":
            raise ValueError
        return ()


def of(*given_words: tuple[str, int]) -> list[Word]:
    return [Word(word=word, id=f"{word}{number}") for word, count in given_words for number in range(count)]


def together(engine: MemoryEngine, records: list[Word]) -> None:
    for record in records:
        engine.append(message_for(record, COUNTS, source="test"))
    engine.drain()


def test_an_agent_that_fails_on_most_of_what_it_reads_stops() -> None:
    with MemoryEngine([Failing()]) as engine:
        with pytest.raises(AgentFailingError, match="Agent failing fails on most"):
            together(engine, of(("good", 5), ("bad", 90)))
        assert len(engine.messages("deadletters")) < 50
        with pytest.raises(AgentFailingError):
            engine.drain()


def test_bad_records_become_dead_letters_when_the_agent_can_do_those_behind() -> None:
    with MemoryEngine([Failing()]) as engine:
        together(engine, of(("bad", 90), ("good", 30)))
        assert len(engine.messages("deadletters")) == 90


def test_a_threshold_of_zero_never_stops_an_agent() -> None:
    with MemoryEngine([Failing()], breaker_failures=0) as engine:
        together(engine, of(("bad", 200)))
        assert len(engine.messages("deadletters")) == 200

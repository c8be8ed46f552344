"""What an agent can learn of the record in hand, beside the record."""

import datetime as dt
from collections.abc import Iterable, Sequence

import pytest

import tocsin
from tocsin import Agent, Article, BatchAgent, Context, Output, PluginError, Record, Spec, Topic
from tocsin.testing import articles, run


class Seen(Record):
    topic: str
    offset: int
    cause: str
    source: str


SEEN = Topic("seen", Seen)


def seen(context: Context) -> Seen:
    return Seen(topic=context.topic, offset=context.offset, cause=context.id, source=context.headers["ce_source"])


class Looks(Agent[Article]):
    spec = Spec(name="looks", summary="Looks.", consumes=("articles",), produces=(SEEN,))

    def process(self, record: Article, /) -> Iterable[Output]:
        del record
        yield seen(tocsin.current())


class LooksAtBatches(BatchAgent[Article]):
    spec = Looks.spec

    def process_batch(self, records: Sequence[Article], /) -> Sequence[Iterable[Output]]:
        contexts = tocsin.current_batch()
        assert [context.id for context in contexts] == [record.id for record in records]
        return [[seen(context)] for context in contexts]


@pytest.mark.parametrize("agent", [Looks, LooksAtBatches])
def test_an_agent_sees_where_each_record_stands(agent: type[tocsin.Agent[Article]]) -> None:
    given = articles(3)
    told = run(agent(), given).of(Seen)
    assert [(each.topic, each.offset) for each in told] == [("articles", 0), ("articles", 1), ("articles", 2)]
    assert [each.cause for each in told] == [each.id for each in given]
    assert {each.source for each in told} == {"tocsin/memory"}


def test_nothing_is_in_hand_outside_of_an_agent() -> None:
    run(Looks(), articles(1))
    assert tocsin.current_batch() == ()
    with pytest.raises(PluginError, match="No record is in hand"):
        tocsin.current()


def test_trace_time_and_cause_are_read_from_the_headers() -> None:
    context = Context(
        agent="a",
        topic="t",
        partition=0,
        offset=0,
        headers={
            "ce_time": "2012-03-09T12:00:00+01:00",
            "ce_causationid": "c",
            "traceparent": f"00-{'a' * 32}-{'b' * 16}-01",
        },
    )
    assert context.time == dt.datetime(2012, 3, 9, 11, tzinfo=dt.UTC)
    assert (context.trace, context.cause, context.id) == ("a" * 32, "c", "")


@pytest.mark.parametrize("headers", [{}, {"ce_time": "yesterday", "traceparent": "none"}])
def test_headers_that_are_absent_or_broken_say_nothing(headers: dict[str, str]) -> None:
    context = Context(agent="a", topic="t", partition=0, offset=0, headers=headers)
    assert (context.time, context.trace) == (None, "")


def test_its_logger_says_which_record_it_is_about() -> None:
    context = Context(agent="a", topic="t", partition=1, offset=2)
    bound = {"agent": "a", "topic": "t", "partition": 1, "offset": 2, "trace": ""}
    assert bound.items() <= context.log._context.items()

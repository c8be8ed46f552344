"""A dead letter says why, in headers that anyone may also have written."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from tocsin import DeadLetter
from tocsin.records.deadletter import MAX_MESSAGE, PREFIX

words = st.text(max_size=20)
letters = st.builds(
    DeadLetter,
    topic=words,
    partition=st.none() | st.integers(0, 10_000),
    offset=st.none() | st.integers(0, 10**17),
    where=words,
    agent=words.filter(bool),
    version=words,
    stage=st.sampled_from(["read", "decode", "process", "publish"]),
    error=words,
    message=words,
    attempts=st.integers(1, 100),
    failed_at=words,
    raised=words,
)
names = st.sampled_from([name for name, _ in DeadLetter(
    topic="t", partition=1, offset=1, where="w", agent="a", version="1", error="E", message="m", failed_at="now", raised="r"
).headers()])  # fmt: skip


@given(letters)
def test_a_letter_comes_back_from_its_headers(letter: DeadLetter) -> None:
    assert DeadLetter.from_headers(letter.headers()) == letter


@given(st.lists(st.tuples(names | words, st.binary(max_size=30) | st.sampled_from([b"--5", b"\xc2\xb2", b"-1"]))))
def test_no_headers_of_anyone_can_stop_a_letter_from_being_read(headers: list[tuple[str, bytes]]) -> None:
    letter = DeadLetter.from_headers(tuple(headers))
    assert letter.attempts >= 1


def test_the_reason_is_under_the_names_of_kafka_connect() -> None:
    headers = dict(DeadLetter(topic="articles", partition=0, offset=7, agent="dedup", error="KeyError").headers())
    assert headers[f"{PREFIX}topic"] == b"articles"
    assert headers[f"{PREFIX}offset"] == b"7"
    assert headers[f"{PREFIX}exception.class.name"] == b"KeyError"


def test_a_very_long_message_is_cut_and_an_absent_one_has_no_header() -> None:
    headers = dict(DeadLetter(agent="a", error="E", message="é" * 5_000).headers())
    assert headers[f"{PREFIX}exception.message"].decode() == "é" * MAX_MESSAGE
    assert f"{PREFIX}exception.message" not in dict(DeadLetter(agent="a", error="E").headers())


def test_a_record_that_fails_again_is_known_by_its_latest_reason() -> None:
    first = DeadLetter(topic="articles", offset=1, agent="dedup", error="KeyError")
    second = DeadLetter(topic="articles", offset=1, agent="casualties", error="ValueError")
    assert DeadLetter.from_headers((*first.headers(), *second.headers())).agent == "casualties"


def test_one_failure_of_one_agent_has_one_id() -> None:
    once = DeadLetter(topic="articles", partition=0, offset=1, agent="dedup", error="E", failed_at="2012-03-09")
    again = DeadLetter(topic="articles", partition=0, offset=1, agent="dedup", error="E", failed_at="2012-03-10")
    assert once.id == again.id
    assert once.id != DeadLetter(topic="articles", partition=0, offset=2, agent="dedup", error="E").id


def test_a_letter_that_does_not_say_when_it_failed_failed_when_it_was_written() -> None:
    written = dt.datetime(2012, 3, 9, 12, tzinfo=dt.UTC)
    assert DeadLetter.from_headers((), written).failed_at == "2012-03-09T12:00:00+00:00"
    said = DeadLetter(agent="a", error="E", failed_at="2012-03-08").headers()
    assert DeadLetter.from_headers(said, written).failed_at == "2012-03-08"

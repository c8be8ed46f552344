"""Which dead letters are meant, and which are never sent again."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin import DeadLetter
from tocsin.delivery.deadletters import MOST_ATTEMPTS, Buried, Choice, buried
from tocsin.engine.messages import Incoming

NOON = dt.datetime(2026, 11, 25, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


def letter(*, offset: int = 0, handled: str = "", headers: tuple[tuple[str, bytes], ...] = (), **fields: Any) -> Buried:
    reason = {"topic": "articles", "partition": 0, "offset": 7, "agent": "words", "error": "ValueError"} | fields
    written = (*headers, *DeadLetter.model_validate(reason).headers())
    message = Incoming("deadletters", 0, offset, b"k", b"v", written, int(NOON.timestamp() * 1000))
    found = buried(message, {})
    return buried(message, {found.id: handled}) if handled else found


@pytest.mark.parametrize(
    ("choice", "fits"),
    [
        (Choice(), True),
        (Choice(agent="words"), True),
        (Choice(agent="word"), False),
        (Choice(topic="articles", error="ValueError"), True),
        (Choice(topic="articles", error="KeyError"), False),
        (Choice(text="BROKEN pipe"), True),
        (Choice(text="pipeline"), False),
        (Choice(since=NOON), True),
        (Choice(since=NOON + HOUR), False),
        (Choice(until=NOON), False),
        (Choice(until=NOON + HOUR), True),
        (Choice(ids=("zz",)), False),
    ],
)
def test_a_letter_is_meant_that_fits_everything_given(choice: Choice, fits: bool) -> None:  # noqa: FBT001
    assert choice.fits(letter(message="a Broken Pipe")) is fits


def test_a_letter_is_meant_by_the_beginning_of_its_id() -> None:
    found = letter()
    assert Choice(ids=("zz", found.id[:4])).fits(found)
    assert Choice(ids=(found.id,)).fits(found)


def test_a_letter_is_meant_by_the_id_of_its_record_too() -> None:
    found = letter()
    assert found.id != found.letter.id
    assert Choice(ids=(found.letter.id[:8],)).fits(found)


def test_an_input_that_never_reached_a_topic_failed_when_its_letter_was_written() -> None:
    assert letter(topic="", where="feed.jsonl:3").letter.failed_at == NOON.isoformat()


def test_what_was_handled_is_meant_only_when_everything_is() -> None:
    assert not Choice().fits(letter(handled="retried"))
    assert Choice(everything=True).fits(letter(handled="retried"))


def test_a_choice_without_anything_given_is_open() -> None:
    assert Choice().is_open
    assert Choice(everything=True).is_open
    assert not Choice(text="x").is_open
    assert not Choice(ids=("a",), everything=True).is_open


def test_the_same_record_that_failed_twice_is_two_letters() -> None:
    assert letter(offset=1).id != letter(offset=2).id


def test_a_letter_keeps_the_headers_that_do_not_tell_why_it_failed() -> None:
    own = (("traceparent", b"00-1"), ("ce_id", b"a"), ("x-tocsin-only", b"words"))
    assert letter(headers=own).headers == own


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"topic": "", "where": "feed.jsonl:3"}, "mend feed.jsonl:3 and replay it"),
        ({"partition": None}, "never was on a topic"),
        ({"topic": "deadletters"}, "nothing that an agent is sent again"),
        ({"topic": "deadletters.handled"}, "nothing that an agent is sent again"),
        ({"topic": "tolls.state"}, "nothing that an agent is sent again"),
        ({"headers": (("x-tocsin-truncated", b"1 of 2"),)}, "only its beginning was kept"),
        ({"attempts": MOST_ATTEMPTS}, "it has failed 5 times"),
        ({"handled": "dropped"}, "it was dropped already"),
    ],
)
def test_some_letters_are_not_sent_again(fields: dict[str, Any], words: str) -> None:
    assert words in letter(**fields).refusal()


def test_a_record_that_failed_often_is_sent_again_by_force_and_no_other() -> None:
    assert letter(attempts=MOST_ATTEMPTS - 1).refusal() == ""
    assert letter(attempts=99).refusal(force=True) == ""
    assert letter(topic="deadletters").refusal(force=True)


@given(st.lists(st.tuples(st.text(max_size=20), st.binary(max_size=20)), max_size=12), st.binary(max_size=20))
def test_whatever_somebody_wrote_among_the_dead_letters_can_be_read(
    headers: list[tuple[str, bytes]], value: bytes
) -> None:
    names = ("__connect.errors.topic", "__connect.errors.partition", "__connect.errors.offset", "x-tocsin-attempts")
    forged = tuple((name, content) for name, (_, content) in zip(names, headers, strict=False))
    found = buried(Incoming("deadletters", 0, 5, None, value, (*headers, *forged)), {})
    assert found.value == value
    assert found.letter.attempts >= 1
    assert isinstance(found.refusal(), str)

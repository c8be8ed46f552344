"""An article's way is put together from headers and times, whatever order the topics are read in."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin import Article, DeadLetter, Record
from tocsin.cli.trace import lines
from tocsin.engine.messages import Header, Incoming, headers_for, message_for
from tocsin.operation.way import Way, belongs, is_article, traces_of, way_of
from tocsin.topics.table import ARTICLES

ARTICLE = Article(id="a1", text="At least 26 people were killed.", title="Deaths")


class Note(Record):
    article_id: str
    headline: str = ""


def read(topic: str, offset: int, at: int, headers: Sequence[Header], value: bytes = b"{}") -> Incoming:
    return Incoming(topic, 0, offset, b"a1", value, tuple(headers), timestamp_ms=at)


def derived(record: Record, agent: str, cause: Incoming, where: tuple[str, int, int]) -> Incoming:
    """Give a record that an agent made of another; `where` is its topic, its offset and its time."""
    return read(*where, headers_for(record, source=agent, cause=cause), record.model_dump_json().encode())


FIRST = read("articles", 4, 1_000, message_for(ARTICLE, ARTICLES, source="replay").headers)
UNIQUE = derived(ARTICLE, "dedup", FIRST, ("articles.unique", 7, 1_100))
CLAIM = derived(Note(article_id="a1"), "casualties", UNIQUE, ("claims", 2, 1_350))
ALERT = derived(Note(article_id="a1", headline="26 killed"), "alerts", CLAIM, ("alerts", 0, 1_500))
WHOLE = [FIRST, UNIQUE, CLAIM, ALERT]

OTHER = read("articles", 5, 1_200, message_for(Article(id="b2", text="Other."), ARTICLES, source="replay").headers)
NAMING = derived(Note(article_id="a1"), "dedup", OTHER, ("duplicates", 0, 1_400))


def way(messages: Sequence[Incoming]) -> Way:
    return way_of("a1", messages, traces_of([FIRST], "a1"))


@given(st.permutations([*WHOLE, NAMING]))
def test_the_way_is_the_same_in_whatever_order_its_records_are_found(found: list[Incoming]) -> None:
    hops = way(found).hops
    assert [hop.message for hop in hops] == [FIRST, UNIQUE, CLAIM, NAMING, ALERT]
    assert [hop.delay for hop in hops] == [None, 100, 250, None, 150]
    assert [hop.total for hop in hops] == [0, 100, 350, 200, 500]
    assert [hop.agent for hop in hops] == ["replay", "dedup", "casualties", "dedup", "alerts"]


def test_the_delays_of_the_steps_add_up_to_the_delay_of_the_end() -> None:
    [alert] = way(WHOLE).ends("alerts")
    assert [step.place for step in alert.steps()] == [message.place for message in WHOLE]
    assert sum(step.delay or 0 for step in alert.steps()) == alert.total == 500


def test_people_are_told_how_the_delay_of_an_alert_is_made_up() -> None:
    told = lines(way([*WHOLE, NAMING]))
    assert told[0].split() == ["0.000", "articles[0]@4", "replay"]
    assert told[1].split() == ["0.100", "+0.100", "articles.unique[0]@7", "dedup", "Deaths"]
    assert told[3].split() == ["0.200", "(duplicates[0]@0)", "dedup"]
    assert told[-1] == "From the article to alerts[0]@0: 0.100 dedup + 0.250 casualties + 0.150 alerts = 0.500 s"


def test_what_follows_belongs_to_it_and_so_does_what_names_it() -> None:
    traces = traces_of([FIRST], "a1")
    assert all(belongs(message, "a1", traces) for message in [*WHOLE, NAMING])
    assert not belongs(OTHER, "a1", traces)
    assert [hop.follows for hop in way([*WHOLE, NAMING]).hops] == [True, True, True, False, True]


def test_the_article_is_found_by_its_key_though_its_trace_is_somebody_elses() -> None:
    trace = b"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    first = read("articles", 0, 1_000, [("traceparent", trace)])
    follower = derived(Note(article_id="x"), "notes", first, ("notes", 0, 1_100))
    assert is_article(first, "a1")
    assert is_article(first, "a")
    assert not is_article(first, "a12")
    assert not is_article(UNIQUE, "a1")
    assert belongs(follower, "a1", traces_of([first], "a1"))


def test_a_dead_letter_stands_after_the_record_that_failed_and_says_why() -> None:
    letter = DeadLetter(
        agent="casualties", topic="articles.unique", partition=0, offset=7, error="ValueError", message="No."
    )
    dead = read("deadletters", 0, 1_200, [*UNIQUE.headers, *letter.headers()])
    hop = way([FIRST, UNIQUE, dead]).hops[-1]
    assert (hop.came_from, hop.delay, hop.agent, hop.subject) == (UNIQUE.place, 100, "casualties", "ValueError: No.")


def test_records_of_a_writer_without_our_headers_are_linked_by_their_cause() -> None:
    headers = [("ce_id", b"n1"), ("ce_causationid", b"a1"), ("traceparent", dict(FIRST.headers)["traceparent"])]
    plain = read("notes", 0, 1_300, headers)
    hop = way([*WHOLE, plain]).hops[2]
    assert (hop.place, hop.came_from, hop.delay) == ("notes[0]@0", UNIQUE.place, 200)


@pytest.mark.parametrize("value", [b"", b"not JSON", b"[1]", b"null", b'{"headline": null}'])
def test_what_is_no_record_has_no_subject_and_does_no_harm(value: bytes) -> None:
    strange = read("notes", 0, 1_300, FIRST.headers, value)
    assert way([FIRST, strange]).hops[-1].subject == ""


def test_headers_that_lead_in_a_circle_come_to_an_end() -> None:
    trace = ("traceparent", dict(FIRST.headers)["traceparent"])
    one = read("notes", 0, 1_000, [trace, ("x-tocsin-from", b"notes[0]@1")])
    two = read("notes", 1, 1_000, [trace, ("x-tocsin-from", b"notes[0]@0")])
    itself = read("notes", 2, 1_000, [trace, ("x-tocsin-from", b"notes[0]@2")])
    hops = way([one, two, itself]).hops
    assert {hop.place for hop in hops} == {"notes[0]@0", "notes[0]@1", "notes[0]@2"}
    assert all(len(hop.steps()) <= 2 for hop in hops)

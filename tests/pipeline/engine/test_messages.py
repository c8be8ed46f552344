"""Headers follow from content and cause alone, and are well-formed whatever came in."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from tocsin import Article, Record, Topic
from tocsin.engine.messages import Incoming, entered, header, headers_for, iso_milliseconds, message_for

TRACEPARENT = re.compile(r"00-[0-9a-f]{32}-[0-9a-f]{16}-01")
TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


class Flood(Record):
    river: str | None = None


class Loose(BaseModel):
    """A record of someone who did not subclass Record."""

    city: str = ""


articles = st.builds(Article, text=st.text(min_size=1).filter(lambda text: bool(text.strip())), title=st.text())
hostile = st.text() | st.sampled_from(
    [TRACE, TRACE[:-1], TRACE.upper(), f"00-{'0' * 32}-{'0' * 16}-01", f"00-{'g' * 32}-x-y"]
)
causes = st.none() | st.builds(
    lambda pairs: Incoming("articles", 0, 1, b"k", b"v", tuple(pairs)),
    st.lists(
        st.tuples(st.sampled_from(["ce_id", "ce_time", "traceparent", "other"]), hostile.map(str.encode) | st.binary())
    ),
)


@given(articles, causes, st.text())
def test_the_same_record_from_the_same_cause_has_the_same_headers(
    article: Article, cause: Incoming | None, source: str
) -> None:
    again = Article.model_validate(article.model_dump())
    assert headers_for(article, source=source, cause=cause) == headers_for(again, source=source, cause=cause)


@given(articles, causes)
def test_every_record_has_a_well_formed_trace_and_no_empty_header(article: Article, cause: Incoming | None) -> None:
    headers = headers_for(article, source="dedup", cause=cause)
    assert TRACEPARENT.fullmatch(header(headers, "traceparent"))
    assert "0" * 32 not in header(headers, "traceparent")
    assert all(value for _, value in headers)
    assert len(dict(headers)) == len(headers)


def test_the_headers_are_those_of_the_cloudevents_binding() -> None:
    article = Article(text="The bridge fell.", id="a1")
    headers = headers_for(article, source="replay", time="2012-03-09T12:00:00Z")
    assert {name: value.decode() for name, value in headers if name != "traceparent"} == {
        "ce_specversion": "1.0",
        "ce_id": "a1",
        "ce_type": "article.published",
        "ce_source": "tocsin/replay",
        "ce_time": "2012-03-09T12:00:00Z",
        "content-type": "application/json",
    }


def test_a_derived_record_goes_on_with_the_trace_and_time_of_its_cause() -> None:
    received = (("ce_id", b"a1"), ("ce_time", b"2012-03-09T12:00:00Z"), ("traceparent", TRACE.encode()))
    headers = headers_for(Flood(), source="floods", cause=Incoming("articles", 0, 7, None, b"", received))
    assert header(headers, "ce_causationid") == "a1"
    assert header(headers, "ce_time") == "2012-03-09T12:00:00Z"
    trace, span = header(headers, "traceparent").split("-")[1:3]
    assert trace == TRACE.split("-")[1]
    assert span != TRACE.split("-")[2]


@pytest.mark.parametrize(
    "parent", ["", "nonsense", TRACE.upper(), TRACE[:-1], f"00-{'0' * 32}-00f067aa0ba902b7-01", f"00-{'g' * 32}-x-01"]
)
def test_a_trace_that_is_none_is_begun_anew_from_the_record(parent: str) -> None:
    cause = Incoming("articles", 0, 7, None, b"", (("traceparent", parent.encode()),))
    begun = header(headers_for(Flood(id="f"), source="floods"), "traceparent")
    assert header(headers_for(Flood(id="f"), source="floods", cause=cause), "traceparent") == begun


def test_two_agents_give_one_record_two_spans() -> None:
    spans = {header(headers_for(Flood(id="f"), source=s), "traceparent").split("-")[2] for s in ("one", "two")}
    assert len(spans) == 2


def test_a_model_that_is_no_record_gets_an_id_and_a_type_too() -> None:
    headers = headers_for(Loose(city="Aleppo"), source="x")
    assert header(headers, "ce_type") == "tocsin.loose"
    assert header(headers, "ce_id") == header(headers_for(Loose(city="Aleppo"), source="x"), "ce_id")
    assert header(headers, "ce_id") != header(headers_for(Loose(city="Homs"), source="x"), "ce_id")


@pytest.mark.parametrize(("river", "key"), [("Don", b"Don"), ("Río", "Río".encode()), ("", b""), (None, None)])
def test_the_key_is_the_field_that_the_topic_names(river: str | None, key: bytes | None) -> None:
    message = message_for(Flood(river=river), Topic("floods", Flood, key="river"), source="x")
    assert (message.topic, message.key) == ("floods", key)
    assert json.loads(message.value or b"")["river"] == river


def test_the_first_of_several_headers_with_one_name_counts_and_an_absent_one_is_empty() -> None:
    headers = (("a", b"1"), ("a", b"2"), ("b", b"\xff"))
    assert header(headers, "a") == "1"
    assert header(headers, "b") == "\ufffd"
    assert header(headers, "c") == ""


def test_a_derived_record_says_which_record_it_comes_from_and_when_its_article_was_written() -> None:
    first = Incoming("articles", 0, 7, None, b"", (), timestamp_ms=1_331_294_400_125)
    second = Incoming("floods", 2, 9, None, b"", headers_for(Flood(), source="x", cause=first), timestamp_ms=1)
    headers = headers_for(Flood(), source="y", cause=second)
    assert header(second.headers, "x-tocsin-from") == "articles[0]@7"
    assert header(headers, "x-tocsin-from") == "floods[2]@9"
    assert header(headers, "x-tocsin-entered") == "2012-03-09T12:00:00.125Z"
    assert entered(headers) == 1_331_294_400_125


@given(st.integers(0, 4_102_444_800_000))
def test_a_time_that_was_written_is_read_back(moment: int) -> None:
    assert entered((("x-tocsin-entered", iso_milliseconds(moment).encode()),)) == moment


@given(
    st.text()
    | st.sampled_from(["2012-03-09", "2012-03-09T12:00:00", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-01:00"])
)
def test_what_somebody_else_wrote_as_a_time_of_entry_harms_nothing(text: str) -> None:
    written = entered((("x-tocsin-entered", text.encode("utf-8", "replace")),))
    assert written is None or isinstance(written, int)
    headers = (("x-tocsin-entered", text.encode("utf-8", "replace")),)
    assert headers_for(Flood(), source="x", cause=Incoming("articles", 0, 0, None, b"", headers, timestamp_ms=5))

"""With an SDK configured each record's way is one tree of spans; without one nothing is different."""

from collections.abc import Iterable, Iterator, Sequence

import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode

from tocsin import Agent, Article, BatchAgent, Output, Record, Spec, Topic
from tocsin.engine.memory import MemoryEngine
from tocsin.engine.messages import Incoming, header, traceparent_of
from tocsin.plugins.agent import AnyAgent
from tocsin.testing import article, articles


class Note(Record):
    article_id: str
    also: tuple[dict[str, str], ...] = ()


NOTES = Topic("notes", Note, key="article_id")
COPIES = Topic("copies", Note, key="article_id")


class Notes(Agent[Article]):
    spec = Spec(name="notes", summary="Notes.", consumes=("articles",), produces=(NOTES,))

    def process(self, record: Article, /) -> Iterable[Output]:
        if "bad" in record.text:
            message = "this is bad"
            raise ValueError(message)
        trace.get_tracer("library").start_span("a library at work").end()
        yield Note(article_id=record.id, also=({"article_id": record.id}, {"article_id": "another"}))


class Copies(BatchAgent[Note]):
    spec = Spec(name="copies", summary="Copies.", consumes=(NOTES,), produces=(COPIES,))

    def process_batch(self, records: Sequence[Note], /) -> Sequence[Iterable[Output]]:
        return [[record] for record in records]


@pytest.fixture
def exported(monkeypatch: pytest.MonkeyPatch) -> Iterator[InMemorySpanExporter]:
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    monkeypatch.setattr(trace, "get_tracer_provider", lambda: provider)
    yield exporter
    provider.shutdown()


def processed(agents: Sequence[AnyAgent], given: Sequence[Article]) -> list[Incoming]:
    with MemoryEngine(agents) as engine:
        engine.feed("articles", given)
        return engine.history


def of(exporter: InMemorySpanExporter, name: str) -> list[ReadableSpan]:
    return [span for span in exporter.get_finished_spans() if span.name == name]


def traceparent(span: ReadableSpan) -> str:
    return f"00-{span.context.trace_id:032x}-{span.context.span_id:016x}-01"


def parent(span: ReadableSpan) -> str:
    assert span.parent is not None
    return f"00-{span.parent.trace_id:032x}-{span.parent.span_id:016x}-01"


def test_an_article_and_all_that_follows_from_it_is_one_tree_with_the_ids_of_their_records(
    exported: InMemorySpanExporter,
) -> None:
    given = article("The bridge fell.")
    history = processed([Notes(), Copies()], [given])
    headers = {message.topic: header(message.headers, "traceparent") for message in history}
    [noting], [noted] = of(exported, "notes process"), of(exported, "notes send")
    [copying], [copied] = of(exported, "copies process"), of(exported, "copies send")

    assert parent(noting) == headers["articles"]
    assert (traceparent(noted), parent(noted)) == (headers["notes"], traceparent(noting))
    assert parent(copying) == headers["notes"]
    assert (traceparent(copied), parent(copied)) == (headers["copies"], traceparent(copying))
    assert (noting.kind, noted.kind) == (SpanKind.CONSUMER, SpanKind.PRODUCER)
    assert noting.attributes is not None
    assert noting.attributes["messaging.destination.name"] == "articles"
    assert noting.attributes["messaging.message.id"] == given.id


def test_what_a_library_does_meanwhile_stands_beneath_it(exported: InMemorySpanExporter) -> None:
    processed([Notes()], [article("The bridge fell.")])
    [noting], [library] = of(exported, "notes process"), of(exported, "a library at work")
    assert parent(library) == traceparent(noting)
    assert library.context.span_id != noting.context.span_id


def test_a_record_that_rests_on_another_article_too_has_a_link_to_it(exported: InMemorySpanExporter) -> None:
    processed([Notes()], [article("The bridge fell.")])
    [noted] = of(exported, "notes send")
    [link] = noted.links
    assert f"00-{link.context.trace_id:032x}-{link.context.span_id:016x}-01" == traceparent_of("another")


def test_a_record_that_fails_is_a_span_with_an_error(exported: InMemorySpanExporter) -> None:
    processed([Notes()], [article("This is bad."), article("This is not.")])
    bad, good = of(exported, "notes process")
    assert (bad.status.status_code, bad.status.description) == (StatusCode.ERROR, "this is bad")
    assert good.status.status_code is StatusCode.UNSET


def test_a_batch_lasts_as_long_for_each_of_its_records(exported: InMemorySpanExporter) -> None:
    processed([Notes(), Copies()], articles(3))
    spans = of(exported, "copies process")
    assert len({span.context.trace_id for span in spans}) == 3
    assert all(span.start_time is not None and span.end_time is not None for span in spans)


def test_with_and_without_an_sdk_the_same_records_come_out(exported: InMemorySpanExporter) -> None:
    given = [*articles(5), article("bad")]
    with_spans = processed([Notes(), Copies()], given)
    assert exported.get_finished_spans()
    with pytest.MonkeyPatch.context() as without:
        without.setattr(trace, "get_tracer_provider", trace.NoOpTracerProvider)
        exported.clear()
        without_spans = processed([Notes(), Copies()], given)
    assert exported.get_finished_spans() == ()
    assert [(m.topic, m.key, m.value, dict(m.headers).get("traceparent")) for m in with_spans] == [
        (m.topic, m.key, m.value, dict(m.headers).get("traceparent")) for m in without_spans
    ]

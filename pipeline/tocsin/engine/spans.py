"""Spans of OpenTelemetry, for whoever has configured an SDK; without one there are none, and they cost nothing.

A record that is processed is a span `AGENT process`, each record that follows from it a span `TOPIC send` within. Both are in
the trace of the article. A sent record's span has the id that its `traceparent` names, so the spans of the agent that reads it
stand beneath it, in whatever process. A record that rests on further articles, as tolls and alerts do, has links to theirs.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Sequence
from contextvars import ContextVar
from typing import Any

from opentelemetry import trace
from opentelemetry.trace import Link, NonRecordingSpan, SpanContext, SpanKind, Status, StatusCode, TraceFlags, Tracer

from tocsin.engine.messages import Incoming, Outgoing, header, traceparent_of
from tocsin.plugins.spec import Spec
from tocsin.records import DeadLetter

__all__ = ["Spans"]

TRACEPARENT = re.compile(r"[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})")

ARTICLE_ID = re.compile(rb'"article_id":"([^"\\]{1,200})"')
"""The articles that a record names, in its JSON."""

MOST_LINKS = 64

_GIVEN: ContextVar[int] = ContextVar("tocsin_span_id", default=0)


class Spans:
    """The spans of one agent."""

    def __init__(self, spec: Spec) -> None:
        self._spec = spec

    @contextlib.contextmanager
    def processing(self, message: Incoming, began: int | None = None) -> Iterator[Noted]:
        """Have what an agent does with a record be a span, and note in the result what came of it.

        `began` is when the work on it began, in nanoseconds since 1970, if it was before now.
        """
        noted = Noted()
        tracer = _tracer()
        if tracer is None:
            yield noted
            return
        with tracer.start_as_current_span(
            f"{self._spec.name} process",
            context=_within(_context_of(header(message.headers, "traceparent"))),
            kind=SpanKind.CONSUMER,
            attributes=_attributes(message.topic, message.headers) | self._whose(message),
            start_time=began,
        ) as span:
            yield noted
            for letter in noted.failed:
                span.add_event("exception", {"exception.type": letter.error, "exception.message": letter.message})
                span.set_status(Status(StatusCode.ERROR, letter.message))
            self._sent(tracer, noted.outputs)

    def _whose(self, message: Incoming) -> dict[str, Any]:
        return {
            "messaging.operation.type": "process",
            "messaging.consumer.group.name": self._spec.name,
            "messaging.destination.partition.id": str(message.partition),
            "messaging.kafka.offset": message.offset,
        }

    @staticmethod
    def _sent(tracer: Tracer, outputs: Sequence[Outgoing]) -> None:
        known: set[str] = set()
        for output in outputs:
            traceparent = header(output.headers, "traceparent")
            context = _context_of(traceparent)
            if context is None or traceparent in known:  # one record on two topics has one span
                continue
            known.add(traceparent)
            token = _GIVEN.set(context.span_id)
            try:
                tracer.start_span(
                    f"{output.topic} send",
                    kind=SpanKind.PRODUCER,
                    attributes=_attributes(output.topic, output.headers) | {"messaging.operation.type": "send"},
                    links=_links(output, context.trace_id),
                ).end()
            finally:
                _GIVEN.reset(token)


class Noted:
    """What came of a record; to be filled in while its span lasts."""

    def __init__(self) -> None:
        self.outputs: Sequence[Outgoing] = ()
        self.failed: Sequence[DeadLetter] = ()


class _GivenIds:
    """An id generator of the SDK that gives a span the id it is to have, and any other as before."""

    def __init__(self, before: Any) -> None:  # noqa: ANN401 - the SDK's IdGenerator, which we do without
        self._before = before

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - see above
        return getattr(self._before, name)

    def generate_span_id(self) -> int:
        return _GIVEN.get() or int(self._before.generate_span_id())


def _tracer() -> Tracer | None:
    provider = trace.get_tracer_provider()
    if isinstance(provider, trace.ProxyTracerProvider | trace.NoOpTracerProvider):
        return None
    tracer: Any = provider.get_tracer("tocsin")
    # Ours alone, so nobody else's ids change. An SDK without it makes ids of its own, and the spans are not in one tree.
    if hasattr(tracer, "id_generator") and not isinstance(tracer.id_generator, _GivenIds):
        tracer.id_generator = _GivenIds(tracer.id_generator)
    found: Tracer = tracer
    return found


def _context_of(traceparent: str) -> SpanContext | None:
    found = TRACEPARENT.fullmatch(traceparent)
    if not found:
        return None
    flags = TraceFlags(int(found[3], 16))
    return SpanContext(int(found[1], 16), int(found[2], 16), is_remote=True, trace_flags=flags)


def _within(context: SpanContext | None) -> Any:  # noqa: ANN401 - OpenTelemetry's Context
    return None if context is None else trace.set_span_in_context(NonRecordingSpan(context))


def _attributes(topic: str, headers: Any) -> dict[str, Any]:  # noqa: ANN401 - pairs of header and value
    return {
        "messaging.system": "kafka",
        "messaging.destination.name": topic,
        "messaging.message.id": header(headers, "ce_id"),
    }


def _links(output: Outgoing, own_trace: int) -> list[Link]:
    ids = dict.fromkeys(found.decode("utf-8", "replace") for found in ARTICLE_ID.findall(output.value or b""))
    contexts = [context for each in ids if (context := _context_of(traceparent_of(each))) is not None]
    return [Link(context) for context in contexts if context.trace_id != own_trace][:MOST_LINKS]

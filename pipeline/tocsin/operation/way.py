"""An article's way through the topics, from Kafka alone: each record that follows from it, and each that names it.

What follows from an article has its trace (`traceparent`). Which record it came from is told by the header `x-tocsin-from`, or,
for records of other writers, by `ce_causationid`. The time of a record is Kafka's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tocsin.engine.messages import CAME_FROM, Incoming, entered, header, trace_id
from tocsin.errors import InputError
from tocsin.records import DeadLetter
from tocsin.records.codec import parse_json
from tocsin.topics.table import ARTICLES, DEADLETTERS

__all__ = ["Hop", "Way", "belongs", "is_article", "traces_of", "way_of"]

TRACEPARENT = re.compile(r"[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}")

TELLING = ("headline", "event_key", "relation", "measure", "title")
"""Fields that say in a few words what a record is about, the one that says most first."""


@dataclass(frozen=True, slots=True)
class Hop:
    """One record on the way. Times are in milliseconds since 1970, delays in milliseconds.

    `follows`: it belongs to the article's trace; otherwise it follows from another article, and names this one.
    """

    message: Incoming
    follows: bool
    came_from: str
    previous: Hop | None = None

    @property
    def place(self) -> str:
        """Where the record stands: `topic[partition]@offset`."""
        return self.message.place

    @property
    def agent(self) -> str:
        """Who wrote it, as its headers say."""
        if self.message.topic == DEADLETTERS.name:
            return DeadLetter.from_headers(self.message.headers).agent
        return header(self.message.headers, "ce_source").removeprefix("tocsin/")

    @property
    def delay(self) -> int | None:
        """How long after the record before it; None for the first, and where the one before is not on this way."""
        return None if self.previous is None else self.message.timestamp_ms - self.previous.message.timestamp_ms

    @property
    def total(self) -> int | None:
        """How long after the article that its trace began with, as `/metrics` of its writer counts it."""
        began = entered(self.message.headers)
        if began is None:
            return 0 if self.follows and not self.came_from else None
        return self.message.timestamp_ms - began

    @property
    def subject(self) -> str:
        """What the record is about, in a few words of its own."""
        if self.message.topic == DEADLETTERS.name:
            letter = DeadLetter.from_headers(self.message.headers)
            return f"{letter.error}: {letter.message}"
        try:
            fields = parse_json(self.message.value or b"null")
        except InputError:  # somebody else's
            return ""
        found = [str(fields[name]) for name in TELLING if fields.get(name)] if isinstance(fields, dict) else []
        return found[0] if found else ""

    def steps(self) -> list[Hop]:
        """Give the hops that lead here, this one among them, from the first."""
        before = self.previous.steps() if self.previous else []
        return [*before, self]


@dataclass(frozen=True, slots=True)
class Way:
    """All hops of an article, in the order of their times."""

    article_id: str
    hops: Sequence[Hop] = field(default_factory=tuple)

    def ends(self, topic: str) -> list[Hop]:
        """Give the hops onto one topic that follow from the article."""
        return [hop for hop in self.hops if hop.follows and hop.message.topic == topic]


def is_article(message: Incoming, beginning: str) -> bool:
    """Say whether a record is an article as it came in, whose id begins so."""
    return message.topic == ARTICLES.name and (message.key or b"").startswith(beginning.encode())


def traces_of(articles: Iterable[Incoming], article_id: str) -> set[str]:
    """Give the traces that begin with an article: usually one, derived from its id."""
    return {_trace(article) for article in articles} - {""} | {trace_id(article_id)}


def belongs(message: Incoming, article_id: str, traces: set[str]) -> bool:
    """Say whether a record is on the way of an article that has these traces."""
    return _trace(message) in traces or f'"{article_id}"'.encode() in (message.value or b"")


def way_of(article_id: str, messages: Sequence[Incoming], traces: set[str]) -> Way:
    """Put the records that belong to an article in the order of their times, each after the one it came from."""
    ordered = sorted(messages, key=lambda each: (each.timestamp_ms, each.topic, each.partition, each.offset))
    sources = {message.place: _came_from(message, ordered) for message in ordered}
    found = {message.place: message for message in ordered}
    hops: dict[str, Hop] = {}

    def hop(place: str, behind: frozenset[str]) -> Hop:
        if place not in hops:
            before = sources[place]
            # Anyone can write headers, and have them lead in a circle.
            known = before in found and before not in behind
            previous = hop(before, behind | {place}) if known else None
            hops[place] = Hop(found[place], _trace(found[place]) in traces, before, previous)
        return hops[place]

    return Way(article_id, tuple(hop(message.place, frozenset({message.place})) for message in ordered))


def _trace(message: Incoming) -> str:
    found = TRACEPARENT.fullmatch(header(message.headers, "traceparent"))
    return found[1] if found else ""


def _came_from(message: Incoming, others: Sequence[Incoming]) -> str:
    if message.topic == DEADLETTERS.name:
        letter = DeadLetter.from_headers(message.headers)
        return f"{letter.topic}[{letter.partition}]@{letter.offset}" if letter.topic else ""
    told, cause = header(message.headers, CAME_FROM), header(message.headers, "ce_causationid")
    if told or not cause:
        return told
    causes = [
        other.place
        for other in others
        if header(other.headers, "ce_id") == cause
        and other.topic not in {message.topic, DEADLETTERS.name}
        and other.timestamp_ms <= message.timestamp_ms
    ]
    return causes[-1] if causes else ""

"""Topics as a way in: records, headers, dead letters and changelogs that somebody else wrote."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import logging
from random import Random

import structlog
from rich.console import Console

from benchmarks.fuzz.files import ARTICLES
from benchmarks.fuzz.mutating import mutated, mutated_json
from benchmarks.fuzz.way import LossError, Way
from tocsin import Alert, AnyRecord, InputError, StateError
from tocsin.delivery.atom import feed
from tocsin.delivery.book import AlertBook
from tocsin.delivery.cap import cap
from tocsin.delivery.deadletters import buried
from tocsin.delivery.rendering import plain, render
from tocsin.delivery.webhooks.message import posted
from tocsin.engine.changelog import apply_record
from tocsin.engine.memory import MemoryEngine
from tocsin.engine.messages import Header, Incoming
from tocsin.engine.processing import Processed, Processing
from tocsin.plugins.agent import StatefulAgent, instantiate
from tocsin.plugins.discovery import load, load_all
from tocsin.plugins.state import State
from tocsin.plugins.wiring import Wiring
from tocsin.records.codec import decode
from tocsin.topics.table import ALERTS
from tocsin.topics.table import ARTICLES as ARTICLES_TOPIC

__all__ = ["WAYS"]

RENEWED_AFTER = 2_000
"""Records after which an agent forgets all, so that the fuzzer's memory is bounded."""

NAMES = (
    "ce_id",
    "ce_time",
    "ce_type",
    "traceparent",
    "x-tocsin-only",
    "x-tocsin-attempts",
    "x-tocsin-entered",
    "x-tocsin-from",
    "",
    "h\0",
)
REASONS = ("topic", "partition", "offset", "connector.name", "stage", "exception.class.name", "exception.message")
CONTENTS = (
    b"",
    b"\xff\xfe",
    b"0",
    b"-1",
    b"9" * 30,
    b"2012-03-09T12:00:00Z",
    b"9999-12-31T23:59:59-14:00",
    b"dedup",
    b"casualties",
    b"\0",
)
NOON = dt.datetime(2012, 3, 9, 12, tzinfo=dt.UTC)
TRACE = b"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


def headers(chance: Random) -> tuple[Header, ...]:
    """Give some headers that mean something, with contents that do not."""
    count = chance.choice((0, 0, 1, 3))
    names = (*NAMES, *(f"__connect.errors.{name}" for name in REASONS))
    return tuple((chance.choice(names), chance.choice((*CONTENTS, TRACE))) for _ in range(count))


class Recorded(Way):
    """What the agents of the seeds and of made-up news wrote, by topic: the corpus of whatever reads topics."""

    def prepare(self) -> None:
        structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
        # Named entities cost a hundred times as much as all others, and have a way of their own.
        made = [instantiate(each, None) for each in load_all() if each.spec.name != "entities"]
        with MemoryEngine(made, breaker_failures=0) as engine:
            engine.feed(ARTICLES_TOPIC.name, ARTICLES)
            history = list(engine.history)
            self.changes = {key[0]: [*log.items()] for key, log in engine._changelog.items()}  # noqa: SLF001 - its content is the corpus
        self.messages: dict[str, list[bytes]] = {}
        for message in history:
            self.messages.setdefault(message.topic, []).append(message.value or b"")


class Records(Recorded):
    """Records of every topic, with any headers, through the processing of every agent that reads them."""

    name, share = "records", 0.03
    agents: tuple[str, ...] = ("dedup", "casualties", "tolls", "alerts", "stories")

    def prepare(self) -> None:
        super().prepare()
        self._working = [_Working(name) for name in self.agents]

    def make(self, chance: Random) -> bytes:
        self._agent = chance.choice(self._working)
        self._topic = chance.choice(self._agent.topics)
        self.corpus = self.messages.get(self._topic) or [b"{}"]
        return mutated_json(self.corpus, chance)

    def feed(self, content: bytes, chance: Random) -> None:
        key = chance.choice((None, b"", b"k", b"\xff"))
        value = None if chance.random() < 0.01 else content
        self._agent.read(
            Incoming(self._topic, 0, chance.randrange(9), key, value, headers(chance), chance.choice((0, 1, 2**41)))
        )

    def close(self) -> None:
        for each in self._working:
            each.processing.close()


class Entities(Records):
    """The same for named entities, which take far longer."""

    name, share, agents = "entities", 0.0005, ("entities",)


class _Working:
    """An agent with its state, begun anew now and then."""

    def __init__(self, name: str) -> None:
        agent = instantiate(load(name), None)
        wiring = Wiring([agent.spec, *(each.spec for each in load_all() if each.spec.name != name)])
        self.processing = Processing(agent, wiring.inputs(agent.spec), sleep=lambda _: None)
        self.processing.open()
        self.topics = agent.spec.inputs
        self._classes = {topic.name: topic.record for topic in agent.spec.outputs}
        self._state: State | None = None
        self._read = 0

    def read(self, message: Incoming) -> None:
        if self._read % RENEWED_AFTER == 0:
            self._state = self.processing.new_state()
        self._read += 1
        self._check(message, self.processing.run([message], self._state))

    def _check(self, message: Incoming, done: Processed) -> None:
        letters = [each for each in done.outputs if each.topic == "deadletters"]
        if len(letters) != len(done.failed):
            raise LossError("a record that failed is no dead letter")
        if any(letter.value != message.value or letter.key != message.key for letter in letters):
            raise LossError("a dead letter is not what failed")
        if done.failed and len(done.outputs) > len(letters):
            raise LossError("something came of a record that failed")
        for each in done.outputs:
            if each.topic != "deadletters" and each.value is not None:
                decode(self._classes[each.topic], each.value)


class Changelog(Recorded):
    """Records of a changelog, into the state of the agent: StateError, or a state."""

    name, share = "changelog", 0.01

    def prepare(self) -> None:
        super().prepare()
        self._agents = {name: instantiate(load(name), None) for name in self.changes}
        self._states: dict[str, State] = {}

    def make(self, chance: Random) -> bytes:
        self._name = chance.choice(list(self.changes))
        self._key, value = chance.choice(self.changes[self._name])
        self.corpus = [value or b"null"]
        if chance.random() < 0.3:
            self._key = mutated([self._key], chance)
        return mutated_json(self.corpus, chance)

    def feed(self, content: bytes, chance: Random) -> None:
        agent = self._agents[self._name]
        if not isinstance(agent, StatefulAgent):
            raise LossError(f"{self._name} has a changelog and no state")
        state = self._states.pop(self._name, None)
        if state is None:
            state = State(agent.spec.state)
            agent.attach(state)
        kept = chance.sample(self.changes[self._name], min(3, len(self.changes[self._name])))
        try:
            for key, value in (*kept, (self._key, content)):
                apply_record(state, key, value)
        except StateError as error:
            if ".state" not in error.hint:
                raise LossError("an error does not say where to look") from None
        else:
            if chance.random() < 0.99:
                self._states[self._name] = state


class Letters(Way):
    """Dead letters that somebody else wrote, as `tocsin dead` reads them."""

    name, share = "dead letters", 0.25
    corpus = (b'{"text": "a"}', b"\xff\x00", b"")

    def feed(self, content: bytes, chance: Random) -> None:
        found = buried(Incoming("deadletters", 0, chance.randrange(99), None, content, headers(chance), 0), {})
        if found.value != content or not found.id:
            raise LossError("a dead letter is not what was read")
        plain(f"{found.where} {found.letter.message} {found.refusal()}")
        if not found.refusal() and (not found.letter.topic or found.letter.partition is None):
            raise LossError("a letter would be sent nowhere")


class Readers(Recorded):
    """Alerts and other records, as the page, feeds, webhooks and terminals show them."""

    name, share = "readers", 0.005

    def prepare(self) -> None:
        super().prepare()
        self._book = AlertBook()
        self._console = Console(file=io.StringIO(), width=80)

    def make(self, chance: Random) -> bytes:
        self._topic = ALERTS.name if chance.random() < 0.7 else chance.choice(list(self.messages))
        self.corpus = self.messages.get(self._topic) or [b"{}"]
        return mutated_json(self.corpus, chance)

    def feed(self, content: bytes, chance: Random) -> None:
        if chance.random() < 0.001:
            self.prepare()
        self._book.take(Incoming(ALERTS.name, 0, 0, b"k", content, headers(chance), 0))
        with contextlib.suppress(InputError):
            alert = decode(Alert, content)
            cap(alert, sender="t", otherwise=NOON)
            posted(alert, NOON)
            self._console.print(render(alert))
        with contextlib.suppress(InputError):
            self._console.print(render(decode(AnyRecord, content)))
        if chance.random() < 0.01:
            feed(self._book.latest(20), sender="t", address="http://localhost/feed.atom")
            self._console.file = io.StringIO()


WAYS: tuple[type[Way], ...] = (Records, Entities, Changelog, Letters, Readers)

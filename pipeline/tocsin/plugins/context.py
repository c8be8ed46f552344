"""Where the record in hand comes from: told to an agent without Kafka in sight."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from tocsin.errors import PluginError
from tocsin.plugins.metrics import Metrics
from tocsin.records.base import iso_datetime

__all__ = ["Context", "current", "current_batch", "in_hand", "logger_of"]


@dataclass(frozen=True, slots=True)
class Context:
    """The record in hand: where it stands, what it follows from, and a logger and metrics that say whose they are.

    It is the same in memory and on Kafka. `topic` is without prefix, `key` and `headers` are text, of several headers of one
    name the first counts. `attempt` is 1, and one more each time a RetryableError has the record tried again.
    """

    agent: str
    topic: str
    partition: int
    offset: int
    key: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    attempt: int = 1
    metrics: Metrics = field(default_factory=lambda: Metrics(""), compare=False, repr=False)
    """The metrics of the agent, for one that is a function; other agents have `self.metrics`."""

    @property
    def id(self) -> str:
        """The id of the record (`ce_id`); empty when whoever wrote it gave none."""
        return self.headers.get("ce_id", "")

    @property
    def cause(self) -> str:
        """The id of the record that this one was derived from; empty for one that enters the pipeline."""
        return self.headers.get("ce_causationid", "")

    @property
    def trace(self) -> str:
        """The trace of the article that all began with: 32 hexadecimal digits, or empty."""
        pieces = self.headers.get("traceparent", "").split("-")
        return pieces[1] if len(pieces) == 4 else ""  # noqa: PLR2004 - version, trace, span, flags

    @property
    def time(self) -> dt.datetime | None:
        """The time of the trace (`ce_time`), in UTC: when its article was published or came in. Never the clock's."""
        try:
            return iso_datetime(self.headers.get("ce_time", ""))
        except (ValueError, OverflowError):
            return None

    @property
    def log(self) -> Any:  # noqa: ANN401 - a structlog logger, which has any method
        """A structlog logger whose lines carry the agent, the place of the record and its trace."""
        return _logger(self.agent).bind(
            topic=self.topic, partition=self.partition, offset=self.offset, trace=self.trace
        )


Telling = Callable[[], Sequence[Context]]

_IN_HAND: ContextVar[Telling] = ContextVar("tocsin_in_hand", default=tuple)
"""Makes the contexts when they are asked for: most agents never ask, and headers take time to decode."""


def current() -> Context:
    """Give the context of the record in hand. Only while an agent works on one record; raises PluginError elsewhere."""
    contexts = current_batch()
    if len(contexts) != 1:
        raise PluginError(
            "No record is in hand." if not contexts else f"{len(contexts)} records are in hand, not one.",
            hint="Call tocsin.current() within process, and tocsin.current_batch() within process_batch.",
        )
    return contexts[0]


def current_batch() -> tuple[Context, ...]:
    """Give the contexts of the records in hand, in the order in which process_batch was given them."""
    return tuple(_IN_HAND.get()())


def logger_of(agent: str) -> Any:  # noqa: ANN401 - see above
    """Give the logger of an agent; while it works on one record, the lines say on which."""
    contexts = current_batch()
    return contexts[0].log if len(contexts) == 1 else _logger(agent)


def _logger(agent: str) -> Any:  # noqa: ANN401 - see above
    import structlog  # noqa: PLC0415 - it loads rich, for which `import tocsin` need not wait

    return structlog.get_logger("tocsin.agent").bind(agent=agent)


@contextlib.contextmanager
def in_hand(telling: Telling) -> Iterator[None]:
    """Have an agent's code told what it is working on. For engines."""
    token = _IN_HAND.set(telling)
    try:
        yield
    finally:
        _IN_HAND.reset(token)

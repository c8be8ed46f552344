"""What an agent emits for a record, as messages on its topics: routed, encoded, and within the limits.

Whatever is wrong with it must show here, where it costs one record, and not at the commit of a batch.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

from pydantic import BaseModel

from tocsin.engine.changelog import Written, write_change
from tocsin.engine.messages import Incoming, Outgoing, message_for
from tocsin.errors import PluginError, RecordError, StateError
from tocsin.plugins.agent import Emit, Output
from tocsin.plugins.spec import Spec
from tocsin.plugins.state import Change
from tocsin.topics.table import Topic

__all__ = ["Emission", "Limits"]

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much may follow from one record: records, their bytes together, and the bytes of each."""

    record_bytes: int = 8 * MEBIBYTE
    emitted: int = 100_000
    emitted_bytes: int = 64 * MEBIBYTE


class Emission:
    """Makes the messages of one agent."""

    def __init__(self, spec: Spec, limits: Limits) -> None:
        self._name = spec.name
        self._outputs = {topic.name: topic for topic in spec.outputs}
        self._limits = limits

    def taken(self, outputs: Iterable[Output] | None) -> list[Output]:
        """Take what an agent gives, which may go on for ever; raise RecordError when it is too much.

        Raises PluginError for what can be gone through, and is all the same no series of records.
        """
        if outputs is not None and (isinstance(outputs, str | bytes | Mapping | BaseModel) or not _is_series(outputs)):
            raise PluginError(
                f"Agent {self._name} gave {_of_class(outputs)} where its records should be.",
                hint="Yield each record, or give a list of them.",
            )
        found = list(islice(outputs or (), self._limits.emitted + 1))
        self.check_count(len(found))
        return found

    def check_count(self, count: int) -> None:
        """Raise RecordError when these are more records than one may lead to."""
        if count > self._limits.emitted:
            raise RecordError(
                f"Agent {self._name} emitted more than {self._limits.emitted:,} records for one.",
                hint="TOCSIN_MAX_EMITTED sets the limit.",
            )

    def messages(self, outputs: Iterable[Output], cause: Incoming) -> list[Outgoing]:
        """Give the messages that follow from `cause`; raise TocsinError for what cannot be written or routed."""
        found, size = [], 0
        for output in outputs:
            message = self._message(output, cause)
            size += len(message.value or b"")
            if size > self._limits.emitted_bytes:
                raise RecordError(
                    f"Agent {self._name} emitted more than {self._limits.emitted_bytes:,} bytes for one record.",
                    hint="TOCSIN_MAX_EMITTED_BYTES sets the limit.",
                )
            found.append(message)
        return found

    def changes(self, changes: Iterable[Change]) -> list[Written]:
        """Give state changes as the changelog holds them; raise StateError for one that it cannot take."""
        return [self._written(change) for change in changes]

    def _written(self, change: Change) -> Written:
        limit = self._limits.record_bytes
        key, value = write_change(change)
        size = len(key) + len(value or b"")
        if size > limit:
            raise StateError(
                f"{size:,} bytes under {change[1][:80]!r} in the store {change[0]} are more than the limit of {limit:,}.",
                hint="Keep less under one key; TOCSIN_MAX_RECORD_BYTES sets the limit.",
            )
        return key, value

    def _message(self, output: Output, cause: Incoming) -> Outgoing:
        record, topic = self._route(output)
        message = message_for(record, topic, source=self._name, cause=cause)
        size = len(message.value or b"")
        if size > self._limits.record_bytes:
            raise RecordError(
                f"A {type(record).__name__} of {size:,} bytes is larger than the limit of {self._limits.record_bytes:,}.",
                hint="TOCSIN_MAX_RECORD_BYTES sets the limit; the broker's message.max.bytes must allow it too.",
            )
        return message

    def _route(self, output: Output) -> tuple[BaseModel, Topic]:
        if isinstance(output, Emit):
            topic = self._outputs.get(output.to)
            if topic is None or not isinstance(output.record, topic.record):
                raise PluginError(
                    f"Agent {self._name} emitted {_of_class(output.record)} to {output.to!r}.",
                    hint=f"Its Spec declares: {self._declared()}.",
                )
            return output.record, topic
        fitting = [topic for topic in self._outputs.values() if type(output) is topic.record]
        if len(fitting) != 1:
            where = f"goes to {len(fitting)} of its topics" if fitting else "is a record of none of its topics"
            raise PluginError(
                f"Agent {self._name} emitted {_of_class(output)}, which {where}.",
                hint=f"Its Spec declares: {self._declared()}. Use Emit(record, to=...) to choose one of several.",
            )
        return output, fitting[0]

    def _declared(self) -> str:
        return ", ".join(f"{topic.name} ({topic.record.__name__})" for topic in self._outputs.values()) or "no topic"


def _is_series(outputs: object) -> bool:
    return hasattr(outputs, "__iter__") or hasattr(outputs, "__getitem__")


def _of_class(value: object) -> str:
    """Name the class of a value with its article."""
    name = type(value).__name__
    return f"{'an' if name[:1] in 'AEIOUaeiou' else 'a'} {name}"

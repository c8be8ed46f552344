"""What could not be processed: the original bytes, and headers that say why.

A dead letter keeps the key, value and headers of the original record as they were; the reason travels in headers
beside them, under the names Kafka Connect uses, so that existing tools show it.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import ClassVar, Literal

from pydantic import Field

from tocsin.records.base import Record

__all__ = ["ATTEMPTS", "DeadLetter", "Handled", "is_reason"]

PREFIX = "__connect.errors."
"""Kafka Connect's own prefix (DeadLetterQueueReporter); values are UTF-8 text."""

ATTEMPTS = "x-tocsin-attempts"
"""Header: how often the record has failed. It stays on a record that is sent again."""

RAISED = "x-tocsin-raised"

OWN = ("x-tocsin-where", "x-tocsin-version", "x-tocsin-failed-at", RAISED, ATTEMPTS)

MAX_MESSAGE = 1_000
"""Characters of an error message that are kept."""


def is_reason(name: str) -> bool:
    """Say whether a header tells why a record failed, rather than belonging to the record."""
    return name.startswith(PREFIX) or name in OWN


class DeadLetter(Record):
    """Why a record could not be processed, as read from (or written to) the headers of a dead letter."""

    identity: ClassVar[tuple[str, ...]] = ("topic", "partition", "offset", "agent")
    event_type: ClassVar[str] = "tocsin.deadletter"

    topic: str = Field(default="", description="Topic of the original record; empty: it never was on one.")
    partition: int | None = None
    offset: int | None = None
    where: str = Field(default="", description="File and line, for an input that never reached a topic.")
    agent: str = Field(description="The agent, or `replay`, that could not process it.")
    version: str = Field(default="", description="The agent's version.")
    stage: str = Field(default="process", description="read, decode, process or publish.")
    error: str = Field(description="Class name of the error.")
    message: str = Field(default="")
    raised: str = Field(default="", description="Where the agent's code raised it: file, line and function.")
    attempts: int = Field(default=1, ge=1)
    failed_at: str = Field(
        default="", description="ISO 8601, UTC; of an input that never reached a topic, when the letter was written."
    )

    def headers(self) -> tuple[tuple[str, bytes], ...]:
        """Write the reason as record headers."""
        fields = {
            f"{PREFIX}topic": self.topic,
            f"{PREFIX}partition": "" if self.partition is None else str(self.partition),
            f"{PREFIX}offset": "" if self.offset is None else str(self.offset),
            f"{PREFIX}connector.name": self.agent,
            f"{PREFIX}stage": self.stage,
            f"{PREFIX}exception.class.name": self.error,
            f"{PREFIX}exception.message": self.message[:MAX_MESSAGE],
            RAISED: self.raised,
            "x-tocsin-where": self.where,
            "x-tocsin-version": self.version,
            ATTEMPTS: str(self.attempts),
            "x-tocsin-failed-at": self.failed_at,
        }
        return tuple((name, text.encode("utf-8", "replace")) for name, text in fields.items() if text)

    @classmethod
    def from_headers(cls, headers: tuple[tuple[str, bytes], ...], written: dt.datetime | None = None) -> DeadLetter:
        """Read the reason back from record headers; what is absent keeps its default.

        `written` is when Kafka got the letter, which is when it failed as far as it does not say so itself.
        """
        found = {name: value.decode("utf-8", "replace") for name, value in headers}
        return cls(
            topic=found.get(f"{PREFIX}topic", ""),
            partition=_integer(found.get(f"{PREFIX}partition")),
            offset=_integer(found.get(f"{PREFIX}offset")),
            where=found.get("x-tocsin-where", ""),
            agent=found.get(f"{PREFIX}connector.name", "unknown"),
            version=found.get("x-tocsin-version", ""),
            stage=found.get(f"{PREFIX}stage", "process"),
            error=found.get(f"{PREFIX}exception.class.name", ""),
            message=found.get(f"{PREFIX}exception.message", ""),
            raised=found.get(RAISED, ""),
            attempts=max(1, _integer(found.get(ATTEMPTS)) or 1),
            failed_at=found.get("x-tocsin-failed-at") or (written.isoformat(timespec="seconds") if written else ""),
        )


class Handled(Record):
    """What became of a dead letter: it was sent again, or given up. A letter without one is still waiting."""

    identity: ClassVar[tuple[str, ...]] = ("letter_id", "action")
    event_type: ClassVar[str] = "tocsin.deadletter.handled"

    letter_id: str
    action: Literal["retried", "dropped"]
    handled_at: str = Field(default="", description="ISO 8601, UTC.")


def _integer(text: str | None) -> int | None:
    # Anyone can write headers: what is no number of Kafka's (64 bits) counts as absent.
    return int(text) if text and re.fullmatch(r"-?[0-9]{1,18}", text) else None

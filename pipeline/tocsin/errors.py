"""Every error that Tocsin raises on purpose, one tree.

    TocsinError             the base: a message that says what happened, a hint that says what to do
    ├── InputError          an article, file, line or record that cannot be used; knows where it is
    ├── SettingsError       a setting that is missing, malformed or contradicts another
    ├── PluginError         an agent that cannot be found, loaded or declared so
    │   └── WiringError     agents and topics that do not fit together
    ├── TopicError          a topic that is absent or differs from what is declared
    ├── BrokerError         Kafka, embedded or not, cannot be started or reached
    │   └── AccessError     Kafka is there, but does not let us in or forbids something
    ├── FetchError          what is on another machine cannot be got over HTTP
    ├── StateError          an agent's state cannot be restored or written
    ├── AgentFailingError   an agent stops, since it fails on most of what it reads
    ├── RecordError         what an agent raises on a record it cannot process, for good
    └── RetryableError      what an agent raises when trying again may help

The command line prints `message` and `hint` and no traceback for any of them.
"""

from __future__ import annotations

__all__ = [
    "AccessError",
    "AgentFailingError",
    "BrokerError",
    "FetchError",
    "InputError",
    "PluginError",
    "RecordError",
    "RetryableError",
    "SettingsError",
    "StateError",
    "TocsinError",
    "TopicError",
    "WiringError",
]


class TocsinError(Exception):
    """Something Tocsin expected could happen did.

    `message` says what happened, in one sentence; `hint` says what to do about it and may be empty.
    """

    def __init__(self, message: str, *, hint: str = "") -> None:
        # What is quoted often ends in a full stop of its own.
        message = message[:-1] if message.endswith("..") and not message.endswith("...") else message
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        """Give the message, and the hint after it when there is one."""
        return f"{self.message} {self.hint}".strip()


class InputError(TocsinError):
    """An input that cannot become a record.

    `where` names the place as a person would look it up: `feed.jsonl:17`, `seeds/a.txt`, `tocsin.articles[0]@42`.
    """

    def __init__(self, message: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(f"{where}: {message}" if where else message, hint=hint)
        self.where = where


class SettingsError(TocsinError):
    """A setting that is missing, malformed or contradicts another."""


class PluginError(TocsinError):
    """An agent that cannot be found, loaded, or declared the way it is."""


class WiringError(PluginError):
    """Agents and topics that do not fit together; found before Kafka is touched."""


class TopicError(TocsinError):
    """A topic that is absent, or whose partitions, cleanup or retention differ from what is declared."""


class BrokerError(TocsinError):
    """Kafka, embedded or not, cannot be started or reached."""


class AccessError(BrokerError):
    """Kafka is there, but does not let us in or forbids something: a password, a certificate, a right, a protocol.

    Trying again does not help; the message names the setting, or the right, to look at.
    """


class FetchError(TocsinError):
    """What is on another machine cannot be got over HTTP: forbidden, unreachable, too slow, too large or not whole."""


class StateError(TocsinError):
    """An agent's state cannot be restored or written."""


class AgentFailingError(TocsinError):
    """An agent that fails on most of what it reads, so that it is more likely broken than all these records bad.

    The batch in hand is not committed: whoever starts the agent again, mended, goes on with it.
    """


class RecordError(TocsinError):
    """What an agent raises on a record that it will never be able to process.

    The record goes to the dead letters with this message; the stream goes on.
    """


class RetryableError(TocsinError):
    """What an agent raises when the same record may do a moment later: a service is busy, a lock is held.

    The record is tried again after pauses of 0.1, 0.3, 1 and 3 seconds, as long as the records of its batch have not paused
    10 seconds together; then it goes to the dead letters. Writes to the state are undone before each attempt.
    """

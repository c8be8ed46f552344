"""Dead letters as they lie on their topic: which there are, and what became of each.

They are read one after the other and not kept, so there may be any number of them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace

from tocsin.delivery.subscription import Subscription
from tocsin.engine.messages import EPOCH, Header, Incoming
from tocsin.errors import InputError
from tocsin.records import DeadLetter
from tocsin.records.codec import content_id
from tocsin.records.deadletter import is_reason
from tocsin.settings import Settings
from tocsin.topics.table import DEADLETTERS, HANDLED

__all__ = ["MOST_ATTEMPTS", "Buried", "Choice", "buried", "named", "read_letters"]

MOST_ATTEMPTS = 5
"""A record that has failed so often is not sent again without being told to: it would only come back."""

TRUNCATED = "x-tocsin-truncated"
"""Header of a dead letter that holds only the beginning of what failed."""

ID_CHARACTERS = 12


@dataclass(frozen=True, slots=True)
class Buried:
    """A dead letter: why, what, when, and what became of it. `offset` and `at` are its own, on the dead letters topic.

    `id` names this letter. That of the record, `letter.id`, is the same for every letter of one record and one agent.
    """

    id: str
    letter: DeadLetter
    key: bytes | None
    value: bytes | None
    headers: tuple[Header, ...]
    offset: int
    at: dt.datetime
    handled: str = ""

    @property
    def where(self) -> str:
        """Where the record was: on which topic, or in which file and line."""
        letter = self.letter
        return f"{letter.topic}[{letter.partition}]@{letter.offset}" if letter.topic else letter.where

    def goes_by(self, beginnings: tuple[str, ...]) -> bool:
        """Say whether its id begins with one of these, or that of the record on the dead letters topic does."""
        return self.id.startswith(beginnings) or self.letter.id.startswith(beginnings)

    def refusal(self, *, force: bool = False) -> str:
        """Say why it is not to be sent again; empty: it may be. `force` lets one that failed often be."""
        topic = self.letter.topic
        if self.handled:
            return f"it was {self.handled} already"
        if not topic or self.letter.partition is None:
            return f"it never was on a topic; mend {self.letter.where or 'the input'} and replay it"
        if topic in {DEADLETTERS.name, HANDLED.name} or topic.endswith(".state"):
            return f"what was on {topic} is nothing that an agent is sent again"
        if any(name == TRUNCATED for name, _ in self.headers):
            return "only its beginning was kept"
        if self.letter.attempts >= MOST_ATTEMPTS and not force:
            return f"it has failed {self.letter.attempts} times; --force sends it again"
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which dead letters are meant: those that fit everything given. `ids` are beginnings of ids, any of which may fit.

    `text` is looked for in the error's message, whatever the case; `since` and `until` bound when a letter was written.
    Those that were sent again or given up are left out unless `everything` is meant.
    """

    agent: str | None = None
    topic: str | None = None
    error: str | None = None
    text: str | None = None
    since: dt.datetime | None = None
    until: dt.datetime | None = None
    ids: tuple[str, ...] = ()
    everything: bool = False

    @property
    def is_open(self) -> bool:
        """Whether nothing was given, so that it fits every letter that is waiting."""
        return replace(self, everything=False) == Choice()

    def fits(self, each: Buried) -> bool:
        """Say whether a letter is meant."""
        letter = each.letter
        return (
            (self.everything or not each.handled)
            and self.agent in {None, letter.agent}
            and self.topic in {None, letter.topic}
            and self.error in {None, letter.error}
            and (self.text is None or self.text.casefold() in letter.message.casefold())
            and (self.since is None or each.at >= self.since)
            and (self.until is None or each.at < self.until)
            and (not self.ids or each.goes_by(self.ids))
        )


async def read_letters(settings: Settings, bootstrap: str, choice: Choice) -> AsyncIterator[Buried]:
    """Give the dead letters that are meant, the oldest first, up to the last that is there when reading begins."""
    handled = await _handled(settings, bootstrap)
    async with Subscription(settings, bootstrap, [DEADLETTERS.name], from_beginning=True) as subscription:
        async for message in subscription.to_end():
            found = buried(message, handled)
            if choice.fits(found):
                yield found


async def named(settings: Settings, bootstrap: str, beginnings: Sequence[str]) -> tuple[str, ...]:
    """Give the whole ids that beginnings of ids stand for; raise InputError for one that fits none, or several."""
    matches: dict[str, list[str]] = {beginning: [] for beginning in beginnings}
    async for each in read_letters(settings, bootstrap, Choice(ids=tuple(matches), everything=True)):
        for beginning, found in matches.items():
            if each.goes_by((beginning,)):
                found.append(each.id)
    missing = [beginning for beginning, found in matches.items() if not found]
    if missing:
        raise InputError(
            f"No dead letter has the id {', '.join(missing)}.",
            hint="`tocsin dead list --all` lists them with their ids.",
        )
    for beginning, found in matches.items():
        if len(found) > 1:
            raise InputError(
                f"{len(found):,} dead letters have ids that begin with {beginning}.", hint="Give more of it."
            )
    return tuple(found[0] for found in matches.values())


def buried(message: Incoming, handled: dict[str, str]) -> Buried:
    """Read a dead letter as it lies on the topic; `handled` tells what became of letters, by their ids."""
    letter = DeadLetter.from_headers(message.headers, message.written)
    # By its place among the dead letters: the same record may fail again and is then another letter.
    letter_id = content_id("letter", message.partition, message.offset, letter.id)[:ID_CHARACTERS]
    return Buried(
        letter_id,
        letter,
        message.key,
        message.value,
        tuple((name, value) for name, value in message.headers if not is_reason(name)),
        message.offset,
        message.written or EPOCH,
        handled.get(letter_id, ""),
    )


async def _handled(settings: Settings, bootstrap: str) -> dict[str, str]:
    found: dict[str, str] = {}
    async with Subscription(settings, bootstrap, [HANDLED.name], from_beginning=True) as subscription:
        async for message in subscription.to_end():
            if message.value is not None:
                became = "dropped" if b'"dropped"' in message.value else "retried"
                found[(message.key or b"").decode("utf-8", "replace")] = became
    return found

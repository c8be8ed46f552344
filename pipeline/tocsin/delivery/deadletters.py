"""Dead letters as something to work with: listed, shown, sent again to the agent that failed on them, or given up.

Sending again and noting that it was done are one transaction. A record that is sent again goes to the topic and partition
it was on, for the one agent that failed on it: the others have read it before. It keeps its headers, and counts its attempts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError

from tocsin.clients import unreachable
from tocsin.delivery.subscription import Subscription
from tocsin.engine.messages import ONLY, Header, message_for
from tocsin.errors import RecordError
from tocsin.records import DeadLetter, Handled
from tocsin.records.codec import content_id
from tocsin.records.deadletter import ATTEMPTS, is_reason
from tocsin.settings import Settings
from tocsin.topics.table import DEADLETTERS, HANDLED

__all__ = ["MOST_ATTEMPTS", "Buried", "give_up", "read_letters", "send_again"]

MOST_ATTEMPTS = 5
"""A record that has failed so often is not sent again without being told to: it would only come back."""

TRUNCATED = "x-tocsin-truncated"
"""Header of a dead letter that holds only the beginning of what failed."""


@dataclass(frozen=True, slots=True)
class Buried:
    """A dead letter: why, what, and what became of it. `offset` is its own, on the dead letters topic."""

    id: str
    letter: DeadLetter
    key: bytes | None
    value: bytes | None
    headers: tuple[Header, ...]
    offset: int
    handled: str = ""

    def refusal(self) -> str:
        """Say why it cannot be sent again; empty: it can."""
        if not self.letter.topic or self.letter.partition is None:
            return f"it never was on a topic; mend {self.letter.where or 'the input'} and replay it"
        if any(name == TRUNCATED for name, _ in self.headers):
            return "only its beginning was kept"
        return ""


async def read_letters(settings: Settings, bootstrap: str) -> list[Buried]:
    """Give every dead letter, the oldest first, with what became of it."""
    async with Subscription(settings, bootstrap, [DEADLETTERS.name, HANDLED.name], from_beginning=True) as subscription:
        messages = await subscription.read_to_end()
    handled = {
        (message.key or b"").decode(): "dropped" if b'"dropped"' in (message.value or b"") else "retried"
        for message in messages
        if message.topic == HANDLED.name and message.value is not None
    }
    buried = []
    for message in messages:
        if message.topic == DEADLETTERS.name:
            letter = DeadLetter.from_headers(message.headers)
            # By its place among the dead letters: the same record may fail again and is then another letter.
            letter_id = content_id("letter", message.partition, message.offset, letter.id)[:12]
            own = tuple((name, value) for name, value in message.headers if not is_reason(name))
            buried.append(
                Buried(letter_id, letter, message.key, message.value, own, message.offset, handled.get(letter_id, ""))
            )
    return buried


async def send_again(settings: Settings, bootstrap: str, letters: Sequence[Buried], *, force: bool = False) -> None:
    """Send records again to the agents that failed on them, and note it: all or none.

    Raises RecordError for one that cannot be sent again, or that has failed MOST_ATTEMPTS times unless `force` is given.
    """
    for buried in letters:
        reason = buried.refusal()
        if not reason and buried.letter.attempts >= MOST_ATTEMPTS and not force:
            reason = f"it has failed {buried.letter.attempts} times"
        if reason:
            raise RecordError(f"Dead letter {buried.id} is not sent again: {reason}.")
    await _in_one_transaction(settings, bootstrap, letters, retry=True)


async def give_up(settings: Settings, bootstrap: str, letters: Sequence[Buried]) -> None:
    """Note that dead letters are not to be looked at any more; they stay on their topic."""
    await _in_one_transaction(settings, bootstrap, letters, retry=False)


async def _in_one_transaction(settings: Settings, bootstrap: str, letters: Sequence[Buried], *, retry: bool) -> None:
    producer = AIOKafkaProducer(
        **settings.kafka_options(bootstrap),
        transactional_id=settings.topic("deadletters-tool"),
        acks="all",
        max_request_size=settings.max_record_bytes + 64 * 1024,
    )
    try:
        await producer.start()
        async with producer.transaction():
            for buried in letters:
                if retry:
                    await _send_original(producer, settings, buried)
                await _note(producer, settings, buried, retry=retry)
    except (KafkaError, OSError) as error:
        raise unreachable(bootstrap, error) from error
    finally:
        await producer.stop()


async def _send_original(producer: AIOKafkaProducer, settings: Settings, buried: Buried) -> None:
    letter = buried.letter
    headers = [*buried.headers, (ONLY, letter.agent.encode()), (ATTEMPTS, str(letter.attempts).encode())]
    await producer.send_and_wait(
        settings.topic(letter.topic), buried.value, key=buried.key, headers=headers, partition=letter.partition
    )


async def _note(producer: AIOKafkaProducer, settings: Settings, buried: Buried, *, retry: bool) -> None:
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    note = Handled(letter_id=buried.id, action="retried" if retry else "dropped", handled_at=now)
    message = message_for(note, HANDLED, source="dead")
    await producer.send_and_wait(
        settings.topic(HANDLED.name), message.value, key=message.key, headers=list(message.headers)
    )

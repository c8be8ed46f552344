"""`tocsin silence`: what not to be told of for a while. Silences lie on a compacted topic that the alerts agent reads."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import Any, get_args

import click
from pydantic import BaseModel, ValidationError

from tocsin.cli.kafka import reach
from tocsin.cli.moments import duration
from tocsin.delivery.rendering import plain
from tocsin.engine.messages import message_for
from tocsin.errors import InputError
from tocsin.plugins.discovery import load
from tocsin.records.base import iso_datetime
from tocsin.records.claim import Measure
from tocsin.records.codec import decode
from tocsin.settings import Settings, load_settings
from tocsin.topics.table import Topic

TOPIC = "silences"


@click.group()
def command() -> None:
    """Silence alerts for a while. When a silence ends, what then still holds is told.

    \b
    tocsin silence add --place Syria --for 2h --comment "known, on it"
    tocsin silence expire 3f2a
    """


@command.command()
@click.option("--event", default="", help="Beginning of the event key: sy-homs/2012-03-23.")
@click.option("--place", default="", help="A place by name, or a country code; what lies in it too.")
@click.option("--measure", type=click.Choice(get_args(Measure)), help="What is counted.")
@click.option("--for", "lasting", default="2h", show_default=True, help="How long: 30m, 2h, 3d, 1w.")
@click.option("--starts", help="ISO time of the news from which on; now, if not given.")
@click.option("--comment", default="", help="Why.")
def add(*, lasting: str, starts: str | None, **fields: str | None) -> None:
    """Add a silence of the alerts that all the options given fit, and print its id."""
    length = duration(lasting)
    if length is None:
        raise click.BadParameter(f"{lasting!r} is not like 30m, 2h, 3d or 1w", param_hint="--for")
    begins = starts or _now()
    topic = _topic()
    try:
        ends = iso_datetime(begins) + length
        silence = topic.record.model_validate({**fields, "starts": begins, "ends": ends.isoformat()})
    except (ValidationError, ValueError, OverflowError) as error:
        detail = error.errors()[0]["msg"] if isinstance(error, ValidationError) else str(error)
        raise InputError(f"This silence cannot be: {detail.removeprefix('Value error, ')}.") from None
    asyncio.run(_publish(load_settings(), topic, silence))
    click.echo(getattr(silence, "id", ""))


@command.command("list")
@click.option("--all", "everything", is_flag=True, help="Also those that are over.")
def list_(*, everything: bool) -> None:
    """List the silences that are not over."""
    now = iso_datetime(_now())
    for silence in asyncio.run(_known(load_settings(), _topic())).values():
        if everything or iso_datetime(silence.ends) > now:
            of = [silence.event, silence.place, silence.measure]
            said = f"{silence.id}  {silence.starts} to {silence.ends}  {' '.join(filter(None, of))}  {silence.comment}"
            click.echo(plain(said.rstrip()))


@command.command()
@click.argument("silence_id", metavar="ID")
def expire(silence_id: str) -> None:
    """End the silence ID (its beginning will do) now."""
    settings, topic = load_settings(), _topic()
    known = asyncio.run(_known(settings, topic))
    found = [silence for each, silence in known.items() if each.startswith(silence_id)]
    if len(found) != 1:
        said = f"{len(found)} silences begin" if found else "No silence begins"
        raise InputError(f"{said} with {silence_id!r}.", hint="`tocsin silence list` shows them.")
    (silence,) = found
    # One that was to start later, or lies in the time of an archive, ends at its own start.
    ends = min(max(silence.starts, _now(), key=iso_datetime), silence.ends, key=iso_datetime)
    if iso_datetime(ends) >= iso_datetime(silence.ends):
        ends = silence.starts
    asyncio.run(_publish(settings, topic, silence.model_copy(update={"ends": ends})))


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def _topic() -> Topic:
    return next(topic for topic in load("alerts").spec.consumes if isinstance(topic, Topic) and topic.name == TOPIC)


async def _known(settings: Settings, topic: Topic) -> dict[str, Any]:
    from tocsin.delivery.subscription import Subscription  # noqa: PLC0415 - half a second that --help need not pay

    async with Subscription(settings, reach(settings), [topic.name], from_beginning=True) as subscription:
        read = [decode(topic.record, each.value) for each in await subscription.read_to_end() if each.value is not None]
    return {getattr(silence, "id", ""): silence for silence in read}


async def _publish(settings: Settings, topic: Topic, silence: BaseModel) -> None:
    from tocsin.ingest.target import close, connect  # noqa: PLC0415 - half a second that --help need not pay

    message = message_for(silence, topic, source="silence")
    producer = await connect(settings, reach(settings))
    try:
        await producer.send_and_wait(
            settings.topic(topic.name), message.value, key=message.key, headers=list(message.headers)
        )
    finally:
        await close(producer)

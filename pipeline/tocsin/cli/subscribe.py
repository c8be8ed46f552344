"""`tocsin subscribe`: follow topics."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Mapping
from typing import Any

import click
from pydantic import BaseModel
from rich.console import Console

from tocsin.cli.kafka import reach
from tocsin.cli.wiring import built, wired_with
from tocsin.delivery.rendering import plain, render
from tocsin.engine.messages import Incoming
from tocsin.errors import InputError, PluginError
from tocsin.mistakes import meant
from tocsin.plugins.discovery import load
from tocsin.plugins.wiring import Wiring
from tocsin.records import Alert, DeadLetter, Entities
from tocsin.records.codec import decode
from tocsin.settings import Settings, load_settings
from tocsin.topics.table import ALERTS, DEADLETTERS

SEVERITIES = ("Unknown", "Minor", "Moderate", "Severe", "Extreme")
"""CAP 1.2's words, from the least."""

FILTERED: dict[str, tuple[type[BaseModel], str]] = {
    "--rule": (Alert, "alerts --rule R"),
    "--severity": (Alert, "alerts --severity SEVERITY"),
    "--about": (Entities, "entities --about NAME"),
}
"""Of which records a filter asks something, and how it is meant."""


@click.command()
@click.argument("topics", nargs=-1, metavar="[TOPIC...]")
@click.option("--from-beginning", is_flag=True, help="Start with all that is kept, not with what comes now.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON lines; without it, only when piped.")
@click.option("--rule", metavar="R", help="Only alerts that this rule raised or takes part in.")
@click.option(
    "--severity", type=click.Choice(SEVERITIES, case_sensitive=False), help="Only alerts at least this severe."
)
@click.option(
    "--about",
    metavar="NAME",
    help="Only articles on the topic entities that name this person, organisation or place, under any of its names.",
)
@click.option("--count", type=click.IntRange(min=1), help="Stop after so many records.")
def command(  # noqa: PLR0913 - one parameter an option
    *,
    topics: tuple[str, ...],
    from_beginning: bool,
    as_json: bool,
    rule: str | None,
    severity: str | None,
    about: str | None,
    count: int | None,
) -> None:
    """Follow alerts, or any TOPIC (with or without prefix) that is on the broker, until interrupted.

    \b
    tocsin subscribe --from-beginning
    tocsin subscribe claims | jq .measure
    tocsin subscribe entities --about "Kofi Annan"
    """
    settings = load_settings()
    wiring = wired_with([])
    names = tuple(name.removeprefix(settings.prefix) for name in topics) or (ALERTS.name,)
    _refuse_vain_filters(wiring, names, {"--rule": rule, "--severity": severity, "--about": about})
    if rule is not None:
        _tell_unknown_rule(settings, rule)
    wanted = _filter(wiring, rule, severity, about)
    show = _json_line if as_json or not sys.stdout.isatty() else _for_people(wiring)
    follow = _follow(settings, reach(settings), names, wanted, show, from_beginning=from_beginning, count=count)
    try:
        asyncio.run(follow)
    except KeyboardInterrupt:
        sys.exit(130)


def _refuse_vain_filters(wiring: Wiring, names: tuple[str, ...], given: Mapping[str, str | None]) -> None:
    """Refuse a filter that asks for what the records of a topic do not have."""
    records = {topic.name: topic.record for topic in wiring.topics()}
    for option, (record, example) in FILTERED.items():
        other = [name for name in names if records.get(name) is not record]
        if given[option] is not None and other:
            raise click.UsageError(f"{option} asks nothing of {', '.join(other)}: tocsin subscribe {example}")


def _tell_unknown_rule(settings: Settings, rule: str) -> None:
    """Say when no rule here has a name; it may be one of the agents that are at work elsewhere."""
    try:
        agent: Any = built(load("alerts"), settings)
    except PluginError:  # it is not installed here
        return
    known = [each.name for each in agent.in_force]
    if rule not in known:
        near = meant(rule, known)
        hint = f"Did you mean {near}?" if near else f"There are: {', '.join(known)}."
        click.echo(f"No rule that is in force here is named {rule}. {hint}", err=True)


async def _follow(  # noqa: PLR0913 - all of the command's choices
    settings: Settings,
    bootstrap: str,
    names: tuple[str, ...],
    wanted: Callable[[Incoming], bool],
    show: Callable[[Incoming], None],
    *,
    from_beginning: bool,
    count: int | None,
) -> None:
    from tocsin.delivery.subscription import Subscription  # noqa: PLC0415 - half a second that --help need not pay

    shown = 0
    async with Subscription(settings, bootstrap, names, from_beginning=from_beginning) as subscription:
        async for message in subscription:
            if message.value is not None and wanted(message):
                show(message)
                shown += 1
                if shown == count:
                    return


def _filter(wiring: Wiring, rule: str | None, severity: str | None, about: str | None) -> Callable[[Incoming], bool]:
    least = SEVERITIES.index(severity) if severity else 0

    def wanted(message: Incoming) -> bool:
        record_class = _record_class(wiring, message)
        if not ((record_class is Alert and (rule or least)) or (record_class is Entities and about)):
            return True
        try:
            record = decode(record_class, message.value or b"")
        except InputError as error:
            click.echo(f"{message.topic}@{message.offset}: {error.message}", err=True)
            return False
        if isinstance(record, Entities):
            return any(entity.goes_by(about or "") for entity in record.entities)
        return _rings(record, rule, least)

    return wanted


def _rings(record: BaseModel, rule: str | None, least: int) -> bool:
    return (
        isinstance(record, Alert)
        and (rule is None or rule in record.rules)
        and SEVERITIES.index(record.severity) >= least
    )


def _read(record_class: type[BaseModel], message: Incoming) -> BaseModel:
    if message.topic == DEADLETTERS.name:  # its value is whatever failed; what it says is in its headers
        return DeadLetter.from_headers(message.headers, message.written)
    return decode(record_class, message.value or b"")


def _json_line(message: Incoming) -> None:
    click.echo(_read(DeadLetter, message).model_dump_json() if message.topic == DEADLETTERS.name else message.value)


def _for_people(wiring: Wiring) -> Callable[[Incoming], None]:
    console = Console(highlight=False)

    def show(message: Incoming) -> None:
        record_class = _record_class(wiring, message)
        if record_class is None:
            console.print(plain((message.value or b"").decode("utf-8", "replace")), markup=False)
            return
        try:
            record = _read(record_class, message)
        except InputError as error:
            click.echo(f"{message.topic}@{message.offset}: {error.message}", err=True)
            return
        console.print(render(record))

    return show


def _record_class(wiring: Wiring, message: Incoming) -> type[BaseModel] | None:
    """Give the class of a record, or None when it is on the topic of an agent that is not installed here."""
    return {topic.name: topic.record for topic in wiring.topics()}.get(message.topic)

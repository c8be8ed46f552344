"""`tocsin alerts`: one alert, told as a story."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import Any

import click

from tocsin.cli.archives import alerts_over
from tocsin.cli.kafka import reach
from tocsin.cli.wiring import built
from tocsin.delivery.rendering import plain
from tocsin.errors import InputError
from tocsin.logs import configure_logs
from tocsin.plugins.discovery import load
from tocsin.records import Alert
from tocsin.records.base import iso_datetime
from tocsin.records.codec import decode
from tocsin.settings import Settings, load_settings
from tocsin.topics.table import ALERTS

MEANINGS = {
    "toll-conflict": "independent sources give figures that cannot all be true",
    "toll-threshold": "the number is high enough",
    "toll-revised": "the number was changed",
    "toll-escalating": "the number rises fast",
    "mass-displacement": "so many had to leave",
    "missing-people": "so many are missing",
    "entity-watch": "somebody watched for is named",
}
"""What it means that a rule of a kind holds."""

OVER = ("resolved", "cancelled")


@click.group()
def command() -> None:
    """Look at alerts.

    \b
    tocsin alerts explain 3f2a --replay seeds
    """


@command.command()
@click.argument("alert_id", metavar="ID")
@click.option("--replay", "archives", multiple=True, help="Take the alerts from these articles, not from Kafka.")
def explain(alert_id: str, archives: tuple[str, ...]) -> None:
    """Tell why the alert ID (its beginning will do) fired, from which claims, and when the next notice would go."""
    settings = load_settings()
    configure_logs(settings)
    found = list(alerts_over(settings, archives)) if archives else asyncio.run(_told(settings))
    notices = [alert for alert in found if alert.id.startswith(alert_id)]
    ids = sorted({alert.id for alert in notices})
    if len(ids) != 1:
        said = f"{len(ids)} alerts begin" if ids else "No alert begins"
        raise InputError(f"{said} with {alert_id!r}.", hint=f"There are: {', '.join(ids)}." if ids else "")
    agent: Any = built(load("alerts"), settings)
    for line in _story(notices, agent):
        click.echo(plain(line))


async def _told(settings: Settings) -> list[Alert]:
    from tocsin.delivery.subscription import Subscription  # noqa: PLC0415 - half a second that --help need not pay

    async with Subscription(settings, reach(settings), [ALERTS.name], from_beginning=True) as subscription:
        return [decode(Alert, each.value) for each in await subscription.read_to_end() if each.value is not None]


def _story(notices: list[Alert], agent: Any) -> list[str]:  # noqa: ANN401 - an agent's own attributes
    """Give the lines about an alert; a compacted topic may have kept its last notice only."""
    last = notices[-1]
    others = ", ".join(f"{name} {_figure(number)}" for name, number in last.alternatives.items() if name != last.policy)
    values = last.values
    best = f"{_figure(values.best)} ({last.policy})"
    grade = f"{last.grade}, {last.sources} independent {'source' if last.sources == 1 else 'sources'}"
    lines = [
        last.headline,
        f"{last.id}: {last.state}, revision {last.revision}, {last.status}, {last.severity}, {last.certainty}; {grade}.",
        f"Why: {_why(last, agent)}.",
        f"Numbers: low {_figure(values.low)}, high {_figure(values.high, 'open')}, best {best}; {others}.",
    ]
    if last.previous is not None:
        lines.append(f"Before: {_spoken(last.previous)}; told as revision {last.revision - 1}.")
    shown = {statement.claim_id for statement in (*last.statements, *last.parts)}
    lines.append(f"Claims ({len(shown)}): {' '.join(sorted(shown))}")
    lines += [f"  {line}" for line in last.description.splitlines()]
    return [*lines, f"Next notice: {_next(last, agent.settings)}"]


def _why(last: Alert, agent: Any) -> str:  # noqa: ANN401 - an agent's own attributes
    kinds = {rule.name: rule.kind or rule.name for rule in agent.in_force}
    reasons = [f"{name} ({MEANINGS[kinds[name]]})" if kinds.get(name) in MEANINGS else name for name in last.rules]
    return ", ".join(reasons) + (", no longer" if last.state in OVER else "")


def _spoken(values: Any) -> str:  # noqa: ANN401 - AlertValues
    return f"low {_figure(values.low)}, best {_figure(values.best)}, high {_figure(values.high, 'open')}"


def _figure(number: int | None, nothing: str = "none") -> str:
    return nothing if number is None else f"{number:,}"


def _next(last: Alert, settings: Any) -> str:  # noqa: ANN401 - the agent's own model
    if last.state in OVER:
        return "when a rule holds again."
    sent = last.sent
    when = "as soon as its numbers or rules change"
    if settings.group_interval_minutes and sent:
        due = _later(sent, settings.group_interval_minutes)
        when += f", but not before {due} unless it becomes {settings.never_held}"
    if settings.repeat_interval_minutes and sent:
        when += f"; repeated at {_later(sent, settings.repeat_interval_minutes)}"
    return f"{when}."


def _later(moment: str, minutes: float) -> str:
    return (iso_datetime(moment) + dt.timedelta(minutes=minutes)).isoformat()

"""`tocsin up`: Kafka, topics and all agents, supervised."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sys
from pathlib import Path

import click

from tocsin.broker.guard import BrokerGuard
from tocsin.cli.kafka import own_broker, reach_or_start
from tocsin.cli.wiring import load_each, settings_of, tell_strange_tables
from tocsin.engine.supervisor import Member, Supervisor
from tocsin.errors import SettingsError
from tocsin.logs import configure_logs
from tocsin.operation.roster import Roster
from tocsin.plugins.agent import AnyAgent
from tocsin.plugins.sources import source_of, watch
from tocsin.plugins.wiring import Wiring
from tocsin.settings import Settings, load_settings
from tocsin.topics.admin import TopicAdmin, declared_topics


@click.command()
@click.argument("agents", nargs=-1)
@click.option("--workers", "workers", multiple=True, metavar="NAME=N", help="Processes for an agent; may be repeated.")
@click.option("--reload", is_flag=True, help="Start an agent anew when its source changes. For developing.")
def command(*, agents: tuple[str, ...], workers: tuple[str, ...], reload: bool) -> None:
    """Run agents, each in a process of its own, and start those again that end. Ctrl-C stops all.

    Without AGENTS, every installed one. Uses KAFKA_BOOTSTRAP_SERVERS, or starts the embedded Kafka, and starts it again
    should it die; `tocsin broker stop` stops it.

    \b
    tocsin up
    tocsin up --workers entities=2 --workers casualties=2
    tocsin up --reload floods:Floods
    """
    settings = load_settings()
    configure_logs(settings)
    classes = load_each(agents)
    references = dict(zip((c.spec.name for c in classes), agents or (c.spec.name for c in classes), strict=True))
    counts = {references[name]: count for name, count in _counts(workers, list(references)).items()}
    for agent_class in classes:  # what is wrong in its settings would keep its process from starting, again and again
        settings_of(agent_class, settings)
    tell_strange_tables(settings)
    bootstrap = reach_or_start(settings)
    sources = {references[c.spec.name]: source_of(c) for c in classes} if reload else {}
    asyncio.run(_up(settings, classes, counts, bootstrap, sources))


async def _up(
    settings: Settings,
    classes: list[type[AnyAgent]],
    counts: dict[str, int],
    bootstrap: str,
    sources: dict[str, Path],
) -> None:
    await TopicAdmin(settings, bootstrap).ensure(declared_topics(Wiring([c.spec for c in classes]), settings))
    roster = Roster(settings)
    supervisor = Supervisor(counts, child_environment(bootstrap), forward, roster.members)
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, supervisor.stop)
    listed = ", ".join(f"{name} x{count}" if count > 1 else name for name, count in counts.items())
    click.echo(
        f"Running {listed} on Kafka at {bootstrap}. Watch with `tocsin top` and `tocsin subscribe`; Ctrl-C stops.",
        err=True,
    )
    watching = asyncio.create_task(watch(sources, supervisor.reload)) if sources else None

    def restarted(address: str) -> None:
        # Its usual port may have been taken in the meantime.
        if address != bootstrap:
            loop.call_soon_threadsafe(supervisor.move, child_environment(address))

    broker = own_broker(settings, bootstrap)
    try:
        with roster.supervising(), BrokerGuard(broker, restarted) if broker else contextlib.nullcontext():
            await supervisor.run()
    finally:
        if watching is not None:
            watching.cancel()


def child_environment(bootstrap: str) -> dict[str, str]:
    """Give what an agent's process needs to know from its supervisor."""
    return {"KAFKA_BOOTSTRAP_SERVERS": bootstrap, "TOCSIN_LOG_FORMAT": "pretty" if sys.stderr.isatty() else "json"}


def forward(member: Member, line: str) -> None:
    """Pass on a log line: with the member's name before it on a terminal, as it is in a pipe."""
    click.echo(f"{member.name:<14} {line}" if sys.stderr.isatty() else line, err=True)


def _counts(options: tuple[str, ...], names: list[str]) -> dict[str, int]:
    counts = dict.fromkeys(names, 1)
    for option in options:
        name, _, number = option.partition("=")
        if name not in counts or not number.isdigit() or int(number) < 1:
            raise SettingsError(
                f"--workers {option} is not NAME=N.", hint=f"N is 1 or more, NAME one of: {', '.join(names)}."
            )
        counts[name] = int(number)
    return counts

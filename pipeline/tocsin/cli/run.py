"""`tocsin run`: one agent, in this process."""

from __future__ import annotations

import asyncio
import os

import click

from tocsin.cli import complain
from tocsin.cli.kafka import reach
from tocsin.cli.wiring import built, wired_with
from tocsin.errors import TocsinError
from tocsin.logs import configure_logs
from tocsin.plugins.discovery import load
from tocsin.settings import load_settings


@click.command()
@click.argument("agent")
@click.option("--instance", help="A name for this member of the group, so that it gets its partitions back at once.")
def command(agent: str, instance: str | None) -> None:
    """Run AGENT, an installed one or module:Class, until it is interrupted.

    It joins the consumer group of its name: start it as often as its input has partitions. Topics that are missing are
    created; topics that differ from what is declared stop it.

    \b
    tocsin run casualties
    tocsin run floods:Floods
    """
    # Faust and aiokafka take half a second to import, which no other command should pay.
    from tocsin.access.checking import check_rights  # noqa: PLC0415
    from tocsin.access.rights import agent_rights  # noqa: PLC0415
    from tocsin.engine.patience import is_supervised, until_reachable  # noqa: PLC0415
    from tocsin.engine.service import Service  # noqa: PLC0415
    from tocsin.operation.serving import answering  # noqa: PLC0415
    from tocsin.topics.admin import TopicAdmin, declared_topics  # noqa: PLC0415

    settings = load_settings()
    agent_class = load(agent)
    configure_logs(settings, agent=agent_class.spec.name)
    wiring = wired_with([agent_class])
    bootstrap = reach(settings)

    async def serve() -> None:
        if is_supervised():
            await until_reachable(bootstrap)
        await check_rights(settings, bootstrap, agent_rights(agent_class.spec, wiring, settings), agent_class.spec.name)
        await TopicAdmin(settings, bootstrap).ensure(declared_topics(wiring, settings, agent_class.spec))
        service = Service(built(agent_class, settings), wiring, settings, bootstrap, instance=instance)
        try:
            with answering(service, settings, member=instance or ""):
                await service.run()
        except Exception as error:  # noqa: BLE001 - whatever it is, Kafka holds the truth and the process ends
            complain(error if isinstance(error, TocsinError) else TocsinError(f"{type(error).__name__}: {error}"))
            # Not sys.exit: Faust's tasks and the agent's thread may never come to an end.
            os._exit(1)

    asyncio.run(serve())

"""`tocsin demo`: two articles, real Kafka, every agent, one alert."""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import shutil
import signal
import sys
import time
from collections.abc import Iterator

import click
from rich.console import Console

from tocsin.broker import ProgressLine
from tocsin.cli.kafka import demo_broker
from tocsin.cli.up import child_environment, forward
from tocsin.cli.wiring import load_each
from tocsin.delivery.rendering import plain, render
from tocsin.delivery.subscription import Subscription
from tocsin.engine.backlog import wait_until_done
from tocsin.engine.supervisor import Supervisor
from tocsin.errors import SettingsError, TocsinError
from tocsin.ingest.inputs import find_inputs
from tocsin.ingest.reader import Reader
from tocsin.ingest.reads import Limits
from tocsin.ingest.replay import Plan, Replay
from tocsin.ingest.seeds import SEEDS
from tocsin.ingest.target import close, connect
from tocsin.listening import LOOPBACK, listening
from tocsin.logs import configure_logs
from tocsin.operation.roster import Roster
from tocsin.plugins.graph import in_flow_order
from tocsin.plugins.wiring import Wiring
from tocsin.records import Alert
from tocsin.records.codec import decode
from tocsin.settings import Settings, load_settings
from tocsin.topics.admin import TopicAdmin, declared_topics
from tocsin.topics.table import ALERTS

INTERRUPTED = 130

PATIENCE_SECONDS = 120
"""How long the articles may take through all agents, on a slow machine."""


@click.command()
@click.argument("paths", nargs=-1)
@click.option("--keep", is_flag=True, help="Leave everything running, until Ctrl-C.")
def command(*, paths: tuple[str, ...], keep: bool) -> None:
    """Replay the seed articles (or PATHS) through Kafka and every agent, and show the alerts that come out.

    Without KAFKA_BOOTSTRAP_SERVERS it uses an embedded Kafka of its own, empty at each start; with --keep the other
    commands find it too, as long as no other one runs.

    \b
    tocsin demo
    tocsin demo --keep
    """
    settings = load_settings()
    articles = paths or (str(SEEDS),)
    find_inputs(articles)  # raises what is wrong with them before anything is started
    with contextlib.ExitStack() as stack:
        bootstrap = settings.bootstrap_servers or stack.enter_context(_fresh_broker(settings))
        sys.exit(asyncio.run(_Demo(settings, bootstrap, keep=keep).run(articles)))


@contextlib.contextmanager
def _fresh_broker(settings: Settings) -> Iterator[str]:
    """Run an embedded Kafka without any data, as long as the context lasts."""
    broker = demo_broker(settings)
    folder = settings.data_dir / "demo"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / "running").open("w")
    except OSError as error:
        raise TocsinError(
            f"The demo cannot write to {folder}: {error.strerror}.", hint="TOCSIN_DATA_DIR names another place."
        ) from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise TocsinError("A demo is running already.", hint="End it with Ctrl-C where it was started.") from None
        # Left behind by a demo that was killed; its data was only ever a demo's.
        broker.stop()
        shutil.rmtree(folder / "kafka", ignore_errors=True)
        with ProgressLine(sys.stderr) as report:
            bootstrap = broker.start(report=report)
        try:
            yield bootstrap
        finally:
            broker.stop()
            shutil.rmtree(folder / "kafka", ignore_errors=True)


class _Demo:
    """One run: start, replay, show, stop."""

    def __init__(self, settings: Settings, bootstrap: str, *, keep: bool) -> None:
        self._settings = settings
        self._bootstrap = bootstrap
        self._keep = keep
        self._wiring = Wiring([agent_class.spec for agent_class in load_each(())])
        self._console = Console(highlight=False, width=None if sys.stdout.isatty() else 120)
        self._alerts: dict[str, Alert] = {}
        self._started = time.monotonic()

    async def run(self, paths: tuple[str, ...]) -> int:
        """Give the exit status: 0 when an alert was raised."""
        declared = declared_topics(self._wiring, self._settings)
        await TopicAdmin(self._settings, self._bootstrap).ensure(declared)
        agents = [spec.name for spec in in_flow_order(self._wiring)]
        self._say(f"Apache Kafka is up at {self._bootstrap}; starting {len(agents)} agents: {', '.join(agents)}")
        configure_logs(self._settings)
        roster = Roster(self._settings)
        supervisor = Supervisor(dict.fromkeys(agents, 1), self._environment(), forward, roster.members)
        supervising = asyncio.create_task(supervisor.run())
        try:
            self._catch_signals()
            with roster.supervising():
                return await self._show(paths)
        except asyncio.CancelledError:
            return 0 if self._keep and self._alerts else INTERRUPTED
        finally:
            self._say("Stopping the agents")
            supervisor.stop()
            await supervising

    def _environment(self) -> dict[str, str]:
        # What the agents say while all goes well would only hide the alert.
        level = "debug" if self._settings.log_level == "debug" else "warning"
        return child_environment(self._bootstrap) | {"TOCSIN_LOG_LEVEL": level}

    def _catch_signals(self) -> None:
        main = asyncio.current_task()
        if main is not None:
            for name in (signal.SIGINT, signal.SIGTERM):
                asyncio.get_running_loop().add_signal_handler(name, main.cancel)

    async def _show(self, paths: tuple[str, ...]) -> int:

        async with Subscription(self._settings, self._bootstrap, [ALERTS.name], from_beginning=True) as subscription:
            following = asyncio.create_task(self._follow(subscription))
            try:
                await self._replay(paths)
                self._catch_signals()
                done = wait_until_done(self._settings, self._bootstrap, self._wiring, in_flow_order(self._wiring))
                await asyncio.wait_for(done, PATIENCE_SECONDS)
                await subscription.wait_until_caught_up()
                self._sum_up()
                if self._keep:
                    await self._keep_on(following)
            except TimeoutError:
                self._say(f"The agents have not finished within {PATIENCE_SECONDS} s; see the messages above")
                return 1
            finally:
                following.cancel()
        return 0 if self._alerts else 1

    async def _replay(self, paths: tuple[str, ...]) -> None:

        plan = Plan(reader=Reader(find_inputs(paths), limits=Limits.of(self._settings)), settings=self._settings)
        plan.on_malformed = lambda malformed: self._say(f"{malformed.where}: {malformed.reason}")
        producer = await connect(self._settings, self._bootstrap)
        try:
            outcome = await Replay(plan, producer).run()
        finally:
            await close(producer)
        self._say(f"Replayed {outcome.articles} articles; what follows comes from the topic {self._topic()}")
        self._console.print()

    async def _follow(self, subscription: Subscription) -> None:
        async for message in subscription:
            alert = decode(Alert, message.value or b"")
            self._alerts[alert.id] = alert
            self._console.print(render(alert))

    def _sum_up(self) -> None:
        count = len(self._alerts)
        said = f"{count or 'No'} alert{'' if count == 1 else 's'} in {time.monotonic() - self._started:.0f} s"
        self._say(f"{said}:" if count else f"{said}: nothing that was replayed is worth one.")
        for alert in self._alerts.values():
            self._console.print(f"  {plain(alert.headline)}", markup=False)

    async def _keep_on(self, following: asyncio.Task[None]) -> None:
        from tocsin.delivery.page.server import PORT, serve_page  # noqa: PLC0415 - only here

        try:
            opened = listening("127.0.0.1", PORT)
        except SettingsError:
            opened = listening("127.0.0.1", 0)
        self._say(
            f"The live page: http://127.0.0.1:{opened.getsockname()[1]}/\n"
            f"Everything goes on running; Ctrl-C stops it. In another terminal, try:\n"
            f"  tocsin replay ARTICLE.txt --published 2012-03-10 --source NAME\n"
            f"  tocsin subscribe claims --from-beginning\n"
            f"or any Kafka client on {self._bootstrap}, topic {self._topic()}"
        )
        await asyncio.gather(following, serve_page(self._settings, self._bootstrap, opened, hosts=LOOPBACK))

    def _topic(self) -> str:
        return self._settings.topic(ALERTS.name)

    def _say(self, line: str) -> None:
        click.echo(line, err=True)

"""`tocsin replay`: files and archives onto the articles topic."""

from __future__ import annotations

import asyncio
import sys
from types import TracebackType
from typing import Self

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from tocsin.cli.kafka import reach_or_start
from tocsin.errors import InputError
from tocsin.ingest.checkpoint import CheckpointFile
from tocsin.ingest.inputs import find_inputs, printable
from tocsin.ingest.pace import Pace, parse_rate
from tocsin.ingest.reader import Reader
from tocsin.ingest.reads import FillIn, Limits, Malformed
from tocsin.ingest.replay import Outcome, Plan, Replay
from tocsin.ingest.target import close, connect, ensure_topics, largest_record
from tocsin.settings import load_settings
from tocsin.topics.table import ARTICLES, DEADLETTERS

SHOWN = 20
"""Malformed inputs that are told one by one."""


class _Rate(click.ParamType):
    name = "N/s"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> float:
        if isinstance(value, float):
            return value
        try:
            return parse_rate(str(value))
        except InputError as error:
            self.fail(str(error), param, ctx)


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--rate", type=_Rate(), help="Articles a second; also 600/m, 1000/h. [default: as fast as Kafka takes]")
@click.option(
    "--speed",
    type=click.FloatRange(min=0, min_open=True),
    metavar="X",
    help="X times as fast as they were published, in the order of the input; those without a time go at once.",
)
@click.option(
    "--loop",
    "passes",
    type=click.IntRange(min=1),
    default=1,
    metavar="N",
    help="N passes. The same article has the same id in each, so later passes are duplicates to the agents.",
)
@click.option("--published", metavar="DATE", help="ISO 8601; for articles that do not say when they were published.")
@click.option("--source", metavar="NAME", help="For articles that do not say which outlet they are from.")
@click.option("--resume", is_flag=True, help="Go on after the last article that Kafka acknowledged.")
@click.option("--strict", is_flag=True, help="Exit with 1 when an input was malformed.")
def command(  # noqa: PLR0913 - one parameter an option
    *,
    paths: tuple[str, ...],
    rate: float | None,
    speed: float | None,
    passes: int,
    published: str | None,
    source: str | None,
    resume: bool,
    strict: bool,
) -> None:
    """Send articles from files to Kafka.

    \b
    tocsin replay seeds/                                   every article below a folder
    tocsin replay archive.jsonl.zst --speed 3600 --resume  an hour a second, from where it stopped

    PATH is a .txt file (one article; metadata from a manifest.toml beside it), a .jsonl, .jsonl.gz or .jsonl.zst archive
    (one article a line: {"title": ..., "text": ..., "published": ..., "source": ..., "url": ...}), a folder of these, or
    - for JSONL on standard input.

    What cannot be read goes to the dead letters, and the rest goes on. Ctrl-C stops after what is under way has arrived;
    --resume then goes on without losing or repeating an article.
    """
    if rate and speed:
        raise click.UsageError("--rate and --speed exclude each other.")
    settings = load_settings()
    inputs = find_inputs(paths)
    plan = Plan(
        reader=Reader(
            inputs, fill=FillIn(published=published, source=source), limits=Limits.of(settings), passes=passes
        ),
        settings=settings,
        pace=Pace(rate=rate, speed=speed),
    )
    _remember(plan, paths, passes=passes, resume=resume)
    with _Report(plan, passes) as report:
        outcome = asyncio.run(_replay(plan, reach_or_start(settings)))
        report.close(outcome)
    if outcome.stopped_by is not None:
        # As shells say it: 130 after SIGINT, 143 after SIGTERM.
        sys.exit(128 + outcome.stopped_by)
    if strict and outcome.malformed:
        sys.exit(1)


def _remember(plan: Plan, paths: tuple[str, ...], *, passes: int, resume: bool) -> None:
    """Give the plan its checkpoint, and the place to go on from."""
    inputs, settings = plan.reader.inputs, plan.settings
    if inputs.has_stdin:
        if resume or passes > 1:
            raise InputError(
                f"Standard input can be read once only: {'--resume' if resume else '--loop'} needs files.",
                hint="Save it to a .jsonl file and replay that.",
            )
        return
    # The embedded broker may have another port at each start; its data directory tells it from others.
    broker = settings.bootstrap_servers or f"embedded {settings.data_dir.absolute()}"
    target = f"{settings.topic(ARTICLES.name)} on {broker}"
    plan.checkpoint = CheckpointFile(settings.state_dir / "replay", paths, target)
    if resume:
        plan.start, plan.sent_before = plan.checkpoint.load(inputs)
        click.echo(f"going on after {_articles(plan.sent_before)}", err=True)


async def _replay(plan: Plan, bootstrap: str) -> Outcome:
    producer = await connect(plan.settings, bootstrap)
    try:
        await ensure_topics(plan.settings, bootstrap)
        plan.largest_record = await largest_record(plan.settings, bootstrap)
        return await Replay(plan, producer).run()
    finally:
        await close(producer)


class _Report:
    """Tells on stderr what goes wrong, how far it is (on a terminal only), and what came of it."""

    def __init__(self, plan: Plan, passes: int) -> None:
        self._plan = plan
        self._inputs = plan.reader.inputs
        self._malformed = 0
        console = Console(stderr=True)
        self._progress = Progress(
            TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn(), console=console, transient=True
        )
        self._terminal = console.is_terminal
        total = None if self._inputs.has_stdin else self._inputs.size * passes
        self._task = self._progress.add_task(_articles(0), total=total)
        plan.on_malformed = self.malformed
        plan.on_progress = self.progress

    def __enter__(self) -> Self:
        if self._inputs.passed_over:
            first, count = self._inputs.passed_over[0], len(self._inputs.passed_over)
            self._say(f"passed over {_count(count, 'file')} of other kinds, such as {printable(first)}")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._wipe()
        self._count_rest()  # unless close() has, it ended with an error

    def _count_rest(self) -> None:
        if self._malformed > SHOWN:
            self._say(f"and {self._malformed - SHOWN:,} more like these")
        self._malformed = 0

    def malformed(self, malformed: Malformed) -> None:
        """Tell of an input that went to the dead letters, unless there were many already."""
        self._malformed += 1
        if self._malformed <= SHOWN:
            self._say(f"{malformed.where}: {malformed.reason} {malformed.hint}".rstrip())

    def progress(self, outcome: Outcome) -> None:
        """Show how far it is; called several times a second."""
        if not self._terminal:
            return
        self._progress.start()
        elapsed = self._progress.tasks[0].elapsed or 0.0
        rate = f", {outcome.articles / elapsed:,.0f}/s" if elapsed else ""
        done = outcome.turn * self._inputs.size + outcome.done_bytes
        self._progress.update(self._task, completed=done, description=f"{_articles(outcome.articles)}{rate}")

    def close(self, outcome: Outcome) -> None:
        """Say what came of it."""
        self._wipe()
        self._count_rest()
        topic = self._plan.settings.topic(DEADLETTERS.name)
        malformed = f", {outcome.malformed:,} malformed (in {topic})" if outcome.malformed else ""
        if outcome.stopped_by is None:
            self._say(f"{_articles(outcome.articles)} sent{malformed}")
        elif self._plan.checkpoint is None:
            self._say(f"stopped after {_articles(outcome.articles)}{malformed}; standard input cannot be resumed")
        else:
            self._say(f"stopped after {_articles(outcome.articles)}{malformed}; go on with --resume")

    def _wipe(self) -> None:
        # Off a terminal, rich ends its progress with an empty line.
        if self._terminal:
            self._progress.stop()

    def _say(self, line: str) -> None:
        if self._terminal:
            self._progress.console.print(line, markup=False, highlight=False, soft_wrap=True)
        else:
            click.echo(line, err=True)


def _articles(count: int) -> str:
    return _count(count, "article")


def _count(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"

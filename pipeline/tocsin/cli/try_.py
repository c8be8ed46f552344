"""`tocsin try`: agents in memory, over files, without Kafka."""

from __future__ import annotations

import sys

import click

from tocsin.cli.explain import explained
from tocsin.cli.wiring import built
from tocsin.engine.memory import MemoryEngine
from tocsin.errors import WiringError
from tocsin.ingest.inputs import find_inputs
from tocsin.ingest.reader import Reader
from tocsin.ingest.reads import Limits, Malformed
from tocsin.ingest.seeds import SEEDS
from tocsin.logs import configure_logs
from tocsin.plugins.discovery import load
from tocsin.records import Article, DeadLetter
from tocsin.settings import load_settings
from tocsin.topics.table import DEADLETTERS

TOGETHER = 32
"""Articles handed over at once, so that agents which read in batches can."""


@click.command()
@click.argument("agents")
@click.argument("files", nargs=-1)
@click.option("--topic", "topics", multiple=True, help="Print only what goes to this topic; may be repeated.")
@click.option(
    "--explain", is_flag=True, help="Print instead, in words, why the agent emits what it emits; one agent only."
)
def command(agents: str, files: tuple[str, ...], topics: tuple[str, ...], *, explain: bool) -> None:
    """Run AGENTS (joined by +) in memory over article FILES, and print each record they emit as a line of JSON.

    Files are .txt, .jsonl, .jsonl.gz or .jsonl.zst, folders, or - for JSON lines on stdin; without any, the seed articles
    are taken. A record that fails is reported on stderr, and the exit status is then 1.

    \b
    tocsin try casualties
    tocsin try dedup+casualties+tolls archive.jsonl --topic tolls
    tocsin try casualties article.txt --explain
    """
    files = files or (str(SEEDS),)
    settings = load_settings()
    configure_logs(settings)
    classes = [load(name) for name in agents.split("+")]
    chosen = [built(agent_class, settings) for agent_class in classes]
    if explain:
        sys.exit(1 if explained(chosen, files, settings) else 0)
    failures = 0
    with MemoryEngine(chosen) as engine:
        entry = _entry(engine)
        written = dict.fromkeys(topic.name for spec in engine.wiring.specs for topic in spec.outputs)
        for topic in topics:
            if topic not in written:
                raise WiringError(f"{agents} does not write to {topic!r}.", hint=f"It writes to: {', '.join(written)}.")
        shown = {*(topics or written), DEADLETTERS.name}
        articles: list[Article] = []
        for read in Reader(find_inputs(files), limits=Limits.of(settings)).read():
            if isinstance(read, Malformed):
                failures += 1
                click.echo(f"{read.where}: {read.reason}", err=True)
                continue
            articles.append(read.article)
            if len(articles) == TOGETHER:
                failures += _feed(engine, entry, articles, shown)
                articles = []
        failures += _feed(engine, entry, articles, shown)
    sys.exit(1 if failures else 0)


def _entry(engine: MemoryEngine) -> str:
    consumed = dict.fromkeys(name for spec in engine.wiring.specs for name in spec.inputs)
    of_articles = [name for name in consumed if engine.wiring.topic(name).record is Article]
    unwritten = [name for name in of_articles if not engine.wiring.writers(name)]
    if not of_articles:
        raise WiringError(
            f"None of these agents reads articles; they read {', '.join(consumed)}.",
            hint="Join them with those before them: tocsin try casualties+tolls FILE.",
        )
    return (unwritten or of_articles)[0]


def _feed(engine: MemoryEngine, entry: str, articles: list[Article], shown: set[str]) -> int:
    """Process articles, print what comes of them, and give the number of failures."""
    engine.feed(entry, articles)
    failures = 0
    for message in engine.history:
        if message.topic not in shown:
            continue
        if message.topic == DEADLETTERS.name:
            failures += 1
            letter = DeadLetter.from_headers(message.headers)
            where = f"{letter.topic}[{letter.partition}]@{letter.offset}"
            raised = f" ({letter.raised})" if letter.raised else ""
            click.echo(f"{letter.agent} failed on {where}: {letter.error}: {letter.message}{raised}", err=True)
        else:
            click.echo(message.value)
    engine.forget_history()
    return failures

"""`tocsin dead`: the dead letters."""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from tocsin.cli.kafka import reach
from tocsin.cli.moments import Moment
from tocsin.delivery.rendering import plain
from tocsin.records.codec import dump_json
from tocsin.settings import load_settings

if TYPE_CHECKING:  # they load aiokafka, which `--help` need not wait for
    from tocsin.delivery.deadletters import Buried, Choice

SHOWN_BYTES = 2_000

NONE_FIT = "No dead letter that is waiting fits; `tocsin dead list --count` counts them all by agent, topic and error."


def _filters(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in (
        click.option("--until", type=Moment(), help="Only those buried before then."),
        click.option("--since", type=Moment(), help="Only those buried since then: 2h, 3d, 2026-11-25T08:00:00Z."),
        click.option("--text", help="Only those whose message holds this text."),
        click.option("--error", help="Only those with this error class."),
        click.option("--topic", help="Only records that were on this topic."),
        click.option("--agent", help="Only those that this agent failed on."),
    ):
        command = option(command)
    return command


def _dry_run(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option("--dry-run", is_flag=True, help="Only say which letters are meant.")(command)


@click.group()
def command() -> None:
    """Look at records that agents could not process, send them again, or give them up.

    \b
    tocsin dead list --agent casualties --since 2h
    tocsin dead list --count
    tocsin dead retry --agent casualties --dry-run
    """


@command.command("list")
@click.argument("ids", nargs=-1, metavar="[ID...]")
@_filters
@click.option("--all", "everything", is_flag=True, help="Also those sent again or given up.")
@click.option("--count", "counting", is_flag=True, help="Only count them, by agent, topic and error.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON lines.")
def list_(*, ids: tuple[str, ...], everything: bool, counting: bool, as_json: bool, **filters: object) -> None:
    """List the dead letters that are waiting, the oldest first.

    An ID may be the beginning of one.
    """
    choice = _choice(filters, ids=ids, everything=everything)
    found = asyncio.run(_count(choice, as_json=as_json) if counting else _list(choice, as_json=as_json))
    if not found and not as_json:
        chosen = ids or any(value is not None for value in filters.values())
        click.echo(NONE_FIT if chosen else "No dead letters are waiting.", err=True)


async def _list(choice: Choice, *, as_json: bool) -> int:
    found = 0
    async for buried in _read(choice):
        click.echo(_json(buried) if as_json else _line(buried))
        found += 1
    return found


async def _count(choice: Choice, *, as_json: bool) -> int:
    counts: Counter[tuple[str, str, str]] = Counter()
    async for buried in _read(choice):
        counts[buried.letter.agent, buried.letter.topic, buried.letter.error] += 1
    for (agent, topic, error), count in counts.most_common():
        if as_json:
            click.echo(dump_json({"count": count, "agent": agent, "topic": topic, "error": error}))
        else:
            click.echo(plain(f"{count:>8,}  {agent:<12} {topic or '-':<24} {error}"))
    return sum(counts.values())


def _json(buried: Buried) -> bytes:
    return dump_json(
        {"id": buried.id, "at": buried.at.isoformat(), "handled": buried.handled, "reason": _reason(buried)}
    )


def _reason(buried: Buried) -> dict[str, Any]:
    """Give what the letter says, without the id of the record: a letter is shown with one id, its own."""
    return buried.letter.model_dump(mode="json", exclude={"id"})


def _line(buried: Buried) -> str:
    letter = buried.letter
    tries = f" (attempt {letter.attempts})" if letter.attempts > 1 else ""
    state = f" [{buried.handled}]" if buried.handled else ""
    return plain(f"{buried.id}  {letter.agent:<12} {buried.where:<24} {letter.error}: {letter.message}{tries}{state}")


@command.command()
@click.argument("letter_id", metavar="ID")
@click.option("--raw", is_flag=True, help="Write its content and nothing else, byte for byte.")
def show(*, letter_id: str, raw: bool) -> None:
    """Show one dead letter: why it failed, and what it holds.

    \b
    tocsin dead show 3f2a --raw > line.jsonl     to mend a line that could not be read, and replay it
    """
    buried = asyncio.run(_one(letter_id))
    value = buried.value or b""
    if raw:
        click.get_binary_stream("stdout").write(value)
        return
    click.echo(dump_json({"id": buried.id, **_reason(buried)}, indent=True))
    for name, content in buried.headers:
        click.echo(plain(f"{name}: {content.decode('utf-8', 'replace')}"))
    click.echo(plain(value[:SHOWN_BYTES].decode("utf-8", "replace")))
    if len(value) > SHOWN_BYTES:
        click.echo(f"... {len(value):,} bytes in all", err=True)


@command.command()
@click.argument("ids", nargs=-1, metavar="[ID...]")
@_filters
@click.option("--force", is_flag=True, help="Also those that have failed five times.")
@_dry_run
def retry(*, ids: tuple[str, ...], force: bool, dry_run: bool, **filters: object) -> None:
    """Send dead letters again, to the agent that failed on them and no other.

    Name them by ID, or choose them by the options. Those that can never be sent again are told and left.
    """
    sent, refused = asyncio.run(_retry(_chosen(ids, filters), force=force, dry_run=dry_run))
    click.echo(f"{sent:,} {'would be ' if dry_run else ''}sent again.", err=True)
    sys.exit(1 if refused else 0)


async def _retry(choice: Choice, *, force: bool, dry_run: bool) -> tuple[int, int]:
    from tocsin.delivery.resending import Handling  # noqa: PLC0415 - see above

    settings = load_settings()
    refused = 0
    async with Handling(settings, reach(settings), dry_run=dry_run) as handling:
        async for buried in _read(await _by_whole_ids(choice)):
            reason = buried.refusal(force=force) or handling.absent(buried)
            refused += bool(reason)
            if reason:
                click.echo(plain(f"{buried.id}: {reason}."), err=True)
                continue
            await handling.retry(buried)
            if dry_run:
                click.echo(_line(buried))
    return handling.done, refused


@command.command()
@click.argument("ids", nargs=-1, metavar="[ID...]")
@_filters
@_dry_run
def drop(*, ids: tuple[str, ...], dry_run: bool, **filters: object) -> None:
    """Give dead letters up: they are no longer listed, and stay on their topic as long as it keeps them."""
    count = asyncio.run(_drop(_chosen(ids, filters), dry_run=dry_run))
    click.echo(f"{count:,} {'would be ' if dry_run else ''}given up.", err=True)


async def _drop(choice: Choice, *, dry_run: bool) -> int:
    from tocsin.delivery.resending import Handling  # noqa: PLC0415 - see above

    settings = load_settings()
    async with Handling(settings, reach(settings), dry_run=dry_run) as handling:
        async for buried in _read(await _by_whole_ids(choice)):
            if buried.handled:
                continue
            await handling.drop(buried)
            if dry_run:
                click.echo(_line(buried))
    return handling.done


def _choice(filters: Mapping[str, Any], *, ids: tuple[str, ...] = (), everything: bool = False) -> Choice:
    from tocsin.delivery.deadletters import Choice  # noqa: PLC0415 - see above

    return Choice(**filters, ids=ids, everything=everything)


def _chosen(ids: tuple[str, ...], filters: Mapping[str, Any]) -> Choice:
    # Those that are named are told of when they were handled before.
    choice = _choice(filters, ids=ids, everything=bool(ids))
    if choice.is_open:
        raise click.UsageError(
            "Name dead letters by ID, or choose them with --agent, --topic, --error, --text or --since."
        )
    return choice


async def _by_whole_ids(choice: Choice) -> Choice:
    from tocsin.delivery.deadletters import named  # noqa: PLC0415 - see above

    settings = load_settings()
    return replace(choice, ids=await named(settings, reach(settings), choice.ids)) if choice.ids else choice


async def _one(letter_id: str) -> Buried:
    choice = await _by_whole_ids(_choice({}, ids=(letter_id,), everything=True))
    [found] = [buried async for buried in _read(choice)]
    return found


def _read(choice: Choice) -> AsyncIterator[Buried]:
    from tocsin.delivery.deadletters import read_letters  # noqa: PLC0415 - see above

    settings = load_settings()
    return read_letters(settings, reach(settings), choice)

"""`tocsin dead`: the dead letters."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import click

from tocsin.cli.kafka import reach
from tocsin.delivery.rendering import plain
from tocsin.errors import InputError
from tocsin.records.codec import dump_json
from tocsin.settings import load_settings

if TYPE_CHECKING:  # it loads aiokafka, which `--help` need not wait for
    from tocsin.delivery.deadletters import Buried

SHOWN_BYTES = 2_000


def _filters(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in (
        click.option("--error", help="Only those with this error class."),
        click.option("--topic", help="Only records that were on this topic."),
        click.option("--agent", help="Only those that this agent failed on."),
    ):
        command = option(command)
    return command


@click.group()
def command() -> None:
    """Look at records that agents could not process, send them again, or give them up.

    \b
    tocsin dead list --agent casualties
    tocsin dead retry --agent casualties
    """


@command.command("list")
@_filters
@click.option("--all", "everything", is_flag=True, help="Also those sent again or given up.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON lines.")
def list_(*, everything: bool, as_json: bool, **filters: str | None) -> None:
    """List the dead letters that are waiting, the oldest first."""
    found = [b for b in _read(filters) if everything or not b.handled]
    for buried in found:
        letter = buried.letter
        if as_json:
            click.echo(
                dump_json({"id": buried.id, "handled": buried.handled, "reason": letter.model_dump(mode="json")})
            )
            continue
        where = f"{letter.topic}[{letter.partition}]@{letter.offset}" if letter.topic else letter.where
        tries = f" (attempt {letter.attempts})" if letter.attempts > 1 else ""
        state = f" [{buried.handled}]" if buried.handled else ""
        click.echo(plain(f"{buried.id}  {letter.agent:<12} {where:<24} {letter.error}: {letter.message}{tries}{state}"))
    if not found and not as_json:
        click.echo("No dead letters are waiting.", err=True)


@command.command()
@click.argument("letter_id", metavar="ID")
def show(letter_id: str) -> None:
    """Show one dead letter: why it failed, and what it holds."""
    [buried] = _named(_read({}), (letter_id,))
    click.echo(dump_json(buried.letter.model_dump(mode="json"), indent=True))
    for name, value in buried.headers:
        click.echo(plain(f"{name}: {value.decode('utf-8', 'replace')}"))
    value = buried.value or b""
    click.echo(plain(value[:SHOWN_BYTES].decode("utf-8", "replace")))
    if len(value) > SHOWN_BYTES:
        click.echo(f"... {len(value):,} bytes in all", err=True)


@command.command()
@click.argument("ids", nargs=-1, metavar="[ID...]")
@_filters
@click.option("--force", is_flag=True, help="Also those that have failed five times.")
def retry(*, ids: tuple[str, ...], force: bool, **filters: str | None) -> None:
    """Send dead letters again, to the agent that failed on them and no other.

    Name them by ID, or choose them by the options. Those that can never be sent again are told and left.
    """
    from tocsin.delivery.deadletters import send_again  # noqa: PLC0415 - see above

    chosen = _chosen(ids, filters)
    possible = [buried for buried in chosen if not buried.refusal()]
    for buried in chosen:
        if buried.refusal():
            click.echo(f"{buried.id}: {buried.refusal()}.", err=True)
    settings = load_settings()
    asyncio.run(send_again(settings, reach(settings), possible, force=force))
    click.echo(f"{len(possible)} sent again.", err=True)
    sys.exit(0 if len(possible) == len(chosen) else 1)


@command.command()
@click.argument("ids", nargs=-1, metavar="[ID...]")
@_filters
def drop(*, ids: tuple[str, ...], **filters: str | None) -> None:
    """Give dead letters up: they are no longer listed, and stay on their topic as long as it keeps them."""
    from tocsin.delivery.deadletters import give_up  # noqa: PLC0415 - see above

    chosen = _chosen(ids, filters)
    settings = load_settings()
    asyncio.run(give_up(settings, reach(settings), chosen))
    click.echo(f"{len(chosen)} given up.", err=True)


def _read(filters: dict[str, str | None]) -> list[Buried]:
    from tocsin.delivery.deadletters import read_letters  # noqa: PLC0415 - see above

    settings = load_settings()
    letters = asyncio.run(read_letters(settings, reach(settings)))
    wanted = {name: value for name, value in filters.items() if value is not None}
    return [b for b in letters if all(getattr(b.letter, name) == value for name, value in wanted.items())]


def _chosen(ids: Sequence[str], filters: dict[str, str | None]) -> list[Buried]:
    if not ids and not any(filters.values()):
        raise click.UsageError("Name dead letters by ID, or choose them with --agent, --topic or --error.")
    letters = [buried for buried in _read(filters) if not buried.handled]
    return _named(letters, ids) if ids else letters


def _named(letters: Sequence[Buried], ids: Sequence[str]) -> list[Buried]:
    known = {buried.id: buried for buried in letters}
    missing = [letter_id for letter_id in ids if letter_id not in known]
    if missing:
        raise InputError(
            f"No dead letter has the id {', '.join(missing)}.",
            hint="`tocsin dead list --all` lists them with their ids.",
        )
    return [known[letter_id] for letter_id in ids]

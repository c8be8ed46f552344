"""`tocsin seeds`: the two articles of the demo as files, to try things on."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from tocsin.errors import InputError
from tocsin.ingest.seeds import SEEDS


@click.command()
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("seeds"),
    show_default=True,
    help="Folder to write them to.",
)
def command(into: Path) -> None:
    """Write the seed articles, two reports of one day, and what is known about them, as files.

    A file that is there already is left alone.

    \b
    tocsin seeds
    tocsin replay seeds/
    """
    try:
        into.mkdir(parents=True, exist_ok=True)
        for source in sorted(SEEDS.iterdir()):
            if not (into / source.name).exists():
                shutil.copyfile(source, into / source.name)
            click.echo(into / source.name)
    except OSError as error:
        raise InputError(
            f"The seed articles cannot be written to {into}: {error.strerror}.", hint="--into names another folder."
        ) from error

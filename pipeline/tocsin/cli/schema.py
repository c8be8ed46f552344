"""`tocsin schema`: the JSON Schemas of the records."""

from __future__ import annotations

import click

from tocsin.cli.wiring import load_each
from tocsin.errors import InputError
from tocsin.plugins.wiring import Wiring
from tocsin.records.codec import dump_json


@click.command()
@click.argument("record", required=False)
def command(record: str | None) -> None:
    """Print the JSON Schema of RECORD (article, claim, toll, alert, ...), or of all, by topic.

    \b
    tocsin schema claim
    tocsin schema > schemas.json
    """
    topics = Wiring([agent.spec for agent in load_each(())]).topics()
    if record is None:
        schemas = {t.name: t.record.model_json_schema(mode="serialization") for t in topics}
        click.echo(dump_json(schemas, indent=True))
        return
    classes = {topic.record.__name__.lower(): topic.record for topic in topics}
    if record.lower() not in classes:
        raise InputError(f"There is no record {record!r}.", hint=f"There are: {', '.join(sorted(classes))}.")
    click.echo(dump_json(classes[record.lower()].model_json_schema(mode="serialization"), indent=True))

"""`tocsin schema`: the JSON Schemas of the records, AsyncAPI, and whether they still fit."""

from __future__ import annotations

import importlib.metadata
import sys
from pathlib import Path
from typing import Any

import click

from tocsin.cli.wiring import load_each
from tocsin.errors import InputError
from tocsin.plugins.asyncapi import describe, payloads
from tocsin.plugins.compatibility import breaking_changes
from tocsin.plugins.wiring import Wiring
from tocsin.records.codec import dump_json, parse_json
from tocsin.settings import load_settings

CHECK = "check"


@click.command()
@click.argument("record", required=False)
@click.argument("old", required=False, type=click.Path(path_type=Path))
@click.option("--asyncapi", is_flag=True, help="Print an AsyncAPI 3.0 document of all topics and agents.")
def command(record: str | None, old: Path | None, *, asyncapi: bool) -> None:
    """Print the JSON Schema of RECORD (article, claim, toll, alert, ...), or of all, by topic.

    With `check` for RECORD, compare with an OLD file that this command has printed, schemas by topic or AsyncAPI: fields
    that are gone, types that have become narrower and fields that have become required are told, and the exit status is 1.

    \b
    tocsin schema claim
    tocsin schema --asyncapi > asyncapi.json
    tocsin schema check asyncapi.json
    """
    if (old is not None) != (record == CHECK) or (asyncapi and record):
        raise click.UsageError("Give one RECORD, or `check OLD.json`, or --asyncapi.")
    wiring = Wiring([agent.spec for agent in load_each(())])
    if old is not None:
        sys.exit(_check(wiring, old))
    if asyncapi:
        version = importlib.metadata.version("tocsin")
        click.echo(dump_json(describe(wiring, prefix=load_settings().prefix, version=version), indent=True))
    elif record is None:
        click.echo(dump_json(_by_topic(wiring), indent=True))
    else:
        click.echo(dump_json(_of_record(wiring, record), indent=True))


def _by_topic(wiring: Wiring) -> dict[str, dict[str, Any]]:
    return {t.name: t.record.model_json_schema(mode="serialization") for t in wiring.topics()}


def _of_record(wiring: Wiring, record: str) -> dict[str, Any]:
    classes = {topic.record.__name__.lower(): topic.record for topic in wiring.topics()}
    if record.lower() not in classes:
        raise InputError(f"There is no record {record!r}.", hint=f"There are: {', '.join(sorted(classes))}.")
    return classes[record.lower()].model_json_schema(mode="serialization")


def _check(wiring: Wiring, path: Path) -> int:
    """Tell what breaks with an old file, and give the exit status."""
    before, now = _read(path), _by_topic(wiring)
    broken = 0
    for topic, schema in before.items():
        try:
            changes = breaking_changes(schema, now[topic]) if topic in now else ["the topic is gone"]
        except (KeyError, TypeError, AttributeError):
            raise InputError(f"{path}: what it says of {topic} is no JSON Schema.") from None
        broken += len(changes)
        for change in changes:
            click.echo(f"{topic}: {change}.")
    if not broken:
        click.echo(f"Nothing breaks: {len(before)} topics are as they were, or have grown.")
    return 1 if broken else 0


def _read(path: Path) -> dict[str, dict[str, Any]]:
    try:
        document = parse_json(path.read_bytes(), where=str(path))
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.") from None
    found = _by_topic_of(document)
    if found is None:
        raise InputError(
            f"{path} holds neither schemas by topic nor AsyncAPI.",
            hint="`tocsin schema > schemas.json` writes one, `tocsin schema --asyncapi` the other.",
        )
    # A dead letter's value is whatever failed, so AsyncAPI says nothing of it.
    return {topic: schema for topic, schema in found.items() if "$ref" in schema or "properties" in schema}


def _by_topic_of(document: Any) -> dict[str, dict[str, Any]] | None:  # noqa: ANN401 - whatever the file holds
    try:
        found = payloads(document) if "asyncapi" in document else document
        return found if all(isinstance(schema, dict) for schema in found.values()) else None
    except (KeyError, TypeError, AttributeError):
        return None

"""`tocsin doctor`: whether everything is there that a run needs."""

from __future__ import annotations

import asyncio
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import click

from tocsin.access.secrets import read_by_others, redacted
from tocsin.cli.kafka import embedded, reach
from tocsin.cli.wiring import built, wired_with
from tocsin.delivery.notify.service import services
from tocsin.delivery.webhooks.endpoint import endpoints
from tocsin.errors import PluginError, TocsinError
from tocsin.ingest.feeds.feed import feeds_of
from tocsin.plugins.discovery import load_all
from tocsin.records.codec import dump_json
from tocsin.settings import Settings, load_settings
from tocsin.settings.loading import setting_variable
from tocsin.settings.strangers import announced_agents, strange_tables, strange_variables
from tocsin.topics.admin import TopicAdmin, declared_topics

ENOUGH_BYTES = 2 * 1024**3
"""Free disk below which a warning is due: Kafka's logs and a day of news fit into less."""

COLOURS = {"ok": None, "warn": "yellow", "FAIL": "red"}

OLDEST_PYTHON = (3, 11)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(*, as_json: bool) -> None:
    """Check Python, settings, agents and their models, feeds, recipients, Kafka, topics and disk. Exits with 1 when something is amiss.

    \b
    tocsin doctor
    tocsin doctor --json
    """
    settings = load_settings()
    checks: dict[str, Callable[[Settings], str]] = {
        "python": _python,
        "settings": _settings,
        "secrets": _secrets,
        "agents": _agents,
        "feeds": _feeds,
        "recipients": _recipients,
        "kafka parts": _parts,
        "kafka": _kafka,
        "topics": _topics,
        "disk": _disk,
    }
    rows = []
    for name, check in checks.items():
        try:
            rows.append({"check": name, "ok": True, "found": check(settings), "hint": ""})
        except _RemarkError as remark:
            rows.append({"check": name, "ok": True, "found": remark.message, "hint": remark.hint})
        except TocsinError as error:
            rows.append({"check": name, "ok": False, "found": redacted(error.message), "hint": redacted(error.hint)})
    if as_json:
        click.echo(dump_json(rows, indent=True))
    else:
        for row in rows:
            grade = "FAIL" if not row["ok"] else "warn" if row["hint"] else "ok"
            click.secho(f"{grade:<4} {row['check']:<12} {row['found']}", fg=COLOURS[grade])
            if row["hint"]:
                click.echo(f"{'':<18}{row['hint']}")
    sys.exit(0 if all(row["ok"] for row in rows) else 1)


class _RemarkError(TocsinError):
    """Something that works, and should all the same not be so."""


def _python(_settings: Settings) -> str:
    if sys.version_info < OLDEST_PYTHON:
        raise TocsinError(f"Python {platform.python_version()} is too old.", hint="Tocsin needs 3.11 or newer.")
    return f"{platform.python_version()} ({sys.executable})"


def _settings(settings: Settings) -> str:
    kafka = settings.bootstrap_servers or "embedded"
    password = ", password set" if settings.password else ""
    found = f"Kafka {kafka} ({settings.security_protocol}{password}), prefix {settings.prefix!r}"
    if strange := strange_variables([setting_variable(name) for name in Settings.model_fields], announced_agents()):
        raise _RemarkError(
            f"{found}; {', '.join(strange)}: no such setting.", hint="`tocsin agents NAME` lists an agent's."
        )
    return found


def _secrets(settings: Settings) -> str:
    files = [path for path in _secret_files(settings) if path.exists()]
    open_ones = [str(path) for path in files if read_by_others(path)]
    if open_ones:
        raise _RemarkError(
            f"Other users may read {', '.join(open_ones)}.", hint=f"Keep them out: chmod 600 {' '.join(open_ones)}"
        )
    return f"{len(files)} files, which nobody else may read" if files else "none in files"


def _secret_files(settings: Settings) -> tuple[Path, ...]:
    """Give the files in which secrets are kept: passwords, tokens, keys of certificates and of webhooks, of agents too."""
    own = [
        settings.sasl_password_file,
        settings.ssl_key_password_file,
        settings.ingest_token_file,
        settings.ssl_keyfile,
    ]
    hooks = [Path(str(table["secret_file"])) for table in settings.webhooks if table.get("secret_file")]
    agents = [
        Path(value) for name, value in os.environ.items() if name.startswith("TOCSIN_") and name.endswith("_FILE")
    ]
    return tuple(dict.fromkeys(path for path in (*own, *hooks, *agents) if path is not None))


def _agents(settings: Settings) -> str:
    ready = []
    for agent_class in load_all():
        name = agent_class.spec.name
        try:
            agent = built(agent_class, settings)
            agent.open()
            agent.close()
        except TocsinError:
            raise
        except Exception as error:
            raise PluginError(f"Agent {name} does not start: {type(error).__name__}: {error}.") from error
        ready.append(name)
    found = f"{', '.join(ready)} load, with their models"
    if strange := strange_tables(settings, (*announced_agents(), *ready)):
        tables = ", ".join(f"[agents.{name}]" for name in strange)
        raise _RemarkError(f"{found}; {tables}: no such agent is installed.", hint="Right only for a loose agent.")
    return found


def _feeds(settings: Settings) -> str:
    return f"{len(feeds_of(settings))} to follow"


def _recipients(settings: Settings) -> str:
    hooks, told = endpoints(settings), services(settings)
    for endpoint in hooks:
        endpoint.keys()
    for service in told:
        service.address()
    return f"{len(hooks)} webhooks, {len(told)} services to notify"


def _parts(settings: Settings) -> str:
    if settings.bootstrap_servers:
        return "not needed: KAFKA_BOOTSTRAP_SERVERS is set"
    parts = embedded(settings).ensure_parts()
    return f"Apache Kafka {parts.version} and Java {parts.java.major} are there and as they should be"


def _kafka(settings: Settings) -> str:
    bootstrap = reach(settings)
    asyncio.run(TopicAdmin(settings, bootstrap).drift(()))
    return f"answers at {bootstrap}"


def _topics(settings: Settings) -> str:
    declared = declared_topics(wired_with([]), settings)
    asyncio.run(TopicAdmin(settings, reach(settings)).check(declared))
    return f"all {len(declared)} are as declared"


def _disk(settings: Settings) -> str:
    place = settings.data_dir
    while not place.exists():
        place = place.parent
    free = shutil.disk_usage(place).free
    if free < ENOUGH_BYTES:
        raise TocsinError(
            f"Only {free / 1024**3:.1f} GiB are free at {place}.", hint="TOCSIN_DATA_DIR moves the data elsewhere."
        )
    if not _writable(place):
        raise TocsinError(f"{place} cannot be written to.", hint="TOCSIN_DATA_DIR moves the data elsewhere.")
    return f"{free / 1024**3:.0f} GiB free at {place}"


def _writable(folder: Path) -> bool:
    # Permission bits do not tell: not of a file in the place of a folder, nor to root, nor of a read-only mount.
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False

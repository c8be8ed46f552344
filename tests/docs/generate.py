"""What the pages say that the code says too is written by the code.

A page marks such a part with two comments, `<!-- generated: NAME -->` and `<!-- end -->`; `python -m tests.docs.generate` puts
the text between them in all pages, and a test finds any that has become stale.
"""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import click
from prometheus_client import CollectorRegistry
from pydantic import AliasChoices, BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from tests.docs.markdown import PAGES, ROOT
from tocsin import Part, Record
from tocsin.access.secrets import is_secret
from tocsin.cli import cli
from tocsin.delivery.notify.service import Service
from tocsin.delivery.webhooks.endpoint import Endpoint
from tocsin.engine.metrics import EngineMetrics
from tocsin.ingest.feeds.feed import Feed
from tocsin.plugins.discovery import load_all
from tocsin.plugins.graph import draw_mermaid
from tocsin.plugins.wiring import Wiring
from tocsin.settings import Settings
from tocsin.topics.table import BUILT_IN, DEADLETTERS

__all__ = ["BLOCKS", "renewed"]

BLOCK = re.compile(r"(<!-- generated: (?P<name>[a-z-]+) -->\n).*?(<!-- end -->)", re.DOTALL)

DAY_MS = 86_400_000

KAFKA_MEANINGS = {
    "security_protocol": "How clients connect to Kafka.",
    "sasl_mechanism": "How they log in, where the protocol has SASL.",
    "sasl_username": "As whom.",
    "sasl_password": "The password; a file is the better place for it.",
    "sasl_password_file": "The file that holds the password; a line end after it does not count.",
    "ssl_cafile": "PEM file of the authority that signed the brokers' certificates; not set: the system's.",
    "ssl_certfile": "PEM file of the client's own certificate, where the cluster asks for one.",
    "ssl_keyfile": "PEM file of its key.",
    "ssl_key_password": "What opens the key, where it is encrypted; a file is the better place for it.",
    "ssl_key_password_file": "The file that holds it.",
    "log_level": "The least level that is logged.",
}
"""Settings whose declaration says nothing."""

DEFAULT_FOLDERS = {"data_dir": "the user's data folder", "state_dir": "the user's state folder"}


def renewed(page: str) -> str:
    """Give the page's text with every generated part as it should be."""
    text = (ROOT / page).read_text(encoding="utf-8")
    return BLOCK.sub(lambda found: f"{found[1]}\n{BLOCKS[found['name']]()}\n\n{found[3]}", text)


def _wiring() -> Wiring:
    return Wiring([agent_class.spec for agent_class in load_all()])


def wiring() -> str:
    """Draw the installed agents with the topics between them, from files to readers."""
    ends = ["    files[/files, archives/] -- replay --> articles", "    alerts -- subscribe --> readers[/anyone/]"]
    return "\n".join(["```mermaid", draw_mermaid(_wiring()), *ends, "```"])


def topics() -> str:
    """Tabulate the topics of the installed agents."""
    found = _wiring()
    rows = [
        (
            f"`{topic.name}`",
            f"[{topic.record.__name__}](records.md#{topic.record.__name__.lower()})",
            "the original's" if topic is DEADLETTERS else f"`{topic.key}`",
            str(topic.partitions),
            f"`{topic.cleanup}`",
            "for ever" if topic.retention_ms is None else f"{topic.retention_ms // DAY_MS} days",
            ", ".join(found.writers(topic.name)) or ("replay" if topic.name == "articles" else "any"),
            topic.summary,
        )
        for topic in found.topics()
    ]
    return _table(("topic", "record", "key", "partitions", "cleanup", "kept", "written by", "what is on it"), rows)


def settings() -> str:
    """Tabulate the settings of the whole."""
    rows = [
        (f"`{_variable(name, field)}`", _key(name), _default(name, field), field.description or KAFKA_MEANINGS[name])
        for name, field in Settings.model_fields.items()
        if name not in {"agents", "feeds", "notify", "webhooks"}
    ]
    return _table(("variable", "in `tocsin.toml`", "default", "meaning"), rows)


def agent_settings() -> str:
    """Tabulate the settings of every installed agent."""
    rows = [
        (
            f"`[agents.{agent.spec.name}]`",
            f"`{name}`",
            _default(name, field),
            field.description or "",
        )
        for agent in load_all()
        if agent.spec.settings
        for name, field in agent.spec.settings.model_fields.items()
    ]
    return _table(("table", "key", "default", "meaning"), rows)


def webhooks() -> str:
    """Tabulate the keys of a `[[webhooks]]` table."""
    return _keys(Endpoint)


def notify() -> str:
    """Tabulate the keys of a `[[notify]]` table."""
    return _keys(Service)


def feeds() -> str:
    """Tabulate the keys of a `[[feeds]]` table."""
    return _keys(Feed)


def _keys(model: type[BaseModel]) -> str:
    rows = [(f"`{name}`", _default(name, each), each.description or "") for name, each in model.model_fields.items()]
    return _table(("key", "default", "meaning"), rows)


def metrics() -> str:
    """Tabulate what an agent's process tells on `/metrics`."""
    families = EngineMetrics("", "", CollectorRegistry()).families
    rows = [
        (f"`{each.name}`", each.kind.__name__.lower(), ", ".join(f"`{label}`" for label in each.labels), each.summary)
        for each in families
    ]
    return _table(("metric", "kind", "labels", "meaning"), rows)


def records() -> str:
    """Tell every field of every record, and of the parts that records are made of."""
    classes: dict[str, type[BaseModel]] = {}
    for topic in (*BUILT_IN.values(), *_wiring().topics()):
        _collect(topic.record, classes)
    kinds = sorted(classes.values(), key=lambda model: not issubclass(model, Record))
    return "\n\n".join(_model(model) for model in kinds)


def _collect(model: type[BaseModel], into: dict[str, type[BaseModel]]) -> None:
    if model.__name__ not in into:
        into[model.__name__] = model
        for field in model.model_fields.values():
            for part in _parts(field.annotation):
                _collect(part, into)


def _parts(annotation: Any) -> Iterator[type[Part]]:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        yield annotation
    for argument in get_args(annotation):
        yield from _parts(argument)


def _model(model: type[BaseModel]) -> str:
    fields = [
        (
            f"`{field.serialization_alias or name}`",
            _kind(field.annotation),
            _default(name, field),
            _meaning(model, name),
        )
        for name, field in model.model_fields.items()
    ]
    computed = [
        (f"`{name}`", _kind(field.return_type), "computed", _sentence(field.description or ""))
        for name, field in model.model_computed_fields.items()
    ]
    about = (model.__doc__ or "").strip().replace("\n    ", "\n")
    identity = _identity(model) if issubclass(model, Record) else ""
    return f"## {model.__name__}\n\n{about}\n{identity}\n" + _table(
        ("field", "type", "default", "meaning"), [*fields, *computed]
    )


def _identity(model: type[Record]) -> str:
    by = ", ".join(f"`{name}`" for name in model.identity) or "every field but `schema_version`"
    return f"\nThe id comes from {by}. CloudEvents type: `{model.cloud_event_type()}`.\n"


def _meaning(model: type[BaseModel], name: str) -> str:
    return _sentence(model.model_fields[name].description or "")


def _sentence(text: str) -> str:
    return " ".join(text.split())


def _kind(annotation: Any) -> str:
    """Say a type in words: its JSON name, the values it may have, or the part that it is."""
    if get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return ", ".join(f"`{value}`" for value in arguments)
    if origin in (Union, types.UnionType):
        return ", ".join("null" if kind is type(None) else _kind(kind) for kind in arguments)
    if origin is tuple:
        return f"list of {_kind(arguments[0])}"
    if origin is dict:
        return f"object of {_kind(arguments[1])}"
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return f"[{annotation.__name__}](#{annotation.__name__.lower()})"
    return {str: "string", int: "integer", float: "number", bool: "boolean"}[annotation]


def _variable(name: str, field: FieldInfo) -> str:
    alias = field.validation_alias
    return str(alias.choices[0]) if isinstance(alias, AliasChoices) else f"TOCSIN_{name.upper()}"


def _key(name: str) -> str:
    return "" if is_secret(Settings.model_fields[name].annotation) else f"`{name}`"


def _default(name: str, field: FieldInfo) -> str:
    if name in DEFAULT_FOLDERS:
        return DEFAULT_FOLDERS[name]
    default = field.get_default(call_default_factory=True)
    if default is PydanticUndefined:
        return "required"
    if isinstance(default, BaseModel):
        return f"an empty {type(default).__name__}"
    if isinstance(default, Mapping) and default:
        return "; ".join(f"{key}: {_plain(value)}" for key, value in default.items())
    return "" if default is None or default == "" or default in ((), {}) else f"`{_plain(default)}`"


def _plain(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {number:,}" for key, number in value.items())
    if isinstance(value, tuple):
        return ", ".join(map(_plain, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def commands() -> str:
    """Give the help of every command, as it prints it."""
    return "\n\n".join(_help("tocsin", cli, None))


def _help(name: str, command: click.Command, parent: click.Context | None) -> Iterator[str]:
    context = click.Context(command, parent=parent, info_name=name, terminal_width=80, **command.context_settings)
    yield f"## {context.command_path}\n\n```text\n{command.get_help(context)}\n```"
    if isinstance(command, click.Group):
        for each in command.list_commands(context):
            found = command.get_command(context, each)
            assert found is not None
            yield from _help(each, found, context)


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '&#124;') for cell in line)} |" for line in lines)


BLOCKS: dict[str, Callable[[], str]] = {
    "agent-settings": agent_settings,
    "commands": commands,
    "feeds": feeds,
    "metrics": metrics,
    "records": records,
    "settings": settings,
    "topics": topics,
    "notify": notify,
    "webhooks": webhooks,
    "wiring": wiring,
}
"""What can be generated, by the name that pages use."""


def main() -> None:
    """Renew all pages."""
    for page in PAGES:
        path = ROOT / page
        if path.read_text(encoding="utf-8") != (text := renewed(page)):
            path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()

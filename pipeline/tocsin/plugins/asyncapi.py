"""The topics as an AsyncAPI 3.0 document: what anyone needs to read and write them without this code.

CloudEvents headers are a message trait; keys, partitions, cleanup and consumer groups are Kafka bindings 0.5.0; records are
JSON Schemas. https://www.asyncapi.com/docs/reference/specification/v3.0.0
"""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import models_json_schema

from tocsin.plugins.spec import Spec
from tocsin.plugins.wiring import Wiring
from tocsin.records import DeadLetter
from tocsin.topics.table import DEADLETTERS, Topic

__all__ = ["describe", "payloads"]

BINDING = "0.5.0"

Schema = dict[str, Any]


def describe(wiring: Wiring, *, prefix: str, version: str) -> Schema:
    """Give the document. `prefix` is what every topic and group on the broker starts with."""
    schemas, references = _schemas(wiring)
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Tocsin",
            "version": version,
            "description": "News articles, and what is read out of them about people killed, injured, missing or displaced.",
        },
        "defaultContentType": "application/json",
        "channels": {topic.name: _channel(topic, prefix) for topic in wiring.topics()},
        "operations": {
            name: operation for spec in wiring.specs for name, operation in _operations(spec, prefix).items()
        },
        "components": {
            "messages": {topic.name: _message(topic, references[topic.name]) for topic in wiring.topics()},
            "messageTraits": {"cloudEvents": _cloud_events()},
            "schemas": schemas,
        },
    }


def payloads(document: Schema) -> dict[str, Schema]:
    """Give the schema of the records on each topic of a document, each able to stand alone."""
    messages, components = document["components"]["messages"], {"schemas": document["components"]["schemas"]}
    return {name: {**message["payload"], "components": components} for name, message in messages.items()}


def _schemas(wiring: Wiring) -> tuple[Schema, dict[str, Schema]]:
    topics = [topic for topic in wiring.topics() if topic.name != DEADLETTERS.name]
    records = list(dict.fromkeys(topic.record for topic in topics))
    by_record, found = models_json_schema(
        [(record, "serialization") for record in records], ref_template="#/components/schemas/{model}"
    )
    references: dict[str, Schema] = {topic.name: by_record[topic.record, "serialization"] for topic in topics}
    references[DEADLETTERS.name] = {"description": "The value of the record that failed, as it was."}
    return found.get("$defs", {}), references


def _channel(topic: Topic, prefix: str) -> Schema:
    configuration: Schema = {"cleanup.policy": topic.cleanup.split(",")}
    configuration["retention.ms"] = -1 if topic.retention_ms is None else topic.retention_ms
    return {
        "address": f"{prefix}{topic.name}",
        "description": topic.summary or f"{topic.record.__name__} records.",
        "messages": {topic.record.__name__: {"$ref": f"#/components/messages/{topic.name}"}},
        "bindings": {
            "kafka": {
                "topic": f"{prefix}{topic.name}",
                "partitions": topic.partitions,
                "topicConfiguration": configuration,
                "bindingVersion": BINDING,
            }
        },
    }


def _message(topic: Topic, payload: Schema) -> Schema:
    key = f"The field `{topic.key}` of the record."
    message: Schema = {
        "name": topic.record.__name__,
        "title": topic.summary or topic.record.__name__,
        "contentType": "application/json",
        "payload": payload,
        "traits": [{"$ref": "#/components/messageTraits/cloudEvents"}],
    }
    if topic.name == DEADLETTERS.name:
        key = "The key of the record that failed."
        message["headers"] = _texts(dict.fromkeys(_letter_headers(), "Why the record failed."))
    message["bindings"] = {"kafka": {"key": {"type": "string", "description": key}, "bindingVersion": BINDING}}
    return message


def _operations(spec: Spec, prefix: str) -> dict[str, Schema]:
    received = {f"{spec.name}.receive.{name}": ("receive", name) for name in spec.inputs}
    sent = {f"{spec.name}.send.{topic.name}": ("send", topic.name) for topic in spec.outputs}
    group = {"type": "string", "enum": [f"{prefix}{spec.name}"]}
    return {
        name: {
            "action": action,
            "channel": {"$ref": f"#/channels/{topic}"},
            "summary": spec.summary,
            "tags": [{"name": spec.name, "description": f"Agent {spec.name}, version {spec.version}."}],
        }
        | ({"bindings": {"kafka": {"groupId": group, "bindingVersion": BINDING}}} if action == "receive" else {})
        for name, (action, topic) in (received | sent).items()
    }


def _cloud_events() -> Schema:
    meanings = {
        "ce_specversion": "CloudEvents version, 1.0.",
        "ce_id": "The id of the record, derived from its content.",
        "ce_type": "What kind of record it is.",
        "ce_source": "Who wrote it: `tocsin/` and the agent, or `tocsin/replay`.",
        "ce_time": "When the article was published or came in, ISO 8601.",
        "ce_causationid": "The id of the record that this one was derived from.",
        "content-type": "application/json",
        "traceparent": "W3C Trace Context; one trace for an article and all that is derived from it.",
        "x-tocsin-from": "Where the record stands that this one was derived from: topic[partition]@offset.",
        "x-tocsin-entered": "When the article that all began with was written to Kafka, RFC 3339 with milliseconds.",
    }
    return {
        "name": "cloudEvents",
        "summary": "Headers of the CloudEvents Kafka binding 1.0, binary mode.",
        "headers": _texts(meanings) | {"required": ["ce_specversion", "ce_id", "ce_type", "ce_source"]},
    }


def _texts(meanings: dict[str, str]) -> Schema:
    properties = {name: {"type": "string", "description": meaning} for name, meaning in meanings.items()}
    return {"type": "object", "properties": properties}


def _letter_headers() -> list[str]:
    """Name the headers of a dead letter, by writing one that has them all."""
    full = DeadLetter(
        topic="-", partition=0, offset=0, where="-", agent="-", version="-", error="-", message="-", failed_at="-"
    )
    return [name for name, _ in full.headers()]

"""The AsyncAPI document keeps to AsyncAPI 3.0, and tells the truth about messages."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import create_model

from tocsin import AnyRecord, Article, Claim, DeadLetter, Record, Spec, Topic
from tocsin.engine.messages import Incoming, headers_for, message_for
from tocsin.plugins.asyncapi import describe, payloads
from tocsin.plugins.compatibility import breaking_changes
from tocsin.plugins.discovery import load_all
from tocsin.plugins.wiring import Wiring
from tocsin.topics.table import ARTICLES, BUILT_IN, CLAIMS

REF = {"type": "object", "required": ["$ref"], "properties": {"$ref": {"type": "string", "pattern": "^#/"}}}


def named(pattern: str, values: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "patternProperties": {pattern: values}, "additionalProperties": False}


def fixed(required: list[str], **properties: Any) -> dict[str, Any]:
    """Describe an object that has no other fields than these; `x-...` are allowed everywhere in AsyncAPI."""
    return {
        "type": "object",
        "required": required,
        "properties": properties,
        "patternProperties": {"^x-": {}},
        "additionalProperties": False,
    }


TEXT = {"type": "string"}
KAFKA_MESSAGE = fixed(
    [], key={"type": "object"}, schemaIdLocation={"enum": ["header", "payload"]}, bindingVersion={"const": "0.5.0"}
)
KAFKA_OPERATION = fixed([], groupId={"type": "object"}, clientId={"type": "object"}, bindingVersion={"const": "0.5.0"})
KAFKA_CHANNEL = fixed(
    [],
    topic=TEXT,
    partitions={"type": "integer", "minimum": 1},
    replicas={"type": "integer", "minimum": 1},
    topicConfiguration=fixed(
        [],
        **{
            "cleanup.policy": {"type": "array", "items": {"enum": ["compact", "delete"]}},
            "retention.ms": {"type": "integer", "minimum": -1},
        },
    ),
    bindingVersion={"const": "0.5.0"},
)
TRAIT = {
    "headers": {"type": "object"},
    "name": TEXT,
    "title": TEXT,
    "summary": TEXT,
    "description": TEXT,
    "contentType": TEXT,
    "bindings": fixed([], kafka=KAFKA_MESSAGE),
}
ASYNCAPI = fixed(
    ["asyncapi", "info"],
    asyncapi={"const": "3.0.0"},
    id={"type": "string", "format": "uri"},
    info=fixed(["title", "version"], title=TEXT, version=TEXT, description=TEXT),
    defaultContentType=TEXT,
    channels=named(
        r"^[\w.\-]+$",
        fixed(
            [],
            address={"type": ["string", "null"]},
            title=TEXT,
            description=TEXT,
            messages=named(r"^[\w.\-]+$", REF),
            bindings=fixed([], kafka=KAFKA_CHANNEL),
        ),
    ),
    operations=named(
        r"^[\w.\-]+$",
        fixed(
            ["action", "channel"],
            action={"enum": ["send", "receive"]},
            channel=REF,
            title=TEXT,
            summary=TEXT,
            description=TEXT,
            tags={"type": "array", "uniqueItems": True, "items": fixed(["name"], name=TEXT, description=TEXT)},
            bindings=fixed([], kafka=KAFKA_OPERATION),
        ),
    ),
    components=fixed(
        [],
        messages=named(r"^[\w.\-]+$", fixed([], payload={}, traits={"type": "array", "items": REF}, **TRAIT)),
        messageTraits=named(r"^[\w.\-]+$", fixed([], **TRAIT)),
        schemas=named(r"^[\w.\-]+$", {"type": ["object", "boolean"]}),
    ),
)
"""What AsyncAPI 3.0.0 and its Kafka bindings 0.5.0 say of the parts that are used here."""

WIRING = Wiring([agent.spec for agent in load_all()])


@pytest.fixture
def document() -> dict[str, Any]:
    """Give the document as it is printed and read back."""
    written: dict[str, Any] = json.loads(json.dumps(describe(WIRING, prefix="news.", version="1.2.3")))
    return written


def references(value: object) -> list[str]:
    if isinstance(value, dict):
        own = [value["$ref"]] if isinstance(value.get("$ref"), str) else []
        return own + [each for inner in value.values() for each in references(inner)]
    return [each for inner in value for each in references(inner)] if isinstance(value, list) else []


def test_the_document_has_the_form_of_asyncapi(document: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(ASYNCAPI)
    Draft202012Validator(ASYNCAPI).validate(document)


@pytest.mark.parametrize("broken", ["asyncapi", "info"])
def test_the_form_that_is_checked_can_fail(document: dict[str, Any], broken: str) -> None:
    del document[broken]
    assert not Draft202012Validator(ASYNCAPI).is_valid(document)
    assert not Draft202012Validator(ASYNCAPI).is_valid(document | {"topics": {}})


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    found = references(document)
    assert len(found) > 50
    for reference in found:
        at = document
        for step in reference.removeprefix("#/").split("/"):
            at = at[step]


def test_every_schema_is_one(document: dict[str, Any]) -> None:
    for schema in document["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


def test_every_topic_and_every_wire_is_told(document: dict[str, Any]) -> None:
    assert set(document["channels"]) >= set(BUILT_IN)
    assert document["channels"]["articles.unique"]["address"] == "news.articles.unique"
    assert document["channels"]["articles.unique"]["bindings"]["kafka"]["partitions"] == 6
    assert document["operations"]["dedup.receive.articles"]["bindings"]["kafka"]["groupId"]["enum"] == ["news.dedup"]
    wires = sum(len(spec.inputs) + len(spec.outputs) for spec in WIRING.specs)
    assert len(document["operations"]) == wires


@pytest.mark.parametrize(
    ("topic", "record"), [(ARTICLES, Article(text="x")), (CLAIMS, Claim(article_id="a", measure="killed"))]
)
def test_a_message_is_what_the_document_says(document: dict[str, Any], topic: Topic, record: Record) -> None:
    message = message_for(record, topic, source="test", time="2012-03-09")
    headers = {name: value.decode() for name, value in message.headers}
    trait = document["components"]["messageTraits"]["cloudEvents"]["headers"]

    Draft202012Validator(payloads(document)[topic.name]).validate(json.loads(message.value or b""))
    Draft202012Validator(trait).validate(headers)
    assert set(headers) <= set(trait["properties"])


def test_the_trait_names_every_header_of_a_derived_record(document: dict[str, Any]) -> None:
    first = headers_for(Article(text="One."), source="replay", time="2026-11-01")
    cause = Incoming("articles", 0, 0, b"", b"", first, timestamp_ms=1)
    sent = headers_for(Article(text="Two."), source="dedup", cause=cause)
    assert set(document["components"]["messageTraits"]["cloudEvents"]["headers"]["properties"]) == {n for n, _ in sent}


def test_the_headers_of_a_dead_letter_are_told(document: dict[str, Any]) -> None:
    letter = DeadLetter(agent="a", error="ValueError", topic="t", offset=1)
    told = document["components"]["messages"]["deadletters"]["headers"]["properties"]
    assert {name for name, _ in letter.headers()} <= set(told)


def test_two_records_of_one_name_are_kept_apart() -> None:
    first, second = (create_model("Flood", __base__=Record, river=(kind, ...)) for kind in (str, int))
    specs = [
        Spec(name=name, summary="", consumes=("articles",), produces=(Topic(name, record),))
        for name, record in (("one", first), ("two", second))
    ]
    found = describe(Wiring(specs), prefix="", version="1")["components"]["messages"]
    assert found["one"]["payload"] != found["two"]["payload"]


def test_a_record_of_any_kind_has_a_schema_too() -> None:
    spec = Spec(name="any", summary="", consumes=(Topic("elsewhere", AnyRecord, key="id"),))
    assert "elsewhere" in payloads(describe(Wiring([spec]), prefix="", version="1"))


def test_a_printed_document_can_be_compared_with(document: dict[str, Any]) -> None:
    for topic, schema in payloads(document).items():
        if topic != "deadletters":
            assert breaking_changes(schema, WIRING.topic(topic).record.model_json_schema(mode="serialization")) == []

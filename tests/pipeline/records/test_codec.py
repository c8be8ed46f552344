"""Every record class goes to bytes and back unchanged."""

import json
import types
from collections.abc import Callable, Sequence
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import annotated_types
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from tocsin import Article, InputError, Record, RecordError
from tocsin.records.codec import decode, dump_json, encode, parse_json
from tocsin.topics.table import BUILT_IN

SIXTY_FOUR_BITS = 2**63

days = st.dates().map(str)
moments = st.one_of(days, st.datetimes().map(lambda moment: moment.isoformat()), st.just("2012-03-09T18:30:00+05:45"))


def values(annotation: Any, field: FieldInfo | None = None) -> st.SearchStrategy[Any]:
    """Build values of a field's type, within its bounds."""
    arguments = get_args(annotation)
    composed: dict[Any, Callable[[], st.SearchStrategy[Any]]] = {
        Literal: lambda: st.sampled_from(arguments),
        Union: lambda: st.one_of([values(argument, field) for argument in arguments]),
        types.UnionType: lambda: st.one_of([values(argument, field) for argument in arguments]),
        tuple: lambda: st.lists(values(arguments[0]), max_size=2).map(tuple),
        dict: lambda: st.dictionaries(values(arguments[0]), values(arguments[1]), max_size=3),
        Annotated: lambda: moments,
    }
    origin = get_origin(annotation)
    if origin is not None:
        return composed[origin]()
    if issubclass(annotation, BaseModel):
        return records(annotation)
    return scalars(annotation, field.metadata if field else [])


def scalars(annotation: type, metadata: Sequence[Any]) -> st.SearchStrategy[Any]:
    """Build numbers, texts and times within the bounds that pydantic keeps beside a field's type."""
    low = next((item.ge for item in metadata if hasattr(item, "ge")), None)
    high = next((item.le for item in metadata if hasattr(item, "le")), None)
    is_day = any(getattr(item, "pattern", None) for item in metadata)
    is_time = any("_check_iso" in repr(item) for item in metadata)
    known: dict[Any, st.SearchStrategy[Any]] = {
        str: days if is_day else moments if is_time else st.text(max_size=30),
        int: st.integers(-SIXTY_FOUR_BITS if low is None else low, SIXTY_FOUR_BITS - 1 if high is None else high),
        float: st.floats(low, high, allow_nan=False, allow_infinity=False),
        bool: st.booleans(),
        type(None): st.none(),
    }
    return known[annotation]


def records(model: type[BaseModel]) -> st.SearchStrategy[BaseModel]:
    """Build records of a class from the declarations of its fields, some left at their defaults."""
    fields = {name: values(field.annotation, field) for name, field in model.model_fields.items()}
    required = {name: strategy for name, strategy in fields.items() if model.model_fields[name].is_required()}
    if model is Article:
        required["text"] = st.text(min_size=1, max_size=50).filter(lambda text: bool(text.strip()))
    optional = {name: strategy for name, strategy in fields.items() if name not in required}
    return st.fixed_dictionaries(required, optional=optional).map(model.model_validate)


RECORDS = sorted({topic.record for topic in BUILT_IN.values()}, key=lambda record: record.__name__)

any_json = st.recursive(
    st.none() | st.booleans() | st.integers(-SIXTY_FOUR_BITS, SIXTY_FOUR_BITS - 1) | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


def test_the_strategies_know_what_bounds_look_like() -> None:
    """They read pydantic's metadata: when that changes its form, the bounds would be lost without a word."""
    [bound] = BUILT_IN["alerts"].record.model_fields["revision"].metadata
    assert bound == annotated_types.Ge(1)


@pytest.mark.parametrize("model", RECORDS)
@given(st.data())
def test_a_record_comes_back_as_it_was(model: type[BaseModel], data: st.DataObject) -> None:
    record = data.draw(records(model))
    assert decode(model, encode(record)) == record


@pytest.mark.parametrize("model", RECORDS)
@given(st.data())
def test_the_same_record_is_always_the_same_bytes(model: type[BaseModel], data: st.DataObject) -> None:
    value = encode(data.draw(records(model)))
    assert encode(decode(model, value)) == value


@given(st.dictionaries(st.text(max_size=12).map(lambda name: f"x-{name}"), any_json, max_size=4))
def test_what_an_input_brings_along_travels_on(extra: dict[str, Any]) -> None:
    article = decode(Article, dump_json({"text": "The bridge fell.", **extra}))
    assert decode(Article, encode(article)).model_extra == extra


@pytest.mark.parametrize("name", ["model_dump", "model_fields", "__class__", "__dict__", "_private", "copy", "json"])
def test_extra_fields_with_the_names_of_methods_do_no_harm(name: str) -> None:
    article = decode(Article, dump_json({"text": "The bridge fell.", name: 5}))
    assert json.loads(encode(article))[name] == 5
    assert article.id == Article(text="The bridge fell.").id


@given(any_json)
def test_any_json_comes_back_as_it_was(value: Any) -> None:
    assert parse_json(dump_json(value)) == value
    assert parse_json(dump_json(value, sort=True, indent=True)) == value


@given(st.dictionaries(st.text(max_size=5), st.integers(0, 9), max_size=5))
def test_sorted_json_does_not_depend_on_the_order_of_keys(value: dict[str, int]) -> None:
    assert dump_json(value, sort=True) == dump_json(dict(reversed(value.items())), sort=True)


@pytest.mark.parametrize("model", RECORDS)
@given(st.data())
def test_any_json_in_any_field_is_a_record_or_an_input_error(model: type[BaseModel], data: st.DataObject) -> None:
    names = st.sampled_from(sorted(model.model_fields))
    fields = data.draw(st.dictionaries(names, any_json | moments | st.sampled_from(["0001-01-01T00:00:00+05:00"])))
    try:
        record = decode(model, dump_json(fields))
    except InputError:
        return
    assert decode(model, encode(record)) == record


@given(st.binary(max_size=60))
def test_any_bytes_are_a_record_or_an_input_error(value: bytes) -> None:
    try:
        record = decode(Article, value)
    except InputError:
        return
    assert decode(Article, encode(record)) == record


def test_an_unusable_record_is_told_by_place_and_field_but_not_by_content() -> None:
    with pytest.raises(InputError) as caught:
        decode(Article, b'{"title": 7, "text": ["a secret"]}', where="feed.jsonl:17")
    assert str(caught.value).startswith("feed.jsonl:17: not a valid Article: title: ")
    assert "text: " in caught.value.message
    assert "secret" not in str(caught.value)
    assert "tocsin schema article" in caught.value.hint


def test_a_record_wrong_as_a_whole_is_told_as_that() -> None:
    with pytest.raises(InputError, match=r"the record: .*title and text are both empty"):
        decode(Article, b'{"title": " ", "text": "\\n"}')


@pytest.mark.parametrize("content", [2**64, "\ud800", {"k": object()}])
def test_what_json_cannot_hold_is_a_record_error(content: object) -> None:
    class Holder(Record):
        content: Any

    with pytest.raises(RecordError, match="A Holder cannot be written as JSON"):
        encode(Holder(id="1", content=content))

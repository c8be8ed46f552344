"""Which changes of a record break what was written before, and which do not."""

from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, Field, create_model

from tocsin.plugins.compatibility import breaking_changes, unreadable
from tocsin.topics.table import BUILT_IN


class Part(BaseModel):
    name: str
    inner: "Part | None" = None


def schema(**fields: Any) -> dict[str, Any]:
    record: type[BaseModel] = create_model("Flood", **fields)
    return record.model_json_schema(mode="serialization")


OLD = schema(
    river=(str, ...),
    level=(float, 0.0),
    kind=(Literal["rain", "melt"], "rain"),
    note=(str | None, None),
    part=(Part | None, None),
    places=(list[str], []),
)

SAME: dict[str, Any] = {
    "river": (str, ...),
    "level": (float, 0.0),
    "kind": (Literal["rain", "melt"], "rain"),
    "note": (str | None, None),
    "part": (Part | None, None),
    "places": (list[str], []),
}


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"river": None}, ["river is gone"]),
        ({"level": (int, 0)}, ["level was number, and is integer"]),
        ({"kind": (Literal["rain"], "rain")}, ["kind may no longer be 'melt'"]),
        ({"note": (str, "")}, ["note was null, and is string"]),
        ({"basin": (str, ...)}, ["basin is required, and was not there"]),
        ({"level": (float, ...)}, ["level is required"]),
        ({"level": (float, Field(0.0, ge=0))}, ["level has the minimum 0, and had none"]),
        ({"river": (str, Field(max_length=9))}, ["river has the maxLength 9, and had none"]),
        ({"river": (str, Field(pattern="^a"))}, ["river must match another pattern"]),
        ({"places": (list[int], [])}, ["places[] was string, and is integer"]),
        ({"river": (Literal["Nile"], ...)}, ["river was any value, and is one of 1"]),
    ],
)
def test_a_breaking_change_is_told_with_the_field(changed: dict[str, Any], told: list[str]) -> None:
    fields = {name: field for name, field in (SAME | changed).items() if field is not None}
    assert breaking_changes(OLD, schema(**fields)) == told


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"basin": (str | None, None)},
        {"river": (str | None, ...)},
        {"kind": (Literal["rain", "melt", "dam"], "rain")},
        {"level": (float | str, 0.0)},
        {"river": (Any, ...)},
    ],
)
def test_an_additive_change_breaks_nothing(changed: dict[str, Any]) -> None:
    assert breaking_changes(OLD, schema(**(SAME | changed))) == []


@pytest.mark.parametrize("topic", BUILT_IN.values(), ids=lambda topic: topic.name)
def test_every_record_is_compatible_with_itself(topic: Any) -> None:
    written = topic.record.model_json_schema(mode="serialization")
    assert breaking_changes(written, written) == []
    assert unreadable(written, topic.record.model_json_schema(mode="validation")) == []


@given(st.sets(st.sampled_from(sorted(SAME)), min_size=1))
def test_every_field_that_goes_is_told(gone: set[str]) -> None:
    left = {name: field for name, field in SAME.items() if name not in gone}
    assert sorted(breaking_changes(OLD, schema(**left))) == sorted(f"{name} is gone" for name in gone)


def test_a_record_within_itself_is_compared_once() -> None:
    assert breaking_changes(Part.model_json_schema(), Part.model_json_schema()) == []


def test_a_reader_may_leave_fields_out_and_require_what_is_always_written() -> None:
    assert unreadable(OLD, schema(river=(str, ...), level=(float, ...))) == []
    assert unreadable(OLD, schema(basin=(str, ...))) == ["basin is required, and was not there"]

"""What pydantic finds wrong is told in plain words."""

import pytest
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from tocsin.mistakes import meant, place, wording


class Part(BaseModel):
    name: str


class Whole(BaseModel):
    model_config = ConfigDict(extra="forbid")

    count: int = Field(default=1, ge=1)
    places: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    shares: dict[str, float] = Field(default_factory=dict)
    bold: bool = False

    @field_validator("count")
    @classmethod
    def _even(cls, count: int) -> int:
        if count % 2 == 0:
            return count
        message = "must be even."
        raise ValueError(message)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"places": "SY"}, 'places: must be a list: ["SY"]'),
        ({"places": 3}, "places: must be a list"),
        ({"count": "many"}, "count: must be a whole number"),
        ({"count": 0}, "count: must be greater than or equal to 1"),
        ({"count": 3}, "count: must be even"),
        ({"bold": "very"}, "bold: must be true or false"),
        ({"shares": {"a": "b"}}, "shares, a: must be a number"),
        ({"parts": [{"name": "a"}, {}]}, "parts number 2, name: is missing"),
        ({"parts": ["a"]}, "parts number 1: must be a table"),
        ({"parts": [{"name": 1}]}, "parts number 1, name: must be text"),
        ({"colour": 1}, "colour: there is no such setting"),
    ],
)
def test_a_mistake_is_told_without_the_words_of_programmers(fields: dict[str, object], said: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Whole.model_validate(fields)
    (detail,) = caught.value.errors()
    assert f"{place(detail['loc'])}: {wording(detail)}" == said


def test_the_likeliest_name_is_meant_whatever_its_case() -> None:
    assert meant("TOCSN_Prefix", ["tocsin_prefix", "other"]) == "tocsin_prefix"
    assert meant("volume", ["prefix"]) == ""

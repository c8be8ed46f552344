"""What pydantic finds wrong, in the words of whoever wrote it: no names of classes, no types of Python, counted from 1."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from typing import Any

__all__ = ["meant", "place", "wording"]

CLOSE = 0.6
"""difflib's own measure of how alike two names are from which one may be meant by the other."""

WORDS = {
    "extra_forbidden": "there is no such setting",
    "missing": "is missing",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "string_type": "must be text",
    "dict_type": "must be a table",
    "model_type": "must be a table",
    "model_attributes_type": "must be a table",
}
"""pydantic's kinds of mistakes whose own words are for programmers."""

LISTS = frozenset({"tuple_type", "list_type", "set_type", "frozen_set_type"})
SUBJECT = re.compile(r"^(?:Input|String|Value|Dictionary|Tuple|List|Number|URL) should ")
PREFIX = "Value error, "


def wording(detail: Any) -> str:  # noqa: ANN401 - pydantic's ErrorDetails is a TypedDict of Any
    """Say what is wrong, without a full stop. A list that is wanted is shown with the text that stands in its place, if given."""
    kind, given = detail["type"], detail.get("input")
    if kind in LISTS:
        return f'must be a list: ["{given}"]' if isinstance(given, str) else "must be a list"
    said: str = WORDS.get(kind) or SUBJECT.sub("must ", detail["msg"].removeprefix(PREFIX))
    return said.rstrip(".")


def place(loc: Sequence[str | int]) -> str:
    """Give pydantic's path of a mistake as it is said: `rules number 2, name`."""
    said = ""
    for step in loc:
        said += f" number {step + 1}" if isinstance(step, int) else f", {step}" if said else step
    return said.strip()


def meant(wrong: object, known: Iterable[object], close: float = CLOSE) -> str:
    """Give the one of the known names that is likeliest meant by another; empty when none is like it."""
    near = difflib.get_close_matches(str(wrong).casefold(), {str(each).casefold(): None for each in known}, 1, close)
    return next((str(each) for each in known if near and str(each).casefold() == near[0]), "")

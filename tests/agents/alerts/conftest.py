"""Tolls as short as a test can say them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tocsin import Attribution, EventTime, Place, Statement, Toll

FRIDAY = EventTime(start="2012-03-09", end="2012-03-09", date_prec=1)


def say(number: int | None, **said: Any) -> Statement:
    """Make a statement of an exact number, or of what the keywords say."""
    fields: dict[str, Any] = {
        "claim_id": f"claim of {number}",
        "article_id": "a",
        "low": number,
        "best": number,
        "high": number,
        "source": "The Courier",
        "quote": f"They counted {number}.",
    }
    by = said.pop("by", None)
    chain = (Attribution.model_validate({"type": by[0], "name": by[1]}),) if by else ()
    return Statement(**{**fields, "attribution": chain, **said})


def toll_of(*statements: Statement, **known: Any) -> Toll:
    """Make a toll of Syria on Friday 9 March 2012 from its statements."""
    standing = [each for each in statements if not each.superseded and each.polarity == "affirmed"]
    lows = [each.low for each in standing if each.low is not None]
    highs = [each.high for each in standing]
    fields: dict[str, Any] = {
        "event_key": "sy/2012-03-09/killed",
        "measure": "killed",
        "low": min(lows, default=None),
        "best": standing[-1].best if standing else None,
        "high": None if None in highs else max((high for high in highs if high is not None), default=None),
        "policy": "latest",
        "place": Place(text="Syria", country="SY", where_prec=6),
        "event_time": FRIDAY,
        "updated": "2012-03-10T08:00:00Z",
        "statements": statements,
    }
    return Toll(**{**fields, **known})


@pytest.fixture(scope="session")
def said() -> Callable[..., Statement]:
    return say


@pytest.fixture(scope="session")
def toll() -> Callable[..., Toll]:
    return toll_of

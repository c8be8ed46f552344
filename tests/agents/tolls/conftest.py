"""Claims as short as a test can say them, and the tolls that come of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pytest

from tocsin import Attribution, Claim, EventTime, Evidence, Place, Toll
from tocsin.testing import run
from tocsin_agents.tolls import Tolls, TollSettings

Build = Callable[..., Claim]
Fuse = Callable[..., dict[str, Toll]]


def build(article: str, number: int | None = None, **said: Any) -> Claim:
    """Make a claim: `by` is "type" or "type:name", `place` "Town" or None, `day` an ISO date or None."""
    published = said.pop("published", "2021-05-05T12:00:00Z")
    place, day, by = said.pop("place", "Arnav"), said.pop("day", "2021-05-04"), said.pop("by", None)
    start = said.pop("at", 0)
    kind, _, name = (by or "").partition(":")
    fields: dict[str, Any] = {
        "measure": "killed",
        "low": number,
        "best": number,
        "high": None if said.get("qualifier") == "at_least" else number,
        "place": Place(text=place, country=said.pop("country", "AM"), where_prec=said.pop("prec", 1))
        if place
        else None,
        "event_time": EventTime(start=day, end=day, date_prec=1) if day else None,
        "attribution": (Attribution.model_validate({"type": kind, "name": name or kind, "verb": "said"}),)
        if by
        else (),
        "source": said.pop("outlet", f"Outlet {article}"),
        "evidence": (
            Evidence(
                field="body",
                sentence=f"The number was {number}{f', {name or kind} said' if by else ''}.",
                start=start,
                end=start + 1,
            ),
        ),
    }
    return Claim(article_id=article, published=published, **{**fields, **said})


@pytest.fixture(scope="session")
def claim() -> Build:
    return build


@pytest.fixture
def emitted() -> Callable[..., list[Toll]]:
    def tolls(claims: Sequence[Claim], settings: TollSettings | None = None, *, restart: bool = False) -> list[Toll]:
        outcome = run(Tolls(settings), claims, restart_between=restart)
        assert outcome.failed == ()
        return outcome.of(Toll)

    return tolls


@pytest.fixture
def fused(emitted: Callable[..., list[Toll]]) -> Fuse:
    def last(claims: Iterable[Claim], settings: TollSettings | None = None) -> dict[str, Toll]:
        tolls = {toll.event_key: toll for toll in emitted(list(claims), settings)}
        return {key: toll for key, toll in tolls.items() if toll.statements}

    return last

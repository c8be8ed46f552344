"""What the tests of the extractor share: one agent, and claims shown as a test wants to read them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tocsin import Article, Claim
from tocsin_agents.casualties import Casualties

Read = Callable[..., list[Claim]]
SATURDAY = "2012-03-24"


@pytest.fixture(scope="session")
def agent() -> Casualties:
    opened = Casualties()
    opened.open()
    return opened


@pytest.fixture
def read(agent: Casualties) -> Read:
    def claims(text: str = "", *, title: str = "", published: str | None = SATURDAY) -> list[Claim]:
        article = Article(title=title, text=text, published=published, source="The Courier")
        # The agent emits parts first; a test reads better with their total before them.
        return sorted(agent.process(article), key=lambda claim: claim.part_of is not None)

    return claims

"""Two agents in a chain, one that remembers and one that does not, for tests that kill them."""

import os
import threading
from collections.abc import Iterable

from tocsin import Agent, Article, Output, Record, Spec, State, StatefulAgent, Topic


class Numbered(Record):
    """An article with its place in the order of arrival."""

    article_id: str
    number: int


class Seen(Record):
    """What the second agent makes of it."""

    article_id: str
    number: int


NUMBERED = Topic("numbered", Numbered, key="article_id", partitions=6)
SEEN = Topic("seen", Seen, key="article_id")


class Number(StatefulAgent[Article]):
    """Numbers articles by the state, so that anything lost or repeated shows in the numbers."""

    spec = Spec(
        name="number",
        summary="Numbers articles.",
        consumes=("articles",),
        produces=(NUMBERED,),
        state=("count",),
        batch=20,
    )

    def process(self, article: Article, state: State, /) -> Iterable[Output]:
        """Give the next number to an article."""
        number = state["count"].get("articles", 0) + 1
        state["count"].set("articles", number)
        yield Numbered(article_id=article.id, number=number)


class See(Agent[Numbered]):
    """Passes on what it reads."""

    spec = Spec(name="see", summary="Passes on.", consumes=(NUMBERED,), produces=(SEEN,), batch=20)

    def process(self, numbered: Numbered, /) -> Iterable[Output]:
        """Give what was read."""
        yield Seen(article_id=numbered.article_id, number=numbered.number)


class Hang(Agent[Article]):
    """Never comes back from an article that says so."""

    spec = Spec(name="hang", summary="Hangs.", consumes=("articles",), produces=(SEEN,))

    def process(self, article: Article, /) -> Iterable[Output]:
        """Wait for ever when told to."""
        if "hang" in article.text:
            self.log.warning("hanging")
            threading.Event().wait()
        yield Seen(article_id=article.id, number=0)


class Fragile(Agent[Article]):
    """Fails on bad articles until it is mended."""

    spec = Spec(
        name="fragile",
        summary="Fails.",
        consumes=("articles",),
        produces=(Topic("fragile.seen", Seen, key="article_id"),),
    )

    def process(self, article: Article, /) -> Iterable[Output]:
        """Refuse what is bad."""
        if article.text == "bad" and "FRAGILE_IS_MENDED" not in os.environ:
            message = "this is bad"
            raise ValueError(message)
        yield Seen(article_id=article.id, number=0)

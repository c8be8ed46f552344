"""An agent of the torture run's own: it numbers articles in six partitions by its state, and fails on poison.

No built-in agent has both state and many partitions; here anything lost or repeated, and any state that was not restored,
shows in the numbers.
"""

from __future__ import annotations

from collections.abc import Iterable

from tocsin import Article, Output, Record, Spec, State, StatefulAgent, Topic

__all__ = ["POISON", "TALLIED", "Tallied", "Tally"]

POISON = "Poison"
"""What the title of an article begins with that this agent cannot stand."""


class Tallied(Record):
    """An article with its place in the order of its partition."""

    article_id: str
    number: int


TALLIED = Topic("torture.tallied", Tallied, key="article_id", partitions=3)


class Tally(StatefulAgent[Article]):
    """Numbers the articles of each partition: 1, 2, 3, ..."""

    spec = Spec(
        name="tally",
        summary="Numbers articles by its state.",
        consumes=("articles.unique",),
        produces=(TALLIED,),
        state=("count", "last"),
        batch=20,
    )

    def process(self, article: Article, state: State, /) -> Iterable[Output]:
        """Give the next number of the partition to an article, and remember by its first digits who came last."""
        number = state["count"].get("articles", 0) + 1
        state["count"].set("articles", number)
        state["last"].set(article.id[:2], article.id)
        yield Tallied(article_id=article.id, number=number)
        if article.title.startswith(POISON):  # after it has written and remembered: none of that may be seen
            message = "poison"
            raise ValueError(message)

"""Two agents in a chain, one that remembers and one that does not, for tests that kill them."""

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


NUMBERED = Topic("numbered", Numbered, key="article_id", partitions=3)
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

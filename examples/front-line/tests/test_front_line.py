"""What the agent tells, and what every agent owes."""

from collections.abc import Sequence

from pydantic import BaseModel

from tocsin import Claim, Entities, Entity
from tocsin.testing import AgentContract, claim, claims, run
from tocsin_front_line import FrontLine, FrontLineSettings, Line


def names(article_id: str, *named: str, published: str = "2020-01-01") -> Entities:
    entities = tuple(Entity(key=f"ORG/{name}", name=name, type="ORG", mentions=1) for name in named)
    return Entities(article_id=article_id, published=published, entities=entities)


def about(day: int, killed: int = 3, article_id: str = "") -> Claim:
    return claim(article_id=article_id or f"article {day}", low=killed, best=killed, published=f"2020-01-{day:02}")


class TestContract(AgentContract):
    def agent(self) -> FrontLine:
        return FrontLine(FrontLineSettings(days=10))

    def records(self) -> Sequence[BaseModel]:
        return [record for each in claims() for record in (each, names(each.article_id, "Red Cross"))]


def test_a_place_is_told_from_its_second_claim_on() -> None:
    lines = run(FrontLine(), [about(1), about(2, killed=5), about(3)]).of(Line)
    assert [(line.claims, line.articles, line.killed) for line in lines] == [(2, 2, 5), (3, 3, 5)]
    assert {line.place for line in lines} == {"KE/Kisumu"}


def test_what_lies_before_the_window_is_forgotten() -> None:
    lines = run(FrontLine(FrontLineSettings(days=3)), [about(1), about(2), about(4)]).of(Line)
    assert [(line.first_day, line.last_day) for line in lines] == [
        ("2020-01-01", "2020-01-02"),
        ("2020-01-02", "2020-01-04"),
    ]


def test_names_join_the_claims_of_their_article_whichever_comes_first() -> None:
    pair = [about(1, article_id="a"), about(2, article_id="b")]
    for records in ([names("a", "Navy"), *pair], [*pair, names("a", "Navy")]):
        assert run(FrontLine(), records).of(Line)[-1].named == ("Navy",)


def test_a_claim_that_is_told_twice_counts_once() -> None:
    assert run(FrontLine(), [about(1), about(1)]).emitted == ()


def test_names_of_articles_that_no_window_reaches_are_forgotten() -> None:
    late = [names("b", "Army", published="2020-02-01"), about(1, article_id="a"), about(2, article_id="b")]
    assert run(FrontLine(), [names("a", "Navy"), *late]).of(Line)[-1].named == ("Army",)


def test_the_first_days_of_the_calendar_do_no_harm() -> None:
    early = [claim(article_id=str(n), published="0001-01-01") for n in range(2)]
    assert [line.first_day for line in run(FrontLine(), early).of(Line)] == ["0001-01-01"]

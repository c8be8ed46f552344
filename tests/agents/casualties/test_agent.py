"""The agent as the pipeline meets it: its declaration, its evidence, its determinism, and the two seed articles."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin import Article, Claim
from tocsin_agents.casualties import Casualties

SEEDS = Path(__file__).parents[3] / "seeds"
PIECES = [
    "At least 37 people were killed in Hama on Monday",
    " and ",
    "nine others",
    ", including two children",
    ". ",
    "\n",
    '"We lost eight neighbours," said Abu Karim',
    "The toll rose to 31 from 26",
    "é🙂\u0130\u2028",
    "between 20 and ",
    "of whom ",
    "(",
    "'",
    "the other 14 deaths",
    "no casualties",
]
TEXTS = st.text() | st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


def test_the_agent_says_what_it_reads_and_writes() -> None:
    assert Casualties.spec.name == "casualties"
    assert Casualties.spec.consumes == ("articles.unique",)
    assert [topic.name for topic in Casualties.spec.outputs] == ["claims"]


@settings(deadline=None)
@given(title=TEXTS, text=TEXTS)
def test_every_claim_rests_on_the_very_words(agent: Casualties, title: str, text: str) -> None:
    if not (title.strip() or text.strip()):
        return
    article = Article(title=title, text=text, published="2012-03-24")
    for claim in agent.process(article):
        assert claim.evidence
        for span in claim.evidence:
            whole = article.title if span.field == "title" else article.text
            assert whole[span.start : span.end] == span.sentence


@settings(deadline=None)
@given(text=TEXTS)
def test_the_same_article_makes_the_same_claims(agent: Casualties, text: str) -> None:
    if not text.strip():
        return
    article = Article(text=text, published="2012-03-24")
    first, second = list(agent.process(article)), list(agent.process(article))
    assert first == second
    assert len({claim.id for claim in first}) == len(first)


@settings(deadline=None)
@given(text=TEXTS)
def test_a_part_names_a_claim_of_its_article(agent: Casualties, text: str) -> None:
    if not text.strip():
        return
    claims = list(agent.process(Article(text=text)))
    ids = {claim.id for claim in claims}
    assert all(claim.part_of in ids for claim in claims if claim.part_of)


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "piece", ["1 killed ", "two killed, ", "the other 14 deaths ", "(", "9-", '"', ", ", "A.", "two million "]
)
def test_hostile_text_takes_no_longer_than_any_other(agent: Casualties, piece: str) -> None:
    assert len(list(agent.process(Article(text=f"{piece * 20_000} killed")))) < 1_000


def test_a_claim_carries_its_article(agent: Casualties) -> None:
    article = Article(
        title="Nine killed",
        text="Nine were killed.",
        published="2012-03-24",
        source="The Courier",
        url="https://courier.test/1",
    )
    (claim,) = agent.process(article)
    assert (claim.article_id, claim.source, claim.title, claim.url, claim.published) == (
        article.id,
        article.source,
        article.title,
        article.url,
        article.published,
    )


def test_parts_come_before_their_total(agent: Casualties) -> None:
    article = Article(text="Fifty people were killed, including 12 children. Nine were hurt.")
    assert [claim.low for claim in agent.process(article)] == [12, 50, 9]


def seed(name: str, source: str, *, titled: bool) -> Article:
    text = (SEEDS / name).read_text(encoding="utf-8")
    title, _, body = text.partition("\n") if titled else ("", "", text)
    return Article(title=title, text=body, published="2012-03-09", source=source)


@pytest.fixture(scope="module")
def guardian(agent: Casualties) -> list[Claim]:
    return list(agent.process(seed("000_74ebf8989e9ca528.txt", "The Guardian", titled=False)))


@pytest.fixture(scope="module")
def globalpost(agent: Casualties) -> list[Claim]:
    return list(agent.process(seed("001_8229c505822199a8.txt", "GlobalPost", titled=True)))


def test_the_first_seed_makes_one_claim(guardian: list[Claim]) -> None:
    (claim,) = guardian
    assert (claim.measure, claim.low, claim.high, claim.qualifier) == ("killed", 26, None, "at_least")
    assert claim.place is not None
    assert (claim.place.text, claim.place.country) == ("Syria", "SY")
    assert claim.event_time is not None
    assert claim.event_time.start == "2012-03-09"
    assert [(source.name, source.type) for source in claim.attribution] == [("Opposition activists", "opposition")]


def test_the_second_seed_makes_a_total_its_parts_and_a_slogan(globalpost: list[Claim]) -> None:
    homs, elsewhere, slogan, total = globalpost
    assert (slogan.low, slogan.kind, slogan.modality, slogan.alertable) == (5000, "cumulative", "slogan", False)
    assert (total.low, total.high, total.parts_sum) == (31, None, True)
    assert [source.type for source in total.attribution] == ["news_agency"]
    assert [(part.low, part.kind, part.part_of) for part in (homs, elsewhere)] == [
        (17, "breakdown", total.id),
        (14, "breakdown", total.id),
    ]
    assert homs.place is not None
    assert elsewhere.place is not None
    assert homs.place.text == "Homs"
    assert (elsewhere.place.text, elsewhere.place.inclusive) == ("Syria", False)

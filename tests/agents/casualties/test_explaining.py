"""What the extractor says about its own reading."""

from __future__ import annotations

import pytest

from tocsin import Article, Explains
from tocsin_agents.casualties import Casualties


def explained(agent: Casualties, text: str, title: str = "") -> list[str]:
    return [line.strip() for line in agent.explain(Article(title=title, text=text, published="2012-03-24"))]


def test_the_agent_is_one_that_explains() -> None:
    assert isinstance(Casualties(), Explains)


def test_a_claim_is_told_with_the_words_of_each_field(agent: Casualties) -> None:
    lines = explained(agent, "At least 26 people were killed in Homs on Friday, a doctor said.")
    assert "claim: killed [26, 26, -] at_least, alertable" in lines
    assert "count: 'At least 26 people'" in lines
    assert "trigger: 'killed'" in lines
    assert "place: 'Homs' (SY)" in lines
    assert "date: 'Friday', 2012-03-23" in lines
    assert "said by: 'a doctor', medical, said" in lines


@pytest.mark.parametrize(
    ("text", "verdict", "meaning"),
    [
        ("The army denied that 12 civilians had been killed.", "polarity is denied", "denied ('denied')"),
        ("More than 800 people have been killed since March.", "kind is cumulative", "cumulative ('since')"),
        ("A banner read 'Ten thousand martyrs killed'.", "modality is slogan", "slogan ('banner')"),
        ("Nobody was killed in Homs.", "polarity is zero", "zero, asserted"),
        ("The bombing of Madrid killed 191 people in 2004.", "temporal_role is background", "background"),
    ],
)
def test_a_claim_that_cannot_alert_says_what_forbids_it(
    agent: Casualties, text: str, verdict: str, meaning: str
) -> None:
    lines = explained(agent, text)
    assert any(line.endswith(f"not alertable: {verdict}") for line in lines)
    assert any(line.startswith("meaning: ") and meaning in line for line in lines)


@pytest.mark.parametrize(
    ("text", "number", "reason"),
    [
        ("Lena Ortiz, 41, was killed with two guards.", "'41'", "an age"),
        ("Two men were killed on March 7.", "'7'", "a date"),
        ("The 2011 attack killed four.", "'2011'", "a year"),
        ("Two people died in three hours of shelling.", "'three'", "it counts no people: hours"),
        ("Shells killed 300 sheep.", "'300'", "it counts no people: sheep"),
        ("Eight gunmen killed two guards.", "'Eight'", "it is the subject of 'killed': who did it, not whom"),
        ("Two were killed by 12 gunmen.", "'12'", "it follows 'by'; no trigger counts it"),
        ("If the dam bursts, 2,000 could die.", "'2,000'", "hypothetical ('if')"),
        ("Were 100 people killed in the town?", "'100 people'", "question"),
        ("They threatened to kill ten hostages.", "'ten hostages'", "threatened"),
        ("Two men died on Highway 5.", "'5'", "it belongs to a name: highway 5"),
        (
            "A 3rd victim was killed at 5:30 on the road.",
            "'5:30'",
            "no plain number: an ordinal, an age, a time or a score",
        ),
    ],
)
def test_a_number_without_a_claim_says_why(agent: Casualties, text: str, number: str, reason: str) -> None:
    assert f"{number}: {reason}" in explained(agent, text)


def test_a_number_that_is_claimed_is_not_among_those_left_out(agent: Casualties) -> None:
    assert not any("left out" in line for line in explained(agent, "Seventeen people were killed in Homs."))


def test_what_the_headline_tells_again_is_said_to_be_one_claim(agent: Casualties) -> None:
    lines = explained(agent, "At least 20 people were killed in Homs, police said.", title="Clashes kill 20 in Homs")
    assert sum(line.startswith("claim: ") for line in lines) == 1
    assert sum(line.startswith("from ") for line in lines) == 2
    assert any(line.endswith("told elsewhere in the article: both make one claim") for line in lines)


def test_an_article_without_any_trigger_says_so(agent: Casualties) -> None:
    assert explained(agent, "The council met on Monday.")[1:] == ["no word in it says that people were harmed"]


def test_who_killed_animals_is_not_taken_for_the_killed(agent: Casualties) -> None:
    lines = explained(agent, "Eight gunmen killed 300 sheep near Homs.")
    assert "'Eight': it is the subject of 'killed': who did it, not whom" in lines
    assert not any(line.startswith("claim: ") for line in lines)


def test_a_part_in_the_midst_does_not_take_the_place_and_day_of_its_total(agent: Casualties) -> None:
    lines = explained(agent, "At least 26 people, including four children, were killed in Homs on Friday.")
    assert lines.count("place: 'Homs' (SY)") == 2
    assert lines.count("date: 'Friday', 2012-03-23") == 2


def test_a_trigger_that_counts_nobody_is_named(agent: Casualties) -> None:
    assert explained(agent, "The bomb was found before it killed.")[1:] == ["nobody is counted by 'killed'"]

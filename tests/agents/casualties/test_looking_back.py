"""What an article tells of earlier events, and of all the years of a war, raises no alert."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tocsin import Claim

Read = Callable[..., list[Claim]]
LEAD = "A bomb killed seven people in Kirkuk on Thursday, police said.\n\n"
"""The day before is Friday 23 March; articles are published on Saturday, 24 March 2012."""


def alertable(claims: list[Claim]) -> list[int]:
    return sorted(claim.low or claim.best or 0 for claim in claims if claim.alertable)


@pytest.mark.parametrize(
    "background",
    [
        "On March 12, nine farmers were murdered in Baquba, and six days later 31 died at a market in Tikrit.",
        "It was the deadliest attack in the city since 2010, when 26 people died in a siege.",
        "Not since October 2007, when 14 officers were killed on the road, three of whom were beheaded, had there been such a loss.",
        "Eight days earlier, two gunmen had killed five shopkeepers in Mosul.",
        "February was a bloody month: at Hawija 12 travellers died on a bus, and a mortar killed 30 in Samarra.",
        "The explosion comes five weeks after the raid on Taji, in which 19 recruits were killed.",
        "The border post lost 49 men at the beginning of March and about 40 a month earlier.",
        "According to the ministry, 132 people died in violence in January, of whom 90 were civilians.",
        "Last season six climbers were killed on the mountain above the town.",
        "Bombs have killed 2,700 civilians in the province in 16 months of fighting.",
        "The shopkeepers' union says 62 of its members have lost their lives in seven years.",
        "The rebellion has killed some 17,000 people since 2009 and made 2.1 million homeless.",
        "Nearly 9,000 people have stepped on a mine since 1990, and just over 2,000 of them died.",
        "Around three million Iraqis, one in nine, have fled their homes.",
        "Before this attack, more than 90 traders had been murdered in the district.",
        "It came a week after a truck bomb in Hilla left 40 dead.",
        "It was the third such attack in five days. On Wednesday a bomb in Hilla killed 40 people.",
        "More than 200 people have been killed since the war began. Last Tuesday alone, 26 died in Hilla.",
        "In January 54 men died at a checkpoint, and a raid in May 2009 killed 147.",
        "On average, 20 people lose their lives on the road each season.",
        "Every winter 15 people die in accidents on that road.",
    ],
)
def test_background_raises_no_alert(background: str, read: Read) -> None:
    assert alertable(read(LEAD + background)) == [7]


def test_a_paragraph_goes_on_with_the_past_that_it_has_looked_back_on(read: Read) -> None:
    text = "A raid on the same base killed 19 soldiers in May 2009. Two guards died in the crossfire."
    assert alertable(read(LEAD + text)) == [7]


def test_what_is_told_of_today_again_is_not_past(read: Read) -> None:
    text = "A raid killed 19 soldiers in May 2009. Thirty people were wounded on Thursday."
    assert alertable(read(LEAD + text)) == [7, 30]


@pytest.mark.parametrize(
    "text",
    [
        "Bombs killed 12 people on Monday and nine on Tuesday.",
        "Nine people were killed in an uprising at a prison in Basra, guards said on Friday.",
        "The deadliest raid in seven years killed 12 people in Basra on Friday.",
        "Thirty-six residents have been taken to hospital with burns since the block gave way on Friday.",
        "Rescuers pulled out what they had feared: nine more bodies.",
        "A bomb killed 12 people in Basra on Thursday. Another killed four in Hilla the day before.",
    ],
)
def test_what_happened_in_these_days_is_no_background(text: str, read: Read) -> None:
    claims = read(text)
    assert claims
    assert all(claim.alertable for claim in claims)


def test_parts_of_an_old_figure_are_as_old(read: Read) -> None:
    claims = read(LEAD + "In 2004 a blast there killed 31 people: 20 soldiers and 11 clerks.")
    assert alertable(claims) == [7]
    assert {claim.temporal_role for claim in claims if claim.best in {20, 11, 31}} == {"background"}


def test_each_figure_of_a_sentence_has_the_day_of_its_own_clause(read: Read) -> None:
    claims = read("In May 2011, 54 men died at a checkpoint, and a raid in March 2009 killed 147.")
    days = {claim.best: claim.event_time.start for claim in claims if claim.event_time is not None}
    assert days == {54: "2011-05-01", 147: "2009-03-01"}


def test_the_night_before_is_overnight(read: Read) -> None:
    claims = [
        *read("Troops shot dead 17 people overnight."),
        *read("Two people died when an overnight bus overturned."),
    ]
    assert [claim.event_time and claim.event_time.start for claim in claims] == ["2012-03-23", None]


@pytest.mark.parametrize(
    "text",
    [
        "A mudslide killed 31 people on Friday. Few houses were built after the Mocoa disaster, which killed 320 people.",
        "A flood killed 12 people on Friday. Residents still remember the Armero landslide, which claimed 23,000 lives.",
        "A bomb killed 12 people on Friday. It was the worst since the Kano mosque bombing, in which 120 people died.",
    ],
)
def test_another_event_by_its_name_is_looked_back_on(text: str, read: Read) -> None:
    assert [claim.alertable for claim in read(text)] == [True, False]


def test_the_event_itself_may_have_a_name_too(read: Read) -> None:
    claims = read(
        "A landslide in Mocoa killed 31 people on Friday. A nurse survived the Mocoa landslide, which injured 40."
    )
    assert [claim.alertable for claim in claims] == [True, True]

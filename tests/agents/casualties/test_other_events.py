"""Figures of earlier events, and counts that run on over months, are what an article looks back on."""

from __future__ import annotations

import pytest

from tests.agents.casualties.conftest import Read


@pytest.mark.parametrize(
    "text",
    [
        "It was the deadliest attack in the valley since nine pilgrims were killed at a shrine.",
        "The crash was the worst on the line since a derailment that killed 31 passengers.",
        "The toll makes it the largest loss of the war, surpassing the 16 killed when a transport plane was shot down.",
        "The fire comes five months after a blaze at a mill outside the capital that killed 112 workers.",
        "The shelling came six days after a similar attack in which five people died.",
        "A week earlier, three farmers had been killed in the same district.",
        "At the previous strike, on the edge of the town, a commander was killed with four others.",
        "In an earlier blast on the same road, two guards were killed.",
        "Two miners were killed in a similar accident.",
        "The report notes that five soldiers had been killed by mines in the preceding week.",
    ],
)
def test_the_dead_of_an_earlier_event_are_background(text: str, read: Read) -> None:
    assert {claim.temporal_role for claim in read(text)} == {"background"}


@pytest.mark.parametrize(
    "text",
    [
        "After an earlier warning, shells killed two people in the town.",
        "Two rescuers were killed while digging after an earlier bombing.",
        "A second strike in a week killed four people near the site of the previous strike.",
        "Two years after the war began, shelling killed six people in the town.",
        "The blast, the first since the truce, killed six people.",
        "He died two days after the shooting.",
        "Three people were killed hours earlier.",
    ],
)
def test_what_an_earlier_event_only_leads_up_to_is_current(text: str, read: Read) -> None:
    assert {claim.temporal_role for claim in read(text)} == {"current"}


@pytest.mark.parametrize(
    "text",
    [
        "To date, 74 people have been shot in the city.",
        "This year 365 coalition soldiers have died.",
        "More than 2,200 people were killed in this way across the country between 2002 and 2008.",
        "The mission recorded 80 civilian deaths in night raids in the year up to May.",
        "Some 500 villagers had died in such raids in the 12 months before that.",
        "At least seven children have drowned in the county since Memorial Day.",
        "About 30 people a week are killed on these roads.",
    ],
)
def test_what_is_counted_over_months_is_background(text: str, read: Read) -> None:
    (claim,) = read(text)
    assert (claim.temporal_role, claim.alertable) == ("background", False)
    assert claim.kind in {"cumulative", "rate"}


@pytest.mark.parametrize(
    "text",
    [
        "The second strike in a week killed four people.",
        "A clerk of the Daily Star was murdered, and so were two drivers.",
        "The murder of a student in a country at war was condemned.",
    ],
)
def test_a_span_beside_one_event_makes_no_rate_and_no_sum(text: str, read: Read) -> None:
    assert {claim.kind for claim in read(text)} == {"incident"}


@pytest.mark.parametrize(
    ("lead", "later"),
    [
        ("Shells killed nine people in Orsk on Thursday.", "On Jan. 13, a rocket killed 12 at a checkpoint."),
        (
            "Gunmen killed nine people in Orsk on Thursday.",
            "In 2017, 56 prisoners were killed in a riot near the city.",
        ),
        (
            "Jets killed nine people in Orsk on 15 February.",
            "A clinic nearby had been bombed on 5 February, killing three.",
        ),
        ("A ferry sank off Orsk, killing nine people.", "In 1987 a tanker sank and more than 4,300 people died."),
    ],
)
def test_a_text_without_a_date_tells_by_its_days_what_lies_before(lead: str, later: str, read: Read) -> None:
    roles = [claim.temporal_role for claim in read(f"{lead} The mayor was not there. {later}", published=None)]
    assert roles == ["current", "background"]


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen entered the village on 4 June. They killed 18 people. Two of the wounded died on 6 June in the hospital.",
        "On 26 January police shot dead four men. A fifth man died on 31 January.",
        "Bandits killed 14 people on the night of 6 May. On 7 May, troops found two more bodies.",
    ],
)
def test_what_follows_the_first_day_of_such_a_text_is_current(text: str, read: Read) -> None:
    assert {claim.temporal_role for claim in read(text, published=None)} == {"current"}

"""How police reports put it: "fatally shot", "pronounced dead", "in critical condition"."""

from __future__ import annotations

import pytest

from tests.agents.casualties.conftest import Read
from tests.agents.casualties.figures import Figures, figures


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A 31-year-old woman was fatally shot outside a diner in Akron.", [("killed", 1, 1)]),
        ("A 16-year-old was in critical condition after being hit by a stray bullet.", [("injured", 1, 1)]),
        ("Two teenagers were shot at a bus stop late on Sunday.", [("injured", 2, 2)]),
        ("A motorcyclist was airlifted to a hospital.", [("injured", 1, 1)]),
        ("The collision left one dead and four hospitalized.", [("injured", 4, 4), ("killed", 1, 1)]),
        ("Police made an arrest in the fatal stabbing of a cab driver.", [("killed", 1, 1)]),
        ("The gunman wounded three shoppers, then took his own life.", [("injured", 3, 3), ("killed", 1, 1)]),
        ("A bystander was struck by a bullet in the shoulder.", [("injured", 1, 1)]),
        ("Two employees were beaten by armed robbers.", [("injured", 2, 2)]),
        ("A woman who was shot in the head on Monday has died.", [("killed", 1, 1)]),
        ("A jogger was attacked by two dogs and suffered severe bites.", [("injured", 1, 1)]),
        ("A climber was airlifted with serious injuries.", [("injured", 1, 1)]),
        ("The body of a missing college student was found in a creek.", [("killed", 1, 1)]),
        ("The gunman stabbed four clerks before being shot dead.", [("injured", 4, 4), ("killed", 1, 1)]),
        ("Two officers were shot and wounded, and the suspect was killed.", [("injured", 2, 2), ("killed", 1, 1)]),
        ("A man's body was pulled from the lake.", [("killed", 1, 1)]),
        ("A father shot two sons dead and then shot himself dead.", [("killed", 1, 1), ("killed", 2, 2)]),
        ("Six of his co-workers are in hospitals across the city.", [("injured", 6, 6)]),
        ("At 2 a.m. he was listed in serious condition at Grady Memorial.", [("injured", 1, 1)]),
        ("The gunman killed six people before taking his own life.", [("killed", 1, 1), ("killed", 6, 6)]),
        ("Dad, 36, and son, 8, die in canal", [("killed", 2, 2)]),
        ("A 6-year-old boy is fighting for his life after being shot in the head.", [("injured", 1, 1)]),
        ("Two men killed the owner, 67-year-old Sam Cho, and a clerk.", [("killed", 2, 2)]),
        (
            "Three of the five people shot at the mall have been released; one died.",
            [("injured", 4, 4), ("killed", 1, 1)],
        ),
        ("The army admitted the loss of seven men.", [("killed", 7, 7)]),
        ("Two teens killed, third wounded at a party in Akron", [("injured", 1, 1), ("killed", 2, 2)]),
        ("Three shot, one dead in Akron", [("injured", 2, 2), ("killed", 1, 1)]),
        ("Up to 40 demonstrators injured, 2 shot dead by police.", [("injured", None, 40), ("killed", 2, 2)]),
        ("A robbery left two dead over the weekend.", [("killed", 2, 2)]),
        ("The crash killed a motorist and one of the men being chased.", [("killed", 2, 2)]),
        ('Officers found Ray Lobo, 22, and Steven "Oso" Magana, 26, dead on a court.', [("killed", 2, 2)]),
        ("A woman shot her husband before killing herself.", [("injured", 1, 1), ("killed", 1, 1)]),
        ("The coroner said all three guards had been shot before the fire was set.", [("killed", 3, 3)]),
        ("A man shot near the river has died of his wounds.", [("killed", 1, 1)]),
        ("A man walked into a fire station on Lamar Avenue with a wound to the hip.", [("injured", 1, 1)]),
        ("Seventeen men were shot execution-style in the yard.", [("killed", 17, 17)]),
        ("Three more men were burned beyond recognition in the truck.", [("killed", 3, 3)]),
        ("Ten people were injured and survived.", [("injured", 10, 10)]),
        ("A dozen inmates were treated on the spot.", [("injured", 12, 12)]),
        ("A boy was killed. Four others were stabbed in the brawl. One died.", [("injured", 4, 4), ("killed", 1, 1)]),
        ("A nurse on a short visit was attacked and beaten into a coma and later died.", [("killed", 1, 1)]),
        ("The suspect opened fire at a market. He and his wife were later shot dead by police.", [("killed", 2, 2)]),
    ],
)
def test_the_words_of_police_reports_are_read(text: str, expected: Figures, read: Read) -> None:
    assert figures(read(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Two suspects fled on foot after the robbery.",
        "Officers were shot at but returned fire.",
        "The film was shot in Morocco by two brothers.",
        "The home side were beaten by two goals.",
        "The company suffered a severe loss.",
        "Two men shot themselves in the foot.",
        "A clerk survived the robbery by playing dead.",
        "He was booked on a charge of attempted capital murder of a peace officer.",
        "A fragment hit her head.",
        "Two passengers were taken to a hospital as a precaution.",
        "A woman in another flat was taken to a hospital with chest pains.",
    ],
)
def test_what_only_sounds_like_harm_makes_no_claim(text: str, read: Read) -> None:
    assert read(text) == []


def test_a_weak_word_gives_way_to_what_the_sentence_goes_on_to_say(read: Read) -> None:
    claims = read("A man shot five people at a market, killing two and wounding three.")
    assert figures(claims) == [("injured", 3, 3), ("killed", 2, 2)]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Six people are dead, bringing to 11 the number killed this week.", 11),
        ("The attack took the number of foreign troops killed to 15.", 15),
        ("Officials put the number of dead at anywhere from 40 to 55.", 55),
    ],
)
def test_a_number_of_dead_is_a_running_total(text: str, number: int, read: Read) -> None:
    assert any(claim.high == number and claim.kind == "period_total" for claim in read(text))


def test_numbered_people_that_are_joined_are_parts_of_their_sum(read: Read) -> None:
    total, *parts = read("Six monks and two cooks were killed.")
    assert (total.best, [part.best for part in parts]) == (8, [6, 2])
    assert {part.part_of for part in parts} == {total.id}


def test_the_body_says_where_it_happened_and_not_the_headlines_speaker(read: Read) -> None:
    claims = read(
        "Eight Turkish sailors were killed in Tripoli, Ankara said.", title="Turkey says eight sailors killed"
    )
    assert [claim.place.text for claim in claims if claim.place] == ["Tripoli"]


def test_the_day_of_the_earlier_figure_is_not_that_of_the_new_one(read: Read) -> None:
    (claim,) = read("The quake killed 212 people, up from 180 on Monday.")
    assert claim.event_time is None or claim.event_time.text != "Monday"


def test_an_earlier_attack_is_background(read: Read) -> None:
    (claim,) = read("A previous attack on the convoy killed six soldiers.")
    assert claim.temporal_role == "background"


@pytest.mark.parametrize(
    ("text", "low"),
    [
        ("The quake toll passed 2,000.", 2001),
        ("The death toll has topped 90.", 91),
        ("Half a million people were forced from their homes.", 500_000),
    ],
)
def test_figures_are_read_as_they_are_bounded(text: str, low: int, read: Read) -> None:
    (claim,) = read(text)
    assert claim.low == low


@pytest.mark.parametrize(
    "text", ["The army has not confirmed that nine soldiers died.", "Officials could not confirm that six had drowned."]
)
def test_what_nobody_confirms_is_no_claim(text: str, read: Read) -> None:
    assert read(text) == []


def test_no_reports_of_injuries_is_zero(read: Read) -> None:
    (claim,) = read("There were no reports of injuries.")
    assert (claim.measure, claim.low, claim.polarity) == ("injured", 0, "zero")


@pytest.mark.parametrize(
    "text",
    [
        "Four people were shot, one fatally, at a block party.",
        "A man shot four people, killing one.",
        "Four people were shot and one was killed.",
        "Four people were shot at a party. One died at the scene.",
        "Four people were shot, one of them fatally.",
    ],
)
def test_who_died_of_the_shots_is_none_of_those_who_live(text: str, read: Read) -> None:
    assert figures(read(text)) == [("injured", 3, 3), ("killed", 1, 1)]


def test_a_shooting_of_others_takes_nobody_away(read: Read) -> None:
    claims = read("Four people were shot on Friday. A woman died in a fire on Saturday.")
    assert figures(claims) == [("injured", 4, 4), ("killed", 1, 1)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two men were shot. One victim was struck in the leg and the other in the abdomen.", [("injured", 2, 2)]),
        (
            "A body found in the trunk of a car has been identified as that of a woman missing since May.",
            [("killed", 1, 1)],
        ),
        (
            "Three people were found dead. The victims, two men and a woman, had been bound and shot.",
            [("killed", 3, 3)],
        ),
        ("A man who was convicted of robbery in 2010 shot and killed two people on Friday.", [("killed", 2, 2)]),
        (
            "A man killed his wife and her mother before turning the gun on himself.",
            [("killed", 1, 1), ("killed", 2, 2)],
        ),
    ],
)
def test_people_who_are_told_twice_are_counted_once(text: str, expected: Figures, read: Read) -> None:
    assert figures(read(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Rashad Moore pleaded guilty on Thursday to killing a clerk.",
        "A judge sentenced a man on Friday to 30 years in prison for the shooting death of a clerk.",
        "The jury found her guilty on Thursday of the murder of two sisters.",
    ],
)
def test_the_deed_that_a_court_speaks_of_is_background(text: str, read: Read) -> None:
    (claim,) = read(text)
    assert claim.temporal_role == "background"

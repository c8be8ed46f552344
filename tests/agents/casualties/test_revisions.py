"""What an article itself replaces, restates or sets against what it told before."""

from __future__ import annotations

import pytest

from tests.agents.casualties.conftest import Read
from tests.agents.casualties.figures import Figures, figures


@pytest.mark.parametrize(
    "before",
    [
        "Officials had earlier said nine people were killed.",
        "Initial reports said nine had been killed.",
        "An earlier toll of nine was corrected by the ministry.",
    ],
)
def test_a_figure_told_before_is_remembered_and_no_claim_of_its_own(before: str, read: Read) -> None:
    (claim,) = read(f"Eleven people were killed in the crash, police said. {before}")
    assert claim.best == 11
    assert claim.previous is not None
    assert claim.previous.best == 9


def test_a_figure_told_before_stands_where_nothing_replaces_it(read: Read) -> None:
    assert figures(read("Officials had earlier said nine people were killed.")) == [("killed", 9, 9)]


def test_one_more_who_is_called_the_last_of_a_row_is_counted_once(read: Read) -> None:
    (claim,) = read("A woman died of her burns on Friday, becoming the 20th fatality of the fire.")
    assert (claim.best, claim.kind) == (1, "increment")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A man was shot dead at the gate. Another man was grazed by a bullet.", "incident"),
        ("Two men were grazed by bullets at the gate. Another man was grazed by a bullet later.", "increment"),
    ],
)
def test_another_is_one_more_only_of_the_same_harm(text: str, kind: str, read: Read) -> None:
    assert [claim.kind for claim in read(text) if claim.measure == "injured" and claim.best == 1] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "Three pedestrians were killed. The driver also died.",
        "The driver, who also died, ploughed into a queue, killing three people.",
    ],
)
def test_who_died_as_well_is_none_of_those_told_beside(text: str, read: Read) -> None:
    claims = read(text)
    assert figures(claims) == [("killed", 1, 1), ("killed", 3, 3)]
    assert all(claim.part_of is None for claim in claims)


def test_he_and_she_who_were_hurt_are_told_once(read: Read) -> None:
    (claim,) = read("A 24-year-old woman was in critical condition after she was stabbed outside a club.")
    assert (claim.measure, claim.best) == ("injured", 1)


def test_the_victims_are_those_of_the_harm_that_is_told(read: Read) -> None:
    claims = read("Seven people were wounded at a market, police said. A boy was among the victims.")
    assert figures(claims) == [("injured", 1, 1), ("injured", 7, 7)]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("The morgue said eight bodies had arrived. A spokesman put the number at 13.", 13),
        (
            "At first the district said that 95 people had been killed. On Wednesday it revised the number sharply down to 35.",
            35,
        ),
        ("Six people died in the mosque. An imam gave the figure as 12.", 12),
        ("On Tuesday the agency gave 28 as the number of the dead.", 28),
        ("Six people died in the mosque. Two days later the count stood at nine.", 9),
    ],
)
def test_the_number_is_that_of_the_deaths_just_told(text: str, number: int, read: Read) -> None:
    assert ("killed", number, number) in figures(read(text))


@pytest.mark.parametrize(
    "text",
    [
        "Two people died in the riot. Police put the number of arrests at 40.",
        "Two people died in the riot. Police arrested 20 men, taking the figure to 60.",
        "The club sold 900 seats. The number rose to 1,200 on Friday.",
        "Two people died and 12 were injured. The number rose to 15 on Friday.",
    ],
)
def test_the_number_of_something_else_counts_no_deaths(text: str, read: Read) -> None:
    assert {claim.high for claim in read(text) if claim.measure == "killed"} <= {2}


@pytest.mark.parametrize(
    ("text", "measure", "low", "high"),
    [
        ("Estimates of the dead ranged from 56 to as many as 125.", "killed", 56, 125),
        ("Reports of fatalities vary from 15 to 40.", "killed", 15, 40),
        ("The number of wounded ranged from 120, in the last bulletin, to 600, by one account.", "injured", 120, 600),
        ("The count of wounded stood at 221 at the end.", "injured", 221, 221),
        ("The number of the dead rose from nine on Saturday, to 15 that night, and to 18 by Sunday.", "killed", 18, 18),
    ],
)
def test_accounts_that_vary_make_one_range(text: str, measure: str, low: int, high: int, read: Read) -> None:
    (claim,) = read(text)
    assert (claim.measure, claim.low, claim.high) == (measure, low, high)


@pytest.mark.parametrize(
    "text",
    [
        "The death toll climbed to 58 on Thursday. The governor had reported 44 dead on Wednesday night.",
        "A radio station first reported 44 miners killed. By evening, 58 people were confirmed dead.",
    ],
)
def test_what_was_reported_first_is_the_earlier_figure(text: str, read: Read) -> None:
    (claim,) = read(text)
    assert (claim.best, claim.previous and claim.previous.best) == (58, 44)


@pytest.mark.parametrize(
    ("text", "measure", "number"),
    [
        ("The list of the injured has also grown, to 61, a spokesman said.", "injured", 61),
        ("The number of evacuees has grown to 1,150.", "displaced", 1150),
        ("The number of people left homeless swelled to 20,000.", "displaced", 20000),
        ("The tally of missing fell to 12.", "missing", 12),
        ("The list of dead lengthened to 22 overnight.", "killed", 22),
        ("The number of hostages is now put at 60.", "abducted", 60),
        ("The toll of injured, initially 20, has grown to 35.", "injured", 35),
    ],
)
def test_a_count_of_people_goes_by_many_names(text: str, measure: str, number: int, read: Read) -> None:
    (claim,) = read(text)
    assert (claim.measure, claim.low, claim.high) == (measure, number, number)


def test_the_tally_before_is_remembered(read: Read) -> None:
    (claim,) = read("The tally of missing fell to 12 from 30.")
    assert claim.previous is not None
    assert (claim.high, claim.previous.high, claim.previous.direction) == (12, 30, "down")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ministry put the dead at seven and the wounded at 30.", [("injured", 30, 30), ("killed", 7, 7)]),
        (
            'Elders said 100 had died, while the mission spoke of "more than 60".',
            [("killed", 61, None), ("killed", 100, 100)],
        ),
        ("Ten fighters from each side were killed.", [("killed", 20, 20)]),
        ("18 members of the al-Athamna family die; 40 hurt.", [("injured", 40, 40), ("killed", 18, 18)]),
        ("14 IS fighters were killed.", [("killed", 14, 14)]),
    ],
)
def test_figures_of_several_accounts_and_sides_are_read(text: str, expected: Figures, read: Read) -> None:
    assert figures(read(text)) == expected


def test_the_figure_before_is_not_added_to_who_is_missing(read: Read) -> None:
    claims = read("The death toll has risen to 26 from nine, and seven men are still missing, the governor said.")
    figures_told = {(claim.measure, claim.high, claim.previous and claim.previous.high) for claim in claims}
    assert figures_told == {("killed", 26, 9), ("missing", 7, None)}

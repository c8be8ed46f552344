"""Some of those already counted, and those whom a sentence names one and all."""

from __future__ import annotations

import pytest

from tests.agents.casualties.conftest import Read


@pytest.mark.parametrize(
    ("text", "whole", "some"),
    [
        ("Six children were among the 20 dead.", 20, 6),
        ("Among the 20 dead were six children.", 20, 6),
        ("Of the 45 dead, 30 were women.", 45, 30),
        ("There were 18 fatalities, of which five were children.", 18, 5),
        ("Thirteen people died, two children among them.", 13, 2),
    ],
)
def test_some_of_the_dead_are_a_subset_of_them(text: str, whole: int, some: int, read: Read) -> None:
    total, part = read(text)
    assert (total.best, total.subset, part.best, part.subset) == (whole, False, some, True)
    assert part.part_of == total.id


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Eight of the nine victims were women.", 9),
        ("Eight of the ten dead were women.", 10),
        ("Eight of the nine men killed were Greeks.", 9),
        ("Eight of 46 wounded were minors.", 46),
        ("Eight of the 12 people injured are in critical condition.", 12),
    ],
)
def test_some_of_a_number_of_harmed_tell_the_number_of_all(text: str, whole: int, read: Read) -> None:
    total, part = read(text)
    assert (total.best, total.kind, part.best, part.subset, part.kind) == (whole, "incident", 8, True, "breakdown")
    assert part.part_of == total.id


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Eight of the 30 people wounded in Friday's stampede have since died.", {("injured", 30), ("killed", 8)}),
        ("Five of the 20 injured later died.", {("injured", 20), ("killed", 5)}),
        ("The bombing caused 51 casualties, 12 of them fatal.", {("casualties", 51), ("killed", 12)}),
        ("Two of the four hostages were killed.", {("killed", 2)}),
        ("Two of the five crew members died.", {("killed", 2)}),
    ],
)
def test_some_who_fared_worse_are_no_part_of_those_they_were_among(
    text: str, figures: set[tuple[str, int]], read: Read
) -> None:
    claims = read(text)
    assert {(claim.measure, claim.best) for claim in claims} == figures
    assert not any(claim.subset for claim in claims)


def test_those_among_a_number_of_dead_are_told_each_by_itself(read: Read) -> None:
    claims = read("Among the 29 dead are 13 women and eight children.")
    assert [(claim.best, claim.subset) for claim in claims] == [(29, False), (13, True), (8, True)]


def test_each_of_those_included_is_told_by_itself(read: Read) -> None:
    claims = read("The victims included five Germans and two Danes.")
    assert [(claim.best, claim.subset) for claim in claims] == [(5, True), (2, True)]


def test_the_dead_who_are_all_named_are_a_figure_of_their_own(read: Read) -> None:
    (claim,) = read("The dead were an electrician and his two daughters, aged four and six.")
    assert (claim.best, claim.subset, claim.kind) == (3, False, "incident")


def test_a_number_in_passing_counts_those_before_it(read: Read) -> None:
    (claim,) = read("The injured, 17 in all, were flown to the capital.")
    assert (claim.measure, claim.best) == ("injured", 17)


def test_nine_of_them_are_a_part_only_of_people_who_were_harmed(read: Read) -> None:
    (claim,) = read("A bus carrying pilgrims fell into a river; nine of them drowned.")
    assert (claim.best, claim.kind, claim.subset) == (9, "incident", False)


def test_members_of_a_sum_are_told_apart_only_where_each_is_several(read: Read) -> None:
    assert len(read("A driver and three nurses were killed.")) == 1
    assert len(read("Four drivers and three nurses were killed.")) == 3

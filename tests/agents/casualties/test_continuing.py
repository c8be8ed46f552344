"""Sentences without a word of harm that go on with the figures just told."""

from __future__ import annotations

import pytest

from tests.agents.casualties.conftest import Read


def test_a_sentence_that_tells_all_apart_divides_the_figure(read: Read) -> None:
    total, *parts = read(
        "Nineteen people were killed, police said. Eleven of them were civilians, six were soldiers and two were lawmakers."
    )
    assert total.parts_sum is True
    assert [(part.best, part.kind, part.subset, part.part_of) for part in parts] == [
        (11, "breakdown", False, total.id),
        (6, "breakdown", False, total.id),
        (2, "breakdown", False, total.id),
    ]


@pytest.mark.parametrize(
    ("text", "some"),
    [
        ("Thirty-six people were killed at the camp. Twenty were women, and seven were pupils.", [20, 7]),
        ("A blast injured 40 people in Homs. Nine were children.", [9]),
        ("A blast killed 40 people in Homs. The square was full. At least nine of them were children.", [9]),
    ],
)
def test_some_who_are_described_are_a_part(text: str, some: list[int], read: Read) -> None:
    total, *parts = read(text)
    assert [(part.best, part.subset, part.part_of) for part in parts] == [(n, True, total.id) for n in some]


@pytest.mark.parametrize(
    "text",
    [
        "A blast killed 40 people in Homs. Police detained 12 men. Three were students.",
        "A blast killed 40 people in Homs. Boats rescued 90. Sixty of them were women.",
        "A blast killed two people in Homs. Nine were students.",
        "A blast killed 40 people in Homs. Nine were arrested.",
        "A blast killed 40 people in Homs. They came from Mali, and 17 of them were women.",
        "A blast killed 40 people in Homs. The youngest was 20.",
    ],
)
def test_others_are_no_part(text: str, read: Read) -> None:
    assert [claim.kind for claim in read(text) if claim.best != 12] == ["incident"]


@pytest.mark.parametrize(
    ("before", "low", "high"),
    [
        ("Last night the same agency gave a figure of nine.", 9, 9),
        ("On Thursday it had spoken of five to seven.", 5, 7),
        ("Its previous count had stood at 15.", 15, 15),
        ("It had put the figure at 12 earlier.", 12, 12),
        ("An earlier count had been 22.", 22, 22),
        ("On Thursday evening the figure given had been 20.", 20, 20),
        ("On Thursday the number of deaths had been reported as 24.", 24, 24),
    ],
)
def test_a_figure_given_before_is_remembered(before: str, low: int, high: int, read: Read) -> None:
    (claim,) = read(f"The number of people killed in the attack has climbed to 26, the agency said. {before}")
    assert claim.previous is not None
    assert (claim.best, claim.previous.low, claim.previous.high) == (26, low, high)


def test_whoever_had_talked_of_fewer_corrects_himself(read: Read) -> None:
    (claim,) = read(
        "Nineteen people were killed, said Adan Nur, a spokesman, who on Friday had talked of five to seven."
    )
    assert claim.previous is not None
    assert (claim.best, claim.previous.low, claim.previous.high) == (19, 5, 7)


def test_two_sides_do_not_correct_each_other(read: Read) -> None:
    claims = read("The governor said 21 inmates died. The bar association had earlier put the number of dead at 34.")
    assert [(claim.best, claim.previous) for claim in claims] == [(21, None), (34, None)]


def test_a_figure_of_something_else_is_no_figure_of_people(read: Read) -> None:
    (claim,) = read("A blast killed 40 people in Homs. Last year the firm gave a figure of 900 for its profit.")
    assert claim.previous is None


def test_another_account_is_a_figure_of_its_own(read: Read) -> None:
    claims = read("A fire killed 350 inmates, the prosecutor said. Residents of the town gave a lower figure of 272.")
    assert [(claim.best, [source.type for source in claim.attribution]) for claim in claims] == [
        (350, ["official"]),
        (272, ["witness"]),
    ]


def test_the_number_of_something_else_counts_nobody(read: Read) -> None:
    claims = read("A fire killed 350 inmates. Police put the number of arrests at 40.")
    assert [claim.best for claim in claims] == [350]


@pytest.mark.parametrize(
    ("text", "number", "source"),
    [
        ("At least 23 people died, doctors said. The police stood by their figure of ten.", 10, "police"),
        (
            "A storm killed 160 people, a relief network said. State television kept to its toll of 27.",
            27,
            "state_media",
        ),
        ("Rebels said 40 soldiers had died. The government stuck to its count of 12.", 12, "official"),
        ("Police said ten people were killed. The ministry raised that figure to 14 on Friday.", 14, "official"),
        (
            "Rebels said 31 soldiers had died. The army, which had first given a toll of 14, raised it to 16.",
            16,
            "military",
        ),
    ],
)
def test_an_account_that_is_kept_to_is_that_of_whoever_keeps_to_it(
    text: str, number: int, source: str, read: Read
) -> None:
    (claim,) = [claim for claim in read(text) if claim.high == number]
    assert [each.type for each in claim.attribution] == [source]

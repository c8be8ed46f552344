"""One claim told twice is one claim; parts find their total; a later figure replaces an earlier."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tocsin import Claim

Read = Callable[..., list[Claim]]


def test_headline_and_body_tell_one_claim(read: Read) -> None:
    (claim,) = read("A quake killed at least 30 people in Iran.", title="Quake kills 30")
    assert (claim.low, claim.qualifier) == (30, "at_least")
    assert [span.field for span in claim.evidence] == ["title", "body"]


def test_a_vague_headline_agrees_with_an_exact_body(read: Read) -> None:
    (claim,) = read("Some said 27 people died.", title="Dozens die in mine fire")
    assert (claim.low, claim.qualifier) == (27, "exact")


def test_figures_of_two_places_stay_apart(read: Read) -> None:
    assert len(read("Two people were killed in Homs. Two people were killed in Kabul.")) == 2


def test_a_later_figure_replaces_the_headline(read: Read) -> None:
    (claim,) = read("The toll has since risen to 19.", title="16 dead in mudslide")
    assert (claim.low, claim.previous and claim.previous.low) == (19, 16)


def test_parts_name_their_total_and_add_up(read: Read) -> None:
    total, first, rest = read(
        "At least 31 people were killed in Syria. Shells killed 17 in Homs, while the other 14 deaths happened elsewhere."
    )
    assert (total.parts_sum, first.part_of, rest.part_of) == (True, total.id, total.id)
    assert first.kind == rest.kind == "breakdown"
    assert rest.place is not None
    assert (rest.place.text, rest.place.inclusive) == ("Syria", False)


def test_a_list_is_divided_and_its_rest_worked_out(read: Read) -> None:
    claims = read("Officials recorded 60 deaths: 31 in Kabul, 20 in Herat and the rest in Kandahar.")
    assert [(claim.low, claim.kind) for claim in claims] == [
        (60, "period_total"),
        (31, "breakdown"),
        (20, "breakdown"),
        (9, "breakdown"),
    ]
    assert claims[0].parts_sum is True


def test_subsets_are_not_added(read: Read) -> None:
    total, *subsets = read("Sixty people were killed, including 14 nurses and eight pupils.")
    assert total.parts_sum is None
    assert [(claim.low, claim.subset, claim.part_of) for claim in subsets] == [
        (14, True, total.id),
        (8, True, total.id),
    ]


def test_a_single_victim_is_one_of_the_total(read: Read) -> None:
    total, one = read("A blast killed nine people. A librarian was killed by flying glass.")
    assert (one.low, one.subset, one.part_of) == (1, True, total.id)


@pytest.mark.parametrize(
    "text",
    [
        "Two teenagers were killed at a party. Xavier Rolle, 17, died in the parking lot.",
        "Three people were killed in Akron. A 31-year-old nurse died at the scene.",
        "Two guards were killed in Akron. One was a father of four. He died in an ambulance.",
    ],
)
def test_whom_a_report_goes_on_to_tell_of_is_evidence_of_its_figure(text: str, read: Read) -> None:
    (claim,) = read(text)
    assert len(claim.evidence) == 2


def test_a_place_told_once_reaches_the_other_figures(read: Read) -> None:
    _, injured = read("A blast killed nine people in Kabul on Friday. Another 20 people were hurt.")
    assert injured.place is not None
    assert injured.event_time is not None
    assert (injured.place.text, injured.place.inferred) == ("Kabul", True)
    assert (injured.event_time.start, injured.event_time.inferred) == ("2012-03-23", True)


def test_what_could_not_be_verified_is_marked(read: Read) -> None:
    claims = read("Activists said 14 people died. The figure could not be independently verified.")
    assert [claim.verification for claim in claims] == ["unverified_stated"]


def test_a_headline_tells_as_a_number_what_the_body_tells_as_more(read: Read) -> None:
    claims = read("Soldiers found the bodies of another eight men on Friday.", title="Bodies of eight men found")
    assert [(claim.best, claim.kind) for claim in claims] == [(8, "increment")]


def test_an_addition_is_no_part_of_the_sum_that_it_leads_to(read: Read) -> None:
    claims = read(
        "Divers found 22 more bodies, bringing to 31 the number of people killed. Nine were killed at the gate."
    )
    assert next(claim for claim in claims if claim.best == 22).kind == "increment"


def test_some_of_those_at_hand_are_the_number_of_the_headline(read: Read) -> None:
    (claim,) = read("A slide swept away a group of skiers, killing five of them.", title="Slide kills five skiers")
    assert (claim.best, claim.kind, claim.subset) == (5, "incident", False)


def test_the_body_divides_the_figure_of_the_headline(read: Read) -> None:
    total, *parts = read(
        "Teams worked through the night. The minister said 117 people were killed in Hama and 100 in Homs."
        " Another 47 bodies were recovered in villages.",
        title="Quake: 264 die",
    )
    assert (total.best, total.parts_sum) == (264, True)
    assert [(part.best, part.kind) for part in parts] == [(117, "breakdown"), (100, "breakdown"), (47, "breakdown")]


def test_a_quarter_lies_in_the_town_of_the_headline(read: Read) -> None:
    (claim,) = read("Two men were killed in the Austin neighborhood.", title="Two killed in Chicago shooting")
    assert claim.place is not None
    assert (claim.place.country, len(claim.evidence)) == ("US", 2)


def test_a_part_told_in_headline_and_body_is_one(read: Read) -> None:
    _, part = read(
        "Observers saw the bodies of 92 people, among them more than 32 children, in Houla.",
        title="Observers count 92 bodies, 32 of them children",
    )
    assert (part.low, part.subset, len(part.evidence)) == (33, True, 2)

"""What makes a copy more than a copy: a new edition, a new passage, a number said of other things before."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from tocsin import Article, Duplicate
from tocsin.testing import run
from tocsin_agents.dedup import Dedup

Press = Callable[..., Article]

PASSAGE = (
    "A second wave came down the valley in the evening and tore open the dyke at the sugar mill, where the water had"
    " been held back with sandbags since noon; the people who had gone home were brought out again by lorry."
)


def relations(articles: Sequence[Article]) -> list[str]:
    return [link.relation for link in run(Dedup(), articles).of(Duplicate)]


def test_a_passage_that_is_added_makes_a_revision(press: Press, flood: str) -> None:
    paragraphs = flood.split("\n\n")
    longer = "\n\n".join([*paragraphs[:2], PASSAGE, *paragraphs[2:]])

    assert relations([press(flood), press(longer)]) == ["revision"]


def test_a_copy_of_the_longer_version_is_a_copy(press: Press, flood: str) -> None:
    longer = press(f"{flood}\n\n{PASSAGE}")

    assert relations([press(flood), longer, press(longer.text, source="Anlo Gazette")]) == ["revision", "near"]


@pytest.mark.parametrize("marker", ["UPDATE 2-{}", "CORRECTED-{}", "(CORRECTED) {}", "WRAPUP 1 {}"])
def test_what_the_wire_calls_a_new_version_flows_on(press: Press, flood: str, marker: str) -> None:
    first, second = press(flood), press(flood, title=marker.format("River floods Keral"))

    result = run(Dedup(), [first, second])

    assert [link.relation for link in result.of(Duplicate)] == ["revision"]
    assert result.of(Article) == [first, second]


def test_a_copy_of_a_new_version_is_a_copy(press: Press, flood: str) -> None:
    title = "UPDATE 2-River floods Keral"

    assert relations([press(flood), press(flood, title=title), press(flood, title=title, source="Anlo Gazette")]) == [
        "revision",
        "exact",
    ]


def test_a_correction_noted_below_the_text_flows_on(press: Press, flood: str) -> None:
    corrected = f"{flood}\n\n(Corrects spelling of the governor's name in paragraph 1)"

    assert relations([press(flood), press(corrected)]) == ["revision"]


def test_a_number_that_was_said_of_other_things_is_news_when_it_is_said_of_the_dead(press: Press, flood: str) -> None:
    text = flood.replace("the one road", "the 9 roads")
    later = text.replace("from roof to roof", "from roof to roof and found the bodies of 9 children")

    assert relations([press(text), press(later)]) == ["revision"]


def test_a_form_filled_in_anew_each_day_is_in_the_end_no_revision(press: Press) -> None:
    form = (
        "The central bank of Anlo bought bills for {0} million crowns this morning, against {1} million a day before, at"
        " rates of {2} to {3} percent. Banks had asked for {4} million. Deposits stood at {5} million, notes in the hands"
        " of the public at {6} million, and the reserve, for which the law asks {7} million, at {8} million crowns."
    )
    reports = [
        press(form.format(*(7 + (day * 13 + place * 29) % 890 for place in range(9))), title="Money market report")
        for day in range(12)
    ]

    result = run(Dedup(), reports)

    assert result.of(Article) == reports
    assert not result.of(Duplicate)[3:]


def test_a_brief_with_another_figure_each_day_is_in_the_end_no_revision(press: Press) -> None:
    form = (
        "The farm ministry said private exporters in Anlo reported sales of {0},000 tonnes of maize to the islands, for"
        " shipment in the 2030 marketing year, which began on 1 September."
    )
    reports = [press(form.format(31 + day * 17), title="Export sales") for day in range(9)]

    result = run(Dedup(), [*reports, press(reports[-1].text, title="Export sales")])

    assert result.of(Article) == reports
    assert [link.article_id for link in result.of(Duplicate)[2:]] == [f"article-{len(reports)}"]


def test_a_brief_whose_toll_rises_is_a_revision_each_time(press: Press) -> None:
    form = (
        "A ferry sank off Anlo on Friday and at least {0} people were killed, the coast guard said. Boats from Keral and Osk"
        " searched the strait until dark, and divers will go down in the morning."
    )
    reports = [press(form.format(12 + day * 7), title="Ferry sinks") for day in range(6)]

    assert relations(reports) == ["revision"] * 5

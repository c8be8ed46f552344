"""What the agent links and what it lets through."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tocsin import Article, Duplicate
from tocsin.testing import run
from tocsin_agents.dedup import Dedup, DedupSettings

Press = Callable[..., Article]

SEEDS = sorted((Path(__file__).parents[3] / "seeds").glob("*.txt"))


def links(articles: Sequence[Article], **settings: float) -> list[Duplicate]:
    return run(Dedup(DedupSettings.model_validate(settings)), articles).of(Duplicate)


def survivors(articles: Sequence[Article], **settings: float) -> list[Article]:
    return run(Dedup(DedupSettings.model_validate(settings)), articles).of(Article)


def test_an_article_like_no_other_flows_on_unchanged(press: Press, flood: str, orchestra: str) -> None:
    articles = [press(flood, byline="M. Osk"), press(orchestra)]

    assert survivors(articles) == articles
    assert links(articles) == []


def test_a_copy_is_linked_and_goes_no_further(press: Press, flood: str) -> None:
    original, copy = press(flood), press(flood, source="The Keral Post")

    result = run(Dedup(), [original, copy])

    assert result.of(Article) == [original]
    assert result.of(Duplicate) == [
        Duplicate(
            article_id=copy.id,
            canonical_id=original.id,
            relation="exact",
            similarity=1,
            containment=1,
            source="The Keral Post",
        )
    ]


def test_case_quotes_entities_hyphens_and_white_space_make_no_difference(press: Press, flood: str) -> None:
    disguised = flood.upper().replace('"', "\u201d").replace("\n\n", "<>\r\n").replace("OPEN", "O\u00adPEN")
    disguised = disguised.replace("<>", " &mdash;&nbsp;")

    (link,) = links([press(flood), press(disguised)])

    assert link.relation == "exact"


def test_page_furniture_makes_no_difference(press: Press, flood: str) -> None:
    furnished = f"By Jana Holm and Piet Aal\nKERAL (XNA) - {flood}\n\nMore on floods: how dams fail\n\nSign up for our newsletter"

    (link,) = links([press(flood), press(furnished)])

    assert link.relation == "exact"


def test_a_few_changed_words_make_a_near_copy(press: Press, flood: str) -> None:
    (link,) = links([press(flood), press(flood.replace("timber", "old").replace("blankets", "tents"))])

    assert link.relation == "near"
    assert 0.8 < link.similarity < 1


def test_the_opening_of_an_article_is_a_part_of_it(press: Press, flood: str) -> None:
    (link,) = links([press(flood), press("\n\n".join(flood.split("\n\n")[:2]))])

    assert link.relation == "partial"
    assert link.containment == 1
    assert link.similarity < 0.5


def test_a_new_toll_is_a_revision_and_flows_on(press: Press, flood: str) -> None:
    original, revised = press(flood), press(flood.replace("26 people", "31 people"))

    result = run(Dedup(), [original, revised])

    assert [(link.relation, link.canonical_id) for link in result.of(Duplicate)] == [("revision", original.id)]
    assert result.of(Article) == [original, revised]


def test_a_new_toll_in_the_headline_alone_is_a_revision(press: Press, flood: str) -> None:
    (link,) = links([press(flood), press(flood, title="Floods in Keral: 31 dead")])

    assert link.relation == "revision"


def test_a_toll_in_an_added_sentence_is_a_revision(press: Press, flood: str) -> None:
    (link,) = links([press(flood), press(f"{flood}\n\nTwelve villagers are missing in the valley.")])

    assert link.relation == "revision"


def test_the_same_toll_in_other_spelling_is_a_copy(press: Press, flood: str) -> None:
    (link,) = links([press(flood), press(flood.replace("26 people", "twenty-six people"))])

    assert link.relation == "near"


def test_a_copy_of_a_revision_is_a_copy(press: Press, flood: str) -> None:
    revised = flood.replace("26 people", "31 people")
    original, *others = press(flood), press(revised), press(revised), press(flood)

    result = run(Dedup(), [original, *others])

    assert [link.relation for link in result.of(Duplicate)] == ["revision", "near", "exact"]
    assert {link.canonical_id for link in result.of(Duplicate)} == {original.id}


def test_a_copy_of_a_copy_is_linked_to_the_original(press: Press, flood: str) -> None:
    words = flood.split(" ")
    texts = [" ".join("elsewhere" if i % 19 < step else word for i, word in enumerate(words)) for step in range(5)]
    original, *copies = [press(text) for text in texts]

    assert {link.canonical_id for link in links([original, *copies])} == {original.id}
    assert survivors([original, *copies]) == [original]


def test_a_brief_that_grew_into_a_report_flows_on(press: Press, flood: str) -> None:
    brief, report = press("\n\n".join(flood.split("\n\n")[:2])), press(flood)

    result = run(Dedup(), [brief, report])

    assert [link.relation for link in result.of(Duplicate)] == ["revision"]
    assert result.of(Article) == [brief, report]


def test_a_digest_is_no_copy_of_the_stories_in_it(press: Press, flood: str, orchestra: str) -> None:
    openings = [text.split("\n\n")[0] for text in (flood, orchestra)]
    digest = press("\n\n".join(openings), title="Morning briefing")

    assert links([press(flood), press(orchestra), digest]) == []


def test_a_shared_quotation_is_no_copy(press: Press, flood: str, orchestra: str) -> None:
    quotation = flood.split("\n\n")[3]

    assert links([press(flood), press(f"{orchestra}\n\n{quotation}")]) == []


def test_a_form_filled_in_anew_is_no_copy(press: Press) -> None:
    form = (
        "Forecast for {0} on {1}. Skies will be {2} for most of the day with a high near {3} degrees and a low around {4}"
        " degrees. Winds will be {5} from the {6} at {7} km/h. Humidity will range from {8} to {9} percent. Sunrise is at"
        " {10}:{11} and sunset is at {12}:{13}. The chance of rain is {14} percent and the pollen index stands at {15}."
    )
    one = form.format("Keral", "Monday", "clear", 21, 9, "light", "west", 12, 40, 62, 5, 51, 20, 33, 10, 4)
    other = form.format("Anlo", "Friday", "grey", 17, 6, "strong", "north", 48, 55, 91, 6, 2, 19, 58, 70, 2)

    assert links([press(one, title="Weather"), press(other, title="Weather")]) == []


def test_short_texts_are_compared_for_equality_only(press: Press) -> None:
    short = "Police closed the road to Keral after the bridge fell."
    articles = [press(short, title="Road closed"), press(f"{short} Again.", title="Road closed")]

    assert links(articles) == []
    assert [link.relation for link in links([*articles, press(short, title="Road closed")])] == ["exact"]


def test_short_texts_under_different_headlines_differ(press: Press) -> None:
    assert links([press("Photos", title="Floods in Keral"), press("Photos", title="Orchestra opens season")]) == []


@pytest.mark.parametrize("text", ["", "...", "\u2600\ufe0f"])
def test_texts_without_a_word_are_told_apart(press: Press, text: str) -> None:
    assert links([press(text, title="?!"), press(f"{text}!", title="?!")]) == []


def test_the_same_article_again_gives_nothing(press: Press, flood: str, orchestra: str) -> None:
    articles = [press(flood), press(flood), press(orchestra), press(flood.replace("26 people", "31 people"))]

    assert run(Dedup(), [*articles, *articles]) == run(Dedup(), articles)


def test_a_new_version_under_the_same_id_flows_on(press: Press, flood: str) -> None:
    first, second = press(flood, id="story"), press(flood.replace("timber", "stone"), id="story")

    assert survivors([first, second]) == [first, second]
    assert links([first, second]) == []


def test_a_new_version_of_a_copy_is_a_revision(press: Press, flood: str) -> None:
    original, copy, version = press(flood), press(flood, id="copy"), press(flood.replace("timber", "stone"), id="copy")

    assert [(link.article_id, link.relation) for link in links([original, copy, version])] == [
        ("copy", "exact"),
        ("copy", "revision"),
    ]
    assert survivors([original, copy, version]) == [original, version]


def test_text_in_a_script_without_spaces_is_compared(press: Press) -> None:
    story = (
        "昨日夜半に川の堤防が切れて町の市場と木の橋が流されたと知事が述べた。消防隊は屋根の上の住民を舟で救い出した。"
    )
    (link,) = links([press(story), press(story.replace("木の橋", "石の橋"))])

    assert link.relation == "near"


def test_the_two_seed_articles_share_quotations_and_are_both_new() -> None:
    articles = [Article(text=path.read_text(encoding="utf-8"), source=path.stem) for path in SEEDS]

    assert len(articles) == 2
    assert survivors(articles) == articles

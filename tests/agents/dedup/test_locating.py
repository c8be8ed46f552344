"""What a link says of the words: the figures that changed, and the passages in common, by their offsets."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin import Article, Change, Duplicate
from tocsin.testing import run
from tocsin_agents.dedup import Dedup, figures
from tocsin_agents.dedup.cleaning import clean, kept
from tocsin_agents.dedup.figures import changes, differ
from tocsin_agents.dedup.words import split

Press = Callable[..., Article]

WORDS = ("26", "31", "twenty-six", "two", "dozens", "1,200", "1,350", "killed", "people", "were", "in", "Keral", "and")

sayings = st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join)


def link(*articles: Article) -> Duplicate:
    return run(Dedup(), articles).of(Duplicate)[-1]


def written(article: Article, change: Change) -> str:
    return (article.title if change.field == "title" else article.text)[change.start : change.end]


@pytest.mark.parametrize(
    ("now", "before", "after"),
    [
        ("At least 31 people", "26", "31"),
        ("At least thirty-one people", "26", "thirty-one"),
        ("At least 1,350 people", "26", "1,350"),
        ("At least dozens of people", "26", "dozens"),
    ],
)
def test_a_revision_says_what_became_of_a_figure(press: Press, flood: str, now: str, before: str, after: str) -> None:
    later = press(flood.replace("At least 26 people", now))

    [change] = link(press(flood), later).changes

    assert (change.field, change.before, change.after, written(later, change)) == ("text", before, after, after)
    assert later.text[change.sentence_start : change.sentence_end].startswith(now)
    assert later.text[change.sentence_start : change.sentence_end].endswith("northern hill.")


def test_thousands_are_one_figure(press: Press, flood: str) -> None:
    earlier, later = (press(flood.replace("26 people", f"{count} people")) for count in ("1,200", "1,350"))

    [change] = link(earlier, later).changes

    assert (change.before, change.after) == ("1,200", "1,350")


def test_offsets_count_what_is_set_aside_too(press: Press, flood: str) -> None:
    later = press(f"Sign up for our newsletter\n\nKERAL, Anlonia (Strait Wire) - {flood.replace('26', '31')}")

    [change] = link(press(flood), later).changes

    assert (change.before, written(later, change)) == ("26", "31")


def test_a_figure_that_is_new_in_the_headline_has_none_before_it(press: Press, flood: str) -> None:
    later = press(flood, title="Flood in Keral leaves 57 dead")

    [change] = link(press(flood), later).changes

    assert (change.field, change.before, written(later, change)) == ("title", "", "57")


def test_a_part_says_which_passages_it_shares(press: Press, flood: str) -> None:
    first, second, *_ = flood.split("\n\n")
    own = "The mayor of a town nearby had wondered aloud for years about timber bridges."
    original = press(flood)
    cut = press(f"{first}\n\n{own}\n\n{second}")

    told = link(original, cut)

    assert (told.relation, told.compared_id) == ("partial", "article-0")
    shared = [cut.text[passage.start : passage.end] for passage in told.passages]
    assert all("mayor" not in passage and "timber bridges" not in passage for passage in shared)
    assert sum(map(len, shared)) > 0.75 * (len(cut.text) - len(own))


def test_a_copy_says_nothing_of_the_kind(press: Press, flood: str) -> None:
    told = link(press(flood), press(flood))

    assert (told.relation, told.compared_id, told.changes, told.passages) == ("exact", None, (), ())


@given(sayings, sayings)
def test_figures_differ_when_there_is_a_change_to_tell(earlier: str, later: str) -> None:
    old, new = (figures.find(split("", text)).figures for text in (earlier, later))

    assert bool(changes(new, old)) == differ(new, old)


@given(st.text() | sayings)
def test_every_figure_is_said_in_one_word(text: str) -> None:
    words = split("", text)
    found = figures.find(words)
    said = figures.say(words, found)

    assert len(said) == len(found.words) == len(found.figures)
    assert all(word and " " not in word for word in said)


@given(
    st.lists(
        st.sampled_from(["KERAL, Anlonia (Wire) - It rained.", "Sign up here", "By Jana Holm", "26 dead. ", "", " "])
        | st.text(max_size=20)
    ).map("\n".join)
)
@settings(max_examples=300)
def test_cleaning_never_moves_an_offset(text: str) -> None:
    spans = kept(text)

    assert "\n".join(text[start:end] for start, end in spans) == clean(text)
    assert all(a <= b for a, b in spans)
    assert all(first[1] < second[0] for first, second in pairwise(spans))


@given(st.text(max_size=30), st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_changes_lie_within_the_article(title: str, more: str) -> None:
    body = (
        "The river Anlo burst its banks above Keral before dawn and carried away the bridge; 26 were killed, it said."
    )
    later = Article(id="2", title=title, text=f"{more}\n{body.replace('26', '31')}")

    for told in run(Dedup(), [Article(id="1", title="", text=body), later]).of(Duplicate):
        for change in told.changes:
            assert written(later, change) == change.after != ""
            assert change.sentence_start <= change.start < change.end <= change.sentence_end

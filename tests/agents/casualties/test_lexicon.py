from __future__ import annotations

from collections.abc import Callable

import pytest

from tocsin import Claim
from tocsin_agents.casualties.lexicon import grammar
from tocsin_agents.casualties.lexicon.entries import Entry, Form, Frame
from tocsin_agents.casualties.lexicon.triggers import ENTRIES


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.example)
def test_every_trigger_is_read_in_its_example(entry: Entry, read: Callable[..., list[Claim]]) -> None:
    claims = read(entry.example)
    assert entry.measure in {claim.measure for claim in claims}


def test_a_regular_verb_is_inflected() -> None:
    entry = Entry("killed", Frame.TRANSITIVE, "massacre", "")
    assert [" ".join(words) for words, _ in entry.forms] == ["massacre", "massacres", "massacred", "massacring"]
    assert dict(entry.forms)["massacred",] is Form.PAST_OR_PARTICIPLE


def test_what_must_follow_is_part_of_every_form() -> None:
    entry = Entry("killed", Frame.TRANSITIVE, "gun guns gunned gunned gunning", "", after="down")
    assert all(words[-1] == "down" for words, _ in entry.forms)


def test_no_trigger_is_a_word_that_stands_in_every_sentence() -> None:
    common = grammar.DETERMINERS | grammar.PREPOSITIONS | grammar.BE | grammar.HAVE | grammar.CONJUNCTIONS
    assert [words for entry in ENTRIES for words, _ in entry.forms if len(words) == 1 and words[0] in common] == []

"""Read sentences that go on with the figures just told, without a word of harm: who those people were, and what was said before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tocsin import Attribution, Evidence, Victim
from tocsin_agents.casualties.drafts import Draft
from tocsin_agents.casualties.lexicon import cues, grammar
from tocsin_agents.casualties.lexicon.people import PEOPLE
from tocsin_agents.casualties.meaning.attribution import find_sources
from tocsin_agents.casualties.meaning.distances import WEEKDAYS
from tocsin_agents.casualties.meaning.introductions import Introductions
from tocsin_agents.casualties.parsing.clause import Clause
from tocsin_agents.casualties.parsing.parse import parse_people, parse_words
from tocsin_agents.casualties.people.groups import Form, Group, Sort
from tocsin_agents.casualties.text.sentences import Sentence

__all__ = ["UNREPLACED", "continued", "credited", "may_continue", "may_credit"]

UNREPLACED = "earlier.figure"
"""Rule of a figure that was told before; it makes no claim of its own."""
_NEAR = 2
"""Sentences between a figure and what goes on with it."""
_MAY = re.compile(r"\b(?:were|was|are|is|figure|toll|count|tally|estimate|number|total|spoken|talked)\b")
_WORD = re.compile(r"[a-z]+")
_OTHERS = grammar.words(
    "arrested detained questioned rescued saved escaped survivors suspects invited evacuated aboard board"
)
"""Words for people of whom a sentence may go on to tell, and who came to no harm."""
_FIGURES = grammar.words("figure toll count tally estimate number total")
_BEFORE = cues.EARLIER | WEEKDAYS.keys() | grammar.words("initial yesterday had last preliminary previous original")
_HARMED = frozenset({"killed", "injured", "missing"})


def may_continue(drafts: Sequence[Draft], sentence: Sentence, number: int) -> bool:
    """Whether a sentence is near enough to a figure to go on with it, and looks as if it did; most do not."""
    near = bool(drafts) and 0 < number - drafts[-1].sentence <= _NEAR + 1
    return near and _MAY.search(sentence.text) is not None


def continued(drafts: Sequence[Draft], sentence: Sentence, number: int, before: str, key: int) -> list[Draft]:
    """Give the drafts of a sentence that goes on with the figures told before it; their keys count from `key`.

    `before` is the sentence before it, of whose people it may speak instead.
    """
    parsed = parse_people(sentence.text)
    told = [draft for draft in drafts if draft.stands_alone and draft.measure in _HARMED]
    near = [draft for draft in told if number - draft.sentence <= _NEAR]
    bodily = [draft for draft in near if not draft.titled]
    if not near:
        return []
    evidence = Evidence(field="body", sentence=sentence.text, start=sentence.start, end=sentence.end, quoted=False)
    others = not _OTHERS.isdisjoint(_WORD.findall(before.lower()))
    found = ([] if others else list(_described(parsed, bodily))) or list(_told_of(parsed, near))
    return [
        replace(draft, key=key + at, sentence=number, paragraph=sentence.paragraph + 1, evidence=(evidence,))
        for at, draft in enumerate(found)
    ]


def may_credit(drafts: Sequence[Draft], sentence: Sentence, number: int) -> bool:
    """Whether a sentence looks as if it named the source of the figures just before it; most do not."""
    near = bool(drafts) and 0 < number - drafts[-1].sentence <= _NEAR + 1
    return near and _CREDITS.search(sentence.text) is not None


def credited(drafts: Sequence[Draft], sentence: Sentence, number: int, introductions: Introductions) -> list[Draft]:
    """Name the source of the figures just before, where a sentence does: "that is according to the army", "he gave the figures"."""
    sources = find_sources(parse_words(sentence.text), introductions)
    chain = next((source.chain for source in sources if source.chain), ())
    return [
        replace(draft, attribution=chain)
        if 0 < number - draft.sentence <= _NEAR + 1 and not draft.attribution and draft.polarity == "affirmed"
        else draft
        for draft in drafts
    ]


_CREDITS = re.compile(
    r"^(?:That|This|The (?:figures?|toll|numbers?)) (?:is|was|are|were|comes?|came)\b.{0,20}\b(?:according|from|by)\b"
    r"|\bgave (?:the|these|those) (?:figures?|numbers?|toll|details)\b"
)
"""How a sentence says who has told the figures of the one before it."""


# -- who they were


def _described(parsed: Clause, near: Sequence[Draft]) -> Iterator[Draft]:
    """Read "eleven of them were civilians, six were policemen and two were lawmakers", "twenty were women"."""
    pairs = list(_pairs(parsed))
    whole = next((d for d in reversed(near) if _may_hold(d, [some for some, _ in pairs])), None) if pairs else None
    if whole is None:
        return
    apart = sum(some.quantity.best or 0 for some, _ in pairs) == whole.quantity.best
    for some, who in pairs:
        yield Draft(
            key=0,
            measure=whole.measure,
            quantity=some.quantity,
            form=Form.NUMBER,
            rule="described.part",
            sentence=0,
            evidence=(),
            count_text=parsed.span(some.first, some.last),
            kind="breakdown",
            role=whole.role,
            part_of=whole.key,
            subset=not apart,
            victim=Victim.model_validate(
                {"text": parsed.span(who.first, who.last), "class": PEOPLE.get(who.noun, "unknown")}
            ),
            noun=who.noun,
            group=some.first,
            order=some.first,
        )


def _pairs(parsed: Clause) -> Iterator[tuple[Group, Group]]:
    """Give each number with the people that it is said to be; the sentence must begin with one."""
    groups = parsed.groups
    if not groups or groups[0].first > 0 or not _counts(groups[0]):
        return
    for at, some in enumerate(groups[:-1]):
        who = groups[at + 1]
        between = parsed.words(some.last, who.first)
        said = bool(between) and between[0] in grammar.BE and len(between) <= _LINK
        opens = some.first == 0 or parsed.word(some.first - 1) in {",", "and", ";", "while", "but"}
        people = who.sort is Sort.PERSON and who.form is Form.PLURAL
        if opens and said and people and _counts(some):
            yield some, who


_LINK = 2
"""Tokens between a number and those that it is said to be: "were", "were also"."""


def _counts(some: Group) -> bool:
    bare = some.sort is Sort.UNSAID or some.of_set
    return bare and some.form is Form.NUMBER and some.quantity.qualifier in {"exact", "at_least"}


def _may_hold(whole: Draft, parts: Sequence[Group]) -> bool:
    """Whether a figure is large enough for those who are told of it."""
    number = whole.quantity.best or whole.quantity.low or 0
    return whole.role == "current" and number > max((part.quantity.best or 0 for part in parts), default=0)


# -- what was said before


def _told_of(parsed: Clause, near: Sequence[Draft]) -> Iterator[Draft]:
    """Read a figure that is called one: "last night the agency gave a figure of nine", "the town's officials gave a figure of 272".

    Said before, it is what the figure near it has replaced; else it is another account.
    """
    words = parsed.words(0, len(parsed.tokens))
    figures = [group for group in parsed.groups if group.form is Form.NUMBER and group.sort is Sort.UNSAID]
    if len(figures) != 1 or parsed.word(figures[0].last) not in _CLOSED:
        return
    before = parsed.words(0, figures[0].first)
    called = max((k for k, word in enumerate(before) if word in _FIGURES), default=len(before))
    named = 0 < len(before) - called <= _REACH and _LINKS.issuperset(before[called + 1 :])
    spoken = "had" in before and before[-2:] in (["spoken", "of"], ["talked", "of"])
    former = not _BEFORE.isdisjoint(words)
    chain = () if former else _given_by(parsed)
    if (named or spoken) and (former or chain):
        now = next((draft for draft in reversed(near) if draft.measure == "killed"), near[-1])
        yield Draft(
            key=0,
            measure=now.measure,
            quantity=figures[0].quantity,
            form=Form.NUMBER,
            rule=UNREPLACED if former else "account.figure",
            sentence=0,
            evidence=(),
            count_text=parsed.span(figures[0].first, figures[0].last),
            kind="period_total",
            former=former,
            attribution=now.attribution if former else chain,
            group=figures[0].first,
            order=figures[0].first,
        )


def _given_by(parsed: Clause) -> tuple[Attribution, ...]:
    """Give who gives the figure of a sentence."""
    sources = find_sources(parse_words(parsed.text))
    return next((source.chain for source in sources if source.chain), ())


_LINKS = grammar.words("of at was been stood is had has stands given then")
"""Words between "figure" and the number; with others between, it is the number of something else."""
_CLOSED = grammar.words(". , ; dead victims deaths earlier") | {""}
"""What may follow the number, so that it counts nothing else."""
_REACH = 5
"""Words before a number within which it is called a figure: "the figure had stood at"."""

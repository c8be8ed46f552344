"""The agent: reads articles, emits the casualty claims that they make."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import ClassVar

from tocsin import Agent, Article, Claim, Spec, iso_date
from tocsin_agents.casualties.claims import VERSION, build
from tocsin_agents.casualties.continuing import continued, credited, may_continue, may_credit
from tocsin_agents.casualties.document.merging import merge
from tocsin_agents.casualties.document.sport import without_players
from tocsin_agents.casualties.drafts import Draft
from tocsin_agents.casualties.explaining import explanation
from tocsin_agents.casualties.meaning.introductions import Introductions
from tocsin_agents.casualties.meaning.other_events import sets_in_series
from tocsin_agents.casualties.meaning.scene import Scene
from tocsin_agents.casualties.meaning.undated import opening_of
from tocsin_agents.casualties.meaning.voices import Voices
from tocsin_agents.casualties.meaning.where import lead_country
from tocsin_agents.casualties.reading import Setting, read_sentence
from tocsin_agents.casualties.text.sentences import Sentence, split
from tocsin_agents.casualties.text.triggers import may_trigger
from tocsin_agents.casualties.trace import Trace
from tocsin_agents.places import Gazetteer

__all__ = ["Casualties"]

_OPENING = 2
"""Sentences that tell when it happened, where nothing else does."""
_MOST_DRAFTS = 200
"""Figures of one article; a longer list is a register of events and not a report of one."""


class Casualties(Agent[Article]):
    """Extracts claims about people killed, injured, missing, displaced or abducted, each with the words it rests on."""

    spec: ClassVar[Spec] = Spec(
        name="casualties",
        summary="Extracts casualty claims with their numbers, sources, places, times and words.",
        consumes=("articles.unique",),
        produces=("claims",),
        version=VERSION,
    )

    def __init__(self) -> None:
        self._gazetteer: Gazetteer | None = None

    def open(self) -> None:
        """Load the gazetteer, which takes about a second."""
        self._gazetteer = Gazetteer.load()

    def process(self, record: Article, /) -> Iterable[Claim]:
        """Give the claims of one article: parts before totals, each in the order of its text."""
        # Whoever reads in order then meets a total when all that it is made of is known.
        claims = sorted(build(record, merge(*self._read(record))), key=lambda claim: claim.part_of is None)
        return [claim.model_copy(update={"more": claim is not claims[-1]}) for claim in claims]

    def explain(self, record: Article, /) -> Iterable[str]:
        """Tell, as lines, what each claim rests on and why other numbers beside a trigger make none."""
        trace = Trace()
        claims = build(record, merge(*self._read(record, trace), trace))
        return explanation(record, claims, trace)

    def _read(self, article: Article, trace: Trace | None = None) -> tuple[list[Draft], Scene | None]:
        """Give the drafts of an article in the order of its text, and its scene."""
        if not (may_trigger(article.title) or may_trigger(article.text)):
            return [], None
        gazetteer = self._gazetteer = self._gazetteer or Gazetteer.load()
        published = None if article.published is None else iso_date(article.published)
        voices = Voices(Introductions(article.text))
        lead = lead_country(gazetteer, article.title, article.text)
        setting = Setting(published, gazetteer, lead, voices, trace=trace)
        sentences = list(split(article.text))
        if published is None:
            setting.opening = opening_of([article.title, *(sentence.text for sentence in sentences[:_OPENING])])
        drafts = [
            draft
            for sentence in split(article.title)
            if may_trigger(sentence.text)
            for draft in read_sentence(sentence, -1, "title", article.title, setting)
        ]
        setting.before.add(article.title)
        for number, sentence in enumerate(sentences):
            if len(drafts) < _MOST_DRAFTS:
                drafts.extend(_read_body(sentences, number, article, setting, drafts))
            if may_credit(drafts, sentence, number):
                drafts = credited(drafts, sentence, number, voices.introductions)
            setting.before.add(sentence.text)
            voices.add(sentence)
        kept = without_players(drafts, article.title, article.text)
        if trace is not None:
            trace.note_lost(drafts, kept, "players are injured and missing every week: a sports page")
        return kept, Scene(article.title, sentences, published, gazetteer, lead)


def _read_body(
    sentences: Sequence[Sentence], number: int, article: Article, setting: Setting, before: Sequence[Draft]
) -> list[Draft]:
    """Read a sentence of the body for what it counts, or for what it adds to the figures before it."""
    sentence = sentences[number]
    if may_trigger(sentence.text):
        drafts = read_sentence(sentence, number, "body", article.text, setting)
        if drafts:
            series = bool(before) and _is_in_series(sentences[max(number - _BACK, 0) : number + 1])
            return [replace(draft, in_series=True) for draft in drafts] if series else drafts
    if not may_continue(before, sentence, number):
        return []
    drafts = continued(before, sentence, number, sentences[number - 1].text, setting.key)
    setting.key += len(drafts)
    return drafts


def _is_in_series(sentences: Sequence[Sentence]) -> bool:
    """Whether the paragraph of the last of the sentences, not the first of the text, sets the event in a row with earlier ones."""
    paragraph = sentences[-1].paragraph
    return paragraph > 0 and any(sets_in_series(s.text) for s in sentences if s.paragraph == paragraph)


_BACK = 3
"""Sentences before a figure in its paragraph that may set it in a row with others."""

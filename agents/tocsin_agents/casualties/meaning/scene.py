"""Find where and when the event of an article was, in its headline and first sentences, whether they count anybody or not."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from tocsin import EventTime, Place
from tocsin_agents.casualties.lexicon.cues import DOWN, FINDING, UP
from tocsin_agents.casualties.meaning.circumstances import is_of_aftermath, reported_only
from tocsin_agents.casualties.meaning.dates import When, find_times
from tocsin_agents.casualties.meaning.unlisted import unlisted_places
from tocsin_agents.casualties.meaning.where import Spot, body_start, dateline_of, find_spots
from tocsin_agents.casualties.parsing.parse import Parsed, parse_words
from tocsin_agents.casualties.text.sentences import Sentence
from tocsin_agents.places import Gazetteer

__all__ = ["Scene"]

_OPENING = 6
"""Sentences of the body in which an article says where and when its event was."""
_PLACING = 4
"""Sentences of these in which a place beside "in" or "near" is most likely that of the event."""
_NAMING = 12
"""Sentences in which it may name the day of the event in passing: "Sunday's attack"."""
_RECENT = dt.timedelta(days=7)
"""Before publication: a day told in the opening that lies further back is that of something else."""
_DAYS = re.compile(
    r"day\b|day['\u2019]s|night\b|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|\bago\b|\bearlier\b|\bmorning\b|\bevening\b"
)
"""What names a day looks like, so that other sentences need not be read."""
_PAST = dt.timedelta(days=14)
"""Before publication: a sentence that names only such days looks back."""
_EXACT = 2
"""UCDP: a day, or a few days."""


class Scene:
    """The opening of one article, read only when a figure lacks its place or its day."""

    def __init__(
        self, title: str, sentences: Sequence[Sentence], published: dt.date | None, gazetteer: Gazetteer, lead: str
    ) -> None:
        self._title = title
        self._sentences = sentences
        self._published = published
        self._gazetteer = gazetteer
        self._lead = lead

    def time(self) -> EventTime | None:
        """Give the day of the event: one that is named with it, else the first of the opening on which something happened."""
        first: EventTime | None = None
        for at, sentence in enumerate(self._sentences[:_NAMING]):
            if _DAYS.search(sentence.text) is None:
                continue
            parsed = parse_words(sentence.text)
            for when in self._times(parsed):
                if when.eventful:
                    return when.time
                if first is None and at < _OPENING and _is_of_event(parsed, when):
                    first = when.time
        return first

    def place(self) -> Place | None:
        """Give the place of the event.

        The first of the opening, or of the headline, where something happened and that is known; else one that no list has; else
        that of a hospital; else the dateline.
        """
        opening = [parse_words(sentence.text) for sentence in self._sentences[:_OPENING]]
        parsed = [*(each for each in opening if not self._looks_back(each)), parse_words(self._title)]
        spots: list[Spot] = []
        for at, each in enumerate(parsed):
            found = find_spots(each, self._gazetteer, self._lead)
            sure = next((spot.place for spot in found if spot.sure and at < _PLACING), None)
            if sure is not None:
                return sure
            spots.extend(found)
        listed = (spot.place for spot in spots if spot.happens and spot.place.country)
        unlisted = (place for each in parsed for place in unlisted_places(each, self._gazetteer, self._lead))
        cares = (spot.place for spot in spots if spot.cares)
        vague = (spot.place for spot in spots if spot.happens)
        return next(chain(listed, unlisted, cares), None) or self._dateline() or next(vague, None)

    def _looks_back(self, parsed: Parsed) -> bool:
        """Whether a sentence tells of long ago: "four months ago militants killed 130 people in Paris"."""
        ends = [when.time.end for when in find_times(parsed.tokens, self._published) if not when.since]
        past = [end for end in ends if end and self._published and dt.date.fromisoformat(end) < self._published - _PAST]
        return bool(past) and len(past) == len(ends)

    def _dateline(self) -> Place | None:
        return dateline_of(self._sentences[0].text, self._gazetteer, self._lead) if self._sentences else None

    def _times(self, parsed: Parsed) -> Iterator[When]:
        body = body_start(parsed.text)
        for when in find_times(parsed.tokens, self._published):
            if parsed.tokens[when.first].start < body:
                continue
            day = when.time.end
            exact = (when.time.date_prec or 5) <= _EXACT
            if exact and day and self._published and dt.date.fromisoformat(day) >= self._published - _RECENT:
                yield when


def _is_of_event(parsed: Parsed, when: When) -> bool:
    """Whether something happened then, and was not only said, counted or found."""
    said = when.since or reported_only(parsed, when) or is_of_aftermath(parsed, when)
    return not said and not _is_of_figure(parsed, when)


def _is_of_figure(parsed: Parsed, when: When) -> bool:
    """Whether a day is that of a figure or a find: "rose to 41 on Thursday", "up from 180 on Monday", "was found on Friday"."""
    before = parsed.words(when.first - _NEAR, when.first)
    changed = any(word in _CHANGES and then in _TOWARDS for word, then in pairwise([*before, ""]))
    return changed or "from" in before or not FINDING.isdisjoint(before)


_CHANGES = UP | DOWN
_TOWARDS = frozenset({"to", "from", "by", "above", "past"})
_NEAR = 6
"""Tokens before a day within which a toll rises to its figure."""

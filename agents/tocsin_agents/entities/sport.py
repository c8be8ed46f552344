"""What an article about sport calls by name that others do not: clubs by their towns, and players in lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tocsin_agents.entities.lexicon import words
from tocsin_agents.entities.span import FieldName, Span
from tocsin_agents.places import Found

__all__ = ["is_about_sport", "players", "plays"]

WORDS_OF_SPORT = words("sport.txt")
DIFFERENT_WORDS = 3
SHARE = 0.012
WORD = re.compile(r"[a-z]+(?:-[a-z]+)?")

NAME = r"[^\W\d_a-z][\w'\u2019.-]*(?: (?:[^\W\d_a-z][\w'\u2019.-]*|van|von|der|de|da|di|al|el|bin)){0,3}"
NUMBERED = re.compile(rf"(?<![\d.,])\d{{1,2}} ?[-.] ?(?P<name>{NAME}(?<=\w))(?=[ ,;.(\n]|$)")
WITH_COUNTRY = re.compile(rf"(?P<name>{NAME}) \((?=[A-Z])")
SQUAD = re.compile(
    r"\b(?:[Gg]oalkeepers?|[Dd]efenders?|[Mm]idfielders?|[Ff]orwards?|[Ss]trikers?|[Ww]ingers?|[Bb]acks|[Ss]ubstitutes|[Rr]eserves)"
    r" ?[-:] ?(?P<list>[^\n:;]{3,400})"
)
LISTED = re.compile(rf"(?:(?<=[-:] )|(?<=[-:])|, | and |,)(?P<name>{NAME}(?<=\w))(?= ?\(|,| and |\.|$)")

TEAM_BEFORE = re.compile(
    r"\b(?:signed for|plays? for|played for|playing for|club|side|rivals|strugglers|title-holders) $"
)
TEAM_AFTER = re.compile(
    r"(?:'s?|\u2019s?)? (?:striker|midfielder|defender|goalkeeper|keeper|playmaker|winger|forward|fullback|quarterback|pitcher|fans|supporters|side"
    r"|boss|leap-frogged)\b"
)
"""What only a team has: whatever else a name may be, beside one of these it is a team's."""
PLAYS_BEFORE = re.compile(
    r"\b(?:against|beat|beats|beating|defeat|defeated|defeating|edged|thrashed|trounced|overwhelmed|outgunned|downed|routed|hosts?|visit"
    r"|(?:win|victory|draw|lead|points|goals?|defeat) (?:over|for|with|against|to|by|at)"
    r"|lost (?:\S+ )?to|losing (?:\S+ )?to|on aggregate to|clear of|ahead of|behind|joined|leaders|champions|holders|at home to|away to"
    r"|drew (?:\S+ )?(?:with|at)|(?:win|winning|won) \d+-\d+ at|sharing|stunned|crushed|held) (?:the )?$"
)
PLAYS_AFTER = re.compile(
    r"(?:'s?|\u2019s?)? (?:scored|beat|lost|won|drew|thrashed|trail|lead|host|hosted|slumped|climbed|stayed|coach)\b"
    r"| (?:\d{1,3})(?:\s*\(|[ ,;.]*(?:$|\n| [^\W\d_a-z][\w .'-]* \d{1,3}\b)| +\d+ +\d+)"
)
"""What teams do, and so do people."""
REACH = 40


def is_about_sport(texts: Iterable[str]) -> bool:
    """Tell whether an article speaks of sport in several ways, and often for its length."""
    found = [word for text in texts for word in WORD.findall(text)]
    sporting = [word for word in found if word in WORDS_OF_SPORT]
    return len(set(sporting)) >= DIFFERENT_WORDS and len(sporting) >= SHARE * len(found)


def players(field: FieldName, text: str, places: Iterable[Found]) -> Iterator[Span]:
    """Give the people of line-ups and results: "2 - Jo Berg", "Jo Berg (Norway)", "Defenders - Jo Berg, Al Cole"."""
    countries = {place.start for place in places if place.kind == "country"}
    for found in NUMBERED.finditer(text):
        yield from _person(field, text, *found.span("name"))
    for found in WITH_COUNTRY.finditer(text):
        if found.end() in countries:
            yield from _person(field, text, *found.span("name"))
    for squad in SQUAD.finditer(text):
        for found in LISTED.finditer(text, *squad.span("list")):
            yield from _person(field, text, *found.span("name"))


def _person(field: FieldName, text: str, start: int, end: int) -> Iterator[Span]:
    name = text[start:end].rstrip(".")
    if " " in name:
        yield Span(field, start, start + len(name), name, "PERSON")


def plays(text: str, span: Span) -> bool:
    """Tell whether the words around a name say that it is a team: "a win over Derby", "Derby striker", "Derby 2"."""
    start, end = span.start, span.end
    if TEAM_BEFORE.search(text, max(0, start - REACH), start) or TEAM_AFTER.match(text, end):
        return True
    # People win and score as well.
    may_play = span.type in {"GPE", "LOC", "FAC", "ORG"}
    return may_play and bool(PLAYS_BEFORE.search(text, max(0, start - REACH), start) or PLAYS_AFTER.match(text, end))

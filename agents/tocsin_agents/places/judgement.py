"""Decide whether a name that the atlas knows is a place where it stands.

GeoNames calls "Police", "Most" and "Jackson" cities, so a city needs more than its name: a word that announces a place, or
size; and no capitalised neighbour with which it would make the name of a person or an organisation.
"""

from __future__ import annotations

from dataclasses import dataclass

from tocsin_agents.places.atlas import Atlas
from tocsin_agents.places.candidate import Candidate, Found
from tocsin_agents.places.cues import Surroundings, is_headline
from tocsin_agents.places.folding import key_of
from tocsin_agents.places.lexicon import words

__all__ = ["LARGE_CITY", "Hit", "Judge"]

KNOWN_CITY = 200_000
"""From this population on, a city under its English name is taken for itself without a cue."""
KNOWN_LONG_NAME = 100_000
"""The same for names of several words, which are rarely anything else."""
WORLD_CITY = 1_500_000
"""From this population on, even a name that people bear is first of all the city's."""
LARGE_CITY = 50_000
LIST_GAP = 8
WIDE = frozenset({"country", "nationality"})


@dataclass(frozen=True, slots=True)
class Hit:
    """A name of the atlas in a text, `[start:end)`, before its surroundings have been looked at."""

    start: int
    end: int
    key: str
    candidates: tuple[Candidate, ...]


class Judge:
    """Knows which names are ordinary words, and which are people's."""

    def __init__(self, atlas: Atlas) -> None:
        self._common = frozenset(key_of(word) for word in words("common_words.txt"))
        self._personal = frozenset(key_of(word) for word in words("personal_names.txt"))
        self._places = atlas.names

    def judge(self, text: str, hit: Hit, previous: Found | None) -> bool | None:
        """Say yes, no, or None when only the other places of the text can tell. `previous` is the place before it."""
        around = Surroundings(text, hit.start, hit.end)
        kinds = {candidate.kind for candidate in hit.candidates}
        joined = self._joins_a_name(text, hit, around)
        if kinds - {"city", "admin1"}:
            return not (joined and hit.key in self._personal)
        if joined:
            return False
        if "admin1" in kinds and hit.key not in self._personal:
            return True
        return self._judge_city(hit, around, previous)

    def _judge_city(self, hit: Hit, around: Surroundings, previous: Found | None) -> bool | None:
        if hit.key in self._common:
            return around.is_locative() and not around.opens_sentence() and _population(hit) >= LARGE_CITY
        certain = (
            around.is_locative()
            or _continues_a_list(hit, around, previous)
            or (_is_known(hit) and (hit.key not in self._personal or _is_world_city(hit)))
        )
        return True if certain else None

    def _joins_a_name(self, text: str, hit: Hit, around: Surroundings) -> bool:
        """Tell whether a capitalised word beside it makes it a person's or an organisation's name."""
        previous, following = around.previous_name(), around.next_name()
        if self._stands_apart(previous) and self._stands_apart(following):
            return False
        if not is_headline(text, hit.start, hit.end):
            return True
        return not (around.is_locative() or (not previous and _is_known(hit)))

    def _stands_apart(self, word: str) -> bool:
        """Tell whether a neighbour is none, or a country or nationality, which makes no name with a place ("Syrian Homs")."""
        key = key_of(word)
        return not key or (key not in self._personal and any(c.kind in WIDE for c in self._places.get(key, ())))


def _population(hit: Hit) -> int:
    return max((candidate.population for candidate in hit.candidates if candidate.primary), default=0)


def _is_known(hit: Hit) -> bool:
    floor = KNOWN_LONG_NAME if " " in hit.key else KNOWN_CITY
    return _population(hit) >= floor or any(candidate.capital or candidate.well_known for candidate in hit.candidates)


def _is_world_city(hit: Hit) -> bool:
    return any(c.primary and (c.capital or c.population >= WORLD_CITY) for c in hit.candidates)


def _continues_a_list(hit: Hit, around: Surroundings, previous: Found | None) -> bool:
    return (
        previous is not None
        and previous.kind in {"city", "admin1"}
        and hit.start - previous.end <= LIST_GAP
        and around.is_listed()
    )

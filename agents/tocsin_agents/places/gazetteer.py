"""Find place names in a text, and say which place each of them is."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from tocsin import Place
from tocsin_agents.places.atlas import Atlas, read
from tocsin_agents.places.candidate import Candidate, Found
from tocsin_agents.places.cues import state_after
from tocsin_agents.places.described import described
from tocsin_agents.places.extent import extend
from tocsin_agents.places.folding import CAPITALISED, WORD, fold, key_of
from tocsin_agents.places.judgement import LARGE_CITY, Hit, Judge
from tocsin_agents.places.localities import localities
from tocsin_agents.places.resolution import rank

__all__ = ["Gazetteer"]

JOINT = re.compile("[ \u00a0\u2010\u2011-]")
ABBREVIATION_JOINT = re.compile(r"\.?[ \u00a0-]")
LONGEST_ABBREVIATION = 3
ARTICLE = re.compile(r"the\s+", re.IGNORECASE)


class Gazetteer:
    """Place names and the places they stand for. It holds no state of a text and may be shared."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas
        self._judge = Judge(atlas)
        self._wide = frozenset(
            name for name, known in atlas.names.items() if any(c.kind in {"country", "nationality"} for c in known)
        )
        everything = (candidate for candidates in atlas.names.values() for candidate in candidates)
        self._states = {c.adm1_code: c for c in everything if c.kind == "admin1" and c.country == "US"}

    @classmethod
    @functools.cache
    def load(cls) -> Gazetteer:
        """Give the gazetteer of this process; the first call takes about a second, and 80 MB (38 of them kept)."""
        return cls(read())

    def find(self, text: str) -> tuple[Found, ...]:
        """Give the places named in a text, in order and not overlapping; of two names the longer wins."""
        hits = sorted(described(text, list(self._hits(text)), self._wide), key=lambda hit: hit.start)
        followers = {hit.start: hit for hit in hits}
        found: list[Found] = []
        doubtful: list[Found] = []
        for hit in hits:
            narrowed = self._in_state(text, hit) or _narrow(text, hit, followers)
            place = extend(text, narrowed or hit)
            if found and place.start < found[-1].end:
                continue
            certain = narrowed is not None or place.end > hit.end
            verdict = certain or self._judge.judge(text, hit, found[-1] if found else None)
            if verdict:
                found += [place, *self._state_behind(text, place)]
            elif verdict is None:
                doubtful.append(place)
        return _with_localities(text, _with_neighbours(found, doubtful))

    def lookup(self, name: str) -> Found | None:
        """Give what a whole string stands for when it is the name of a place, whatever a text around it may say."""
        article = ARTICLE.match(name)
        start = article.end() if article else 0
        for hit in self._hits(name[start:]):
            place = extend(name[start:], hit)
            if place.end - place.start == len(name) - start:
                return replace(place, start=start, end=len(name))
            break
        candidates = self._atlas.names.get(key_of(name[start:]), ())
        return extend(name, Hit(start, len(name), key_of(name[start:]), candidates)) if candidates else None

    def resolve(self, found: Found, *, context: Sequence[Found] = (), lead: str = "") -> Place | None:
        """Say which place a name is; None when nothing is known of it.

        `context` are the other names near it: the countries among them, and those that its cities lie in, weigh most.
        `lead` is the ISO 3166-1 alpha-2 code of the country that the article is about, when the caller knows it.
        """
        ranked = self.rank(found, context=context, lead=lead)
        if not ranked:
            return None
        best, _ = ranked[0]
        return Place(
            text=found.text,
            country=best.country,
            adm1=best.adm1,
            lat=best.lat,
            lon=best.lon,
            geonames_id=best.geonames_id,
            where_prec=best.where_prec,
        )

    def rank(self, found: Found, *, context: Sequence[Found] = (), lead: str = "") -> list[tuple[Candidate, float]]:
        """Give the places that a name may be, the likeliest first, each with a score; all scores together are 1.

        `context` and `lead` are those of `resolve`, which gives the first of these.
        """
        return rank(found, context, lead)

    def _in_state(self, text: str, hit: Hit) -> Hit | None:
        state = state_after(text, hit.end)
        inside = tuple(c for c in hit.candidates if state and (c.country, c.adm1_code) == ("US", state[0]))
        return replace(hit, candidates=inside) if inside else None

    def _state_behind(self, text: str, place: Found) -> Iterator[Found]:
        """Give the state itself after a town found in it: "Ariz." of "Tempe, Ariz."."""
        state = state_after(text, place.end)
        if state and state[0] in self._states and all(c.adm1_code == state[0] for c in place.candidates):
            code, start, end = state
            yield Found(text[start:end], start, end, "admin1", (self._states[code],))

    def _hits(self, text: str) -> Iterator[Hit]:
        longest = self._atlas.longest
        past = 0
        for capital in CAPITALISED.finditer(text):
            if capital.start() < past:
                continue
            first = fold(capital.group())
            reach = longest.get(first, 0)
            hit = self._longest_hit(text, capital.start(), capital.end(), first, reach) if reach else None
            if hit:
                past = hit.end
                yield hit

    def _longest_hit(self, text: str, start: int, end: int, key: str, reach: int) -> Hit | None:
        spans = [(end, key)]
        while len(spans) < reach:
            joint = (ABBREVIATION_JOINT if end - start <= LONGEST_ABBREVIATION else JOINT).match(text, end)
            word = WORD.match(text, joint.end()) if joint else None
            if word is None:
                break
            end, key = word.end(), f"{key} {fold(word.group())}"
            spans.append((end, key))
        for stop, name in reversed(spans):
            candidates = self._atlas.names.get(name)
            if candidates and (name not in self._atlas.acronyms or text[start:stop].isupper()):
                return Hit(start, stop, name, candidates)
        return None


def _narrow(text: str, hit: Hit, followers: Mapping[int, Hit]) -> Hit | None:
    """Keep the candidates that lie in the country or state named right after: "Springfield, Illinois"."""
    wider = followers.get(hit.end + len(", ")) if text.startswith(", ", hit.end) else None
    if wider is None:
        return None
    inside = tuple(c for c in hit.candidates if any(_lies_in(c, outer) for outer in wider.candidates))
    return replace(hit, candidates=inside) if inside else None


def _lies_in(inner: Candidate, outer: Candidate) -> bool:
    if inner.country != outer.country or inner.kind not in {"city", "admin1"}:
        return False
    if outer.kind == "admin1":
        return inner.kind == "city" and outer.adm1_code in {"", inner.adm1_code}
    return outer.kind in {"country", "region"}


def _with_localities(text: str, found: tuple[Found, ...]) -> tuple[Found, ...]:
    """Put what no list has among the places, instead of those that are found inside their names."""
    parts = list(localities(text, found))
    if not parts:
        return found
    kept = (place for place in found if not any(part.start < place.end and place.start < part.end for part in parts))
    return tuple(sorted([*kept, *parts], key=lambda place: place.start))


def _with_neighbours(found: list[Found], doubtful: list[Found]) -> tuple[Found, ...]:
    """Let in the doubtful names that lie in a country that the places found name or lie in."""
    countries = {place.candidates[0].country for place in found}
    near = (
        place
        for place in doubtful
        if any(c.country in countries and c.population >= LARGE_CITY for c in place.candidates)
    )
    return tuple(sorted([*found, *near], key=lambda place: place.start))

"""Decide which of the places named beside a figure is where it happened."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tocsin import Place
from tocsin_agents.casualties.lexicon import grammar
from tocsin_agents.casualties.lexicon.marks import APOSTROPHES, DASHES
from tocsin_agents.casualties.lexicon.sources import SAYING_VERBS, SOURCE_NOUNS
from tocsin_agents.casualties.meaning.stretches import Stretch
from tocsin_agents.casualties.parsing.parse import Parsed
from tocsin_agents.places import Found, Gazetteer

__all__ = ["Spot", "body_start", "dateline_of", "find_spots", "lead_country", "spot_for"]

_LOCATIVE = grammar.words("in at near across throughout outside off around inside along within on over under beside")
_OTHER = grammar.words("from to into towards toward for with against between by of and or since as than through via")
_BETWEEN = grammar.words(
    "the a an city town village port capital district districts province region suburb suburbs outskirts of coastal border"
    " area areas neighbourhood neighborhood island islands state county part parts edge mountainous remote neighbouring"
    " neighboring coast coasts shore shores waters banks slope slopes foothills side centre center holy southern northern eastern western central north south east west occupied rebel-held"
    " besieged tiny small war-torn nearby own village's city's old"
)
_DATELINE = re.compile(
    r"(?:[A-Z][A-Z ,.'-]{2,40}:\s)|[A-Z\u00c0-\u00de][\w .,'/-]{1,60}?(?:\s\([^)]{1,40}\))?\s?(?:--|[-\u2013\u2014])\s"
)
_DIVISIONS = grammar.words("provinces states districts regions cities towns villages counties countries governorates")
_STRONG, _WEAK, _CARING, _PASSING = 4, 3, 2, 1
_PLACE_VOTE, _PEOPLE_VOTE = 2, 1
"""What a place counts for the country of an article, and what a people does, which also travels."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place where something may have happened: token `at`, and how strongly the words around it say so."""

    at: int
    place: Place
    strength: int

    @property
    def sure(self) -> bool:
        """Whether something happened there, and a list knows where that is."""
        return self.strength == _STRONG and self.place.country is not None

    @property
    def happens(self) -> bool:
        """Whether the words around it say that something happened there."""
        return self.strength >= _WEAK

    @property
    def cares(self) -> bool:
        """Whether the hurt are looked after there, which is rarely far away."""
        return self.strength == _CARING


def lead_country(gazetteer: Gazetteer, title: str, text: str) -> str:
    """Give the ISO code of the country that the beginning of an article speaks most of, or nothing."""
    lead = _DATELINE.sub("", text[:600], count=1) if _DATELINE.match(text) else text[:600]
    votes: dict[str, int] = {}
    places = gazetteer.find(f"{title}\n\n{lead}")
    for found in places:
        resolved = gazetteer.resolve(found, context=places)
        if resolved is not None and resolved.country:
            vote = _PEOPLE_VOTE if found.kind == "nationality" else _PLACE_VOTE
            votes[resolved.country] = votes.get(resolved.country, 0) + vote
    return max(votes, key=lambda country: votes[country], default="")


def dateline_of(sentence: str, gazetteer: Gazetteer, lead: str) -> Place | None:
    """Give the place that a report is sent from, at the head of its first sentence: "MAIDUGURI, Nigeria, Oct 15 - "."""
    dateline = _DATELINE.match(sentence)
    found = gazetteer.find(dateline.group().title()) if dateline else ()
    return gazetteer.resolve(found[0], context=found, lead=lead) if found else None


def body_start(sentence: str) -> int:
    """Give the character at which a sentence begins, behind a dateline, whose place and day are those of the report."""
    dateline = _DATELINE.match(sentence)
    return dateline.end() if dateline else 0


def find_spots(parsed: Parsed, gazetteer: Gazetteer, lead: str) -> tuple[Spot, ...]:
    """Give the places of a sentence in order, without datelines, nationalities and where a group is based."""
    found = gazetteer.find(parsed.text)
    body = body_start(parsed.text)
    spots = [
        spot
        for place in found
        if place.start >= body and place.kind != "nationality" and not _is_attribute(parsed.text, place)
        if (spot := _spot(parsed, gazetteer, place, found, lead)) is not None
    ]
    return tuple(sorted([*spots, *_unlisted(parsed, spots), *_vague(parsed, spots)], key=lambda spot: spot.at))


def spot_for(spots: Sequence[Spot], stretch: Stretch) -> Place | None:
    """Choose the place of a mention.

    The nearest one after it and before the next mention; then the nearest before it; then one that is only named; then
    the last where something happened to those told before it.
    """
    for strength in (_STRONG, _WEAK):
        strong = [spot for spot in spots if spot.strength >= strength]
        after = [spot for spot in strong if stretch.last <= spot.at < stretch.following]
        before = [spot for spot in strong if stretch.preceding <= spot.at < stretch.first]
        inside = [spot for spot in strong if stretch.first <= spot.at < stretch.last]
        chosen = after[:1] or before[-1:] or inside[:1]
        if chosen:
            return chosen[0].place
    # "In Karnataka, 42 people have died and 14 are missing".
    shared = [spot for spot in spots if spot.strength == _STRONG and spot.at < stretch.first]
    return shared[-1].place if shared else None


def _is_attribute(text: str, found: Found) -> bool:
    """Whether a place only describes somebody: "the London-based group"."""
    return text[found.end : found.end + 1] in tuple(DASHES)


def _spot(parsed: Parsed, gazetteer: Gazetteer, found: Found, context: Sequence[Found], lead: str) -> Spot | None:
    at = next((k for k, token in enumerate(parsed.tokens) if token.end > found.start), None)
    place = gazetteer.resolve(found, context=context, lead=lead)
    if at is None or place is None:
        return None
    strength, word = _strength(parsed, at, found)
    if parsed.word(at + 1) in _QUARTERS:
        # "The Austin neighborhood" is one of the town that the report is about.
        return Spot(at, Place(text=found.text, country=lead or None, where_prec=2), strength)
    if _owns_another(parsed, found, context):
        strength = _PASSING
    if word == "near" and place.where_prec == 1:
        place = place.model_copy(update={"where_prec": 2})
    if place.where_prec in {5, 6} and _near_border(parsed):
        place = place.model_copy(update={"where_prec": 5})
    return Spot(at, place, strength)


def _owns_another(parsed: Parsed, found: Found, context: Sequence[Found]) -> bool:
    """Whether a place only says where another is: "in Nigeria's Borno state"."""
    owner = parsed.text[found.end : found.end + 2] in {mark + "s" for mark in APOSTROPHES}
    return owner and any(0 < other.start - found.end < _OWNED and other.kind != "nationality" for other in context)


_PHRASE = 7
"""Tokens between a preposition and its place: "in the besieged northern city of"."""
_OWNED = 30
"""Characters between an owner and the place that is its own."""


def _strength(parsed: Parsed, at: int, found: Found) -> tuple[int, str]:
    """Judge by the preposition before a place, over "the northern city of"."""
    k = at - 1
    while (
        k >= 0
        and at - k < _PHRASE
        and (parsed.word(k) in _BETWEEN or parsed.tokens[k].possessive or _is_adjective(parsed, k))
    ):
        k -= 1
    word = parsed.word(k)
    if word in _LOCATIVE:
        if parsed.word(k - 1) == "based":
            return _PASSING, word
        strength = _CARING if _is_care(parsed, k, at) else _STRONG
        return (_PASSING if _is_speaker(parsed, k - 1, at) else strength), word
    if parsed.word(at + 1) in SAYING_VERBS | _OUTLETS or word in SAYING_VERBS | _ADDRESSING | _VESSELS:
        # "Syria says six of its soldiers died", "told Xinhua": who speaks, or is spoken to, is no place.
        return _PASSING, word
    if word in _OTHER or parsed.text[found.end : found.end + 2] in {mark + "s" for mark in APOSTROPHES}:
        return _PASSING, word
    return _WEAK, word


_GIVERS = grammar.words("authorities officials government ministry")
"""Whose figure it may be: "the toll given by the authorities in Tripoli"."""


def _is_speaker(parsed: Parsed, noun: int, at: int) -> bool:
    """Whether the place is where a source sits: "an official in Hatay said"."""
    # "Said it killed nine rebels in Kadugli": the trigger stands between who speaks and whom it counts.
    start = max([noun - 5, *(hit.last for hit in parsed.hits if hit.last <= noun)])
    around = parsed.words(start, noun) + parsed.words(at + 1, at + 4)
    given = parsed.word(noun) in _GIVERS and "by" in parsed.words(noun - 3, noun)
    return parsed.word(noun) in SOURCE_NOUNS and (given or not SAYING_VERBS.isdisjoint(around))


_ADDRESSING = grammar.words("accused accuses blamed blames urged condemned thanked asked criticised criticized")
_VESSELS = grammar.words(
    "ship riverboat steamer ferry vessel boat trawler tanker destroyer frigate submarine liner cruiser yacht"
)
"""Before a name that is no place: "the riverboat Bulgaria"."""
_QUARTERS = grammar.words("neighborhood neighbourhood quarter ward borough")
_OUTLETS = grammar.words("news newspaper radio tv television times post daily herald gazette agency")
"""After a name: "the Xinhua news agency"."""


def _is_care(parsed: Parsed, preposition: int, at: int) -> bool:
    """Whether it is where the hurt are looked after: "at a hospital in Columbus", "in a Medellín clinic"."""
    return not _CARE.isdisjoint(parsed.words(preposition - 3, preposition) + parsed.words(at + 1, at + 3))


_CARE = grammar.words(
    "hospital hospitals clinic clinics ward wards morgue mortuary center centre surgery burns-unit icu"
)


def _is_adjective(parsed: Parsed, at: int) -> bool:
    """Whether a word is a nationality: "the Polish city of"."""
    word = parsed.tokens[at]
    return word.is_capital and word.lower.endswith(("ish", "ian", "ese", "ean", "an", "i", "ch"))


def _near_border(parsed: Parsed) -> bool:
    words = parsed.words(0, len(parsed.tokens))
    return any(
        word in {"border", "frontier"} and not {"near", "along", "on"}.isdisjoint(words[max(0, k - 4) : k])
        for k, word in enumerate(words)
    )


def _unlisted(parsed: Parsed, spots: Sequence[Spot]) -> list[Spot]:
    """Read places that no gazetteer lists but that the text puts into one: "in Baba Amr, a district of Homs"."""
    found: list[Spot] = []
    for outer in spots:
        comma = next((k for k in range(outer.at - 1, max(outer.at - 8, 0), -1) if parsed.word(k) == ","), 0)
        k = comma - 1
        while k > 0 and parsed.tokens[k].is_capital:
            k -= 1
        if (
            0 < k < comma - 1
            and parsed.word(k) in _LOCATIVE - {"on"}
            and not any(k < spot.at < comma for spot in spots)
        ):
            text = parsed.span(k + 1, comma)
            place = outer.place.model_copy(
                update={"text": text, "where_prec": 2, "lat": None, "lon": None, "geonames_id": None}
            )
            found.append(Spot(k + 1, place, _STRONG))
    return found


def _vague(parsed: Parsed, spots: Sequence[Spot]) -> list[Spot]:
    """Read "across three provinces" and "near the border" where no place is named."""
    words = parsed.words(0, len(parsed.tokens))
    if any(spot.strength >= _STRONG for spot in spots):
        return []
    for k, word in enumerate(words):
        if word in {"across", "in", "throughout"} and words[k + 2 : k + 3] and words[k + 2] in _DIVISIONS:
            return [Spot(k, Place(text=parsed.span(k + 1, k + 3), where_prec=5), _STRONG)]
        if word in {"border", "frontier"} and not {"near", "along"}.isdisjoint(words[max(0, k - 4) : k]):
            start = next(j for j in range(k, -1, -1) if words[j] in {"near", "along"})
            return [Spot(start, Place(text=parsed.span(start, k + 1), where_prec=5), _STRONG)]
    return []

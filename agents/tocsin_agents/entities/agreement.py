"""Make the names of one article agree with each other and with what is known.

A tagger reads each occurrence by itself: it finds "Annan" in one sentence and misses it in the next, or calls a town a person
once in five times. Within one article a name nearly always means one thing.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace

from tocsin_agents.entities.acronyms import explained, short_names
from tocsin_agents.entities.cues import belongs_to_a_title, said_to_be
from tocsin_agents.entities.known import known_names
from tocsin_agents.entities.lexicon import organisations
from tocsin_agents.entities.shapes import shaped
from tocsin_agents.entities.span import FieldName, Span, fits, without_overlaps
from tocsin_agents.entities.sport import is_about_sport, players, plays
from tocsin_agents.places import Found, opens_dateline

__all__ = ["agreed"]

MOST_NAMES = 500
"""Names of one article that are looked for again; more stand only in lists, and each costs a search of the text."""
SHORTEST_SURNAME = 3
SHORTEST_SHOUTED = 4
PLACED = re.compile(r"\b(?:in|near|outside|(?:city|town|village) of) $")
PLACED_REACH = 16
ARABIC_ARTICLE = re.compile(r"^(?:[Aa]l|[Ee]l)-(?=\w)")
GENERATION = re.compile(r",? (?:Jr|Sr|II|III|IV)\.?$")
BODY = re.compile(
    r"(?:.\b(?:Agency|Airlines|Airways|Alliance|Army|Association|Authority|Bank|Brigade|Bureau|Club|College|Commission|Committee"
    r"|Company|Confederation|Congress|Corporation|Council|Court|Department|Federation|Foundation|Front|Fund|Group|Institute"
    r"|League|Ministry|Movement|Network|Organi[sz]ation|Parliament|Party|Society|Union|University)"
    r"|\b(?:Inc|Corp|Ltd|Co|Plc|PLC|SA|AG|NV|GmbH)\.?)$|^(?:Ministry|Department|Bank|University|Institute|Federation|Office) (?:of|for) "
)
"""What the names of organisations end or begin with."""
BUILDING = re.compile(
    r".\b(?:Airport|Arena|Bridge|Building|Castle|Cathedral|Cemetery|Church|Ground|Mosque|Palace|Park|Square|Stadium|Temple|Tower)$"
)
"""What the names of buildings end with."""
GIVES_WAY = frozenset({"PRODUCT", "WORK_OF_ART", "LAW", "EVENT"})
PLACE_LABELS = {
    "country": "GPE",
    "admin1": "GPE",
    "city": "GPE",
    "region": "LOC",
    "nationality": "NORP",
    "locality": "GPE",
}
PLACES = frozenset(PLACE_LABELS.values()) | {"FAC"}
WIDE = frozenset({"country", "admin1", "region"})
NAME_OF_A_PLACE = re.compile(r"[^\W\d_a-z].*?(?=$| [^\W\d_A-Z]\w*$)")

Texts = Mapping[FieldName, str]


def agreed(texts: Texts, spans: Iterable[Span], places: Mapping[FieldName, tuple[Found, ...]]) -> list[Span]:
    """Give the corrected names of one article, each field in order; `places` are those that the gazetteer finds."""
    sport = is_about_sport(texts.values())
    certain = [span for field, text in texts.items() for span in known_names(field, text, sport=sport)]
    certain += [span for field in texts for span in _known_places(field, places[field])]
    if sport:
        certain += [span for field, text in texts.items() for span in players(field, text, places[field])]
    located = {(field, place.start): place.text for field in texts for place in _located(texts[field], places[field])}
    wide = {(field, place.start) for field in texts for place in places[field] if place.kind in WIDE}
    spans = [span for span in spans if not belongs_to_a_title(texts[span.field], span.start)]
    certain += [span for field, text in texts.items() for span in shaped(field, text, spans)]
    settled = _settled(spans, certain, located.keys() | wide)
    by_end = {field: {span.end: span for span in settled if span.field == field} for field in texts}
    short_forms = [span for field, text in texts.items() for span in explained(field, text, by_end[field])]
    settled = _settled(settled, short_forms, located.keys() | wide)
    votes = _votes(texts, settled, wide, sport=sport)
    corrected = _of_one_type(settled, located, votes)
    names = _names_to_look_for(corrected)
    return [span for field, text in texts.items() for span in _with_repetitions(field, text, corrected, names)]


def _votes(
    texts: Texts, spans: Iterable[Span], wide: AbstractSet[tuple[FieldName, int]], *, sport: bool
) -> dict[str, str]:
    """Say what the words around each name, wherever it stands, say most often that it is.

    `wide` are countries and provinces, which nothing makes anything else: they play and sell under their own names.
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for span in spans:
        if (span.field, span.start) in wide:
            continue
        text = texts[span.field]
        kind = said_to_be(text, span.start, span.end, a_place=span.type in PLACES) or (
            "ORG" if sport and plays(text, span) else ""
        )
        if kind:
            counts[span.text][kind] += 1
    return {name: kinds.most_common(1)[0][0] for name, kinds in counts.items()}


def _known_places(field: FieldName, places: Iterable[Found]) -> list[Span]:
    """Give the places found as names: without "northern" before and "province" after."""
    spans = []
    for place in places:
        name = NAME_OF_A_PLACE.search(place.text)
        if name:
            start = place.start + name.start()
            # "northern Syria" is a region, but the name in it is the country's.
            label = PLACE_LABELS[place.kind] if name.group() == place.text else "GPE"
            spans.append(Span(field, start, start + len(name.group()), name.group(), label))
    return spans


def _located(text: str, places: Iterable[Found]) -> list[Found]:
    """Give the places that can be nothing else where they stand: "in Leeds", "Munich, Germany"."""
    places = list(places)
    starts = {place.start for place in places if place.kind in {"country", "admin1"}}
    return [
        place
        for place in places
        if place.kind not in {"nationality", "locality"}
        and (
            PLACED.search(text, max(0, place.start - PLACED_REACH), place.start)
            or place.end + len(", ") in starts
            or opens_dateline(text, place.start, place.end)
        )
    ]


def _settled(spans: Iterable[Span], certain: Iterable[Span], located: AbstractSet[tuple[FieldName, int]]) -> list[Span]:
    """Put what is known over what was tagged: it settles the type of the same words, and fills gaps."""
    tagged = {(span.field, span.start): span for span in spans if not _is_pair(span)}
    for span in certain:
        place = span.field, span.start
        if place not in tagged or _outweighs(span, tagged[place], located=place in located):
            tagged[place] = span
    by_field: dict[FieldName, list[Span]] = defaultdict(list)
    for span in tagged.values():
        by_field[span.field].append(span)
    return [span for found in by_field.values() for span in without_overlaps(found)]


def _outweighs(known: Span, tagged: Span, *, located: bool) -> bool:
    """Tell whether what is known replaces what was tagged at the same place; towns are often teams, so those may stay."""
    if known.end != tagged.end:
        return known.end > tagged.end
    if known.type in {"ORG", "NORP", "FAC", "PERSON"} or tagged.type == "NORP":
        return True
    return located if tagged.type == "ORG" else tagged.type not in PLACES


def _is_pair(span: Span) -> bool:
    """Tell whether a hyphen joins two organisations: "UN-Arab League" envoy."""
    left, hyphen, right = span.text.partition("-")
    return bool(hyphen) and left in organisations() and right in organisations()


def _of_one_type(
    spans: list[Span], located: Mapping[tuple[FieldName, int], str], votes: Mapping[str, str]
) -> list[Span]:
    """Give every name the type that it has most often in the article, and surnames that of their bearer."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for span in spans:
        counts[span.text][span.type] += 1
    usual = {text: types.most_common(1)[0][0] for text, types in counts.items()}
    usual |= {
        text: kind for text, kind in votes.items() if usual[text] not in {"NORP", "LOC", "EVENT", "LAW", "WORK_OF_ART"}
    }
    usual |= {text: "ORG" for text in usual if BODY.search(text) and usual[text] != "NORP"}
    usual |= {text: "FAC" for text in usual if usual[text] == "ORG" and BUILDING.search(text)}
    usual |= {name: "ORG" for name in short_names(spans) if usual.get(name) in {"PERSON", "GPE", "PRODUCT"}}
    usual |= {
        name: "PERSON" for name in _surnames(spans) - {*located.values()} if usual.get(name) not in {"NORP", "LOC"}
    }
    return [
        replace(
            span, type=span.type if span.type in PLACES and (span.field, span.start) in located else usual[span.text]
        )
        for span in spans
    ]


def _surnames(spans: Iterable[Span]) -> set[str]:
    """List the surnames of the people named in full, "al-Assad" also as "Assad"."""
    return {form for _, surnames in _people(spans) for form in surnames if len(form) >= SHORTEST_SURNAME}


def _people(spans: Iterable[Span]) -> Iterator[tuple[str, set[str]]]:
    """Give first name and surname of the people named in full."""
    for span in spans:
        words = GENERATION.sub("", span.text).split() if span.type == "PERSON" else []
        if len(words) > 1:
            yield words[0], {words[-1], ARABIC_ARTICLE.sub("", words[-1])}


def _names_to_look_for(spans: list[Span]) -> dict[str, str]:
    """Give the names that are worth looking for elsewhere, with their types, the longest first."""
    names = {span.text: span.type for span in spans if span.type not in GIVES_WAY and _is_telling(span.text)}
    short = (form for first, surnames in _people(spans) for last in surnames for form in (last, f"{first} {last}"))
    names |= {form: "PERSON" for form in short if form not in names and _is_telling(form)}
    longest = sorted(names, key=lambda name: (-len(name), name))[:MOST_NAMES]
    return {name: names[name] for name in longest}


def _is_telling(name: str) -> bool:
    """Tell whether a name would not be met by chance as an ordinary word."""
    return name[0].isupper() and (len(name) >= SHORTEST_SURNAME or name.isupper())


def _with_repetitions(field: FieldName, text: str, spans: list[Span], names: dict[str, str]) -> list[Span]:
    own = [span for span in spans if span.field == field]
    taken = bytearray(len(text))
    for span in own:
        taken[span.start : span.end] = b"\1" * (span.end - span.start)
    shouted = {name.upper(): label for name, label in names.items() if len(name) >= SHORTEST_SHOUTED}
    for name, label in (names | shouted).items():
        start = text.find(name)
        while start >= 0:
            end = start + len(name)
            if not any(taken[start:end]) and fits(text, start, end):
                own.append(Span(field, start, end, name, label))
                taken[start:end] = b"\1" * len(name)
            start = text.find(name, end)
    return sorted(own, key=lambda span: span.start)

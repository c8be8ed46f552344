"""Turn the names of an article into its entities: one key for all that name the same, and places with where they are."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tocsin import Entity, Mention, PlaceCandidate, Role
from tocsin_agents.entities.merging import Organisations, People, folded
from tocsin_agents.entities.roles import roles
from tocsin_agents.entities.span import FieldName, Span
from tocsin_agents.places import Candidate, Found, Gazetteer

__all__ = ["link"]

PLACES = frozenset({"GPE", "LOC", "FAC", "NORP"})
MOST_CONTEXT = 100
"""Places that are asked for the country of another; articles have fewer, and lists of places say nothing."""
SURE = 0.9
"""Score of a place from which on the other candidates are not told."""
MOST_CANDIDATES = 4
LEAST_SCORE = 0.01
IN_TITLE, IN_LEAD, LEAD = 2.0, 1.0, 400
"""What standing in the title and among the first characters of the text adds to an entity's weight."""

Standing = Mapping[FieldName, tuple[Found, ...]]
Ranked = list[tuple[Candidate, float]]


@dataclass(frozen=True, slots=True)
class Target:
    """What a mention names. `name` is empty when the mentions themselves say best what it is called."""

    key: str
    type: str
    name: str = ""
    aliases: tuple[str, ...] = ()
    ranked: tuple[tuple[Candidate, float], ...] = ()

    @property
    def linked(self) -> bool:
        """Tell whether the key is an id of GeoNames or ISO."""
        return self.key.startswith(("geonames:", "iso:"))


def link(
    texts: Mapping[FieldName, str], spans: Sequence[Span], places: Standing, gazetteer: Gazetteer
) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    """Give the mentions in reading order, and the entities, those named most often first."""
    targets = _Targets(spans, places, gazetteer)
    named = [(span, targets.of(span)) for span in spans]
    mentions = tuple(
        Mention(field=span.field, start=span.start, end=span.end, text=span.text, type=span.type, entity=target.key)
        for span, target in named
    )
    own: dict[str, list[int]] = {}
    first: dict[str, Target] = {}
    for number, (_, target) in enumerate(named):
        own.setdefault(target.key, []).append(number)
        first.setdefault(target.key, target)
    said = roles(texts, [(target.key, span) for span, target in named if target.type == "PERSON"])
    weights = {key: _weight([mentions[number] for number in numbers]) for key, numbers in own.items()}
    most = max(weights.values(), default=1.0)
    # The sort is stable: of entities named equally often, the one named first leads.
    keys = sorted(own, key=lambda key: -len(own[key]))
    return mentions, tuple(
        _entity(first[key], [mentions[n] for n in own[key]], own[key][0], weights[key] / most, said.get(key, []))
        for key in keys
    )


def _weight(mentions: Sequence[Mention]) -> float:
    """Weigh an entity by how often it is named, more for each of the first times, and by where."""
    in_title = any(mention.field == "title" for mention in mentions)
    in_lead = any(mention.field == "text" and mention.start < LEAD for mention in mentions)
    return math.log2(1 + len(mentions)) + IN_TITLE * in_title + IN_LEAD * in_lead


def _entity(target: Target, mentions: Sequence[Mention], lead: int, salience: float, said: Sequence[Role]) -> Entity:
    forms = Counter(mention.text for mention in mentions)
    name = target.name or max(forms, key=lambda form: (not form.isupper(), len(form)))
    place, score = target.ranked[0] if target.ranked else (None, None)
    return Entity(
        key=target.key,
        name=name,
        type=target.type,
        mentions=len(mentions),
        linked=target.linked,
        aliases=tuple(form for form in dict.fromkeys((*forms, *target.aliases)) if form != name),
        salience=round(salience, 3),
        lead=lead,
        roles=tuple(said),
        country=place.country if place else None,
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        feature=place.feature if place else None,
        admin1=place.adm1 if place else None,
        admin1_id=place.adm1_id if place else None,
        within=place.within.name if place and place.within else None,
        geonames_id=place.geonames_id if place else None,
        score=None if score is None else round(score, 3),
        candidates=_candidates(target.ranked),
    )


def _candidates(ranked: Sequence[tuple[Candidate, float]]) -> tuple[PlaceCandidate, ...]:
    """Tell what else a place may be, where that is not next to nothing."""
    if not ranked or ranked[0][1] >= SURE:
        return ()
    return tuple(
        PlaceCandidate(
            name=place.name,
            country=place.country,
            admin1=place.adm1,
            feature=place.feature,
            geonames_id=place.geonames_id,
            score=round(score, 3),
        )
        for place, score in ranked[:MOST_CANDIDATES]
        if score >= LEAST_SCORE
    )


class _Targets:
    """What the names of one article stand for; a name stands for the same throughout."""

    def __init__(self, spans: Sequence[Span], places: Standing, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._standing = {(field, place.start, place.end): place for field, found in places.items() for place in found}
        # A town is found under its name, "Homs", and stands in the text as "Homs province".
        self._begun = {(field, place.start): place for field, found in places.items() for place in found}
        self._context = list(self._standing.values())[:MOST_CONTEXT]
        self._people = People([span.text for span in spans if span.type == "PERSON"])
        self._organisations = Organisations([span.text for span in spans if span.type == "ORG"])
        self._known: dict[tuple[str, str], Target] = {}

    def of(self, span: Span) -> Target:
        found = self._found(span) if span.type in PLACES else None
        name = span.type, found.text if found else span.text
        if name not in self._known:
            self._known[name] = self._target(span, found)
        return self._known[name]

    def _found(self, span: Span) -> Found | None:
        exact = self._standing.get((span.field, span.start, span.end))
        wider = self._begun.get((span.field, span.start))
        if exact or (wider and wider.kind == "admin1" and wider.end > span.end):
            return exact or wider
        return self._gazetteer.lookup(span.text)

    def _target(self, span: Span, found: Found | None) -> Target:
        if span.type == "PERSON":
            return Target(f"person:{self._people.words(span.text)}", "PERSON")
        if span.type == "ORG":
            name, aliases = self._organisations.names(span.text)
            return Target(f"org:{folded(name)}", "ORG", name, aliases)
        ranked = tuple(self._gazetteer.rank(found, context=self._context)) if found else ()
        if not ranked:
            return Target(f"{span.type.lower()}:{folded(span.text)}", span.type)
        place, _ = ranked[0]
        if place.kind == "nationality":
            return Target(f"norp:{folded(place.name)}", "NORP", place.name, ranked=ranked)
        if place.kind == "country":
            return Target(f"iso:{place.country}", span.type, place.name, ranked=ranked)
        key = f"geonames:{place.geonames_id}" if place.geonames_id else f"{span.type.lower()}:{folded(found.text)}"  # type: ignore[union-attr] # what is ranked was found
        return Target(key, span.type, ranked=ranked)

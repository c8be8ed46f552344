"""Turn the names of an article into its entities: one key for all that name the same, and places with where they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tocsin import Entity, Mention
from tocsin_agents.entities.merging import Organisations, People, folded
from tocsin_agents.entities.span import FieldName, Span
from tocsin_agents.places import Found, Gazetteer

__all__ = ["link"]

PLACES = frozenset({"GPE", "LOC", "FAC", "NORP"})
WHOLE_COUNTRY = 6
"""UCDP's precision code."""

MOST_CONTEXT = 100
"""Places that are asked for the country of another; articles have fewer, and lists of places say nothing."""

Standing = Mapping[FieldName, tuple[Found, ...]]


@dataclass(frozen=True, slots=True)
class Target:
    """What a mention names. `name` is empty when the mentions themselves say best what it is called."""

    key: str
    type: str
    name: str = ""
    linked: bool = False
    country: str | None = None
    lat: float | None = None
    lon: float | None = None


def link(
    spans: Sequence[Span], places: Standing, gazetteer: Gazetteer
) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    """Give the mentions in reading order, and the entities, those named most often first."""
    targets = _Targets(spans, places, gazetteer)
    named = [(span, targets.of(span)) for span in spans]
    mentions = tuple(
        Mention(field=span.field, start=span.start, end=span.end, text=span.text, type=span.type, entity=target.key)
        for span, target in named
    )
    forms: dict[str, Counter[str]] = {}
    first: dict[str, Target] = {}
    for span, target in named:
        forms.setdefault(target.key, Counter())[span.text] += 1
        first.setdefault(target.key, target)
    # The sort is stable: of entities named equally often, the one named first leads.
    keys = sorted(forms, key=lambda key: -forms[key].total())
    return mentions, tuple(_entity(first[key], forms[key]) for key in keys)


def _entity(target: Target, forms: Counter[str]) -> Entity:
    return Entity(
        key=target.key,
        name=target.name or max(forms, key=lambda form: (not form.isupper(), len(form))),
        type=target.type,
        mentions=forms.total(),
        linked=target.linked,
        country=target.country,
        lat=target.lat,
        lon=target.lon,
    )


class _Targets:
    """What the names of one article stand for; a name stands for the same throughout."""

    def __init__(self, spans: Sequence[Span], places: Standing, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._standing = {(field, place.start, place.end): place for field, found in places.items() for place in found}
        self._context = list(self._standing.values())[:MOST_CONTEXT]
        self._people = People([span.text for span in spans if span.type == "PERSON"])
        self._organisations = Organisations([span.text for span in spans if span.type == "ORG"])
        self._known: dict[tuple[str, str], Target] = {}

    def of(self, span: Span) -> Target:
        name = span.type, span.text
        if name not in self._known:
            self._known[name] = self._target(span)
        return self._known[name]

    def _target(self, span: Span) -> Target:
        if span.type == "PERSON":
            return Target(f"person:{self._people.words(span.text)}", "PERSON")
        if span.type == "ORG":
            name = self._organisations.name(span.text)
            return Target(f"org:{folded(name)}", "ORG", name)
        place = self._place(span) if span.type in PLACES else None
        return place or Target(f"{span.type.lower()}:{folded(span.text)}", span.type)

    def _place(self, span: Span) -> Target | None:
        found = self._standing.get((span.field, span.start, span.end)) or self._gazetteer.lookup(span.text)
        place = self._gazetteer.resolve(found, context=self._context) if found else None
        if found is None or place is None:
            return None
        of_country = next((c.name for c in found.candidates if c.country == place.country), "")
        if found.kind == "nationality":
            return Target(f"norp:{folded(of_country)}", "NORP", of_country, country=place.country)
        is_country = found.kind == "country" and place.where_prec == WHOLE_COUNTRY
        key = f"iso:{place.country}" if is_country else f"geonames:{place.geonames_id}"
        linked = is_country or place.geonames_id is not None
        return Target(
            key=key if linked else f"{span.type.lower()}:{folded(span.text)}",
            type=span.type,
            name=of_country if is_country else "",
            linked=linked,
            country=place.country,
            lat=place.lat,
            lon=place.lon,
        )

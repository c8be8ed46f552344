"""Read places that no gazetteer lists by the words before them: "near Olyokminsk", "in the Nakyal sector"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tocsin import Place
from tocsin_agents.casualties.lexicon import grammar
from tocsin_agents.casualties.lexicon.sources import SOURCE_NOUNS
from tocsin_agents.casualties.meaning.calendar_dates import MONTHS, SHORT_MONTHS
from tocsin_agents.casualties.meaning.distances import WEEKDAYS
from tocsin_agents.casualties.parsing.clause import Clause
from tocsin_agents.places import Gazetteer

__all__ = ["unlisted_places"]

_LOCATIVE = grammar.words("in at near outside around off")
_NAME = re.compile(r"(?:[a-z]{2,3}[-\u2010\u2011])?[^\W\d_a-z]")
"""How a name begins: "Zuwara", "al-Wasta"."""
_NEAR_A_PLACE = 2
"""UCDP: a limited area around a place."""
_IN_A_COUNTRY = 5
"""UCDP: larger than a province, or vague."""
_LONGEST = 3
"""Words of a name."""
_CLASSES = grammar.words(
    "sector district village town city region area province valley municipality county neighbourhood neighborhood quarter camp"
    " island mountains river road highway suburb commune hamlet estate peninsula forest desert lake bay strait"
)
_NO_PLACES = grammar.words(
    "parliament congress senate ramadan christmas easter islam god english arabic french russian spanish court government state"
    " facebook twitter police army navy mr mrs dr general colonel president minister operation"
)
_BUILDINGS = grammar.words(
    "hospital university school hotel bank church mosque stadium airport station college prison palace court hall house centre center"
    " clinic cemetery temple cathedral market mall theatre club restaurant factory plant mine base barracks"
)
"""A building is known by its own name, which says little of where it is."""

_NAMED = _NO_PLACES | _BUILDINGS | MONTHS.keys() | SHORT_MONTHS.keys() | WEEKDAYS.keys() | SOURCE_NOUNS.keys()


def unlisted_places(parsed: Clause, gazetteer: Gazetteer, country: str) -> Iterator[Place]:
    """Give the names that stand where a place would, each taken for a place in `country` (an ISO code, or nothing).

    What is named after a people lies in their country: "in the Libyan desert".
    """
    for k in range(len(parsed.tokens) - 1):
        if parsed.word(k) in _LOCATIVE and not (k and parsed.word(k - 1) in SOURCE_NOUNS):
            first = k + 1 + (parsed.word(k + 1) == "the")
            last = _end_of_name(parsed, first)
            classed = parsed.word(last) in _CLASSES
            # "In the Senate" is no place; "in the Nakyal sector" is one.
            if last > first and (classed or first == k + 1) and not _is_no_place(parsed, first, last):
                yield _place(parsed, first, last, gazetteer, country)


def _place(parsed: Clause, first: int, last: int, gazetteer: Gazetteer, country: str) -> Place:
    name = parsed.span(first, last)
    known = gazetteer.lookup(name)
    if known is not None and known.kind == "nationality":
        whole = parsed.span(first, last + 1)
        return Place(text=whole, country=known.candidates[0].country, where_prec=_IN_A_COUNTRY)
    return Place(text=name, country=country or None, where_prec=_NEAR_A_PLACE)


def _end_of_name(parsed: Clause, first: int) -> int:
    last = first
    while last < len(parsed.tokens) and last - first < _LONGEST and _NAME.match(parsed.tokens[last].text):
        last += 1
    return last


def _is_no_place(parsed: Clause, first: int, last: int) -> bool:
    words = [word.removesuffix("'s") for word in parsed.words(first, last)]
    acronym = parsed.tokens[first].text.isupper() and len(parsed.tokens[first].text) > 1
    owner = parsed.tokens[last - 1].possessive
    return acronym or owner or not _NAMED.isdisjoint(words) or parsed.word(last) in _BUILDINGS

"""Which names of an article name the same person or organisation: surnames, repetitions, abbreviations."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from tocsin_agents.entities import lexicon

__all__ = ["Organisations", "People", "folded", "name_words"]

TITLES = lexicon.words("titles.txt")
GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv"})
ARABIC_ARTICLES = frozenset({"al", "el", "ul", "ad", "as", "ash", "an", "ar"})
"""They come and go: "Bashar al-Assad" and "Bashar Assad" are one."""
WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")
SMALL_WORDS = frozenset({"of", "the", "for", "and", "in", "on", "de", "to"})
GENERAL = frozenset(
    {
        "Agency",
        "Army",
        "Association",
        "Bank",
        "Board",
        "Central",
        "City",
        "Club",
        "College",
        "Committee",
        "Council",
        "Court",
        "Defence",
        "Defense",
    }
    | {
        "Democratic",
        "European",
        "Federal",
        "First",
        "General",
        "Great",
        "High",
        "House",
        "International",
        "Islamic",
        "Justice",
        "Labour",
        "Local",
    }
    | {
        "Ministry",
        "National",
        "New",
        "North",
        "Northern",
        "Office",
        "Party",
        "People's",
        "Police",
        "Public",
        "Red",
        "Republican",
        "Royal",
        "San",
    }
    | {
        "Security",
        "South",
        "Southern",
        "Standard",
        "State",
        "Supreme",
        "UN",
        "Union",
        "United",
        "University",
        "West",
        "World",
        "World's",
    }
)
"""Words that begin the names of many organisations, and alone are none of them."""
SHORTEST_ACRONYM = 2
LONGEST_ACRONYM = 6

Words = tuple[str, ...]


def folded(name: str) -> str:
    """Give a name in lower case, with single spaces, without "the" and full stops: the end of an entity's key."""
    parts = name.casefold().replace(".", "").split()
    return " ".join(parts[1:] if parts[:1] == ["the"] and len(parts) > 1 else parts)


def name_words(name: str) -> Words:
    """Give the words of a person's name that tell people apart, folded: no title, generation or Arabic article."""
    parts = [part.casefold() for part in WORD.findall(name)] or [folded(name)]
    while len(parts) > 1 and parts[0] in TITLES:
        parts.pop(0)
    while len(parts) > 1 and parts[-1] in GENERATIONS:
        parts.pop()
    return (*(part for part in parts[:-1] if part not in ARABIC_ARTICLES), parts[-1])


class People:
    """The people of one article. `names` are all mentions of them, in reading order."""

    def __init__(self, names: Iterable[str]) -> None:
        full = dict.fromkeys(words for words in map(name_words, names) if len(words) > 1)
        self._by_ends: dict[Words, list[Words]] = defaultdict(list)
        for words in full:
            self._by_ends[words[0], words[-1]].append(words)
        self._by_surname: dict[str, set[Words]] = defaultdict(set)
        self._by_first_name: dict[str, set[Words]] = defaultdict(set)
        for words in full:
            self._by_surname[words[-1]].add(self._fullest(words))
            self._by_first_name[words[0]].add(self._fullest(words))

    def words(self, name: str) -> str:
        """Give the words of the fullest name that the article has for whom a name means.

        A surname alone means the one person of the article who bears it; a first name likewise, when no surname is like it.
        """
        own = name_words(name)
        return " ".join(self._fullest(own) if len(own) > 1 else self._bearer(own[0]))

    def _fullest(self, own: Words) -> Words:
        """Give the longest name with the same first and last word: "John Fitzgerald Kennedy" for "John Kennedy"."""
        alike = (other for other in self._by_ends.get((own[0], own[-1]), ()) if {*own} <= {*other})
        return max(alike, key=len, default=own)

    def _bearer(self, word: str) -> Words:
        bearers = self._by_surname.get(word) or self._by_first_name.get(word) or set()
        return next(iter(bearers)) if len(bearers) == 1 else (word,)


class Organisations:
    """The organisations of one article. `names` are all mentions of them."""

    def __init__(self, names: Iterable[str]) -> None:
        self._long_forms: dict[str, set[str]] = {}
        self._begun: dict[str, set[str]] = {}
        for name in dict.fromkeys(names):
            for letters in _initials(name):
                self._long_forms.setdefault(letters, set()).add(name)
            for beginning in _beginnings(name):
                self._begun.setdefault(beginning, set()).add(name)

    def name(self, form: str) -> str:
        """Give the name that an organisation goes by.

        An abbreviation is what everyone knows it as, or the one long form of the article whose initials it is. Else a form is
        the one longer name of the article that it begins: "Barrick" and "Barrick Gold Corp".
        """
        known = lexicon.organisations()
        acronym = form.replace(".", "")
        if form in known or acronym in known:
            return known.get(form) or known[acronym]
        longer = self._long_forms.get(acronym, set()) if _is_acronym(acronym) else self._begun.get(form, set())
        name = next(iter(longer)) if len(longer) == 1 else form
        return known.get(name, name)

    def names(self, form: str) -> tuple[str, tuple[str, ...]]:
        """Give the name that an organisation goes by, and the others that it is known by."""
        name = self.name(form)
        return name, lexicon.other_names().get(name, ())


def _is_acronym(name: str) -> bool:
    return name.isupper() and name.isalpha() and SHORTEST_ACRONYM <= len(name) <= LONGEST_ACRONYM


def _initials(name: str) -> set[str]:
    words = WORD.findall(name)
    if len(words) < SHORTEST_ACRONYM or name.isupper():
        return set()
    main = "".join(word[0] for word in words if word not in SMALL_WORDS)
    return {main.upper(), "".join(word[0] for word in words).upper()}


def _beginnings(name: str) -> set[str]:
    """Give the beginnings of a name that may stand for it: not "Bank of" of "Bank of Tunis", nor "Bank"."""
    words = name.split(" ")
    short = (words[:count] for count in range(1, len(words)))
    return {
        " ".join(part)
        for part in short
        if part[-1] not in SMALL_WORDS and part[-1] not in GENERAL and words[len(part)] not in SMALL_WORDS
    }

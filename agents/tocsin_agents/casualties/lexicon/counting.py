"""Number words, the words that bound a number, and the words after which a number is a name and not a count."""

from __future__ import annotations

from tocsin_agents.casualties.lexicon.grammar import words

__all__ = [
    "BOUNDS",
    "CARDINALS",
    "CURRENCIES",
    "DESIGNATORS",
    "MAGNITUDES",
    "MORE",
    "ORDINALS",
    "RANKS",
    "SCALES",
    "SETS",
    "UNKNOWN",
    "VAGUE",
    "ZERO",
]

_ONES = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
CARDINALS: dict[str, int] = {word: n for n, word in enumerate(_ONES.split()) if n} | {
    word: 10 * n for n, word in enumerate(_TENS.split(), start=2)
}
MAGNITUDES = {
    "dozen": 12,
    "score": 20,
    "hundred": 100,
    "thousand": 1_000,
    "lakh": 100_000,
    "lakhs": 100_000,
    "million": 1_000_000,
    "crore": 10_000_000,
    "crores": 10_000_000,
    "billion": 1_000_000_000,
}
"""Lakh and crore are those of South Asian papers."""
SCALES = {"k": 1_000, "m": 1_000_000, "mn": 1_000_000, "bn": 1_000_000_000}

VAGUE: tuple[tuple[str, int], ...] = (
    ("many hundreds of thousands", 100_000),
    ("many tens of thousands", 10_000),
    ("hundreds of thousands", 100_000),
    ("tens of thousands", 10_000),
    ("tens of millions", 10_000_000),
    ("many thousands", 1_000),
    ("many hundreds", 100),
    ("many dozens", 12),
    ("several thousand", 3_000),
    ("several hundred", 300),
    ("several dozen", 36),
    ("a few thousand", 3_000),
    ("a few hundred", 300),
    ("a few dozen", 36),
    ("millions", 1_000_000),
    ("lakhs", 100_000),
    ("thousands", 1_000),
    ("hundreds", 100),
    ("dozens", 12),
    ("tens", 10),
    ("scores", 40),
    ("several", 3),
    ("quite a few", 3),
    ("a few", 3),
    ("a handful", 3),
    ("a number", 2),
    ("numerous", 3),
    ("multiple", 2),
    ("many", 3),
    ("a couple", 2),
    ("countless", 3),
)
"""Words and the smallest number they allow (ACLED's reading of dozens and hundreds; the others are this project's)."""

BOUNDS: dict[str, str] = {
    "at least": "at_least", "no fewer than": "at_least", "not fewer than": "at_least", "no less than": "at_least",
    "not less than": "at_least", "a minimum of": "at_least", "minimum of": "at_least", "at the least": "at_least",
    "at the very least": "at_least", "a good": "at_least", "anywhere": "", "somewhere": "", "north of": "more_than",
    "something like": "about", "in the region of": "about", "in the order of": "about", "on the order of": "about", "barely": "", "a staggering": "",
    "more than": "more_than", "over": "more_than", "upwards of": "more_than", "in excess of": "more_than",
    "well over": "more_than", "above": "more_than", "far more than": "more_than", "greater than": "more_than",
    "up to": "at_most", "as many as": "at_most", "at most": "at_most", "at the most": "at_most", "at the very most": "at_most", "not more than": "at_most", "no more than": "at_most",
    "a maximum of": "at_most", "fewer than": "fewer_than", "less than": "fewer_than", "under": "fewer_than",
    "about": "about", "around": "about", "some": "about", "roughly": "about", "approximately": "about",
    "an estimated": "about", "estimated": "about", "circa": "about", "perhaps": "about", "maybe": "about", "~": "about",
    "nearly": "nearly", "almost": "nearly", "close to": "nearly", "not quite": "nearly", "just under": "nearly", "just over": "more_than",
    "as few as": "at_least", "possibly": "about", "an additional": "more", "a further": "more", "a total of": "", "a combined": "",
    "a reported": "", "a record": "", "only": "", "just": "", "exactly": "", "a whole": "", "even": "",
}  # fmt: skip
"""What stands before a number -> how it bounds it; the longest match wins."""

SETS = {"pair": 2, "duo": 2, "twosome": 2, "trio": 3, "threesome": 3, "quartet": 4, "foursome": 4, "quintet": 5}
"""Words for as many people: "a trio of climbers"."""
RANKS: dict[str, int] = {
    word: n
    for n, word in enumerate(
        [
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
        ],
        start=2,
    )
}
ORDINALS = frozenset(RANKS)
ZERO = (
    "no reports of",
    "no immediate reports of",
    "no report of",
    "no one",
    "no-one",
    "not one",
    "not a single",
    "no",
    "nobody",
    "none",
    "any",
    "anyone",
    "anybody",
    "zero",
    "neither",
    "without any",
    "without",
)
UNKNOWN = words("unknown undisclosed undetermined unspecified unconfirmed indeterminate uncertain")
"""Before "number": nobody can tell how many."""
MORE = words("more further additional extra")
CURRENCIES = frozenset(["$", "£", "€", "¥", "₹", "usd", "eur", "gbp", "us$", "#", "§", "№", "rs"])
DESIGNATORS = words(
    "highway route flight room article section chapter number no page division resolution zone sector line boeing airbus"
    " apollo ward level category magnitude formula channel interstate rule act law gate terminal pier platform lane"
    " brigade battalion regiment squadron platoon company unit building apartment pier checkpoint outpost"
    " number. no. nos m-16 ak model version size volume verse psalm class grade kilometre kilometer km mile exit bus tram"
)

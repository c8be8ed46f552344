"""The words of an article that may say which event it is about, each with how much is made of it.

Function words, the words of page furniture and those in which any news is told are left out, so that the weighing by
rarity has little to learn before its first articles. All is in one linear pass over title and body.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

__all__ = ["Words", "read"]

WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?|\d+(?:[.,]\d+)*")
"""A word, with what follows an apostrophe; or a figure."""

LONGEST = 20_000
"""Characters of a body that are looked at; the first words are enough."""

LEAD = 400
"""Words of a body that count: news is told from the top."""

TITLE = 4
"""How many times a word of the headline counts."""

SHORTEST = 4
"""Letters of the shortest word that may have lost a plural ending."""

COMMON = frozenset(
    """
    a about above after again against all also although am among an and any are around as at be became because been
    before began being below between both but by came can can't could day days did didn't do does doesn't doing don't down
    during each early even ever every few first for four from further get go going got had has have having he he's her
    here hers herself him himself his hour hours how however i i'm i've if in into is isn't it it's its itself just know
    last late later least less like made make making man many may me men might month months more most much must my near
    never new next night no nor not now of off often old on once one only or other others our out over own part people
    percent place put real right same see seen set several she she's should since six so some still such take than
    that that's the their them themselves then there there's these they they're thing things think this those three through
    time times to too took toward two under until up us use used very want was wasn't way we we're week weeks well went were
    what when where whether which while who whom whose why will with within without woman women won't would year years
    yesterday today tomorrow yet you your yours another away back best better big called far five full good great group
    end including left life long look big day point start started top work working world morning evening
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
    october november december
    said say says saying told according added report reported reporter reporters reporting reports statement
    spokesman spokesperson spokeswoman official officials public news mr mrs ms
    advertisement continue reading main story photo image images video share twitter facebook email sign newsletter please
    click caption read copyright associated press reuters ap afp cnn bbc getty follow comment comments watch
    """.split()  # noqa: SIM905 - a list of 350 strings would fill five screens
)


@dataclass(frozen=True, slots=True)
class Words:
    """The telling words of an article."""

    counts: dict[str, int]
    """How often each occurs; the title's count more."""
    names: frozenset[str]
    """Those mostly written with a capital letter in the body."""


def read(title: str, body: str) -> Words:
    """Read an article."""
    counts: Counter[str] = Counter()
    for word in WORD.findall(title[:LONGEST]):
        if stem := _telling(word):
            counts[stem] += TITLE
    written: Counter[str] = Counter()
    for number, word in enumerate(WORD.findall(body[:LONGEST])):
        stem = _telling(word)
        if stem:
            written[stem] += 1 if word[0].isupper() else -1
            if number < LEAD:
                counts[stem] += 1
    return Words(dict(counts), frozenset(stem for stem, excess in written.items() if excess > 0))


def _telling(word: str) -> str:
    word = word.lower().replace("\u2019", "'")
    if len(word) == 1 and word.isascii():
        return ""
    stem = word.removesuffix("'s")
    if len(stem) >= SHORTEST and stem.endswith("ies"):
        stem = stem[:-3] + "y"
    elif len(stem) >= SHORTEST and stem.endswith("s") and not stem.endswith("ss"):
        stem = stem[:-1]
    return "" if word in COMMON or stem in COMMON else stem

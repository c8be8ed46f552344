"""From words back to characters: what a revision says otherwise, and what it has in common, by offsets in the article.

This is done for revisions and parts only, so it may take its time: every word is looked for anew in the text as it came.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from re import Match
from typing import Literal

from tocsin import Article, Change, Passage
from tocsin_agents.dedup import figures, harm
from tocsin_agents.dedup.cleaning import kept
from tocsin_agents.dedup.entry import Entry
from tocsin_agents.dedup.reading import Reading
from tocsin_agents.dedup.shingles import common
from tocsin_agents.dedup.words import normalise

__all__ = ["Places", "changes", "locate", "passages"]

CHUNK = re.compile(r"\S+")
PIECE = re.compile(r"\w+")
PLAIN_WORD = re.compile(r"[A-Za-z0-9]+")

SENTENCE_END = re.compile(r"[.!?]['\"\u201d\u2019)]*\s|\n")
"""A sentence ends here, or after an abbreviation: it is there to be read, so too short is no harm."""

Span = tuple[int, int]


MOST = 64
"""Passages given of an article; more come only of words that are said over and over."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where each word of an article stands: half-open, in characters of the title, then of the body."""

    title: list[Span]
    body: list[Span]


def locate(article: Article, reading: Reading) -> Places | None:
    """Find every word again; None when that fails, as it may where composing characters stand between words."""
    title = _words(article.title, [(0, len(article.title))])
    body = _words(article.text, kept(article.text, reading.boilerplate))
    words = reading.words
    if len(title) != words.title or len(title) + len(body) != words.hashes.size:
        return None
    return Places(title, body)


def changes(article: Article, places: Places, reading: Reading, earlier: Entry) -> tuple[Change, ...]:
    """Give the figures, and the words of casualty, that an earlier article does not have."""
    title, body = (_sentences(text) for text in (article.title, article.text))
    found: dict[tuple[str, int, int], Change] = {}
    for first, last, before in _figures(reading, earlier):
        if last < len(places.title):
            change = _change("title", article.title, (places.title[first][0], places.title[last][1]), before, title)
        else:
            start, end = (places.body[max(word - len(places.title), 0)] for word in (first, last))
            change = _change("text", article.text, (start[0], end[1]), before, body)
        if change.before != change.after.lower():
            place = (change.field, change.start, change.end)
            # Both parts of "1,350" are rows: the one that says what stood there before tells more.
            if not (place in found and found[place].before):
                found[place] = change
    return (*found.values(), *_harm(article.text, places, reading, earlier, found.values()))


def _figures(reading: Reading, earlier: Entry) -> Iterable[tuple[int, int, str]]:
    """Give the first and last word of each figure that is new or other, and what stood there before."""
    if not figures.differ(reading.figures, earlier.numbers()):
        return
    said, now = earlier.said.split(" "), figures.say(reading.words, reading.found)
    for row, old in figures.changes(reading.figures, earlier.numbers()):
        yield *_extent(row, now, reading.found.words), said[old] if old is not None and old < len(said) else ""


def _harm(text: str, places: Places, reading: Reading, earlier: Entry, told: Iterable[Change]) -> Iterable[Change]:
    """Give the words of casualty that the earlier article does not have, one a sentence where no figure is told of."""
    known = {change.sentence_start for change in told if change.field == "text"}
    is_cut, sentences = earlier.is_cut_in(reading.shingles.size), _sentences(text)
    for row in harm.added(reading.found.harm, earlier.harms(), is_cut=is_cut):
        change = _change("text", text, places.body[reading.found.harmed[row]], "", sentences)
        if change.sentence_start not in known:
            known.add(change.sentence_start)
            yield change


def passages(places: Places, reading: Reading, earlier: Entry) -> tuple[Passage, ...]:
    """Give the passages that an earlier article has too."""
    stretches = common(reading.runs, earlier.shingles(), earlier.size)[:MOST]
    return tuple(Passage(start=places.body[a][0], end=places.body[b - 1][1]) for a, b in stretches)


def _extent(row: int, said: list[str], words: list[tuple[int, int]]) -> Span:
    """Give the first and last word of a figure; both parts of "1,200" have that to say."""
    first = last = row
    parts = said[row].count(",") + 1
    while parts > 1 and first and said[first - 1] == said[row] and words[first - 1][0] + 1 == words[first][0]:
        first -= 1
    while last + 1 < len(words) and last - first + 1 < parts and said[last + 1] == said[row]:
        last += 1
    return words[first][0], words[last][0] + words[last][1] - 1


def _change(field: Literal["title", "text"], text: str, span: Span, before: str, sentences: list[int]) -> Change:
    start, end = span
    sentence_start = sentences[bisect_right(sentences, start) - 1]
    sentence = text[sentence_start : sentences[bisect_left(sentences, end)]].rstrip()
    return Change(
        field=field,
        start=start,
        end=end,
        before=before,
        after=text[start:end],
        sentence_start=sentence_start,
        sentence_end=max(sentence_start + len(sentence), end),
    )


def _sentences(text: str) -> list[int]:
    """Give where sentences begin, and where the last one ends."""
    return [0, *(found.end() for found in SENTENCE_END.finditer(text)), len(text)]


def _words(text: str, spans: Iterable[Span]) -> list[Span]:
    found: list[Span] = []
    for begin, finish in spans:
        if _is_plain(text[begin:finish]):
            found += map(Match.span, PLAIN_WORD.finditer(text, begin, finish))
        else:
            for chunk in CHUNK.finditer(text, begin, finish):
                found += _of_chunk(text, chunk)
    return found


def _of_chunk(text: str, chunk: Match[str]) -> Iterable[Span]:
    begin, finish = chunk.span()
    if _is_plain(chunk[0]):
        return [word.span() for word in PLAIN_WORD.finditer(text, begin, finish)]
    count = sum(bool(word) for word in normalise(chunk[0]).split(b"\0"))
    pieces = [piece.span() for piece in PIECE.finditer(text, begin, finish)]
    return pieces if len(pieces) == count else [(begin, finish)] * count


def _is_plain(text: str) -> bool:
    """Say whether words are told apart in it by nothing but letters and digits of ASCII."""
    return text.isascii() and "&" not in text

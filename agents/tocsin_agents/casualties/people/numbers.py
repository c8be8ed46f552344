"""Read a quantity: words and digits, ranges, bounds and vague words, as the smallest, stated and largest number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tocsin_agents.casualties.lexicon.counting import BOUNDS, CARDINALS, MAGNITUDES, SCALES, VAGUE
from tocsin_agents.casualties.lexicon.marks import LONG_DASHES
from tocsin_agents.casualties.people.quantities import Quantity, exactly
from tocsin_agents.casualties.text.tokens import Token, plain_number

__all__ = ["BOUND_STARTS", "read_quantity", "value_at"]

_TEN = 10
_TENS = frozenset(range(20, 100, _TEN))
LARGEST = 10_000_000_000
"""No count of people is larger; a longer run of digits is a code."""

_DIGITS = re.compile(r"\d{1,3}(?:,\d{3}){1,3}|\d{1,11}")
_DECIMAL = re.compile(r"\d{1,6}\.\d{1,6}")
_SCALED = re.compile(r"(\d{1,6}(?:\.\d{1,6})?)(k|m|mn|bn)")
_SPAN = re.compile(r"(\d[\d,]{0,12})-(\d[\d,]{0,12})")
_BOUND_WORDS: dict[str, list[tuple[tuple[str, ...], str]]] = {}
for _text in sorted(BOUNDS, key=lambda text: -len(text.split())):
    _BOUND_WORDS.setdefault(_text.split()[0], []).append((tuple(_text.split()), BOUNDS[_text]))
_VAGUE_WORDS = sorted(((tuple(text.split()), low) for text, low in VAGUE), key=lambda entry: -len(entry[0]))
BOUND_STARTS = frozenset(_BOUND_WORDS)
"""The words that a bound may begin with."""
_VAGUE_STARTS = frozenset(words[0] for words, _ in _VAGUE_WORDS)
_FIRST_WORDS = (
    BOUND_STARTS
    | _VAGUE_STARTS
    | frozenset(CARDINALS)
    | {"a", "an", "half", "half-dozen", "half-a-dozen", "between", "from", "either"}
)


def read_quantity(tokens: Sequence[Token], at: int) -> tuple[Quantity, int] | None:
    """Read the quantity that begins at token `at`: give it and the token after it, or None."""
    first = tokens[at].lower if at < len(tokens) else ""
    if not (first[:1].isdigit() or first in _FIRST_WORDS or first.partition("-")[0] in CARDINALS):
        return None
    kind, after = _bound_at(tokens, at)
    quantity, end = _between(tokens, after) or _plain(tokens, after) or (None, after)
    if quantity is None:
        return None
    if kind is not None:
        quantity = _bounded(quantity, kind)
    return _open_end(tokens, quantity, end)


def _bound_at(tokens: Sequence[Token], at: int) -> tuple[str | None, int]:
    kind: str | None = None
    while at < len(tokens) and tokens[at].lower in BOUND_STARTS:
        for words, meaning in _BOUND_WORDS[tokens[at].lower]:
            if _matches(tokens, at, words):
                kind = meaning if meaning or kind is None else kind
                at += len(words)
                break
        else:
            break
    return kind, at


def _matches(tokens: Sequence[Token], at: int, words: tuple[str, ...]) -> bool:
    return len(tokens) >= at + len(words) and all(tokens[at + k].lower == word for k, word in enumerate(words))


def _bounded(quantity: Quantity, kind: str) -> Quantity:
    if kind == "more":
        return replace(quantity, more=True)
    number = quantity.best
    if kind == "more_than" and number is not None and quantity.qualifier == "range":
        # "More than 20 and possibly as many as 30".
        return replace(quantity, low=number + 1, best=number + 1)
    if not kind or number is None or quantity.qualifier != "exact":
        return quantity
    bounded: dict[str, Quantity] = {
        "at_least": Quantity(number, number, None, "at_least"),
        "more_than": Quantity(number + 1, number + 1, None, "more_than"),
        "at_most": Quantity(None, None, number, "at_most"),
        "fewer_than": Quantity(None, None, max(number - 1, 0), "fewer_than"),
        "about": Quantity(None, number, None, "approx"),
        "nearly": Quantity(None, number, number, "approx"),
    }
    return bounded[kind]


def _between(tokens: Sequence[Token], at: int) -> tuple[Quantity, int] | None:
    """Read "between 20 and 25", "from 20 to 25", "20 to 25", "two or three", "20-25", "15, possibly 18,"."""
    if at >= len(tokens):
        return None
    span = _SPAN.fullmatch(tokens[at].lower)
    if span:
        scale = MAGNITUDES.get(tokens[at + 1].lower, 1) if at + 1 < len(tokens) else 1
        return _range(_plain_int(span[1]) * scale, _plain_int(span[2]) * scale, at + 1 + (scale > 1))
    joiners = {"between": ("and",), "from": ("to",), "either": ("or",)}.get(tokens[at].lower)
    first = value_at(tokens, at + 1 if joiners else at)
    if first is None:
        return None
    low, middle = first
    if middle + 1 < len(tokens) and tokens[middle].lower in (joiners or ("to", "or", *LONG_DASHES)):
        second = value_at(tokens, middle + 1)
        return None if second is None else _range(low * _shared(tokens, low, middle, second[1]), second[0], second[1])
    return _possibly(tokens, low, middle)


def _shared(tokens: Sequence[Token], low: int, middle: int, end: int) -> int:
    """Give the magnitude that a range names once: "twenty to thirty thousand", "two or three hundred"."""
    magnitude = MAGNITUDES.get(tokens[end - 1].lower, 1)
    own = tokens[middle - 1].lower in MAGNITUDES
    return 1 if own or low >= magnitude else magnitude


def _plain_int(text: str) -> int:
    digits = text.replace(",", "")
    return int(digits)


def _range(low: int, high: int, end: int) -> tuple[Quantity, int] | None:
    return (Quantity(low, None, high, "range"), end) if low < high <= LARGEST else None


def _possibly(tokens: Sequence[Token], low: int, at: int) -> tuple[Quantity, int] | None:
    """Read the larger figure of "15, possibly 18," and "15 and perhaps as many as 18"."""
    k = at
    while k < len(tokens) and tokens[k].lower in {",", "and", "(", "but"}:
        k += 1
    if k == at or k >= len(tokens) or tokens[k].lower not in {"possibly", "perhaps", "maybe", "as", "up"}:
        return None
    _, k = _bound_at(tokens, k)
    larger = value_at(tokens, k)
    if larger is None or larger[0] <= low:
        return None
    end = larger[1]
    if end < len(tokens) and tokens[end].lower in {",", ")"}:
        end += 1
    return Quantity(low, low, larger[0], "range"), end


def _plain(tokens: Sequence[Token], at: int) -> tuple[Quantity, int] | None:
    if at >= len(tokens):
        return None
    if tokens[at].lower in _VAGUE_STARTS:
        for words, low in _VAGUE_WORDS:
            if _matches(tokens, at, words):
                return Quantity(low, None, None, "vague"), at + len(words)
    read = value_at(tokens, at)
    return None if read is None else (exactly(read[0]), read[1])


def _open_end(tokens: Sequence[Token], quantity: Quantity, end: int) -> tuple[Quantity, int]:
    """Read what opens a number from behind: "50 or more", "50+", "10,000 and counting", "ninety-odd"."""
    number = quantity.best
    if number is not None and quantity.qualifier == "exact":
        if _matches(tokens, end, ("-", "odd")) or _matches(tokens, end, ("or", "so")):
            return Quantity(None, number, None, "approx"), end + 2
        for words in (("or", "more"), ("+",), ("and", "counting"), ("plus",), ("-", "plus")):
            if _matches(tokens, end, words):
                return Quantity(number, number, None, "at_least"), end + len(words)
    return quantity, end


_PHRASES = (
    (("half", "a", "dozen"), 6),
    (("half-a-dozen",), 6),
    (("half-dozen",), 6),
    (("a", "half-dozen"), 6),
    (("a", "half", "dozen"), 6),
    (("a", "quarter", "of", "a", "million"), 250_000),
    (("three", "quarters", "of", "a", "million"), 750_000),
    (("half", "a", "million"), 500_000),
    (("half", "a", "billion"), 500_000_000),
    (("a", "dozen", "and", "a", "half"), 18),
)


def value_at(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """Read a whole number in words or digits at `at`: give it and the token after it, or None."""
    if at >= len(tokens):
        return None
    word = tokens[at].lower
    for words, number in _PHRASES:
        if word == words[0] and _matches(tokens, at, words):
            return number, at + len(words)
    if word in {"a", "an"}:
        magnitude = tokens[at + 1].lower if at + 1 < len(tokens) else ""
        return _words(tokens, at + 1, 1) if magnitude in MAGNITUDES else None
    if word[0].isdigit():
        return _digits(tokens, at)
    return _and_a_half(tokens, at) or _words(tokens, at, None)


def _and_a_half(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """Read "two and a half thousand"."""
    small = _small(tokens[at].lower)
    if small is None or not _matches(tokens, at + 1, ("and", "a", "half")) or at + 4 >= len(tokens):
        return None
    magnitude = MAGNITUDES.get(tokens[at + 4].lower)
    return None if magnitude is None else _whole((small + 0.5) * magnitude, at + 5)


def _digits(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    word = tokens[at].lower
    magnitude = MAGNITUDES.get(tokens[at + 1].lower) if at + 1 < len(tokens) else None
    if scaled := _SCALED.fullmatch(word):
        return _whole(float(scaled[1]) * SCALES[scaled[2]], at + 1)
    if _DECIMAL.fullmatch(word):
        return _whole(float(word) * magnitude, at + 2) if magnitude else None
    if not _DIGITS.fullmatch(word) or not word.isascii():
        return None
    spaced = _spaced(tokens, at)
    if spaced is not None:
        return spaced
    number = _plain_int(word)
    return _whole(number * magnitude, at + 2) if magnitude else _whole(number, at + 1)


def _spaced(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """Read thousands set apart by spaces, as in reports of the United Nations: "10 045"."""
    end = at + 1
    while (
        end < len(tokens)
        and tokens[end].start == tokens[end - 1].end + 1
        and _THOUSANDS.fullmatch(tokens[end].text)
        and end - at <= _MOST_THOUSANDS
    ):
        end += 1
    if end == at + 1 or len(tokens[at].text) > len("999") or tokens[at].text[0] == "0":
        return None
    number = plain_number("".join(token.text for token in tokens[at:end]))
    return None if number is None else _whole(number, end)


_THOUSANDS = re.compile(r"[0-9]{3}")
_MOST_THOUSANDS = 3


def _whole(number: float, end: int) -> tuple[int, int] | None:
    return (round(number), end) if 1 <= number <= LARGEST else None


def _words(tokens: Sequence[Token], at: int, first: int | None) -> tuple[int, int] | None:
    """Read "two hundred and five", "twenty-one thousand", "three dozen"; `first` is a value already read."""
    total, current, k = 0, first, at
    while k < len(tokens):
        word = tokens[k].lower
        small = _small(word)
        if small is not None and (current is None or _fits(current, small)):
            current = (current or 0) + small
        elif word in MAGNITUDES and current is not None:
            total, current = _scale(total, current, MAGNITUDES[word])
        elif not (
            word == "and" and current and current % 100 == 0 and k + 1 < len(tokens) and _small(tokens[k + 1].lower)
        ):
            break
        k += 1
    if current is None or not 0 < total + current <= LARGEST or (k == at and first is not None):
        return None
    return total + current, k


def _scale(total: int, current: int, magnitude: int) -> tuple[int, int]:
    if magnitude >= MAGNITUDES["thousand"]:
        return total + current * magnitude, 0
    return total, current * magnitude


def _fits(current: int, small: int) -> bool:
    """Whether `small` may follow `current` in one number: "twenty" "one", "two hundred" "five", but not "five" "six"."""
    if current == 0:
        return True
    return current % 100 == 0 or (current % 100 in _TENS and small < _TEN)


def _small(word: str) -> int | None:
    if word in CARDINALS:
        return CARDINALS[word]
    tens, dash, ones = word.partition("-")
    if dash and tens in CARDINALS and ones in CARDINALS and CARDINALS[tens] in _TENS and CARDINALS[ones] < _TEN:
        return CARDINALS[tens] + CARDINALS[ones]
    return None

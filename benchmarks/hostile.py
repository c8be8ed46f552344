"""Text that means harm: many thousand broken inputs that must raise nothing, and long ones that must take linear time."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from functools import partial

from benchmarks.articles import REPORTS, SEED, ordinary_news
from tocsin import Article
from tocsin_agents.casualties import Casualties

__all__ = ["ADVERSARIES", "broken", "run"]

INPUTS = 100_000
SIZES = (10_000, 100_000, 1_000_000)
"""Characters of the long texts."""

PIECES = (
    "killed", "killed ", "wounded", "dead", "the toll rose to", "bodies of", "no one", "none of the", "missing",
    "families fled", "at least", "between 20 and", "up to", "dozens", "half a", "of whom", "including", "including 12 children",
    "the other", "the rest", "another", "each", "up from", "a 12-year-old boy", "Lena Ortiz", "a doctor said", "told",
    "according to", "denied that", "if", "?", "in Homs", "near", "on Friday", "since", "last week", "31 February 2012",
    "99/99/9999", "12:", "1,", "1.", "-", "\u2013", "\u2014", "9" * 30, "1,000,000,000,000", "0", "٣", "五", "½", "²", "①", "Ⅷ",
    '"', "“", "”", "'", "\u2019", "(", ")", "[", "]", ";", ":", ",", ".", "...", "…", "!", "\n", "\r", "\t", "\v", "\u2028", "\x00",
    "\u0301", "\u200b", "\u200f", "\ufeff", "\ufffd", "🙂", "İ", "ß", "ﬁ", "ǅ", "U.S.", "Mr.", "p.m.", "$", "%", "~", "_", " ",
)  # fmt: skip

ADVERSARIES: dict[str, str] = {
    "one sentence without a stop": "two men were killed in Homs and ",
    "digits": "7",
    "killed": "killed ",
    "1 killed": "1 killed ",
    "nested quotes": '"two \u201ckilled \u2018',
    "nested brackets": "two (killed (",
    "and and and": "and ",
    "and, with triggers": "and killed and two ",
    "numbers divided by commas": "1,234,",
    "number words": "two million three hundred ",
    "combining characters": "killed two \u0301\u0301\u0301\u0301",
    "full stops": ".",
    "names": "Lena Ortiz killed Paul Brandt ",
    "one claim a sentence": "Two men were killed in Homs. ",
    "one source a claim": "Two men were killed, police said, and nine hurt, doctors told the agency. ",
    "line ends": "9 killed\n",
}
"""What is repeated up to the size."""


def run() -> None:
    """Read many broken inputs, then time the long ones; an exception ends it."""
    agent = Casualties()
    agent.open()
    started = time.perf_counter()
    claims = sum(len(list(agent.process(article))) for article in broken(INPUTS))
    took = time.perf_counter() - started
    print(f"\n{INPUTS:,} broken inputs, seed {SEED}: none raised; {claims:,} claims; {took:,.0f} s")
    print("\nseconds by size, and how the time grows from the second size to the third (10.0 is linear)")
    for name, piece in ADVERSARIES.items():
        times = [_best(partial(_read, agent, piece, size)) for size in SIZES]
        shown = "".join(f"{took:>10.3f}" for took in times)
        print(f"  {name:<30}{shown}   {times[2] / times[1]:6.1f}x")


def _read(agent: Casualties, piece: str, size: int) -> None:
    list(agent.process(Article(text=f"{(piece * (size // len(piece) + 1))[:size]} killed", published="2012-03-24")))


def _best(work: Callable[[], object]) -> float:
    """Give the shorter time of two, in seconds."""
    times = []
    for _ in range(2):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return min(times)


def broken(count: int) -> Iterator[Article]:
    """Give articles of noise, of pieces of reports in no order, and of reports that were cut, turned and mixed."""
    chance = random.Random(SEED)
    reports = [sentence for article in ordinary_news(40, reports=0.5) for sentence in article.text.split(". ")]
    makers = (_noise, _pieces, _mutant)
    for number in range(count):
        text = makers[number % len(makers)](chance, reports)
        title = _pieces(chance, reports)[:80] if number % 5 == 0 else ""
        published = chance.choice((None, "2012-03-24", "2012-02-29T23:59:59Z"))
        if text.strip() or title.strip():
            yield Article(title=title, text=text, published=published)


def _noise(chance: random.Random, _reports: list[str]) -> str:
    """Give any characters, with a trigger among them so that they are read at all."""
    points = (chance.choice((0x80, 0x800, 0x2100, 0xD800, 0x20000)) for _ in range(chance.randrange(60)))
    return f"{''.join(chr(chance.randrange(point)) for point in points)} 3 killed"


def _pieces(chance: random.Random, _reports: list[str]) -> str:
    return chance.choice(("", " ")).join(chance.choice(PIECES) for _ in range(chance.randrange(1, 25)))


def _mutant(chance: random.Random, reports: list[str]) -> str:
    text = chance.choice(reports) + chance.choice(REPORTS)
    for _ in range(chance.randrange(1, 8)):
        at = chance.randrange(len(text) + 1)
        cut = chance.randrange(at, min(at + 12, len(text)) + 1)
        text = chance.choice((text[:at] + text[cut:], text[:at] + chance.choice(PIECES) + text[cut:], text[:at] * 2))[
            :2_000
        ]
    return chance.choice((text, text.upper(), text[::-1], text.replace(".", "")))

"""What the torture run feeds: short articles that a seed gives, copies and revisions of them, and poison."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.ordeal.tally import POISON
from tocsin import Article

__all__ = ["Item", "news", "probes"]

PLACES = (
    *("Homs", "Mosul", "Kabul", "Aleppo", "Basra", "Kano", "Idlib", "Herat", "Goma", "Bamako", "Tripoli", "Aden"),
    *("Peshawar", "Quetta", "Khartoum", "Juba", "Mogadishu", "Nairobi", "Manila", "Lima", "Bogota", "Caracas"),
    *("Kharkiv", "Donetsk", "Grozny", "Beirut", "Gaza", "Amman", "Dhaka", "Yangon", "Jakarta", "Kathmandu"),
)
SUBJECTS = ("The council", "A company", "The minister", "Her team", "The court", "A spokesman", "The bank", "Farmers")
VERBS = ("announced", "rejected", "discussed", "delayed", "praised", "questioned", "approved", "published")
OBJECTS = ("a new budget", "the harvest", "two proposals", "the railway", "a merger", "last year's results", "the plan")
TAILS = ("in Ankara", "after a long debate", "for the third time", "despite criticism", "on Tuesday", "in Paris")
REPORTS = (
    "At least {n} people were killed in {place} on {day}, hospital officials said.",
    "A bomb in {place} killed {n} soldiers and wounded {m} others on {day}, state television reported.",
    "About {n} families fled {place} on {day}, according to residents.",
    "Police in {place} said {n} people had died and {m} were missing after floods on {day}.",
)
FIRST_DAY = dt.date(2021, 3, 1)
DAYS = 240
"""Old enough that no jump of a clock makes it news of today, by which the alerts agent tells a replay from news."""

POISON_EVERY = 50
COPY_EVERY = 20
REVISION_EVERY = 25
AGAIN_EVERY = 100
"""One in so many items is a copy (the same words in another outlet), a revision (another toll), the same record once more."""

REPORTING = 0.4
"""Share of the articles that report casualties."""

UNDECODABLE = (b"\xff\xfe\x00 no text", b"{", b"", b'{"title": "\xc3\x28"}', b'"' + b"\\ud800" * 3, b"\x00" * 40)
MISSHAPEN = (
    *({"title": "", "text": " "}, {"title": ["x"], "text": 7}, {"published": "yesterday", "text": "A text."}),
    *({"schema_version": 0, "text": "A text."}, {"id": "x" * 600, "text": "A text."}),
)


@dataclass(frozen=True, slots=True)
class Item:
    """One record for the topic `articles`, in the order in which it is fed."""

    number: int
    kind: str
    """new, copy, revision, again; undecodable, misshapen (no agent can read it), raising (one agent fails on it)."""
    key: bytes
    value: bytes
    article_id: str = ""


def news(seed: int, count: int) -> Iterator[Item]:
    """Give the items of a seed, one after another; the same every time."""
    chance = random.Random(f"news {seed}")
    recent: list[Article] = []
    for number in range(count):
        if number % POISON_EVERY == POISON_EVERY - 1:
            yield _poison(chance, number, count)
            continue
        kind = _kind(number) if recent else "new"
        article = _new(chance, number, count) if kind == "new" else _another(chance, kind, number, recent)
        recent = [*recent[-400:], article] if kind == "new" else recent
        yield _item(number, kind, article)


def probes(seed: int, first: int, count: int) -> Iterator[Item]:
    """Give the articles of the last wave, numbered from `first`: all new, all reporting something."""
    chance = random.Random(f"probes {seed}")
    for number in range(first, first + count):
        day = FIRST_DAY + dt.timedelta(days=DAYS + 1 + number % 5)
        text = f"{_report(chance, day, 0)} {_filler(chance, 30)}"
        yield _item(number, "probe", _article(f"Probe {number}", text, day, chance))


def _kind(number: int) -> str:
    shifted = number % 100
    if shifted % COPY_EVERY == 3:  # noqa: PLR2004 - any place in the row that poison does not have
        return "copy"
    if shifted % REVISION_EVERY == 7:  # noqa: PLR2004
        return "revision"
    return "again" if shifted % AGAIN_EVERY == 90 else "new"  # noqa: PLR2004


def _new(chance: random.Random, number: int, count: int, title: str = "Bulletin") -> Article:
    day = FIRST_DAY + dt.timedelta(days=number * DAYS // count)
    text = _filler(chance, chance.randint(35, 60))
    if chance.random() < REPORTING:
        text = f"{_report(chance, day, chance.randint(0, 3))} {text}"
    return _article(f"{title} {number}", text, day, chance)


def _another(chance: random.Random, kind: str, number: int, recent: list[Article]) -> Article:
    before = chance.choice(recent)
    if kind == "again":
        return before
    text = before.text
    if kind == "revision":
        text = f"Officials raised the toll to {chance.randint(100, 300)} dead, among them {number} residents. {text}"
    return Article(title=before.title, text=text, published=before.published, source=f"Wire {number}")


def _poison(chance: random.Random, number: int, count: int) -> Item:
    kind = chance.choice(("undecodable", "misshapen", "raising"))
    if kind == "raising":
        return _item(number, kind, _new(chance, number, count, POISON))
    value = chance.choice(UNDECODABLE) if kind == "undecodable" else json.dumps(chance.choice(MISSHAPEN)).encode()
    return Item(number, kind, f"poison-{number}".encode(), value)


def _item(number: int, kind: str, article: Article) -> Item:
    return Item(number, kind, article.id.encode(), article.model_dump_json().encode(), article.id)


def _article(title: str, text: str, day: dt.date, chance: random.Random) -> Article:
    return Article(title=title, text=text, published=str(day), source=f"Outlet {chance.randrange(40)}")


def _report(chance: random.Random, day: dt.date, ago: int) -> str:
    when = (day - dt.timedelta(days=ago)).strftime("%-d %B")
    n, m = chance.randint(2, 90), chance.randint(2, 90)
    return chance.choice(REPORTS).format(n=n, m=m, place=chance.choice(PLACES), day=when)


def _filler(chance: random.Random, words: int) -> str:
    sentences: list[str] = []
    while sum(sentence.count(" ") + 1 for sentence in sentences) < words:
        pieces = (chance.choice(SUBJECTS), chance.choice(VERBS), chance.choice(OBJECTS), chance.choice(TAILS))
        sentences.append(f"{' '.join(pieces)}, item {chance.randrange(1_000_000)}.")
    return " ".join(sentences)

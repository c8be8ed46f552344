"""Dedup beside what one would use instead, with a memory that fills, and through Kafka.

datasketch and rensa are no dependencies of this project: each is measured when it is installed.
"""

from __future__ import annotations

import asyncio
import importlib
import re
import time
from collections.abc import Callable, Iterator
from types import ModuleType

from benchmarks import dedup_growth
from benchmarks.articles import SEED
from benchmarks.copies import KINDS, WORDS, Stream, stream_of_copies
from benchmarks.engine import identity
from benchmarks.measuring import Figure, show
from benchmarks.through_kafka import Course, embedded_kafka, rate
from tocsin import Article, Duplicate, State
from tocsin.testing import run as run_in_memory
from tocsin_agents.dedup import Dedup

__all__ = ["run"]

COUNT, THROUGH_KAFKA = 4_000, 8_000

RUNS, KAFKA_RUNS = 4, 3
"""Runs of each; the best counts of the first, the middle one of the second."""

PERMUTATIONS = 128
THRESHOLD = 0.5
"""Jaccard similarity that the two indexes are built for, and that what they find is verified by."""

WORD = re.compile(r"\w+")

Search = Callable[[list[Article]], dict[str, str]]
"""From articles in order to the earlier article that each is linked to."""


def run() -> None:
    """Print three tables."""
    _beside_others()
    dedup_growth.run()
    _through_kafka()


def _beside_others() -> None:
    stream = stream_of_copies(COUNT)
    copies = len(stream.origins)
    print(f"\ndedup beside others, {COUNT} articles of {WORDS} words, {copies} of them copies; text in, links out")
    print(f"  {'':<34} {'articles/s':>10}  {'found':>6}  {'  '.join(KINDS)}   linked to a stranger")
    ways = list(_ways())
    # In turns, so that whatever else the machine does falls on all of them.
    spent: dict[str, list[float]] = {name: [] for name, _ in ways}
    for _ in range(RUNS):
        for name, search in ways:
            spent[name].append(_timed(search, stream))
    for name, search in ways:
        _show(name, COUNT / min(spent[name]), search(stream.articles), stream)


def _ways() -> Iterator[tuple[str, Search]]:
    yield "dedup", _dedup
    for name, package, way in (
        ("datasketch MinHashLSH, verified", "datasketch", _with_datasketch),
        ("rensa RMinHashLSH, verified", "rensa", _with_rensa),
        ("rensa RMinHashDeduplicator", "rensa", _with_rensa_alone),
    ):
        try:
            module = importlib.import_module(package)
        except ImportError:
            print(f"  {package} is not installed: {name} is left out")
        else:
            yield name, _bound(way, module)
    yield "hash of the normalised text", _exact


def _through_kafka() -> None:
    articles = stream_of_copies(THROUGH_KAFKA).articles
    # In memory and on Kafka it makes the same records.
    made = len(run_in_memory(Dedup(), articles).emitted)
    courses = {
        "an identity agent": identity(articles),
        "dedup": Course("dedup", Dedup.spec, articles, made),
    }
    rates: dict[str, list[float]] = {name: [] for name in courses}
    with embedded_kafka() as bootstrap:
        for number in range(KAFKA_RUNS):
            for name, course in courses.items():
                rates[name].append(asyncio.run(rate(bootstrap, f"{course.spec.name}{number}.", course)))
    figures = [Figure(name, "articles", tuple(found)) for name, found in rates.items()]
    show(f"through Kafka, {len(articles)} articles of {WORDS} words, a third of them copies", figures)


def _bound(way: Callable[[ModuleType, list[Article]], dict[str, str]], module: ModuleType) -> Search:
    return lambda articles: way(module, articles)


def _timed(search: Search, stream: Stream) -> float:
    started = time.process_time()
    search(stream.articles)
    return time.process_time() - started


def _show(name: str, rate: float, links: dict[str, str], stream: Stream) -> None:
    found = {kind: [0, 0] for kind in KINDS}
    strangers = 0
    for article in stream.articles:
        origin, kind = stream.origins.get(article.id, ("", ""))
        linked = links.get(article.id)
        if kind:
            found[kind][0] += linked is not None and _origin(linked, stream) == origin
            found[kind][1] += 1
        strangers += linked is not None and _origin(linked, stream) != (origin or article.id)
    share = sum(hits for hits, _ in found.values()) / len(stream.origins)
    kinds = "  ".join(f"{hits / count:>{len(kind)}.2f}" for kind, (hits, count) in found.items())
    print(f"  {name:<34} {rate:>10,.0f}  {share:>6.3f}  {kinds}   {strangers / COUNT:>6.4f}")


def _origin(key: str, stream: Stream) -> str:
    return stream.origins.get(key, (key, ""))[0]


def _dedup(articles: list[Article]) -> dict[str, str]:
    agent = Dedup()
    state = State(agent.spec.state)
    agent.attach(state)
    links: dict[str, str] = {}
    for article in articles:
        for record in agent.process(article, state):
            if isinstance(record, Duplicate):
                links[record.article_id] = record.canonical_id
        state.settle()
    return links


def _exact(articles: list[Article]) -> dict[str, str]:
    first: dict[str, str] = {}
    links = {}
    for article in articles:
        original = first.setdefault(" ".join(article.text.lower().split()), article.id)
        if original != article.id:
            links[article.id] = original
    return links


def _shingles(text: str) -> set[str]:
    words = WORD.findall(text.lower())
    return {" ".join(words[place : place + 3]) for place in range(len(words) - 2)}


def _closest(key: str, shingles: set[str], candidates: list[str], seen: dict[str, set[str]]) -> str | None:
    """Verify candidates by their sets: the most similar, when it is similar enough."""
    seen[key] = shingles
    shares = [(len(shingles & seen[c]) / len(shingles | seen[c]), c) for c in sorted(candidates)]
    best = max(shares, default=(0.0, ""))
    return best[1] if best[0] >= THRESHOLD else None


def _with_datasketch(datasketch: ModuleType, articles: list[Article]) -> dict[str, str]:
    index = datasketch.MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS)
    seen: dict[str, set[str]] = {}
    links = {}
    for article in articles:
        shingles = _shingles(article.text)
        signature = datasketch.MinHash(num_perm=PERMUTATIONS)
        signature.update_batch([shingle.encode() for shingle in shingles])
        original = _closest(article.id, shingles, index.query(signature), seen)
        index.insert(article.id, signature)
        if original:
            links[article.id] = original
    return links


def _with_rensa_alone(rensa: ModuleType, articles: list[Article]) -> dict[str, str]:
    index = rensa.RMinHashDeduplicator(
        threshold=THRESHOLD, num_perm=PERMUTATIONS, use_lsh=True, num_bands=32, seed=SEED
    )
    links = {}
    for article in articles:
        signature = rensa.RMinHash(num_perm=PERMUTATIONS, seed=SEED)
        signature.update(list(_shingles(article.text)))
        if copies := index.get_duplicates(signature):
            links[article.id] = min(copies)
        else:
            index.add(article.id, signature)
    return links


def _with_rensa(rensa: ModuleType, articles: list[Article]) -> dict[str, str]:
    index = rensa.RMinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS, num_bands=32)
    seen: dict[str, set[str]] = {}
    links = {}
    for number, article in enumerate(articles):
        shingles = _shingles(article.text)
        signature = rensa.RMinHash(num_perm=PERMUTATIONS, seed=SEED)
        signature.update(list(shingles))
        candidates = [articles[other].id for other in index.query(signature)]
        original = _closest(article.id, shingles, candidates, seen)
        index.insert(number, signature)
        if original:
            links[article.id] = original
    return links

"""How dedup keeps its pace as its memory fills: rate, memory, and the time in which a lost memory is there again."""

from __future__ import annotations

import gc
import statistics
import time
from itertools import islice
from pathlib import Path

from benchmarks.copies import WORDS, unlike_articles
from tocsin import Article, State
from tocsin_agents.dedup import Dedup

__all__ = ["run"]

FEW, MANY = 10_000, 110_000
"""Articles read; the second is beyond what the agent remembers, so each new one pushes one out."""

BLOCK, BLOCKS = 250, 16
"""Articles of a timed block, and blocks for each of the two."""

PAGE = 4096


class Memory:
    """An agent with its state and index."""

    def __init__(self) -> None:
        self.agent = Dedup()
        self.state = State(self.agent.spec.state)
        self.agent.attach(self.state)

    def read(self, articles: list[Article]) -> float:
        """Read articles; give how many a second of processor time."""
        started = time.process_time()
        for article in articles:
            self.agent.process(article, self.state)
            self.state.settle()
        return len(articles) / (time.process_time() - started)


def run() -> None:
    """Print a line for each."""
    print(f"\ndedup, memory filling up with articles of {WORDS} words, none a copy")
    articles = unlike_articles()
    few, many = Memory(), Memory()
    few.read(list(islice(articles, FEW)))
    started = _resident()
    read = 0
    while read < MANY:
        many.read(list(islice(articles, 1_000)))
        read += 1_000
        if read == MANY - FEW:
            gc.collect()
            print(f"  {'memory an article, state and index':<44} {(_resident() - started) / read:>10,.0f} bytes")
    # In turns, so that whatever else the machine does falls on both.
    blocks = [list(islice(articles, BLOCK)) for _ in range(2 * BLOCKS)]
    rates = [(few.read(one), many.read(other)) for one, other in zip(blocks[::2], blocks[1::2], strict=True)]
    first, last = (statistics.median(side) for side in zip(*rates, strict=True))
    print(f"  {f'after {FEW:,} articles':<44} {first:>10,.0f} articles/s")
    print(f"  {f'after {MANY:,} articles':<44} {last:>10,.0f} articles/s   {last / first:5.2f}x")
    _restore(many)


def _restore(memory: Memory) -> None:
    entries = dict(memory.state["articles"])
    started = time.perf_counter()
    again = State(memory.agent.spec.state)
    memory.agent.attach(again)
    for key, value in entries.items():
        again.restore(("articles", key, value))
    print(f"  {f'{len(entries):,} entries put back, index made anew':<44} {time.perf_counter() - started:>10,.1f} s")


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE

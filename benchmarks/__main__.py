"""`make bench`: every benchmark, or those that are named: `make bench ARGS="agents engine"`.

A file of articles may be named beside `stories`, one with gold names beside `entities`, one of articles and one of
stories beside `replayed`.
"""

from __future__ import annotations

import os
import platform
import sys

from benchmarks import (
    agents,
    casualties,
    dedup,
    engine,
    entities,
    hostile,
    latency,
    recovery,
    replayed,
    stories,
    tolls,
)
from benchmarks.articles import SEED

BENCHMARKS = {
    "casualties": casualties.run,
    "agents": agents.run,
    "dedup": dedup.run,
    "stories": stories.run,
    "entities": entities.run,
    "hostile": hostile.run,
    "engine": engine.run,
    "latency": latency.run,
    "tolls": tolls.run,
    "replayed": replayed.run,
    "recovery": recovery.run,
}


def main() -> None:
    """Run what is asked for."""
    chosen = [name for name in sys.argv[1:] if not name.endswith(".jsonl")] or list(BENCHMARKS)
    unknown = [name for name in chosen if name not in BENCHMARKS]
    if unknown:
        sys.exit(f"No benchmark is named {', '.join(unknown)}; there are: {', '.join(BENCHMARKS)}.")
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, seed {SEED}; medians, ratio to the first line")
    for name in chosen:
        BENCHMARKS[name]()


if __name__ == "__main__":
    main()

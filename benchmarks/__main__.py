"""`make bench`: every benchmark, or those that are named: `make bench ARGS="agents engine"`."""

from __future__ import annotations

import os
import platform
import sys

from benchmarks import agents, engine
from benchmarks.articles import SEED

BENCHMARKS = {"agents": agents.run, "engine": engine.run}


def main() -> None:
    """Run what is asked for."""
    chosen = sys.argv[1:] or list(BENCHMARKS)
    unknown = [name for name in chosen if name not in BENCHMARKS]
    if unknown:
        sys.exit(f"No benchmark is named {', '.join(unknown)}; there are: {', '.join(BENCHMARKS)}.")
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, seed {SEED}; medians, ratio to the first line")
    for name in chosen:
        BENCHMARKS[name]()


if __name__ == "__main__":
    main()

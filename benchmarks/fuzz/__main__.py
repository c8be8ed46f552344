"""`python -m benchmarks.fuzz`: the command."""

from __future__ import annotations

import argparse
import multiprocessing
import sys
from concurrent.futures import ProcessPoolExecutor, as_completed

from benchmarks.fuzz.running import WAYS, Count, run_way, summary


def main() -> None:
    """Run the ways that are asked for, print what each came to, and the sum last."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--inputs", type=int, default=100_000, help="over all ways, or for the one that is named")
    parser.add_argument("--way", choices=sorted(WAYS))
    parser.add_argument("--jobs", type=int, default=2, help="ways at the same time, each in a process of its own")
    given = parser.parse_args()
    shares = {given.way: 1.0} if given.way else {name: way.share for name, way in WAYS.items()}
    total = sum(shares.values())
    counts: list[Count] = []
    with ProcessPoolExecutor(given.jobs, multiprocessing.get_context("spawn")) as pool:
        running = [
            pool.submit(run_way, name, max(1, round(given.inputs * share / total)), given.seed)
            for name, share in shares.items()
        ]
        for each in as_completed(running):
            counts.append(each.result())
            _tell(counts[-1])
    print(summary(counts, given.seed))
    sys.exit(1 if any(count.wrong for count in counts) else 0)


def _tell(count: Count) -> None:
    print(
        f"{count.way:<12} {count.inputs:>9,} inputs {count.inputs / count.seconds:>8,.0f}/s  slowest {count.slowest:6.3f} s  "
        f"{count.memory_mib} MiB  {count.crashes} crashes, {count.hangs} hangs, {count.losses} losses",
        flush=True,
    )
    for found in count.found:
        print(f"  {found}", flush=True)


if __name__ == "__main__":
    main()

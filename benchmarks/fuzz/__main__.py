"""`python -m benchmarks.fuzz`: the command."""

from __future__ import annotations

import argparse
import sys

from benchmarks.fuzz.running import WAYS, Count, run_way, summary


def main() -> None:
    """Run the ways that are asked for, print what each came to, and the sum last."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--inputs", type=int, default=100_000, help="over all ways, or for the one that is named")
    parser.add_argument("--way", choices=sorted(WAYS))
    given = parser.parse_args()
    shares = {given.way: 1.0} if given.way else {name: way.share for name, way in WAYS.items()}
    counts: list[Count] = []
    for name, share in shares.items():
        count = run_way(WAYS[name], max(1, round(given.inputs * share / sum(shares.values()))), given.seed)
        counts.append(count)
        rate = count.inputs / count.seconds
        print(
            f"{name:<12} {count.inputs:>9,} inputs {rate:>8,.0f}/s  slowest {count.slowest:6.3f} s  "
            f"{count.crashes} crashes, {count.hangs} hangs, {count.losses} losses",
            flush=True,
        )
        for found in count.found:
            print(f"  {found}", flush=True)
    print(summary(counts, given.seed))
    sys.exit(1 if any(count.wrong for count in counts) else 0)


if __name__ == "__main__":
    main()

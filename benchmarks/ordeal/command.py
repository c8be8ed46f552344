"""The command line of the torture run."""

from __future__ import annotations

import argparse
import asyncio
import logging
import signal
import sys
import tempfile
from pathlib import Path

from benchmarks.ordeal.plan import KINDS
from benchmarks.ordeal.run import Ordeal, Size
from benchmarks.ordeal.verdict import Verdict

__all__ = ["main"]

ARTICLES_A_MINUTE = 2_000
FAULTS_A_MINUTE = 6


def main(arguments: list[str] | None = None) -> int:
    """Run as the arguments say; give the exit status."""
    chosen = _parser().parse_args(arguments)
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)  # that connections break is the point
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)
    size = Size(
        seed=chosen.seed,
        minutes=chosen.minutes,
        articles=chosen.articles or round(chosen.minutes * ARTICLES_A_MINUTE),
        faults=round(chosen.minutes * FAULTS_A_MINUTE) if chosen.faults is None else chosen.faults,
        kinds=tuple(kind for kind in chosen.kinds.split(",") if kind not in chosen.without.split(",")),
    )
    with tempfile.TemporaryDirectory(prefix="tocsin-torture-") as folder:
        verdict = asyncio.run(_run(Ordeal(size, chosen.keep_logs or Path(folder))))
    for line in verdict.details():
        print(line)
    if chosen.report:
        chosen.report.write_text(verdict.as_json(), encoding="utf-8")
    print(verdict.line(), flush=True)
    return 0 if verdict.is_well else 1


async def _run(ordeal: Ordeal) -> Verdict:
    # As Ctrl-C does: what was started ends, and what was mounted goes.
    running = asyncio.ensure_future(ordeal.run())
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, running.cancel)
    return await running


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="torture", description="Run all agents under faults, and account for all.")
    parser.add_argument("--seed", type=int, required=True, help="Gives the articles and the faults.")
    parser.add_argument("--minutes", type=float, required=True, help="How long articles are fed and faults happen.")
    parser.add_argument("--articles", type=int, help=f"How many are fed; {ARTICLES_A_MINUTE:,} a minute if not given.")
    parser.add_argument("--faults", type=int, help=f"How many happen; {FAULTS_A_MINUTE} a minute if not given.")
    parser.add_argument("--kinds", default=",".join(KINDS), help="Only faults of these kinds, separated by commas.")
    parser.add_argument("--without", default="", help="No faults of these kinds, separated by commas.")
    parser.add_argument("--report", type=Path, help="Write everything that was found there, as JSON.")
    parser.add_argument("--keep-logs", type=Path, help="An empty or new folder for logs and disks, which is kept.")
    return parser


if __name__ == "__main__":
    sys.exit(main())

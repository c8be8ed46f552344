"""Score the casualty extractor on annotated texts, each set by the scorer that lies beside it.

`python -m benchmarks.claims FOLDER [--verbose]` reads, and leaves as they are, the files of FOLDER: cases and articles with all
their claims (`*.jsonl`, by `score_claims.py`), and documents with known counts (`counts/*.jsonl`, by `score_counts.py`). The
counts are scored twice, the second time without parts of a larger figure ("including two children"), which they do not know.
`--verbose` shows every case that fails. Nothing of the folder is kept: what the extractor says of it goes to a temporary file.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson

from tocsin import Article, Claim
from tocsin_agents.casualties import Casualties

__all__ = ["article_of", "main", "without_parts"]

_CASES, _COUNTS = "score_claims.py", "score_counts.py"


def main() -> None:
    """Print the figures of every set in the folder."""
    asked = argparse.ArgumentParser(prog="python -m benchmarks.claims", description="Score the casualty extractor.")
    asked.add_argument("folder", type=Path, help="annotated texts and their scorers")
    asked.add_argument("--verbose", action="store_true", help="show every case that fails")
    told = asked.parse_args()
    folder, options = told.folder, ["--verbose"] if told.verbose else []
    if not (folder / _CASES).exists() and not (folder / _COUNTS).exists():
        sys.exit(f"There is no scorer in {folder}: {_CASES} and {_COUNTS} are looked for.")
    agent = Casualties()
    agent.open()
    with tempfile.TemporaryDirectory() as scratch:
        said = Path(scratch) / "claims.jsonl"
        for gold in _annotated(folder):
            _write(said, _claims(agent, gold))
            _score(folder / _CASES, str(gold), str(said), *options)
        for gold in sorted((folder / "counts").glob("*.jsonl")):
            claims = list(_claims(agent, gold))
            for title, kept in (("", claims), (" without parts", without_parts(claims))):
                _write(said, kept)
                _score(folder / _COUNTS, str(said), str(gold), title=title)


def _annotated(folder: Path) -> Iterator[Path]:
    """Give the files of the folder whose first record is a text with its claims."""
    for path in sorted(folder.glob("*.jsonl")):
        with path.open("rb") as lines:
            first = orjson.loads(next(lines, b"{}"))
        if {"claims", "text"} <= first.keys():
            yield path


def article_of(row: Mapping[str, Any]) -> Article:
    """Give the article of an annotated record, without its annotations."""
    told = {name: row[name] for name in ("id", "title", "text", "published") if row.get(name) is not None}
    return Article.model_validate(told)


def without_parts(claims: Iterable[Claim]) -> list[Claim]:
    """Leave out the figures that are told as parts of a larger one."""
    return [claim for claim in claims if claim.kind != "breakdown"]


def _claims(agent: Casualties, gold: Path) -> Iterator[Claim]:
    for line in gold.read_bytes().splitlines():
        if line.strip():
            yield from agent.process(article_of(orjson.loads(line)))


def _write(path: Path, claims: Iterable[Claim]) -> None:
    path.write_text("".join(f"{claim.model_dump_json()}\n" for claim in claims), encoding="utf-8")


def _score(scorer: Path, *arguments: str, title: str = "") -> None:
    """Run a scorer of the folder, and print what it says under the name of the set."""
    names = [Path(argument).stem for argument in arguments if argument.endswith(".jsonl")]
    print(f"\n{next(name for name in names if name != 'claims')}{title}", flush=True)
    subprocess.run([sys.executable, str(scorer), *arguments], check=True)


if __name__ == "__main__":
    main()

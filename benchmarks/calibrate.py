"""Work out how often each rule of the casualty extractor is right, and write that as its confidence.

`python -m benchmarks.calibrate FOLDER` reads annotated texts: `hard_cases_dev.jsonl` and `articles_dev.jsonl`, whose claims are
all told, and `counts/*.jsonl`, whose counts are. How far the table can be trusted is told by cross-validation over documents.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tocsin import Article, Claim
from tocsin_agents.casualties import Casualties
from tocsin_agents.casualties import lexicon as lexicon_package
from tocsin_agents.casualties.confidence import shape

__all__ = ["expected_error", "judged", "table"]

TABLE = Path(lexicon_package.__file__).parent / "confidence.py"
TOLD = ("hard_cases_dev.jsonl", "articles_dev.jsonl")
COUNTED = ("counts/awsd.jsonl", "counts/drone.jsonl", "counts/migrants.jsonl")
"""News of a wider kind is left out: its keys tell one sort of incident only, so that right claims would count as wrong."""
FOLDS = 5
PRIOR = 10
"""Claims at the overall rate that each family is given beforehand, so that one met twice is not called certain."""
BINS = 5
LAST = 10**12
ASPECTS = ("measure", "kind", "polarity", "modality", "temporal_role")

Verdict = tuple[str, str, str, bool]
"""A document's id, the rule and the shape of a claim in it, and whether the claim is right."""


def main() -> None:
    """Judge the claims of every document, print how reliable the table is, and write it."""
    if len(sys.argv) != 2:  # noqa: PLR2004 - the program and its one argument
        sys.exit("usage: python -m benchmarks.calibrate FOLDER")
    folder = Path(sys.argv[1])
    if not (folder / TOLD[0]).exists():
        sys.exit(f"There are no annotated texts in {folder}.")
    verdicts = list(judged(folder))
    rates = table(verdicts)
    promised = [(_promised(each, *verdict[1:3]), verdict[3]) for verdict, each in _unseen(verdicts)]
    alone = [(each[""], verdict[3]) for verdict, each in _unseen(verdicts)]
    print(
        f"{len(verdicts):,} claims judged, overall rate {rates['']:.3f}; each now judged by a table without its fifth:"
    )
    for name, pairs in (("the table", promised), ("one rate for all claims", alone)):
        print(f"  {name}: expected calibration error {expected_error(pairs):.3f}, Brier score {_brier(pairs):.4f}")
    TABLE.write_text(_module(rates), encoding="utf-8")


def judged(folder: Path) -> Iterator[Verdict]:
    """Give a verdict on each claim that the annotations can judge."""
    agent = Casualties()
    agent.open()
    for name in (*TOLD, *COUNTED):
        for line in (folder / name).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            article = Article(title=row.get("title") or "", text=row.get("text") or "", published=row.get("published"))
            claims = list(agent.process(article))
            found = _against_claims(claims, row["claims"]) if name in TOLD else _against_counts(claims, row["gold"])
            yield from ((row["id"], claim.extractor.rule, _shape(claim), right) for claim, right in found)


def _shape(claim: Claim) -> str:
    return shape(claim.qualifier, claim.low, claim.high)


def _against_claims(claims: Iterable[Claim], gold: Iterable[Mapping[str, Any]]) -> Iterator[tuple[Claim, bool]]:
    """Say of each claim whether a gold claim, each used once, is the same in all that it tells."""
    free = list(gold)
    for claim in claims:
        same = next((told for told in free if _is_same(claim, told)), None)
        if same is not None:
            free.remove(same)
        yield claim, same is not None


def _is_same(claim: Claim, told: Mapping[str, Any]) -> bool:
    said = claim.model_dump(mode="json") | {"kind": _kind(claim.kind)}
    wanted = {aspect: told[aspect] for aspect in ASPECTS if aspect in told}
    if "kind" in wanted:
        wanted["kind"] = _kind(wanted["kind"])
    numbers = {bound: told[bound] for bound in ("low", "high") if bound in told}
    return all(said[aspect] == value for aspect, value in (wanted | numbers).items())


def _kind(kind: str) -> str:
    """Take the figure of a period for that of its incident; the texts seldom tell them apart."""
    return "incident" if kind == "period_total" else kind


def _against_counts(claims: Iterable[Claim], gold: Mapping[str, Any]) -> Iterator[tuple[Claim, bool]]:
    """Say of each claim about the whole of an incident whether its range meets the one annotated."""
    for claim in claims:
        count = gold.get("kidnapped" if claim.measure == "abducted" else claim.measure)
        whole = claim.kind in {"incident", "period_total"} and not claim.subset and claim.part_of is None
        meant = claim.polarity == "zero" or claim.alertable
        if count is not None and whole and meant:
            low = claim.low if claim.low is not None else claim.best or 0
            high = claim.high if claim.high is not None else claim.best if claim.best is not None else LAST
            yield claim, low <= count["high"] and high >= count["low"]


def _fold(document: str) -> int:
    return hashlib.sha256(document.encode()).digest()[0] % FOLDS


def table(verdicts: Iterable[Verdict]) -> dict[str, float]:
    """Give the rates of all claims (under the empty name), of each shape, and of each rule with each shape.

    Each is smoothed towards the one before it: `PRIOR` claims at that rate are added to those that were counted.
    """
    said, right = Counter[str](), Counter[str]()
    for _, rule, shaped, is_right in verdicts:
        for name in ("", shaped, f"{rule}/{shaped}"):
            said[name] += 1
            right[name] += is_right
    rates = {"": right[""] / max(said[""], 1)}
    for name in sorted(said, key=lambda name: ("/" in name, name)):
        wider = name.partition("/")[2]
        rates[name] = (right[name] + PRIOR * rates[wider]) / (said[name] + PRIOR)
    return {name: round(rate, 2) for name, rate in rates.items()}


def _promised(rates: Mapping[str, float], rule: str, shaped: str) -> float:
    return next(rates[name] for name in (f"{rule}/{shaped}", shaped, "") if name in rates)


def _unseen(verdicts: Sequence[Verdict]) -> Iterator[tuple[Verdict, dict[str, float]]]:
    """Give each verdict with a table that was made without the fifth of the documents that its own is in."""
    for fold in range(FOLDS):
        rates = table(verdict for verdict in verdicts if _fold(verdict[0]) != fold)
        yield from ((verdict, rates) for verdict in verdicts if _fold(verdict[0]) == fold)


def expected_error(pairs: Iterable[tuple[float, bool]]) -> float:
    """Give the mean gap between what was promised and what held, over bins of equally many claims of like promise."""
    # By promise alone: what came true must not decide which bin a claim falls into.
    ordered = sorted(pairs, key=lambda pair: pair[0])
    size = -(-len(ordered) // BINS) or 1
    bins = [ordered[start : start + size] for start in range(0, len(ordered), size)]
    return sum(abs(sum(promised - right for promised, right in each)) for each in bins) / max(len(ordered), 1)


def _brier(pairs: Sequence[tuple[float, bool]]) -> float:
    return sum((promised - right) ** 2 for promised, right in pairs) / max(len(pairs), 1)


def _module(rates: Mapping[str, float]) -> str:
    rows = "".join(f'    "{name}": {rate},\n' for name, rate in rates.items())
    return (
        '"""How often claims are right on annotated text; written by `python -m benchmarks.calibrate`."""\n\n'
        "from __future__ import annotations\n\n"
        '__all__ = ["CONFIDENCE"]\n\n'
        f"CONFIDENCE = {{\n{rows}}}\n"
        '"""Of a rule with a shape of number; of a shape with any rule; of all."""\n'
    )


if __name__ == "__main__":
    main()

"""The scoring of claims reads annotated texts where they lie, and hands each set to the scorer beside it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import orjson

from benchmarks.claims import article_of, without_parts
from tocsin_agents.casualties import Casualties

ROW = {"id": "a1", "title": None, "text": "A mine killed five herders, including two boys.", "published": "2012-03-24"}
SCORER = """
import json, sys
claims = [json.loads(line) for line in open(next(name for name in sys.argv[1:] if name.endswith("claims.jsonl")))]
print("scored", *sorted((claim["measure"], claim["best"]) for claim in claims))
"""


def test_an_article_is_what_is_annotated_without_the_annotations() -> None:
    article = article_of(ROW | {"claims": [{"measure": "killed"}]})
    assert (article.id, article.title, article.text) == ("a1", "", ROW["text"])


def test_parts_of_a_larger_figure_are_left_out() -> None:
    claims = list(Casualties().process(article_of(ROW)))
    assert sorted(claim.best or 0 for claim in claims) == [2, 5]
    assert [claim.best for claim in without_parts(claims)] == [5]


def test_each_set_is_scored_and_nothing_is_left_in_the_folder(tmp_path: Path) -> None:
    (tmp_path / "counts").mkdir()
    (tmp_path / "cases.jsonl").write_bytes(orjson.dumps(ROW | {"claims": []}))
    (tmp_path / "counts" / "mines.jsonl").write_bytes(orjson.dumps(ROW | {"gold": {}}))
    for scorer in ("score_claims.py", "score_counts.py"):
        (tmp_path / scorer).write_text(SCORER, encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))
    command = [sys.executable, "-m", "benchmarks.claims", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.split("\n\n") == [
        "\ncases\nscored ('killed', 2) ('killed', 5)",
        "mines\nscored ('killed', 2) ('killed', 5)",
        "mines without parts\nscored ('killed', 5)\n",
    ]
    assert sorted(tmp_path.rglob("*")) == before

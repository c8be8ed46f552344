"""How well and how fast articles are grouped into stories, on a file of articles that says which belong together.

    python -m benchmarks stories FILE

FILE holds an article a line in JSON, in the order of publication, with `story_id`: the right grouping. Without a file
only the speed is measured, on articles made by program.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from benchmarks.articles import ordinary_news
from benchmarks.measuring import repeat, show
from tocsin import Article, State, Story
from tocsin_agents.stories import Stories, StoriesSettings

__all__ = ["bcubed", "pairwise", "run"]

Shares = tuple[float, float, float]
"""Precision, recall, and their harmonic mean."""

JOINS = (0.12, 0.13, 0.14, 0.15, 0.16, 0.18)
"""Thresholds tried beside each other, to see how flat the optimum is."""


def run() -> None:
    """Score the file that is named, and measure the speed."""
    articles = ordinary_news(1_000, words=300, reports=0.01)
    for path in [argument for argument in sys.argv[1:] if argument.endswith(".jsonl")]:
        rows = [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]
        articles = [Article.model_validate(row) for row in rows]
        gold = {article.id: row["story_id"] for article, row in zip(articles, rows, strict=True)}
        print(f"\nstories, {len(articles)} articles, {len(set(gold.values()))} stories: precision, recall, F1")
        for join in JOINS:
            found = group(articles, StoriesSettings(join=join))
            print(
                f"  join {join:.2f}   B-cubed {_written(bcubed(found, gold))}   pairs {_written(pairwise(found, gold))}"
            )
    agent = StoriesSettings()
    show(
        "stories",
        [repeat("stories, state included", "articles", len(articles), lambda: group(articles, agent), runs=3)],
    )


def group(articles: Iterable[Article], settings: StoriesSettings) -> dict[str, str]:
    """Give the story of each article after all have been read."""
    agent = Stories(settings)
    state = State(agent.spec.state)
    agent.attach(state)
    found: dict[str, str] = {}
    for article in articles:
        for record in agent.process(article, state):
            if not isinstance(record, Story):
                continue
            if record.event == "merged":
                found = {key: record.story_id if story == record.merged_id else story for key, story in found.items()}
            elif record.split_id:
                found |= dict.fromkeys(record.members, record.split_id)
            else:
                found[record.article_id] = record.story_id
        state.settle()
    return found


def bcubed(found: Mapping[str, str], gold: Mapping[str, str]) -> Shares:
    """Average over articles: what share of its found story is right, and what share of its right story is found."""
    both = Counter((found[key], gold[key]) for key in gold)
    sizes, right = Counter(found[key] for key in gold), Counter(gold.values())
    precision = sum(both[found[key], gold[key]] / sizes[found[key]] for key in gold) / len(gold)
    recall = sum(both[found[key], gold[key]] / right[gold[key]] for key in gold) / len(gold)
    return _shares(precision, recall)


def pairwise(found: Mapping[str, str], gold: Mapping[str, str]) -> Shares:
    """Count pairs of articles: those put together that belong together, among those put together and those that do."""
    both = _pairs(list(Counter((found[key], gold[key]) for key in gold).values()))
    together = _pairs(list(Counter(found[key] for key in gold).values()))
    belonging = _pairs(list(Counter(gold.values()).values()))
    return _shares(both / max(1, together), both / max(1, belonging))


def _pairs(sizes: Sequence[int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes)


def _shares(precision: float, recall: float) -> Shares:
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _written(shares: Shares) -> str:
    return " ".join(f"{share:.3f}" for share in shares)

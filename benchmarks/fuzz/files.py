"""Files as a way in: text, JSON Lines, archives, manifests, settings, and the files that Tocsin keeps for itself."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from itertools import pairwise
from random import Random

import zstandard

from benchmarks.articles import ordinary_news
from benchmarks.fuzz.mutating import mutated, mutated_json
from benchmarks.fuzz.way import LossError, Way, lines_in
from tocsin import InputError, SettingsError, StateError, TocsinError
from tocsin.delivery.webhooks.endpoint import endpoints
from tocsin.ingest.checkpoint import CheckpointFile
from tocsin.ingest.feeds.feed import feeds_of
from tocsin.ingest.feeds.memory import Known, Memory
from tocsin.ingest.inputs import find_inputs
from tocsin.ingest.manifest import read_manifest
from tocsin.ingest.reader import Reader
from tocsin.ingest.reads import Limits, Malformed, Read
from tocsin.plugins.discovery import load_all
from tocsin.records.codec import encode
from tocsin.settings import agent_settings, load_settings

__all__ = ["WAYS"]

CHARACTERS = 400
"""Of each article; many short inputs find more than few long ones."""

REPORT = "At least 26 people were killed in Homs, Syria, on Friday, activists said. Reuters put the toll at 31."
ARTICLES = [
    article.model_copy(update={"id": f"a{number}", "text": f"{REPORT} {article.text[:CHARACTERS]}"})
    for number, article in enumerate(ordinary_news(6, reports=0.5))
]
LINES = [encode(article) for article in ARTICLES]
TEXTS = [f"{article.title}\n\n{article.text}".encode() for article in ARTICLES]
ARCHIVE = b"\n".join(line[:2_000] if n == 2 else line for n, line in enumerate(LINES[:4]))


def checked(reads: list[Read], expected: int) -> None:
    """See that as many reads came as there were, each after the one before."""
    if len(reads) != expected:
        raise LossError(f"{len(reads)} of {expected} inputs came out")
    if any(later.after < earlier.after for earlier, later in pairwise(reads)):
        raise LossError("a read came before the one that it follows")


class Text(Way):
    name, share, corpus = "text", 0.1, TEXTS

    def feed(self, content: bytes, chance: Random) -> None:
        del chance
        path = self.folder / "article.txt"
        path.write_bytes(content)
        checked(list(Reader(find_inputs([str(path)])).read()), 1)


class Lines(Way):
    name, share, corpus = "jsonl", 0.4, (*LINES, ARCHIVE, b'{"title": "a"}\n{"text": "b"}\n')

    def make(self, chance: Random) -> bytes:
        return mutated(self.corpus, chance) if chance.random() < 0.5 else mutated_json(LINES, chance)

    def feed(self, content: bytes, chance: Random) -> None:
        del chance
        reads = list(Reader(find_inputs(["-"]), stdin=io.BytesIO(content)).read())
        checked(reads, lines_in(content))


class Archive(Way):
    """Packed lines: broken off, in several pieces, with the wrong name, or a bomb."""

    name, share, corpus = (
        "archive",
        0.06,
        (gzip.compress(ARCHIVE), zstandard.compress(ARCHIVE), ARCHIVE, gzip.compress(b"a" * 500_000)),
    )
    limits = Limits(unpacked_bytes=100_000, unpacked_ratio=50)

    def feed(self, content: bytes, chance: Random) -> None:
        ending = chance.choice((".jsonl.gz", ".jsonl.zst"))
        path = self.folder / f"archive{ending}"
        path.write_bytes(content)
        reads = list(Reader(find_inputs([str(path)]), limits=self.limits).read())
        unpacked = _unpacked(content, ending)
        if unpacked is None:
            if not any(isinstance(read, Malformed) for read in reads):
                raise LossError("a broken archive was not reported")
        elif len(unpacked) <= self.limits.unpacked_bytes:
            checked(reads, lines_in(unpacked))


def _unpacked(content: bytes, ending: str) -> bytes | None:
    """Unpack whole, with other code than the reader's; None when that cannot be done."""
    try:
        return gzip.decompress(content) if ending.endswith("gz") else _frames(content)
    except (OSError, EOFError, ValueError, zlib.error, zstandard.ZstdError):
        return None


def _frames(content: bytes) -> bytes:
    unpacked, rest = b"", content
    while rest:
        frame = zstandard.ZstdDecompressor().decompressobj()
        unpacked += frame.decompress(rest)
        if not frame.eof:
            raise EOFError
        rest = frame.unused_data
    return unpacked


class Manifest(Way):
    name, share = "manifest", 0.06
    corpus = (
        b'[articles."a.txt"]\nsource = "The Guardian"\npublished = 2012-03-09\npublished_inferred = true\n',
        b'[articles."a.txt"]\npublished = 2012-03-09T18:30:00Z\ntitle = "A"\nurl = "https://e.org"\n[articles."b.txt"]\nsource = "x"\n',
    )

    def prepare(self) -> None:
        (self.folder / "a.txt").write_text("text")
        (self.folder / "b.txt").write_text("text")

    def feed(self, content: bytes, chance: Random) -> None:
        del chance
        (self.folder / "manifest.toml").write_bytes(content)
        try:
            read_manifest(self.folder)
        except InputError as error:
            _told(error)


class SettingsFile(Way):
    name, share = "settings", 0.005
    corpus = (
        b"""bootstrap_servers = "localhost:9092"
log_level = "warning"
max_article_bytes = 5000
[agents.alerts]
status = "Exercise"
thresholds = { killed = 3, injured = 20 }
[agents.tolls]
policy = "conservative"
quiet_days = 3
""",
        b"""[[feeds]]
url = "https://e.org/news.rss"
name = "E"
interval_minutes = 60
[[webhooks]]
url = "https://e.org/hook"
secret_env = "SECRET"
rules = ["toll-threshold"]
severity = "Severe"
""",
        b"""prefix = "t."
stall_seconds = 5.5
agents_allow = ["dedup"]
[[agents.alerts.rules]]
name = "x"
kind = "toll-threshold"
""",
    )

    def prepare(self) -> None:
        self._models = {agent.spec.name: agent.spec.settings for agent in load_all() if agent.spec.settings is not None}

    def feed(self, content: bytes, chance: Random) -> None:
        del chance
        path = self.folder / "tocsin.toml"
        path.write_bytes(content)
        try:
            settings = load_settings(path)
            feeds_of(settings)
            endpoints(settings)
            for name, model in self._models.items():
                agent_settings(settings, name, model)
        except SettingsError as error:
            _told(error)


class Kept(Way):
    """Checkpoints of replays, and what is known of feeds."""

    name, share = "kept", 0.07

    def prepare(self) -> None:
        source = self.folder / "archive.jsonl"
        source.write_bytes(ARCHIVE)
        self._inputs = find_inputs([str(source)])
        self._checkpoint = CheckpointFile(self.folder, [str(source)], "here")
        (middle, *_) = Reader(self._inputs).read()
        self._checkpoint.save(middle.after, 1, self._inputs)
        self._memory = Memory(self.folder, "https://e.org/news", "here")
        self._memory.save(Known(url="https://e.org/news", etag='"a"', seen=("a", "b"), asked_at=3.5))
        self.corpus = (self._checkpoint.path.read_bytes(), self._memory.path.read_bytes())

    def make(self, chance: Random) -> bytes:
        return mutated_json(self.corpus, chance)

    def feed(self, content: bytes, chance: Random) -> None:
        del chance
        self._checkpoint.path.write_bytes(content)
        self._memory.path.write_bytes(content)
        if self._memory.load().url != "https://e.org/news":
            raise LossError("the memory of another feed was taken")
        try:
            position, _ = self._checkpoint.load(self._inputs)
        except (InputError, StateError) as error:
            _told(error)
        else:
            reads = list(Reader(self._inputs).read(position))
            if position.turn == 0 and position.entry == 0 and len(reads) != lines_in(ARCHIVE[position.offset :]):
                raise LossError("what lies behind a checkpoint was not read")


def _told(error: TocsinError) -> None:
    if not error.message or "\0" in json.dumps(str(error.message)):
        raise LossError("an error says nothing")


WAYS: tuple[type[Way], ...] = (Text, Lines, Archive, Manifest, SettingsFile, Kept)

"""The words that a model has met, with their vectors: a word is cut and looked up once, and not again each time it stands in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from tocsin_agents.entities.network import Indexes, Network

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["NOTHING", "Vocabulary", "Words"]

MOST_CHUNKS = 50_000
"""Written words that are kept, about 60 MB with two models; then all are forgotten, since counting their use costs more."""
CHUNK = re.compile(r"\S+|\s\s+|[^\S ]|\A ")
"""What spaCy's tokenizer looks at separately: runs of letters and runs of blanks, but for the one space after a word."""
SMALL = frozenset(
    [
        "The",
        "A",
        "An",
        "And",
        "But",
        "Or",
        "If",
        "In",
        "On",
        "At",
        "By",
        "For",
        "To",
        "From",
        "Of",
        "With",
        "As",
        "After",
        "Before",
        "Since",
        "Until",
        "While",
        "When",
        "Where",
        "Who",
        "What",
        "Which",
        "Why",
        "How",
        "He",
        "She",
        "It",
        "They",
        "We",
        "You",
        "I",
        "His",
        "Her",
        "Its",
        "Their",
        "Our",
        "My",
        "Your",
        "This",
        "That",
        "These",
        "Those",
        "There",
        "Here",
        "Then",
        "Now",
        "Not",
        "No",
        "Yes",
        "So",
        "Yet",
        "Still",
        "Also",
        "Both",
        "Each",
        "Some",
        "Many",
        "Most",
        "All",
        "One",
        "Two",
        "Three",
        "More",
        "Other",
        "Others",
        "Another",
        "Such",
        "Only",
        "Even",
        "Just",
        "Is",
        "Was",
        "Are",
        "Were",
        "Be",
        "Been",
        "Has",
        "Have",
        "Had",
        "Do",
        "Does",
        "Did",
        "Will",
        "Would",
        "Could",
        "Should",
        "May",
        "Can",
        "Although",
        "Though",
        "Because",
        "However",
        "Meanwhile",
        "Earlier",
        "Later",
        "Once",
        "Despite",
        "During",
        "Under",
        "Over",
        "Between",
        "Among",
        "About",
        "Against",
        "Through",
    ]
)
"""Words that begin sentences; alone they are no name, though they may stand in one."""
NOTHING = 0
"""The row of no word, all zeros: what stands before the first and after the last word of a text."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text: the row of each in the tables, and where it stands, half-open, in characters."""

    rows: Indexes
    starts: Indexes
    ends: Indexes


class Table:
    """Rows that are only ever added; room is made for twice as many each time it runs out."""

    def __init__(self, *shape: int, kind: type) -> None:
        self._room: NDArray[Any] = np.zeros((1, *shape), kind)
        self.count = 1

    def add(self, rows: NDArray[Any]) -> None:
        """Put rows behind those that are there."""
        needed = self.count + len(rows)
        if needed > len(self._room):
            room = np.zeros((2 * needed, *self._room.shape[1:]), self._room.dtype)
            room[: self.count] = self._room[: self.count]
            self._room = room
        self._room[self.count : needed] = rows
        self.count = needed

    def __getitem__(self, rows: Indexes) -> NDArray[Any]:
        return self._room[rows]


class Vocabulary:
    """Tables of words, one row each: their vectors in each model, and what else is known of them.

    `telling` marks words that may belong to a name, `blank` those that are white space.
    """

    def __init__(self, pipelines: Sequence[Language], networks: Sequence[Network]) -> None:
        self._pipelines = pipelines
        self._networks = networks
        self._forget()

    def _forget(self) -> None:
        self._chunks: dict[str, tuple[int, int]] = {}
        self.vectors = [Table(network.width, kind=np.float32) for network in self._networks]
        self.telling, self.blank = Table(kind=np.bool_), Table(kind=np.bool_)
        self._starts, self._ends = Table(kind=np.intp), Table(kind=np.intp)

    def read(self, texts: Iterable[str]) -> list[Words]:
        """Cut texts into words. The rows given hold until the next call."""
        if len(self._chunks) > MOST_CHUNKS:
            self._forget()
        cut = [list(_chunks(text)) for text in texts]
        # In order, since that of a set differs from process to process.
        self._learn(sorted({chunk for chunks in cut for chunk, _ in chunks if chunk not in self._chunks}))
        return [self._words(chunks) for chunks in cut]

    def _words(self, chunks: Sequence[tuple[str, int]]) -> Words:
        found = np.array([self._chunks[chunk] for chunk, _ in chunks], np.intp).reshape(-1, 2)
        firsts, counts = found[:, 0], found[:, 1]
        before = np.cumsum(counts) - counts
        rows = np.repeat(firsts - before, counts) + np.arange(counts.sum())
        offsets = np.repeat(np.array([start for _, start in chunks], np.intp), counts)
        return Words(rows, offsets + self._starts[rows], offsets + self._ends[rows])

    def _learn(self, chunks: Sequence[str]) -> None:
        if not chunks:
            return
        with ExitStack() as zones:
            for pipeline in self._pipelines:
                # Without a zone, spaCy keeps every word for good.
                zones.enter_context(pipeline.memory_zone())
            documents = [self._pipelines[0].tokenizer(chunk) for chunk in chunks]
            self._enter(chunks, documents)
            for pipeline, network, table in zip(self._pipelines, self._networks, self.vectors, strict=True):
                own = [_as_read_by(pipeline, document) for document in documents]
                table.add(np.concatenate(network.embedding.predict(own)))

    def _enter(self, chunks: Sequence[str], documents: Sequence[Doc]) -> None:
        at = self._starts.count
        for chunk, document in zip(chunks, documents, strict=True):
            self._chunks[chunk] = at, len(document)
            at += len(document)
        words = [word for document in documents for word in document]
        self._starts.add(np.array([word.idx for word in words], np.intp))
        self._ends.add(np.array([word.idx + len(word) for word in words], np.intp))
        self.telling.add(np.array([_is_telling(word.text) for word in words], np.bool_))
        self.blank.add(np.array([word.is_space for word in words], np.bool_))


def _chunks(text: str) -> Iterator[tuple[str, int]]:
    for found in CHUNK.finditer(text):
        chunk, start = found.group(), found.start()
        # Of blanks after a word, the first space is the word's.
        yield (chunk[1:], start + 1) if start and chunk[0] == " " else (chunk, start)


def _is_telling(word: str) -> bool:
    """Tell whether a word may belong to a name: it has a letter that is not small."""
    return word != word.lower() and word not in SMALL


def _as_read_by(pipeline: Language, document: Doc) -> Doc:
    """Give a document with a model's own knowledge of its words."""
    if document.vocab is pipeline.vocab:
        return document
    own: Doc = pipeline.tokenizer(document.text)
    if len(own) == len(document):
        return own
    return type(document)(pipeline.vocab, words=[word.text for word in document], spaces=[False] * len(document))

"""Find the names in texts with one or several networks, reading no more than names may stand in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from tocsin_agents.entities.network import REACH, Features, Indexes, Matrix, Network
from tocsin_agents.entities.vocabulary import NOTHING, Vocabulary, Words

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["Reader", "Tagged"]

Tagged = tuple[int, int, str]
"""Start, end and label of a name in a text, half-open, in characters."""
Flags = NDArray[np.bool_]

BEFORE, AFTER = 3, 2
"""Words around a telling one that may belong to its name: "the Ministry of Foreign Affairs"."""
TOGETHER = 12_000
"""Characters whose names are looked for at once; what is worked out for more no longer fits into a processor's cache."""
LONGEST_NAME = 40
"""Words; spaCy knows no limit, but a text that never ends a name must not take time that grows with its square."""
IMPOSSIBLE = np.float32(-1e9)


@dataclass(frozen=True, slots=True)
class Moves:
    """The numbers of the moves: for each move its letter and label, and where a label's "inside" and "last" are."""

    letters: NDArray[np.str_]
    labels: tuple[str, ...]
    inside: Indexes
    last: Indexes


class Reader:
    """Reads texts with several models of the same labels; what they decide is weighed by how sure each is."""

    def __init__(self, pipelines: Sequence[Language]) -> None:
        self._networks = [Network(pipeline) for pipeline in pipelines]
        self._vocabulary = Vocabulary(pipelines, self._networks)
        self._orders = [_order(self._networks[0].moves, network.moves) for network in self._networks]
        self._moves = _moves(self._networks[0].moves)
        # Products this small only wait for each other when they are shared out among threads.
        self._threads = ThreadpoolController()

    def tag(self, texts: Sequence[str]) -> list[list[Tagged]]:
        """Give the names of each text, in order."""
        found: list[list[Tagged]] = [[] for _ in texts]
        with self._threads.limit(limits=1, user_api="blas"):
            for batch in _batches(texts):
                read = self._vocabulary.read([texts[index] for index in batch])
                for number, start, end, label in self._names(read):
                    words = read[number]
                    found[batch[number]].append((int(words.starts[start]), int(words.ends[end - 1]), label))
        return found

    def _names(self, texts: Sequence[Words]) -> Iterator[tuple[int, int, int, str]]:
        """Give names as the number of the text, the first word and the one after the last, and the label."""
        edge = np.full(REACH, NOTHING, np.intp)
        rows = np.concatenate([edge, *(part for words in texts for part in (words.rows, edge))])
        searched = _around(self._vocabulary.telling[rows], BEFORE, AFTER) & (rows != NOTHING)
        if not searched.any():
            return
        read = np.flatnonzero(_around(searched, REACH, REACH))
        chosen = np.flatnonzero(searched[read])
        features = [
            network.at(table[rows[read]], chosen)
            for network, table in zip(self._networks, self._vocabulary.vectors, strict=True)
        ]
        places = read[chosen]
        firsts = np.cumsum([REACH, *(len(words.rows) + REACH for words in texts)])
        for start, end, label in self._decided(features, places, self._vocabulary.blank[rows[places]]):
            index = int(np.searchsorted(firsts, places[start], side="right")) - 1
            yield index, int(places[start] - firsts[index]), int(places[end - 1] - firsts[index]) + 1, label

    def _decided(self, features: Sequence[Features], places: Indexes, blank: Flags) -> list[Tagged]:
        """Give the names among words that stand at `places`, as the first word, the one after the last, and the label."""
        joined = np.append(places[1:] == places[:-1] + 1, False)
        scores = self._summed(network.opening(part) for network, part in zip(self._networks, features, strict=True))
        letters = self._moves.letters
        scores[:, ~np.isin(letters, ("B", "U", "O"))] = IMPOSSIBLE
        scores[np.ix_(blank, letters != "O")] = IMPOSSIBLE
        scores[np.ix_(~joined, letters == "B")] = IMPOSSIBLE
        best = scores.argmax(axis=1)
        begun = np.flatnonzero(letters[best] == "B")
        ends = dict(zip(begun.tolist(), self._ends(features, begun, best[begun], joined).tolist(), strict=True))
        names: list[Tagged] = []
        for start in np.flatnonzero(letters[best] != "O").tolist():
            if not names or start >= names[-1][1]:
                names.append((start, ends.get(start, start + 1), self._moves.labels[best[start]]))
        return names

    def _ends(self, features: Sequence[Features], begun: Indexes, moves: Indexes, joined: Flags) -> Indexes:
        """Give the word after the last of each name that begins with a word of `begun`: all are followed at once."""
        ends = begun + 1
        open_ones = np.arange(len(begun))
        inside, last = self._moves.inside[moves], self._moves.last[moves]
        for _ in range(LONGEST_NAME):
            if not len(open_ones):
                break
            at = ends[open_ones]
            scores = self._summed(
                network.inside(part, begun[open_ones], at)
                for network, part in zip(self._networks, features, strict=True)
            )
            line = np.arange(len(open_ones))
            goes_on = (scores[line, inside[open_ones]] > scores[line, last[open_ones]]) & joined[at]
            ends[open_ones] += 1
            open_ones = open_ones[goes_on]
        return ends

    def _summed(self, scores: Iterator[Matrix]) -> Matrix:
        total: Matrix = sum(part[:, order] for part, order in zip(scores, self._orders, strict=True))  # type: ignore[assignment] # of at least one
        return total


def _batches(texts: Sequence[str]) -> Iterator[list[int]]:
    """Put texts together until they have `TOGETHER` characters; give their numbers."""
    batch: list[int] = []
    length = 0
    for index, text in enumerate(texts):
        batch.append(index)
        length += len(text)
        if length >= TOGETHER:
            yield batch
            batch, length = [], 0
    if batch:
        yield batch


def _around(marked: Flags, before: int, after: int) -> Flags:
    """Mark also as many words before and after each that is marked."""
    wide = marked.copy()
    for step in range(1, before + 1):
        wide[:-step] |= marked[step:]
    for step in range(1, after + 1):
        wide[step:] |= marked[:-step]
    return wide


def _moves(names: Sequence[str]) -> Moves:
    # "U-" without a label is spaCy's way of keeping a word out of names.
    split = [("", "") if name == "U-" else name.partition("-")[::2] for name in names]
    numbers = {name: number for number, name in enumerate(names)}
    return Moves(
        letters=np.array([letter for letter, _ in split]),
        labels=tuple(label for _, label in split),
        inside=np.array([numbers.get(f"I-{label}", 0) for _, label in split], np.intp),
        last=np.array([numbers.get(f"L-{label}", 0) for _, label in split], np.intp),
    )


def _order(moves: Sequence[str], own: Sequence[str]) -> Indexes:
    """Give, for each of `moves`, which of a model's own it is."""
    numbers = {name: number for number, name in enumerate(own)}
    return np.array([numbers[name] for name in moves], np.intp)

"""Remember who has spoken in an article, for "he added" and for figures that follow what somebody said."""

from __future__ import annotations

from collections.abc import Iterator

from tocsin import Attribution
from tocsin_agents.casualties.meaning.attribution import find_sources
from tocsin_agents.casualties.meaning.introductions import Introductions
from tocsin_agents.casualties.parsing.parse import parse_words
from tocsin_agents.casualties.text.sentences import Sentence

__all__ = ["Voices"]

_BACK = 6
"""Sentences back to the one who speaks."""
_NOT_TAKEN_ON = frozenset({"denied", "denies", "rejected", "rejects", "dismissed", "disputed", "warned", "warns"})
"""Verbs after which the next figure is not told by the same source."""

Chain = tuple[Attribution, ...]


class Voices:
    """The sentences of the body read so far, looked into only when somebody asks who spoke."""

    def __init__(self, introductions: Introductions) -> None:
        self.introductions = introductions
        self._sentences: list[Sentence] = []
        self._heard: dict[int, Chain] = {}

    def add(self, sentence: Sentence) -> None:
        """Remember a sentence of the body that has been read."""
        self._sentences.append(sentence)

    def last(self) -> Chain:
        """Give whoever spoke last, witnesses too: "she said"."""
        return next((chain for _, chain in self._before() if chain), ())

    def standing(self, paragraph: int) -> Chain:
        """Give the office that spoke last in this paragraph or the two before it, and so stands behind what follows."""
        for sentence, chain in self._before():
            if sentence.paragraph < paragraph - _PARAGRAPHS:
                break
            if chain and chain[0].type != "witness" and chain[-1].verb not in _NOT_TAKEN_ON:
                return chain
        return ()

    def _before(self) -> Iterator[tuple[Sentence, Chain]]:
        for at in range(len(self._sentences) - 1, max(len(self._sentences) - 1 - _BACK, -1), -1):
            if at not in self._heard:
                self._heard[at] = self._hear(self._sentences[at])
            yield self._sentences[at], self._heard[at]

    def _hear(self, sentence: Sentence) -> Chain:
        chains = [source.chain for source in find_sources(parse_words(sentence.text), self.introductions)]
        return next((chain for chain in reversed(chains) if chain), ())


_PARAGRAPHS = 4
"""Line ends between the paragraph of a figure and that of whoever spoke before it: two paragraphs with empty lines."""

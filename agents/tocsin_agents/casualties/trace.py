"""What the stages note while they read, for whoever asks why: numbers left out, and the words that changed a meaning.

A stage notes only where it decides, so that an explanation can never tell another story than the claims. Nobody notes anything
unless an explanation was asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from tocsin_agents.casualties.counting.mention import Mention
from tocsin_agents.casualties.drafts import Draft
from tocsin_agents.casualties.parsing.parse import Parsed
from tocsin_agents.casualties.people.jottings import Jottings
from tocsin_agents.casualties.text.sentences import Sentence

__all__ = ["Noted", "Read", "Trace"]


@dataclass(frozen=True, slots=True)
class Noted:
    """A mention of a sentence; `key` is that of its draft, and `refused` says why it has none."""

    mention: Mention
    key: int
    refused: str = ""
    cues: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The words that decided polarity, modality and kind."""


@dataclass(slots=True)
class Read:
    """A sentence that was read because it may hold a claim."""

    sentence: Sentence
    part: Literal["title", "body"]
    parsed: Parsed
    jottings: Jottings
    mentions: list[Noted] = field(default_factory=list)


@dataclass(slots=True)
class Trace:
    """The sentences of one article that were read, and the drafts that did not outlive the article as a whole."""

    sentences: list[Read] = field(default_factory=list)
    lost: dict[int, str] = field(default_factory=dict)
    """Why, by the key of the draft."""

    def note(self, mention: Mention, key: int, refused: str) -> None:
        """Note a mention of the sentence that is being read, with the cues that were met since the one before it."""
        read = self.sentences[-1]
        read.mentions.append(Noted(mention, key, refused, read.jottings.take_cues()))

    def note_lost(self, before: Sequence[Draft], after: Iterable[Draft], why: str) -> None:
        """Note the drafts that a step over the whole article left out."""
        left = {draft.key for draft in after}
        self.lost.update({draft.key: why for draft in before if draft.key not in left})

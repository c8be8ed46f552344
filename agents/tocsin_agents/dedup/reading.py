"""What an article is compared by: its shingles, its figures, the digests of it."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b

from tocsin import Article
from tocsin_agents.dedup import figures
from tocsin_agents.dedup.cleaning import clean
from tocsin_agents.dedup.figures import Figures, Found
from tocsin_agents.dedup.shingles import Shingles, keys, lead, shingle
from tocsin_agents.dedup.words import Words, split

__all__ = ["Reading", "read"]

DIGEST_BYTES = 8
"""64 bits: among 100,000 articles, two that share a digest by chance are a one in four billion chance."""


@dataclass(frozen=True, slots=True)
class Reading:
    """An article as it is compared."""

    words: Words
    """Of title and body."""
    found: Found
    """The figures among them."""
    shingles: Shingles
    """Of the body; none when it is too short to be compared by them."""
    keys: Shingles
    """What it may be found by, in no order; none when it is too short."""
    lead: int
    """Hash of the first three words of the body."""
    version: str
    """Digest of title and body."""
    body: str
    """Digest of the body, or of title and body when the body alone says too little."""

    @property
    def figures(self) -> Figures:
        """The figures alone."""
        return self.found.figures


def read(article: Article, min_shingles: int) -> Reading:
    """Read an article; a body of fewer than `min_shingles` distinct shingles gets none."""
    words = split(article.title, clean(article.text))
    found, shingles = figures.find(words), shingle(words.body)
    body = _digest(words.body.tobytes())
    if not words.hashes.size:
        # Texts without a word are equal in their words alone: they are told apart by their characters.
        version = _digest(f"{article.title}\0{article.text}".encode("utf-8", "replace"))
    else:
        version = _digest(words.hashes[: words.title].tobytes() + body.encode())
    if shingles.size < min_shingles:
        return Reading(words, found, shingles[:0], shingles[:0], 0, version, version)
    return Reading(words, found, shingles, keys(words.body), lead(words.body), version, body)


def _digest(content: bytes) -> str:
    return blake2b(content, digest_size=DIGEST_BYTES).hexdigest()

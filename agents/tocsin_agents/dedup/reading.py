"""What an article is compared by: its shingles, its figures, the digests of it."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b

from tocsin import Article
from tocsin_agents.dedup import figures
from tocsin_agents.dedup.boilerplate import Boilerplate, lines
from tocsin_agents.dedup.cleaning import clean
from tocsin_agents.dedup.figures import Figures, Found
from tocsin_agents.dedup.headlines import Headline, edition, headline
from tocsin_agents.dedup.shingles import Runs, Shingles, keys, lead, runs_of_three, shingle
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
    runs: Runs
    """Of the body, in its order."""
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
    headline: Headline
    edition: int
    """What the wire calls this version; 0 where it says nothing."""
    lines: dict[str, int]
    """Lines that may be boilerplate of the source, with their hashes."""
    boilerplate: frozenset[str]
    """Those of them that are, and were set aside."""

    @property
    def figures(self) -> Figures:
        """The figures alone."""
        return self.found.figures


def read(article: Article, min_shingles: int, known: Boilerplate) -> Reading:
    """Read an article; a body of fewer than `min_shingles` distinct shingles gets none."""
    found_lines = lines(article.source, article.text)
    boilerplate = known.among(found_lines)
    whole = words = split(article.title, clean(article.text))
    runs = runs_of_three(words.body)
    shingles = shingle(runs)
    if boilerplate:
        words = split(article.title, clean(article.text, boilerplate))
        runs = runs_of_three(words.body)
        shingles = shingle(runs)
        if shingles.size < min_shingles:
            # What is left says too little to be compared, and what was set aside says nothing.
            words, runs, shingles, boilerplate = whole, runs_of_three(whole.body), shingles[:0], frozenset()
    is_long = shingles.size >= min_shingles
    whole_body = _digest(whole.body.tobytes())
    version = _version(article, whole, whole_body)
    body = whole_body if words is whole else _digest(words.body.tobytes())
    return Reading(
        words=words,
        found=figures.find(words),
        runs=runs,
        shingles=shingles if is_long else shingles[:0],
        keys=keys(runs) if is_long else shingles[:0],
        lead=lead(words.body) if is_long else 0,
        version=version,
        body=body if is_long else version,
        headline=headline(words),
        edition=edition(article.title, article.text),
        lines=found_lines,
        boilerplate=boilerplate,
    )


def _version(article: Article, words: Words, body: str) -> str:
    if not words.hashes.size:
        # Texts without a word are equal in their words alone: they are told apart by their characters.
        return _digest(f"{article.title}\0{article.text}".encode("utf-8", "replace"))
    return _digest(words.hashes[: words.title].tobytes() + body.encode())


def _digest(content: bytes) -> str:
    return blake2b(content, digest_size=DIGEST_BYTES).hexdigest()

"""One text file as one article: its encoding, its title and its body."""

from __future__ import annotations

import re

from tocsin.errors import InputError
from tocsin.ingest.manifest import Metadata
from tocsin.ingest.reads import FillIn
from tocsin.records import Article
from tocsin.records.codec import validate

__all__ = ["article_of_text", "encoding_problem", "split_title"]

MAX_TITLE = 200
"""Characters; the longest headlines of wire services stay under 150."""

SENTENCE_END = re.compile(r"[.!?\u2026\u3002\uff01\uff1f\u061f\u0964][\"'\u201d\u2019\u00bb)\]]?$")
"""How a sentence ends, which a headline does not: a full stop in any script, perhaps within a closing quote."""

NEWLINE = re.compile(r"\r\n?")
NEWLINE_BYTE = b"\n"


def article_of_text(content: bytes, metadata: Metadata, fill: FillIn) -> Article:
    """Make an article of a text file; raise InputError when it is empty, binary or not UTF-8.

    Line ends become `\\n`, and white space around the body goes. A title from the manifest wins over the first line.
    """
    problem = encoding_problem(content)
    if problem:
        raise problem
    title, body = split_title(content.decode("utf-8-sig"), metadata.title)
    fields = {
        "title": title,
        "text": body,
        "published": metadata.published or fill.published,
        "published_inferred": metadata.published_inferred,
        "source": metadata.source or fill.source,
        "url": metadata.url,
    }
    return validate(Article, fields)


def split_title(content: str, known_title: str | None = None) -> tuple[str, str]:
    """Split a text into title and body.

    The first line is the title when a blank line follows it, it has at most MAX_TITLE characters and does not end like a
    sentence; or when it is the title that is known already.
    """
    text = NEWLINE.sub("\n", content).strip()
    first, _, rest = text.partition("\n")
    first = first.strip()
    followed_by_blank = rest.partition("\n")[0].strip() == "" and rest != ""
    if known_title is not None:
        return known_title, rest.strip() if first == known_title.strip() else text
    if followed_by_blank and len(first) <= MAX_TITLE and not SENTENCE_END.search(first):
        return first, rest.strip()
    return "", text


def encoding_problem(content: bytes) -> InputError | None:
    """Say why bytes are not UTF-8 text, and where; None when they are."""
    nul = content.find(b"\0")
    if nul >= 0:
        return InputError(
            f"binary: byte {nul + 1} is zero.", hint="Text must be UTF-8; UTF-16 can be converted with iconv."
        )
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = f" (line {content.count(NEWLINE_BYTE, 0, error.start) + 1})" if NEWLINE_BYTE in content else ""
        return InputError(
            f"not UTF-8: byte {error.start + 1}{line} is 0x{content[error.start]:02x}.",
            hint="Convert it, for example with iconv -f latin1 -t utf-8.",
        )
    return None

"""HTML to the text that a reader sees: paragraphs by blank lines, nothing of scripts, styles or tags."""

from __future__ import annotations

import re
from html.parser import HTMLParser

__all__ = ["text_of"]

UNSEEN = frozenset({"script", "style", "template", "noscript", "iframe", "object", "svg", "head", "title"})
PARAGRAPHS = frozenset(
    {
        *("p", "div", "section", "article", "blockquote", "ul", "ol", "table", "pre", "figure", "figcaption", "hr"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "header", "footer", "aside", "main", "dl", "form"),
    }
)
LINES = frozenset({"br", "li", "tr", "dt", "dd"})

SPACES = re.compile(r"[ \t\r\f\v\xa0]+")
AROUND_LINES = re.compile(r" ?\n ?")
MANY_LINES = re.compile(r"\n{3,}")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self._unseen += tag in UNSEEN
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        self._unseen = max(0, self._unseen - (tag in UNSEEN))
        self._break(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self._break(tag)

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            # A line end in the source is a space; those of the text come from its tags.
            self.pieces.append(data.replace("\n", " "))

    def _break(self, tag: str) -> None:
        if not self._unseen:
            self.pieces.append("\n\n" if tag in PARAGRAPHS else "\n" if tag in LINES else "")


def text_of(html: str) -> str:
    """Give the text of an HTML fragment, however broken it is. Characters that are written as entities are themselves."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    text = AROUND_LINES.sub("\n", SPACES.sub(" ", "".join(reader.pieces)))
    return MANY_LINES.sub("\n\n", text).strip()

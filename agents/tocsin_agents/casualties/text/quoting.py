"""Tell whether a place in a text stands inside quotation marks."""

from __future__ import annotations

import re

from tocsin_agents.casualties.lexicon.marks import SINGLE_CLOSING, SINGLE_OPENING

__all__ = ["is_quoted"]

_REACH = 2_000
"""Characters; quotations that run on for longer are not followed back."""
_SINGLE_OPEN = re.compile(rf"(?<![\w.,!?])[{SINGLE_OPENING}](?=\w)")
_SINGLE_CLOSE = re.compile(rf"(?<=[\w.,!?])[{SINGLE_CLOSING}](?!\w)")


def is_quoted(text: str, at: int) -> bool:
    """Whether the character at `at` is inside a quotation of its paragraph."""
    start = max(text.rfind("\n", 0, at) + 1, at - _REACH)
    before = text[start:at]
    if before.count('"') % 2 or before.count("“") > before.count("”"):
        return True
    opened = [match.start() for match in _SINGLE_OPEN.finditer(before)]
    if not opened:
        return False
    closed_before = len(_SINGLE_CLOSE.findall(before[opened[-1] :]))
    # Without a closing mark ahead it was an apostrophe: "the '80s".
    return not closed_before and _SINGLE_CLOSE.search(text, at, at + _REACH) is not None

"""What an article says that people are: "Germany's foreign minister", "an activist", and later "the minister"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from tocsin import Role
from tocsin_agents.entities.lexicon import words
from tocsin_agents.entities.span import FieldName, Span

__all__ = ["roles"]

HEADS = "|".join(sorted(map(re.escape, words("roles.txt")), key=lambda word: (-len(word), word)))
WORD = r"[^\W\d_][\w'\u2019.-]*"
OF = r"(?: (?:of|for|to|at) [^,.;:()\n]{2,60}?)?"
BEFORE = re.compile(
    rf"(?:(?<=\s)|^)(?P<role>(?:(?!(?:and|the|a|an|but|said|that|as|by|of|with|to|from|for|in|on|told|when|while|after|if)\b){WORD} ){{0,5}}"
    rf"(?:{HEADS})(?: (?:general|of (?:state|staff)))?),? $",
    re.IGNORECASE,
)
AFTER = re.compile(
    rf", (?:the|an?|his|her|its|their) (?P<role>(?:[\w'\u2019-]+ ){{0,6}}?(?:{HEADS})(?: general)?{OF})(?=[,.;:)]| who\b| whose\b| and\b|$)"
)
DEFINITE = re.compile(rf"\b[Tt]he (?P<role>(?:[\w-]+ ){{0,3}}?(?:{HEADS})(?: general)?)\b(?! (?:of|for)\b)(?! [A-Z])")
REACH = 70
LONGEST = 160


def roles(texts: Mapping[FieldName, str], people: Iterable[tuple[str, Span]]) -> dict[str, list[Role]]:
    """Give the roles of each person, in reading order; `people` are keys of entities with their mentions."""
    found: dict[str, list[Role]] = defaultdict(list)
    named: dict[FieldName, list[int]] = defaultdict(list)
    for key, span in people:
        named[span.field].append(span.start)
        found[key] += _beside(texts[span.field], span)
    taken = {(role.field, role.end) for own in found.values() for role in own}
    for field, text in texts.items():
        for key, role in _described(field, text, found):
            if (field, role.end) not in taken:
                found[key].append(role)
    return {key: sorted(own, key=lambda role: (role.field != "title", role.start)) for key, own in found.items() if own}


def _beside(text: str, span: Span) -> Iterator[Role]:
    """Give what stands directly before and after a name."""
    start = max(0, span.start - REACH)
    before = BEFORE.search(text[start : span.start])
    if before:
        yield _role(span.field, text, start + before.start("role"), start + before.end("role"))
    after = AFTER.match(text, span.end, span.end + LONGEST)
    if after:
        yield _role(span.field, text, *after.span("role"))


def _described(field: FieldName, text: str, found: Mapping[str, list[Role]]) -> Iterator[tuple[str, Role]]:
    """Give later words such as "the minister", where the article has said of one person only that they are that."""
    bearers: dict[str, set[str]] = defaultdict(set)
    for key, own in found.items():
        for role in own:
            for tail in _tails(role.text):
                bearers[tail].add(key)
    for match in DEFINITE.finditer(text):
        keys = bearers.get(match["role"].casefold(), set())
        if len(keys) == 1:
            (key,) = keys
            first = min(found[key], key=lambda role: (role.field != "title", role.start))
            if (field != "title", match.start()) > (first.field != "title", first.start):
                yield key, _role(field, text, match.start(), match.end())


def _tails(role: str) -> Iterator[str]:
    """Give the ends of a role without what it is of: "deputy oil minister", "oil minister", "minister"."""
    parts = re.split(r" (?:of|for|to|at) ", role.casefold(), maxsplit=1)[0].split()
    yield from (" ".join(parts[start:]) for start in range(len(parts)))


def _role(field: FieldName, text: str, start: int, end: int) -> Role:
    return Role(field=field, start=start, end=end, text=text[start:end])

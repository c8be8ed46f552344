"""Sets aside what stands around an article and is not part of it: boxes, bylines, agency tags.

Rules look at whole lines only, so a sentence of the story is never cut. They serve comparison; the article that is
published is never changed.
"""

from __future__ import annotations

import re

__all__ = ["clean", "kept"]

LONGEST_LINE = 200
"""Characters; a longer line is a paragraph of the story, whatever it begins with."""

FURNITURE = re.compile(
    r"""
    more\ (?:on|from|about|stories|coverage|in)\b | read\ (?:more|also|next|full|the\ full|this)\b | also\ read\b
    | see\ also\b | related(?:\ (?:articles?|stories|coverage|content|topics|links|video)\b|\s*[:|]|$)
    | (?:watch|listen|video|photos?|pictures?|images?|gallery|credit|file\ photo|topics?|tags)\s*[:|/]
    | (?:image|photo|picture|video|media|\(?photos?)\ (?:caption|credit|copyright|source|by|courtesy)\b
    | (?:photo|video|image|picture|audio|print|share|email|tweet|comments?|trending|newsletters?|gallery)$
    | share\ (?:this|on|via|with)\b | follow\ (?:us|@\w+|\w+\ on)\b | like\ us\ on\b | join\ (?:us|the\ conversation)\b
    | sign\ (?:up|in)\b | signup\b | log\ ?in\b | subscribe\b | register\ (?:now|here)\b
    | already\ (?:a\ (?:subscriber|member)|have\ an\ account|registered|subscribed)\b
    | (?:click|tap)\ (?:here|to|on)\b | download\ (?:our|the\ app)\b | get\ (?:our|the\ latest|breaking|daily|news|alerts)\b
    | advert(?:isement|isment)?s?(?:$|\W*[-|:\u2013\u2014(]) | sponsored\b | (?:story|article)\ continues\b | continue\ reading\b
    | this\ is\ a\ (?:developing|breaking)\ (?:story|news)\b | (?:developing|breaking)\ (?:story|news)$ | check\ back\b
    | this\ (?:story|article|report)\ (?:has\ been|was)\ (?:updated|edited|supplied|produced|provided|originally)\b(?!.*\d)
    | editor['\u2019]?s['\u2019]?\ note\b(?!.*\d) | all\ rights\ reserved\b | copyright\ (?:\u00a9|\(c\)|\d{4}) | \u00a9 | \(c\)
    | this\ material\ may\ not\b | (?:have|got)\ a\ (?:news\ )?tip\b
    | contact\ (?:us|the\ (?:author|newsroom))\b | most\ (?:read|popular|viewed|shared)\b | recommended\ (?:for|stories|reading)\b
    | editors?['\u2019]?s?\ picks?\b | up\ next\b | you\ (?:may|might)\ also\b | you\ have\ reached\b
    | please\ (?:enable|verify|log|sign|subscribe)\b | (?:we|this\ site)\ uses?\ cookies\b | accept\ (?:all\ )?cookies\b
    | your\ (?:email|browser)\b | skip\ to\b | here\ is\ what\ we\ know\b
    | \(?(?:additional\ )?(?:reporting|writing|editing|compiled)\ by\b
    """,
    re.VERBOSE,
)
"""Matched against lines in lower case."""

SENTENCE_ON_HARM = re.compile(
    r"[.!?]\s[^.!?]*\b(?:killed|dead|died|injured|wounded|hurt|missing|bodies|hospital\w*)\b[^.!?]*\."
)
"""A further sentence on the same line that tells of casualties: the line is no furniture, whatever it begins with."""

BYLINE = re.compile(r"[Bb][Yy]:?\s(?:[A-Z][\w.'\u2019-]*,?\s|and\s|for\s|of\s){0,7}[A-Z][\w'\u2019-]*$")
"""`By Jane Doe and John Roe, Staff Writers`, alone on its line; a sentence ends with a full stop."""

_BEGINNINGS = (
    *("(ad", "(c)", "(co", "(ed", "(ph", "(re", "(wr", "acc", "add", "adv", "all", "alr"),
    *("als", "art", "aud", "bre", "by ", "by:", "che", "cli", "com", "con", "cop", "cre"),
    *("dev", "dow", "edi", "ema", "fil", "fol", "gal", "get", "got", "hav", "her", "ima"),
    *("joi", "lik", "lis", "log", "med", "mor", "mos", "new", "pho", "pic", "ple", "pri"),
    *("rea", "rec", "reg", "rel", "rep", "see", "sha", "sig", "ski", "spo", "sto", "sub"),
    *("tag", "tap", "thi", "top", "tre", "twe", "up ", "vid", "wat", "we ", "wri"),
    *("you", "\u00a9 1", "\u00a9 2", "\u00a919", "\u00a920", "\u00a9 c"),
)
STARTS = frozenset(
    (indent + written)[:3]
    for indent in ("", " ", "\t", "  ", "   ")
    for start in _BEGINNINGS
    for written in (start, start.title(), start.upper())
)
"""The first three characters of lines that FURNITURE and BYLINE may match, so that most lines are let through at once."""

DATELINE = re.compile(r"\s*[^\W\d_](?:[\w.'\u2019-]*,?\s){1,7}\([A-Za-z][A-Za-z ]{1,19}\)\s*[-\u2013\u2014]{1,2}\s")
"""`CITY, Country (AGENCY) - ` at the head of the body."""


def clean(text: str, boilerplate: frozenset[str] = frozenset()) -> str:
    """Give the body without page furniture and without these lines.

    When furniture is all there is, it is the body; where nothing but boilerplate remains, that is "".
    """
    story = "\n".join(
        [
            line
            for line in text.split("\n")
            if line not in boilerplate and (line[:3] not in STARTS or not _is_furniture(line))
        ]
    )
    dateline = DATELINE.match(story)
    if dateline:
        story = story[dateline.end() :]
    return story if boilerplate or (story and not story.isspace()) else text


def kept(text: str, boilerplate: frozenset[str] = frozenset()) -> list[tuple[int, int]]:
    """Give where that which `clean` leaves stands in the body: half-open, in characters, in order."""
    spans: list[tuple[int, int]] = []
    start = 0
    for line in text.split("\n"):
        if line not in boilerplate and (line[:3] not in STARTS or not _is_furniture(line)):
            spans.append((start, start + len(line)))
        start += len(line) + 1
    story = "\n".join([text[start:end] for start, end in spans])
    dateline = DATELINE.match(story)
    gone = dateline.end() if dateline else 0
    if not story[gone:] or story[gone:].isspace():
        return [(0, len(text))]
    while spans and gone > spans[0][1] - spans[0][0]:
        gone -= spans[0][1] - spans[0][0] + 1
        del spans[0]
    return [(spans[0][0] + gone, spans[0][1]), *spans[1:]]


def _is_furniture(line: str) -> bool:
    if len(line) > LONGEST_LINE:
        return False
    line = line.strip()
    written = line.lower()
    return bool((FURNITURE.match(written) and not SENTENCE_ON_HARM.search(written)) or BYLINE.match(line))

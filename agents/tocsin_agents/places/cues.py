"""What the words around a capitalised name say: a place, or a person or organisation that borrows a place's name."""

from __future__ import annotations

import re

from tocsin_agents.places.lexicon import rows, words

__all__ = ["Surroundings", "is_headline", "opens_dateline", "state_after"]

STRONG = re.compile(
    r"(?:\b(?:in|near|outside|around|across|throughout|inside|within|over|leaving|reached|entered|visited|besieged|shelled|bombed)"
    r"(?: (?:nearby|neighbou?ring|central|downtown|north(?:ern)?|south(?:ern)?|east(?:ern)?|west(?:ern)?))?"
    r"|\b(?:city|cities|town|towns|village|villages|suburbs?|districts?|neighbou?rhoods?|port|capital|province|outskirts"
    r"|governorate|region|area|north|south|east|west|enclave|streets|cent(?:er|re)|parts|residents|people) of"
    r"|\b(?:central|downtown|northern|southern|eastern|western|nearby|neighbou?ring|besieged|rebel-held|town|city|village|capital"
    r"|suburb|port)) $",
    re.IGNORECASE,
)
PROVINCE_OF = re.compile(r"\b(?:provinces?|governorates?|oblast|prefecture|states?|department|emirate) of $")
LISTED = re.compile(r"(?:,|;|,? and|,? or) $")
AREA_AFTER = re.compile(
    r" (?:area|region|outskirts|suburbs?|neighbou?rhoods?|district|province|countryside|airport|front)\b"
)
LINE_START = re.compile(r"(?:^|[\n\r])[\s\"'“\u2018(]*$")
SENTENCE_START = re.compile(r"(?:^|[\n\r.!?:;…\"“”\u2018(]|--|—|\u2013)[\s\"'“\u2018(\[*•-]*$")
DATELINE = re.compile(
    r"(?:,[^\n.]{2,40})?\s?(?:\([^)\n]{1,30}\)\s?)?(?:—|\u2013|--|- )|(?:,[^\n.]{2,40})? \d{4}-\d\d-\d\d"
)
PREVIOUS_WORD = re.compile(r"([^\W\d_][\w'\u2019.-]*) $")
NEXT_WORD = re.compile(r" ([^\W\d_][\w'\u2019-]*)")
LONG_WORD = re.compile(r"[^\W\d_]{4,}")

PERSON_TITLES = frozenset(
    {"Mr.", "Mrs.", "Ms.", "Dr.", "Prof.", "Gen.", "Col.", "Sen.", "Rep.", "Lt.", "Capt.", "Maj.", "Sgt."}
)
BEFORE_A_PLACE = words("before_a_place.txt")
AFTER_A_PLACE = words("after_a_place.txt")
STATES = {short: code for code, short in rows("us_states.tsv")}
STATE_AFTER = re.compile(rf", (?P<state>(?:{'|'.join(map(re.escape, STATES))})\.)")

HEADLINE_REACH = 150
HEADLINE_WORDS = 5
HEADLINE_SHARE = 0.8


class Surroundings:
    """The words directly before and after one name in a text."""

    __slots__ = ("after", "before")

    REACH = 48

    def __init__(self, text: str, start: int, end: int) -> None:
        self.before = text[max(0, start - self.REACH) : start]
        self.after = text[end : end + self.REACH]

    def is_locative(self) -> bool:
        """Tell whether a word before announces a place ("in", "the town of"), or the name opens a dateline."""
        if STRONG.search(self.before):
            return True
        if self.before.endswith(" the ") and AREA_AFTER.match(self.after):
            return True
        return self.opens_dateline()

    def opens_dateline(self) -> bool:
        """Tell whether the name begins a line that says where an article was written: "BEIRUT (Wire) -"."""
        return bool(LINE_START.search(self.before) and DATELINE.match(self.after))

    def is_province(self) -> bool:
        """Tell whether "the province of" stands before."""
        return bool(PROVINCE_OF.search(self.before))

    def is_listed(self) -> bool:
        """Tell whether a comma or "and" stands before, so that the name may continue a list."""
        return bool(LISTED.search(self.before))

    def opens_sentence(self) -> bool:
        """Tell whether any word would be capitalised here."""
        return bool(SENTENCE_START.search(self.before))

    def previous_name(self) -> str:
        """Give the capitalised word directly before, when it could be one name with this, else ""."""
        found = PREVIOUS_WORD.search(self.before)
        word = found.group(1) if found else ""
        if word in PERSON_TITLES:
            return word
        if not word[:1].isupper() or word.endswith((".", "'s", "\u2019s")):
            return ""
        return "" if word.lower() in BEFORE_A_PLACE else word

    def next_name(self) -> str:
        """Give the capitalised word directly after, when it could be one name with this, else ""."""
        found = NEXT_WORD.match(self.after)
        word = found.group(1) if found else ""
        return word if word[:1].isupper() and word.lower() not in AFTER_A_PLACE else ""


def opens_dateline(text: str, start: int, end: int) -> bool:
    """Tell whether the name `[start:end)` begins a line that says where an article was written."""
    return Surroundings(text, start, end).opens_dateline()


def state_after(text: str, end: int) -> tuple[str, int, int] | None:
    """Read the US state that follows in the Associated Press's short form ("Tempe, Ariz."): postal code, start, end."""
    found = STATE_AFTER.match(text, end)
    return (STATES[found["state"][:-1]], *found.span("state")) if found else None


def is_headline(text: str, start: int, end: int) -> bool:
    """Tell whether the line around a name capitalises its words, so that capitals say nothing."""
    reach = max(0, start - HEADLINE_REACH)
    first = max(text.rfind("\n", reach, start) + 1, reach)
    stop = text.find("\n", end, end + HEADLINE_REACH)
    line = LONG_WORD.findall(text, first, end + HEADLINE_REACH if stop < 0 else stop)
    return len(line) >= HEADLINE_WORDS and sum(word[0].isupper() for word in line) >= HEADLINE_SHARE * len(line)

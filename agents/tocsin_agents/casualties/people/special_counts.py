"""Read numbers that stand in no plain way: "an unknown number", "family of four", "all but three of the 48", "a fifth victim"."""

from __future__ import annotations

import re

from tocsin_agents.casualties.lexicon import grammar
from tocsin_agents.casualties.lexicon.counting import CARDINALS, ORDINALS, UNKNOWN
from tocsin_agents.casualties.people.counts import CountReader
from tocsin_agents.casualties.people.groups import Form, Group, Sort
from tocsin_agents.casualties.people.numbers import read_quantity, value_at
from tocsin_agents.casualties.people.quantities import Quantity, exactly

__all__ = ["CONTAINERS", "SpecialCounts"]

_DEFINITE = (grammar.DEFINITE | {"all", "another's"}) - {"that"}
_NTH = re.compile(r"\d{1,4}(?:st|nd|rd|th)")
CONTAINERS = grammar.words(
    "group crowd team crew convoy family party total pair duo trio quartet gang party household delegation couple number"
    " platoon squad unit patrol column class busload boatload band expedition contingent garrison gathering detachment posse"
    " cell congregation cluster batch lorryload truckload planeload carload"
)
"""Nouns before "of" and the people in them."""
_COUNTED_ON = grammar.words(
    "victim person man woman boy girl child body soldier officer patient worker miner suspect teen student death"
)
"""Who is counted on at the head of a headline."""
_MANNED = re.compile(r"(\d{1,5}|[a-z]+)-(?:man|member|person|strong)")
"""As in: a 24-man crew."""


class SpecialCounts(CountReader):
    """Reads such numbers of one sentence."""

    def skip_definite(self, at: int) -> tuple[int, bool]:
        """Give the token after articles and "all" from `at`, and whether there are any."""
        start = at
        while self.word(start) in _DEFINITE:
            start += 1
        return start, start > at

    def aged(self, at: int) -> Group | None:
        """Read "ten-year-old killed in crash", where a headline names nobody."""
        told = at + 1 in self.hits or self.word(at + 1) in {"among", "dies"}
        if not told or not self.word(at).endswith("-year-old"):
            return None
        return Group(at, at + 1, exactly(1), Sort.PERSON, Form.SINGULAR, at, self.word(at))

    def unknown(self, at: int) -> Group | None:
        """Read "an unknown number of people", which counts nobody."""
        if self.word(at + 1) not in UNKNOWN or self.word(at + 2) not in {"number", "numbers"}:
            return None
        end = self.run(at + 4).end if self.word(at + 3) == "of" else at + 3
        if self.jottings is not None:
            self.jottings.refuse(at, end, "how many is not known")
        return Group(at, end, Quantity(None, None, None, "unknown"), Sort.THING, Form.NUMBER, at + 2, "number")

    def household(self, at: int) -> Group | None:
        """Read "family of four" where a headline leaves out the article."""
        inner = read_quantity(self.tokens, at + 2) if self.says(at, ["family", "of"]) else None
        if inner is None or self.word(at - 1) in grammar.DETERMINERS:
            return None
        run = self.run(inner[1])
        return Group(at, max(run.end, inner[1]), inner[0], Sort.PERSON, Form.NUMBER, run.head, "family")

    def all_but(self, at: int) -> Group | None:
        """Read "(all) but three of the 48 on board" as 45; `at` is after "all"."""
        if self.word(at - 1) != "all" or self.word(at) != "but":
            return None
        left = value_at(self.tokens, at + 1)
        if left is None or self.word(left[1]) != "of":
            return None
        start, _ = self.skip_definite(left[1] + 1)
        whole = value_at(self.tokens, start)
        if whole is None or whole[0] < left[0]:
            return None
        run = self.run(whole[1])
        return Group(at - 1, run.end, exactly(whole[0] - left[0]), run.sort, Form.NUMBER, run.head, self.word(run.head))

    def ordinal(self, at: int) -> Group | None:
        """Read "a fifth victim" as one more."""
        after = at + 1 if self.word(at) in {"a", "another"} else at
        nth = self.word(after) in ORDINALS or _NTH.fullmatch(self.word(after))
        # Headlines leave out the article: "Third victim dies".
        headed = at == 0 and self.word(at + 1) in _COUNTED_ON
        listed = after + 1 in self.hits and self.word(at - 1) in {",", "and", ";"}
        if not nth or (after == at and self.word(at - 1) != "the" and not (headed or listed)):
            return None
        run = self.run(after + 1)
        if self.word(after + 1) == "of" or (run.sort is Sort.UNSAID and self.word(after) not in ORDINALS):
            # "a third of them", "on the 14th"
            return None
        if run.sort not in {Sort.PERSON, Sort.UNSAID, Sort.HARM}:
            return None
        sort = Sort.PERSON if run.head >= 0 and run.sort is not Sort.HARM else run.sort
        return Group(at, run.end, exactly(1), sort, Form.NUMBER, run.head, self.word(run.head), more=True)

    def manned(self, at: int) -> Group | None:
        """Read "the 24-man crew", "a five-member team"."""
        if self.word(at) not in grammar.DETERMINERS:
            return None
        sized = _MANNED.fullmatch(self.word(at + 1))
        number = None if sized is None else int(sized[1]) if sized[1].isdigit() else CARDINALS.get(sized[1])
        if number is None or self.word(at + 2) not in CONTAINERS:
            return None
        return Group(at, at + 3, exactly(number), Sort.PERSON, Form.NUMBER, at + 2, self.word(at + 2))

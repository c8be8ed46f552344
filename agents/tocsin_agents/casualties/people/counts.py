"""Tell a number that counts people from one that is an age, a date, a year, a name's number, money or hours."""

from __future__ import annotations

from tocsin_agents.casualties.lexicon import grammar
from tocsin_agents.casualties.lexicon.counting import CURRENCIES, DESIGNATORS
from tocsin_agents.casualties.lexicon.entries import Frame
from tocsin_agents.casualties.lexicon.nouns import CALENDAR, MONTHS
from tocsin_agents.casualties.lexicon.people import DISTINCT_THINGS, PEOPLE, THINGS, TIME_UNITS
from tocsin_agents.casualties.people.numbers import value_at
from tocsin_agents.casualties.people.sets import SetReader
from tocsin_agents.casualties.text.tokens import plain_number

__all__ = ["CountReader"]

_YEAR_BEFORE = (
    grammar.words("in of since by during until till late early mid from before after and to between year circa")
    | MONTHS
)
_LAST_OF_MONTH, _FIRST_YEAR = 31, 1_000
_FIRST_AND_LAST = 2
"""Words of a name before its age."""
_GIVEN = grammar.words("given put reported stated announced listed estimated placed quoted cited")
"""Before "as": a figure is told, "initially given as four"."""
_NOT_BEFORE_COUNTS = CURRENCIES | MONTHS | grammar.words("aged how so too as no nos no.")
_FIGURES = grammar.words("figure number count toll total")
"""Before "as 12": somebody gives it as a count."""


class CountReader(SetReader):
    """Judges the numbers of one sentence."""

    def is_no_count(self, start: int, end: int) -> bool:
        """Whether the number at `[start:end)` counts nothing; why is noted."""
        reason = self._not_a_count(start, end)
        if reason and self.jottings is not None:
            self.jottings.refuse(start, end, reason)
        return bool(reason)

    def _not_a_count(self, start: int, end: int) -> str:  # noqa: PLR0911 - one for each thing that a number may be
        """Say what the number at `[start:end)` is when it is no count: an age, a date, a year, a name's number, money."""
        before, after = self.word(start - 1), self.word(end)
        month = before in MONTHS or (before == "may" and self.tokens[start - 1].is_capital)
        day, number = plain_number(self.word(start - 2)), plain_number(self.word(start))
        dated = month and day is not None and day <= _LAST_OF_MONTH
        if dated and not (self.word(start).isdigit() and len(self.word(start)) == len("2012")):
            # "On 4 May two people were killed".
            return ""
        if before in MONTHS and number is not None and _LAST_OF_MONTH < number < _FIRST_YEAR:
            # "Since January 210 people have been killed".
            return ""
        if before == "as" and self.word(start - 2) in _GIVEN:
            return ""
        given = before == "as" and self.word(start - 2) in _FIGURES
        if before in _NOT_BEFORE_COUNTS and not given:
            kinds = (("a date", MONTHS), ("money", CURRENCIES))
            return next((kind for kind, words in kinds if before in words), f"it follows {before!r}")
        if self._is_age(start, end):
            return "an age"
        if self.tokens[end - 1].lower.endswith("th"):
            return "an ordinal"
        if before == "may" and self.tokens[start - 1].is_capital and start > 1:
            return "a date"
        word = self.word(start)
        if not word.isdigit():
            return ""
        of_month = after in MONTHS or (after == "may" and self.tokens[end].is_capital)
        if before in DESIGNATORS or of_month:
            return "a date" if of_month else f"it belongs to a name: {before} {word}"
        is_year = end == start + 1 and len(word) == len("2012") and word[:2] in {"18", "19", "20"}
        return "a year" if is_year and (before in _YEAR_BEFORE or after not in PEOPLE) else ""

    def _is_share(self, start: int, end: int) -> bool:
        """Read "one in four adults", "ten per cent of the town's 4,000 people"."""
        out_of = self.word(end + 1) == "every" or value_at(self.tokens, end + 1) is not None
        ratio = self.word(start) in {"one", "1"} and self.word(end) == "in" and out_of
        before = [self.word(k) for k in range(start - 6, start)]
        part = "of" in before and not {"cent", "percent", "%"}.isdisjoint(before[: before.index("of")])
        return part or (ratio and not self._counts_things_in(end + 1))

    def _counts_things_in(self, at: int) -> bool:
        """Whether "in two attacks" follows, and no share of people."""
        number = value_at(self.tokens, at)
        return number is not None and self.word(number[1]) in THINGS | TIME_UNITS

    def _is_age(self, start: int, end: int) -> bool:
        """Read "Lena Ortiz, 41, was" and "who was 17,"."""
        before, after = self.word(start - 1), self.word(end)
        if before == "," and after == ",":
            digits = self.word(start).isdigit() and len(self.word(start)) <= 2  # noqa: PLR2004 - years of age
            # "Richard Cousins, 58, chief of a company".
            capital = start > 1 and self.tokens[start - 2].is_capital and self.word(start - 2) not in CALENDAR
            named = digits and (self.past_name(start - 2) == start - 1 or (capital and start > _FIRST_AND_LAST))
            return named or self.word(end + 1) in {"was", "is", "has", "had", "who"}
        return before in {"was", "is"} and self.word(start - 2) in {"who", "he", "she"} and after in {",", ".", ""}

    def not_people(self, at: int, end: int) -> bool:
        """Whether what stands around the number makes it hours, per cent, a share, a score or a street number."""
        after = self.word(end)
        if self._is_share(at, end):
            return True
        if end in self.hits and self.hits[end].entry.frame is Frame.TRANSITIVE:
            # "Two shot dead".
            return False
        if after in TIME_UNITS or after in THINGS or after in {"%", "per", "pc", "°", "-", "/"} or after in CURRENCIES:
            # "2 shot dead" counts no shots.
            struck = end in self.hits and self.hits[end].entry.frame is not Frame.NOUN
            described = struck or (after in THINGS and self.word(end + 1) in PEOPLE)
            return after not in DISTINCT_THINGS and after not in PEOPLE and not described
        return self.word(at - 1) == "/"

"""Tell what kind of figure it is: of one event, a running total, a part, one more, a rate, a stock, a sum over years."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from tocsin_agents.casualties.counting.mention import Mention
from tocsin_agents.casualties.lexicon import cues, grammar
from tocsin_agents.casualties.lexicon.demonyms import DEMONYMS
from tocsin_agents.casualties.lexicon.entries import Frame
from tocsin_agents.casualties.lexicon.people import TIME_UNITS
from tocsin_agents.casualties.meaning.calendar_dates import small_number
from tocsin_agents.casualties.meaning.dates import When
from tocsin_agents.casualties.meaning.distances import WEEKDAYS
from tocsin_agents.casualties.parsing.parse import Parsed
from tocsin_agents.casualties.people.groups import Form

__all__ = ["Kind", "kind_of"]

Kind = Literal["incident", "period_total", "cumulative", "increment", "breakdown", "rate", "stock"]


def kind_of(parsed: Parsed, mention: Mention, times: Sequence[When]) -> Kind:
    """Give the kind of a mention's figure."""
    lasting = _lasting_kind(parsed, mention, times)
    if lasting is not None:
        return lasting
    if mention.part_of is not None or mention.subset:
        return "breakdown"
    if mention.total or "total" in parsed.words(mention.group.first, mention.group.last):
        return "period_total"
    if mention.group.more and mention.measure != "missing" and not _contrasted(parsed, mention):
        return "increment"
    summed = mention.rule == "noun" and mention.group.form is Form.NUMBER and _is_summed(parsed, mention)
    return "period_total" if summed else "incident"


def _lasting_kind(parsed: Parsed, mention: Mention, times: Sequence[When]) -> Kind | None:
    """Give the kind of a figure that tells of no one event: a rate, a stock, a sum over years."""
    if _is_rate(parsed, mention):
        return "rate"
    if mention.measure == "displaced" and mention.rule == "modifier":
        # "Shelters 70,000 displaced people": how many there are, not how many had to leave now.
        return "stock"
    return "cumulative" if _is_cumulative(parsed, mention, times) else None


def _is_summed(parsed: Parsed, mention: Mention) -> bool:
    return parsed.meets("kind", _SUMMED, parsed.words(0, mention.group.last))


_SUMMED = grammar.words("counted recorded documented combined altogether")


def _contrasted(parsed: Parsed, mention: Mention) -> bool:
    """Whether "another 20 wounded" only tells them from the dead before them."""
    earlier = [h for h in parsed.hits if h.first < mention.group.first and h is not mention.hit and not h.entry.weak]
    return bool(earlier) and all(hit.entry.measure != mention.measure for hit in earlier)


def _is_rate(parsed: Parsed, mention: Mention) -> bool:
    if parsed.word(0) in {"every", "each"} and parsed.word(1) in TIME_UNITS | _SEASONS:
        return parsed.meets("kind", {parsed.word(1)}, [parsed.word(1)])
    first = min(mention.group.first, mention.hit.first)
    fronted = 0 if parsed.words(0, 2) == ["on", "average"] else first
    words = parsed.words(fronted, max(mention.group.last, mention.hit.last) + 8)
    for k, word in enumerate(words):
        # "The second strike in a week" and "the Daily Star" are no rates.
        if words[max(0, k - 1) : k] in _WITHIN or (word == "daily" and parsed.tokens[first + k].is_capital):
            continue
        for phrase in _RATES.get(word, ()):
            end = k + len(phrase)
            if tuple(words[k:end]) == phrase and words[end : end + 1] not in _NO_RATE:
                return parsed.meets("kind", {*phrase}, list(phrase))
    return False


_SEASONS = grammar.words("spring summer autumn fall winter season")
_RATES: dict[str, list[tuple[str, ...]]] = {}
for _phrase in cues.RATE:
    _RATES.setdefault(_phrase[0], []).append(_phrase)
_WITHIN = (["in"], ["for"], ["within"], ["than"], ["over"])
_NO_RATE = (["ago"], ["earlier"], ["after"], ["before"], ["later"], ["old"])
"""After "a year" and the like: a distance in time."""


def _is_cumulative(parsed: Parsed, mention: Mention, times: Sequence[When]) -> bool:
    words = parsed.words(0, len(parsed.tokens))
    if mention.measure == "missing" or mention.group.form in {Form.SINGULAR, Form.NAME}:
        # "Missing since Thursday" tells since when, not how many in all that time; one person is no sum.
        return False
    # "Over 10,000 people have stepped on one since 1990, and 2,000 of them died".
    some = mention.group.of_set and not grammar.HAVE.isdisjoint(words)
    perfect = _is_perfect(parsed, mention) or some or mention.hit.entry.frame in {Frame.NOUN, Frame.TOLL}
    if perfect and (_since(parsed, words) or parsed.meets("kind", cues.CUMULATIVE_NOUNS, _wars(words))):
        return True
    spans = [when for when in times if when.time.text.lower() in {"this year", "last year", "past year"}]
    if perfect and spans:
        return parsed.meets("kind", {spans[0].time.text}, [spans[0].time.text])
    spanned = _over_years(parsed, words) or _until_now(parsed, words)
    return spanned or (parsed.perfect(mention.hit) and _of_a_nation(parsed, mention))


def _is_perfect(parsed: Parsed, mention: Mention) -> bool:
    """Whether "have" governs the trigger, or the verb that leads to a state: "has left 2,439 people dead"."""
    verb = mention.group.first - 1
    led = mention.group.last <= mention.hit.first and parsed.word(verb) in _LEADING
    _, auxiliaries = parsed.auxiliaries_before(verb) if led else (0, [])
    return parsed.perfect(mention.hit) or not grammar.HAVE.isdisjoint(auxiliaries)


_LEADING = grammar.words("left made rendered")


def _of_a_nation(parsed: Parsed, mention: Mention) -> bool:
    """Whether a nation has lost so many over time: "four million South Sudanese have fled", "one Syrian in three has fled"."""
    group = mention.group
    nation = not DEMONYMS.isdisjoint({group.noun, group.noun.removesuffix("s")})
    people = mention.measure == "displaced" and nation and (group.quantity.best or 0) >= _NATION
    return people and parsed.meets("kind", {group.noun}, [group.noun])


_NATION = 100_000
"""People; so many of a nation have fled in more than one event."""


def _wars(words: Sequence[str]) -> list[str]:
    """Give the words without what is told as one event: "were killed in an uprising at the prison"."""
    return [word for k, word in enumerate(words) if not {"a", "an"} & set(words[max(k - 2, 0) : k])]


def _since(parsed: Parsed, words: Sequence[str]) -> bool:
    """Whether "since" opens a long span: "since March", "since the war began"; not "has since climbed", "since the block fell on Friday"."""
    opens = any(
        word == "since"
        and words[max(0, k - 1) : k] not in (["has"], ["have"], ["had"])
        and k + 1 < len(words)
        and _THESE_DAYS.isdisjoint(word.removesuffix("'s") for word in words[k + 1 : k + _CLAUSE])
        for k, word in enumerate(words)
    )
    return opens and parsed.meets("kind", {"since"}, words)


_THESE_DAYS = WEEKDAYS.keys() | {"yesterday", "overnight", "morning", "evening", "dawn"}
_CLAUSE = 24
"""Tokens of the clause that "since" opens."""
_SO_FAR = (("to", "date"), ("so", "far", "this"), ("this", "year"), ("calendar", "year"), ("year", "to", "date"))
_UNTIL = (["up", "to"], ["to", "that"], ["before", "that"], ["until", "then"])
_SPANNED = grammar.words("weeks month months year years")


def _until_now(parsed: Parsed, words: Sequence[str]) -> bool:
    """Whether a count runs on until now: "to date, 74 have been shot", "this year 365 soldiers have died", "in the year up to May"."""
    perfect = not grammar.HAVE.isdisjoint(words)
    for k, word in enumerate(words):
        if perfect and any(tuple(words[k : k + len(phrase)]) == phrase for phrase in _SO_FAR):
            return parsed.meets("kind", {word}, [word])
        ends = word in _SPANNED and words[k + 1 : k + 3] in _UNTIL
        span = words[k + 1 : k + 4]
        years = word == "between" and span[1:2] == ["and"] and _is_year(span[0]) and _is_year(span[-1])
        if ends or years:
            return parsed.meets("kind", {word}, [word])
    return False


def _is_year(word: str) -> bool:
    return word.isdigit() and len(word) == len("1999")


def _over_years(parsed: Parsed, words: Sequence[str]) -> bool:
    """Whether a span of years stands for the event: "in the past three years", "over a decade", "in a decade of war"."""
    for k, word in enumerate(words):
        if word in _SPANS and (_is_named_span(words, k) or _is_span_of_war(words, k)):
            return words[k + 1 : k + 2] != ["ago"] and parsed.meets("kind", {word}, [word])
    return False


_SPANS = grammar.words("years decades decade months")


def _is_named_span(words: Sequence[str], at: int) -> bool:
    return not {"past", "last", "over", "during"}.isdisjoint(words[max(0, at - 4) : at])


def _is_span_of_war(words: Sequence[str], at: int) -> bool:
    """Whether it happened all through "in 18 months of fighting", "in seven years"; not in "the worst raid in seven years"."""
    inside = at >= len(_INSIDE) and words[at - 2] in _INSIDE and small_number(words[at - 1], 99) is not None
    record = any(word in _RECORDS or word.endswith("est") for word in words[max(0, at - 10) : at])
    return inside and not record and words[at + 1 : at + 2] not in _NO_RATE


_INSIDE = grammar.words("in within")
_RECORDS = grammar.words("first worst most only second third biggest highest largest")

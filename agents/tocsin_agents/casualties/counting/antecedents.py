"""Find whom a pronoun stands for: the people of its own sentence before it, then those of the sentences before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tocsin_agents.casualties.counting.mention import Mention
from tocsin_agents.casualties.lexicon.cues import EVENTS
from tocsin_agents.casualties.lexicon.people import PERPETRATORS
from tocsin_agents.casualties.parsing.parse import Parsed, parse_people
from tocsin_agents.casualties.people.groups import Form, Group, Sort
from tocsin_agents.casualties.people.pronouns import EVERYONE

__all__ = ["Antecedents"]

_BACK = 3
"""Sentences that a pronoun is followed back."""
_CARRIED = frozenset(["carrying", "carried", "aboard", "board", "with", "passengers", "crew", "inside", "boarded"])
_ATTACKERS = PERPETRATORS | {"men", "youths", "soldiers", "police", "robbers", "fighters", "militants", "bandits"}


_DEATHS = frozenset(
    [
        "dead",
        "died",
        "killed",
        "death",
        "deaths",
        "fatalities",
        "bodies",
        "toll",
        "killing",
        "corpses",
        "executed",
        "murdered",
        "massacred",
        "drowned",
        "perished",
        "beheaded",
        "slain",
    ]
)
_HURT = frozenset(
    ["injured", "wounded", "hurt", "missing", "injuries", "wounds", "arrested", "displaced", "homeless", "fled"]
)
_TELLING = EVENTS | frozenset(["killed", "wounded", "injured", "slain", "hurt", "killing", "wounding", "injuring"])
_THE = frozenset(["the", "these", "those"])
_STAFF = frozenset(["staff", "staffers", "staffer", "member", "members", "employee", "employees", "worker", "workers", "personnel"])  # fmt: skip
"""Nouns that one text uses for the same people."""


class Antecedents:
    """The sentences just read, looked into only when a pronoun asks."""

    def __init__(self) -> None:
        self._texts: list[str] = []

    def add(self, text: str) -> None:
        """Remember a sentence that has been read."""
        self._texts = [*self._texts[-(_BACK - 1) :], text]

    def tell_of_deaths(self) -> bool:
        """Whether the last sentence with people harmed tells of the dead alone, so that "the number" is theirs."""
        for text in reversed(self._texts[-2:]):
            told = {word.strip(".,;:'\"") for word in text.lower().split()}
            if not told.isdisjoint(_DEATHS | _HURT):
                return told.isdisjoint(_HURT)
        return False

    def resolve(self, parsed: Parsed, mention: Mention) -> Mention | None:
        """Give the mention with the number of whom its pronoun stands for; None where that cannot be told."""
        group = mention.group
        if group.members:
            return mention
        if not group.pronoun:
            return self._as_counted(parsed, mention)
        if group.form is Form.SINGULAR:
            return _as_attacker(parsed, mention) if self._tells_of_harm(parsed, mention) else None
        if group.form is Form.NUMBER:
            return mention
        found = next(self._people(parsed, group), None)
        if found is None:
            return None
        form = Form.PLURAL if found.form is Form.PLURAL else Form.NUMBER
        quantity = replace(found.quantity, more=False)
        return replace(mention, quantity=quantity, group=replace(group, quantity=quantity, form=form))

    def _as_counted(self, parsed: Parsed, mention: Mention) -> Mention:
        """Give "the guards" the number with which guards were told before: "three guards were ambushed. The guards were hurt"."""
        group = mention.group
        if group.form is not Form.PLURAL or parsed.word(group.first) not in _THE:
            return mention
        here = [g for g in parsed.groups if g.last <= group.first]
        before = (parse_people(text).groups for text in reversed(self._texts))
        for groups in (here, *before):
            for known in reversed(groups):
                if known.form is Form.NUMBER and known.quantity.low is not None and _same_noun(known, group):
                    quantity = replace(known.quantity, more=False)
                    return replace(
                        mention, quantity=quantity, group=replace(group, quantity=quantity, form=Form.NUMBER)
                    )
        return mention

    def _tells_of_harm(self, parsed: Parsed, mention: Mention) -> bool:
        """Whether "he died" is told of an event, and not of a life."""
        return mention.rule != "subject" or self.tell_of_event(parsed)

    def tell_of_event(self, parsed: Parsed) -> bool:
        """Whether a sentence, or those just before it, tell of what kills."""
        texts = [parsed.words(0, len(parsed.tokens)), *(text.lower().split() for text in self._texts)]
        return any(not _TELLING.isdisjoint(word.strip(".,;'\"") for word in words) for words in texts)

    def _people(self, parsed: Parsed, pronoun: Group) -> Iterator[Group]:
        everyone = pronoun.noun in EVERYONE
        aboard = everyone and pronoun.last - pronoun.first > 1
        yield from _plural(
            [g for g in parsed.groups if g.last <= pronoun.first], parsed, everyone=everyone, aboard=aboard
        )
        for text in reversed(self._texts):
            before = parse_people(text)
            yield from _plural(before.groups, before, everyone=everyone, aboard=aboard)


def _same_noun(known: Group, again: Group) -> bool:
    return known.noun == again.noun or {known.noun, again.noun} <= _STAFF


def _as_attacker(parsed: Parsed, mention: Mention) -> Mention:
    """Say so where the only one whom "he" can stand for in its sentence is the attacker."""
    group = mention.group
    before = [g for g in parsed.groups if g.last <= group.first and g.form in {Form.SINGULAR, Form.NAME}]
    attacker = bool(before) and all(g.noun in PERPETRATORS for g in before)
    return replace(mention, group=replace(group, noun=before[-1].noun)) if attacker else mention


def _plural(groups: Sequence[Group], parsed: Parsed, *, everyone: bool, aboard: bool) -> Iterator[Group]:
    for group in groups:
        several = group.quantity.best != 1 and group.form in {Form.NUMBER, Form.PLURAL} and not group.pronoun
        carried = not aboard or not _CARRIED.isdisjoint(parsed.words(group.first - 4, group.last + 3))
        known = group.sort is Sort.PERSON or (everyone and group.sort is Sort.UNSAID and group.form is Form.NUMBER)
        if several and known and carried and group.noun not in _ATTACKERS:
            yield group

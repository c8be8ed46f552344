"""Tell whom a figure counts in and whom it leaves out: "including 12 children", "not counting the attackers"."""

from __future__ import annotations

from tocsin_agents.casualties.counting.mention import Mention
from tocsin_agents.casualties.lexicon import grammar
from tocsin_agents.casualties.lexicon.people import PERPETRATORS
from tocsin_agents.casualties.parsing.parse import Parsed
from tocsin_agents.casualties.people.groups import Group

__all__ = ["is_excluded", "is_included", "perpetrators_counted"]

_INCLUDING = frozenset({"including", "included", "includes", "include", "incl", "namely"})
_EXCLUDING = (
    ("not", "counting"),
    ("not", "including"),
    ("excluding",),
    ("apart", "from"),
    ("in", "addition", "to"),
    ("besides",),
)


def is_excluded(parsed: Parsed, group: Group) -> bool:
    """Whether a group is counted beside the figure: "not counting the two attackers"."""
    return any(parsed.words(group.first - len(words), group.first) == list(words) for words in _EXCLUDING)


def is_included(parsed: Parsed, group: Group) -> bool:
    """Whether a group is some of those just counted: "including 12 children"."""
    two = parsed.words(group.first - 2, group.first)
    if parsed.word(group.first - 1) == "," and (
        parsed.words(group.last, group.last + 2) == ["among", "them"] or parsed.word(group.last) == "included"
    ):
        return True
    if two[-1:] == ["included"] and two[0] in grammar.RELATIVES:
        before = parsed.ending.get(group.first - 2) or parsed.ending.get(group.first - 3)
        return before is not None and before.people
    short = two == ["incl", "."]
    return (
        short
        or parsed.word(group.first - 1) in _INCLUDING
        or two
        in (
            ["among", "them"],
            ["among", "whom"],
            ["of", "whom"],
            ["of", "which"],
            ["among", "which"],
            ["of", "them"],
        )
    )


def perpetrators_counted(parsed: Parsed, mention: Mention) -> bool | None:
    """Whether the text says that the figure holds the attackers: None when it does not speak of them."""
    if mention.rule == "reflexive":
        return True
    named = [group for group in parsed.groups if group.noun in PERPETRATORS or _is_perpetrator(group)]
    for group in named:
        if is_excluded(parsed, group):
            return False
        after = group.last + (parsed.word(group.last) in grammar.BE)
        among = parsed.words(after, after + 2) in (["among", "them"], ["among", "those"], ["among", "the"])
        if among or is_included(parsed, group) or (group is mention.group and mention.group.members):
            return True
    return None


def _is_perpetrator(group: Group) -> bool:
    return any(member.noun in PERPETRATORS for member in group.members)

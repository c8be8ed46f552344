"""Tell whom a group of people consists of, and whether it is somebody named before."""

from __future__ import annotations

from tocsin import Victim
from tocsin_agents.casualties.lexicon import grammar
from tocsin_agents.casualties.lexicon.marks import QUOTES
from tocsin_agents.casualties.lexicon.people import CLAIMED, PEOPLE
from tocsin_agents.casualties.parsing.parse import Parsed
from tocsin_agents.casualties.people.groups import Form, Group, Sort

__all__ = ["is_anaphoric", "victim_of"]


def is_anaphoric(parsed: Parsed, group: Group) -> bool:
    """Whether a group is somebody named before: "he", "the driver", "his body", but not "his driver"."""
    own = parsed.word(group.first) in grammar.POSSESSIVES
    if group.form is Form.SINGULAR and group.noun == "victim":
        return True
    return (group.pronoun and not group.others) or (group.definite and (not own or group.sort is Sort.HARM))


def victim_of(parsed: Parsed, group: Group) -> Victim | None:
    """Give whom a group counts, and whether they are called so by those who harmed them; nothing for a bare number."""
    if not group.noun:
        return None
    before = parsed.word(group.head - 1) if group.head > 0 else ""
    claimed = group.noun in CLAIMED or before in QUOTES
    return Victim.model_validate(
        {
            "text": parsed.span(group.first, group.last),
            "class": PEOPLE.get(group.noun, "unknown"),
            "as_claimed": claimed,
        }
    )

"""Say why a group cannot be what a trigger harms: no people, runaways, the dead again, a loss that is a figure of speech."""

from __future__ import annotations

from tocsin_agents.casualties.counting.mention import Mention
from tocsin_agents.casualties.counting.survival import is_found
from tocsin_agents.casualties.lexicon import grammar
from tocsin_agents.casualties.lexicon.cues import EVENTS
from tocsin_agents.casualties.lexicon.entries import Form as VerbForm
from tocsin_agents.casualties.lexicon.entries import Frame
from tocsin_agents.casualties.lexicon.people import PERPETRATORS, TIME_UNITS
from tocsin_agents.casualties.parsing.parse import Parsed
from tocsin_agents.casualties.people.groups import Form, Group, Sort

__all__ = ["refusal"]

_RUNAWAYS = PERPETRATORS | grammar.words(
    "suspect suspects robber robbers thieves burglars inmates prisoners convicts drivers driver men youths teenagers"
)
"""Those who flee from the police, and not from their homes."""
_REMAINS = grammar.words("body bodies corpse corpses remains dead")
_LESS = grammar.words("injury injuries suspension suspensions rivals retirement")
_SUPPORT = grammar.words("voters customers subscribers viewers readers followers listeners clients users supporters")
_FIGHTS = grammar.words("violence unrest fighting outbreak epidemic")


def refusal(parsed: Parsed, mention: Mention) -> str:
    """Say why the group cannot be what the trigger harms, for `tocsin try --explain`; the empty string when it can."""
    return _of_kind(mention) or _of_trigger(parsed, mention) or _of_sentence(parsed, mention) or _of_measure(mention)


def _of_kind(mention: Mention) -> str:
    """Look at what is counted alone."""
    group = mention.group
    if group.sort is Sort.THING:
        return f"it counts no people: {group.noun}" if group.noun else "it counts no people"
    if group.sort is Sort.HARM and mention.rule not in {"noun", "toll", "label"}:
        return f"{group.noun!r} says harm, not people"
    if group.pronoun and mention.rule in {"participle", "modifier"} and group.noun != "another":
        return "a pronoun is whom a verb speaks of, not who is described"
    known = group.sort is not Sort.UNKNOWN or group.form in {Form.NUMBER, Form.ZERO}
    return "" if known else f"{group.noun!r} is no known word for people"


def _of_trigger(parsed: Parsed, mention: Mention) -> str:
    """Look at what the trigger asks for."""
    group, weak = mention.group, mention.hit.entry.weak
    if weak and (
        group.sort is Sort.UNKNOWN
        or (group.sort is Sort.UNSAID and mention.rule == "object" and not _coordinated(mention))
    ):
        return "the trigger counts only people who are named as such"
    if weak and mention.rule == "participle" and group.noun in PERPETRATORS:
        return "who shoots is not shot"
    if mention.hit.entry.needs_person and not _is_counted_people(parsed, mention):
        return "the trigger counts only with a number and a noun for people"
    return ""


def _of_sentence(parsed: Parsed, mention: Mention) -> str:
    """Look at what the sentence says of them beside."""
    if mention.measure == "missing" and (is_found(parsed, mention) or _got_out(parsed, mention)):
        return "they are missing no longer"
    if mention.measure == "injured" and (spared := _is_unhurt(parsed, mention)):
        return spared
    known = mention.group.definite and mention.group.form is Form.SINGULAR
    if mention.rule == "of" and mention.measure == "missing" and known:
        return "somebody told of before"
    if mention.hit.entry.inflected.startswith("lose") and mention.group.noun in _SUPPORT:
        return "a party loses voters, and they live"
    if mention.hit.entry.inflected.startswith("lose") and not _LESS.isdisjoint(
        parsed.words(mention.group.last + 1, mention.group.last + 3)
    ):
        return "players are lost to injury, and live"
    return "a loss that is no harm to people" if _is_figurative(parsed, mention) else ""


def _is_unhurt(parsed: Parsed, mention: Mention) -> str:
    """Say why somebody who is told to be hurt is not: a body part, a hospital bed as a precaution, an illness."""
    if mention.group.noun == "head" and parsed.word(mention.group.first) in grammar.POSSESSIVES:
        return "a part of the body, and nobody's chief"
    carried = "to" in parsed.words(mention.hit.last - 1, mention.hit.last)
    after = parsed.words(mention.hit.last, mention.hit.last + 8)
    return "taken to hospital, not hurt" if carried and not _UNHURT.isdisjoint(after) else ""


_UNHURT = grammar.words("precaution precautionary observation evaluation evaluated pains overdose labor labour")


def _of_measure(mention: Mention) -> str:
    """Look at who can be harmed in this way."""
    group = mention.group
    if mention.measure == "displaced" and (fled := _no_displaced(group)):
        return fled
    if mention.measure == "abducted" and group.form is Form.SINGULAR and group.noun in {"captive", "hostage"}:
        return "a captive is held, not taken"
    return "the dead are neither hurt nor missing" if group.noun in _REMAINS and mention.measure != "killed" else ""


def _got_out(parsed: Parsed, mention: Mention) -> bool:
    """Whether a time is told that has ended: "she was trapped for forty minutes", but not "has been trapped for 50 hours"."""
    _, auxiliaries = parsed.auxiliaries_before(mention.hit.first)
    after = parsed.words(mention.hit.last, mention.hit.last + 8)
    ended = parsed.word(mention.hit.first) == "trapped" and set(auxiliaries) <= {"was", "were"} and bool(auxiliaries)
    return ended and "for" in after and not TIME_UNITS.isdisjoint(after[after.index("for") :])


def _coordinated(mention: Mention) -> bool:
    """Whether a participle goes on with a list of harms: "killing one player and burning four"."""
    return mention.hit.form is VerbForm.ING


def _is_figurative(parsed: Parsed, mention: Mention) -> bool:
    """Whether something suffers and not somebody: "the fourth casualty of the credit crunch"."""
    one = mention.group.sort is Sort.HARM and mention.group.quantity.best == 1 and mention.hit.entry.frame is Frame.NOUN
    words = parsed.words(mention.hit.last, mention.hit.last + 6)
    casualty = parsed.word(mention.hit.first) == "casualty" and words[:1] == ["of"]
    return one and casualty and (EVENTS | _FIGHTS).isdisjoint(words)


def _no_displaced(group: Group) -> str:
    """Say why those who flee are no displaced people; the empty string when they are."""
    if group.noun in _RUNAWAYS:
        return f"{group.noun!r} run from the law, not from harm"
    # Somebody who flees is a suspect more often than not.
    alone = group.form not in {Form.NUMBER, Form.ZERO} or group.quantity.best == 1
    return "one who flees is no displaced person" if alone else ""


def _is_counted_people(parsed: Parsed, mention: Mention) -> bool:
    """Whether a number counts people by its noun, or by the deaths told beside it: "killed eight and lost four"."""
    lost = mention.hit.entry.measure == "killed" and mention.group.sort is Sort.UNSAID
    beside = any(h.entry.measure == "killed" and not h.entry.needs_person for h in parsed.hits)
    others = [g for g in parsed.groups if g.last <= mention.group.first and g.people and g.form is Form.NUMBER]
    if mention.measure == "missing" and mention.group.more and mention.group.sort is Sort.UNSAID and others:
        # "Rescuers pulled out 14 people and were searching for 20 more".
        return True
    return mention.group.form is Form.NUMBER and (mention.group.sort is Sort.PERSON or (lost and beside))

"""Read one sentence into drafts: parse, count, spread, then ask how it is meant, who says so, when and where."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from tocsin import Attribution, EventTime, Evidence, Place
from tocsin_agents.casualties.counting.antecedents import Antecedents
from tocsin_agents.casualties.counting.inclusion import perpetrators_counted
from tocsin_agents.casualties.counting.mention import Mention
from tocsin_agents.casualties.counting.mentions import find_mentions
from tocsin_agents.casualties.counting.spreading import spread
from tocsin_agents.casualties.counting.victims import is_anaphoric, victim_of
from tocsin_agents.casualties.document.revisions import is_former
from tocsin_agents.casualties.drafts import Draft
from tocsin_agents.casualties.lexicon import cues
from tocsin_agents.casualties.lexicon.people import FAMILIES, PERPETRATORS
from tocsin_agents.casualties.meaning.attribution import Source, find_sources, govern
from tocsin_agents.casualties.meaning.circumstances import event_day, has_passed, opens_with, time_for
from tocsin_agents.casualties.meaning.dates import When, find_times
from tocsin_agents.casualties.meaning.other_events import is_of_earlier_event
from tocsin_agents.casualties.meaning.scope import Scope, judge
from tocsin_agents.casualties.meaning.stretches import stretch_of
from tocsin_agents.casualties.meaning.undated import Opening
from tocsin_agents.casualties.meaning.voices import Voices
from tocsin_agents.casualties.meaning.where import Spot, body_start, find_spots, spot_for
from tocsin_agents.casualties.parsing.parse import Parsed, parse
from tocsin_agents.casualties.people.groups import Form, Sort
from tocsin_agents.casualties.people.jottings import Jottings
from tocsin_agents.casualties.people.quantities import Quantity
from tocsin_agents.casualties.text.quoting import is_quoted
from tocsin_agents.casualties.text.sentences import Sentence
from tocsin_agents.casualties.trace import Read, Trace
from tocsin_agents.places import Gazetteer

__all__ = ["Field", "Setting", "read_sentence"]

Field = Literal["title", "body"]

_UNREAL = frozenset({"hypothetical", "threatened", "forecast", "question", "fiction"})
"""Modalities that make no claim."""


@dataclass(slots=True)
class Setting:
    """What an article gives all its sentences."""

    published: dt.date | None
    gazetteer: Gazetteer
    lead: str
    voices: Voices
    """Who has spoken, for "it said"."""
    key: int = 0
    before: Antecedents = field(default_factory=Antecedents)
    """The sentences just read, for "they were injured"."""
    opening: Opening | None = None
    """When the first sentences say that it happened, in a text without a date."""
    trace: Trace | None = None
    """Where the stages note what they decide, when somebody asks."""


@dataclass(frozen=True, slots=True)
class _Reading:
    parsed: Parsed
    sentence: Sentence
    field: Field
    whole: str
    times: tuple[When, ...]
    sources: tuple[Source, ...]
    spots: tuple[Spot, ...]

    @property
    def words(self) -> list[str]:
        """The words of the sentence, in lower case."""
        return self.parsed.words(0, len(self.parsed.tokens))


def read_sentence(sentence: Sentence, number: int, field: Field, whole: str, setting: Setting) -> list[Draft]:
    """Give the drafts of one sentence of the text `whole`, in the order of their figures."""
    jottings = None if setting.trace is None else Jottings()
    parsed = parse(sentence.text, jottings)
    if setting.trace is not None and jottings is not None and parsed.hits:
        setting.trace.sentences.append(Read(sentence, field, parsed, jottings))
    mentions = spread(parsed, _resolved(parsed, setting.before)) if parsed.hits else ()
    introductions = setting.voices.introductions
    sources = find_sources(parsed, introductions, title=field == "title") if mentions else ()
    if not mentions:
        return []
    reading = _Reading(
        parsed,
        sentence,
        field,
        whole,
        _times(parsed, setting.published),
        sources,
        find_spots(parsed, setting.gazetteer, setting.lead),
    )
    return list(_drafts(reading, mentions, number, setting))


def _times(parsed: Parsed, published: dt.date | None) -> tuple[When, ...]:
    body = body_start(parsed.text)
    return tuple(when for when in find_times(parsed.tokens, published) if parsed.tokens[when.first].start >= body)


def _resolved(parsed: Parsed, before: Antecedents) -> list[Mention]:
    """Give the mentions of a sentence, each pronoun with the number of whom it stands for; those that nobody can tell are left out."""
    resolved: list[Mention] = []
    for mention in find_mentions(parsed):
        known = None if mention.leaning and not before.tell_of_deaths() else before.resolve(parsed, mention)
        if known is None:
            parsed.refuse(mention.group, "nobody can tell whom the pronoun stands for")
        else:
            resolved.append(known)
    return resolved


def _drafts(reading: _Reading, mentions: Sequence[Mention], number: int, setting: Setting) -> Iterator[Draft]:
    base = setting.key
    setting.key += len(mentions) * 2
    for at, mention in enumerate(mentions):
        scope = _scope(reading, mention)
        refused = _refusal(reading, mention, scope, setting.before)
        draft = None if refused else _draft(reading, mention, mentions, scope, setting)
        if setting.trace is not None:
            setting.trace.note(mention, base + 2 * at, refused)
        if draft is None:
            continue
        parent = None if mention.part_of is None else base + 2 * mention.part_of
        draft = replace(draft, key=base + 2 * at, part_of=parent, sentence=number)
        if mention.group.form is Form.ZERO and draft.measure == "casualties":
            # "No casualties": nobody killed, and nobody injured.
            yield replace(draft, measure="killed")
            yield replace(draft, measure="injured", key=draft.key + 1)
        else:
            yield draft


def _refusal(reading: _Reading, mention: Mention, scope: Scope, before: Antecedents) -> str:
    """Say why a mention makes no claim; nothing when it makes one."""
    if scope.generic:
        return "said of people at large, not of one event"
    if scope.modality in _UNREAL:
        return scope.modality
    return (
        ""
        if _is_event(reading.parsed, mention, before)
        else "no harm done by an event: an illness, an obituary, a sport"
    )


def _scope(reading: _Reading, mention: Mention) -> Scope:
    quoted = _quoted(reading, mention)
    return judge(reading.parsed, mention, reading.times, title=reading.field == "title", quoted=quoted)


def _is_event(parsed: Parsed, mention: Mention, before: Antecedents) -> bool:
    """Whether it is harm done by an event: not one person's natural death, not a player's absence."""
    words = parsed.words(mention.hit.last, mention.hit.last + 8)
    alone = mention.group.form in {Form.SINGULAR, Form.NAME}
    absent = cues.SPORT | cues.STAGES if alone else cues.SPORT
    if mention.measure == "missing" and not absent.isdisjoint(words):
        return False
    if not alone or mention.rule != "subject" or mention.measure != "killed":
        return True
    old = words[:1] in (["at"], ["aged"]) and words[1:2] != [] and words[1].isdigit() and len(words[1]) == len("84")
    natural = not cues.NATURAL.isdisjoint(words) or (old and not before.tell_of_event(parsed))
    # A named person's death is news of its own kind unless an event is told with it.
    obituary = mention.group.form is Form.NAME and not before.tell_of_event(parsed)
    return not (natural or obituary)


def _quoted(reading: _Reading, mention: Mention) -> bool:
    token = reading.parsed.tokens[mention.group.first]
    return is_quoted(reading.whole, reading.sentence.start + token.start)


def _draft(reading: _Reading, mention: Mention, mentions: Sequence[Mention], scope: Scope, setting: Setting) -> Draft:
    parsed, group = reading.parsed, mention.group
    place, time = _circumstances(reading, mention, mentions, scope)
    opens = reading.field == "body" and reading.sentence.start == 0 and opens_with(time, reading.times)
    said_by = _attribution(reading, mention, setting)
    passed = is_of_earlier_event(parsed, mention) or _is_before_opening(reading, mention, mentions, setting)
    passed = passed or has_passed(parsed, time, setting.published, since=scope.kind == "cumulative", opens=opens)
    family = FAMILIES.get(group.noun) if group.sort is Sort.FAMILY and group.form is Form.NUMBER else None
    elsewhere = parsed.word(group.last) == "elsewhere" or (
        mention.group.others and "elsewhere" in parsed.words(group.last, len(parsed.tokens))
    )
    return Draft(
        key=0,
        measure="casualties" if mention.measure == "casualties" else mention.measure,
        quantity=Quantity(None, None, None, "none") if family else _quantity(mention, scope),
        form=group.form,
        rule=f"{mention.hit.entry.frame.value}.{mention.rule}",
        sentence=0,
        paragraph=0 if reading.field == "title" else reading.sentence.paragraph + 1,
        evidence=(_evidence(reading, mention),),
        count_text=parsed.span(group.first, group.last),
        unit="household" if family == "household" else "family" if family == "family" else "person",
        kind=scope.kind,
        polarity=scope.polarity,
        modality=scope.modality,
        role="background" if passed or scope.kind in {"cumulative", "rate"} else "current",
        subset=mention.subset,
        residual=group.others and (group.definite or "other" in parsed.words(group.first, group.last)),
        rising=mention.total and not cues.UP.isdisjoint(parsed.words(mention.hit.last, group.first)),
        former=is_former(parsed, mention),
        previous=mention.previous,
        victim=victim_of(parsed, group),
        includes_perpetrator=perpetrators_counted(parsed, mention) if mention.part_of is None else None,
        attribution=said_by,
        standing=_standing(reading, setting) if not said_by and scope.polarity == "affirmed" and not passed else (),
        place=place,
        time=time,
        elsewhere=elsewhere,
        weak=mention.hit.entry.weak,
        victims=mention.hit.entry.set_only,
        attacker=(group.noun in PERPETRATORS or parsed.word(group.first - 1) == "by") and not group.members,
        also="also" in parsed.words(group.last, mention.hit.last + 1),
        anaphoric=is_anaphoric(parsed, group),
        singly=bool(group.members) and all(m.form in {Form.SINGULAR, Form.NAME} for m in group.members),
        noun=group.noun,
        group=group.first,
        order=mention.hit.first,
    )


def _is_before_opening(reading: _Reading, mention: Mention, mentions: Sequence[Mention], setting: Setting) -> bool:
    """Whether a figure of a text without a date lies before what its first sentences report."""
    if setting.opening is None or mention.total:
        return False
    return setting.opening.lies_before(reading.parsed, stretch_of(mention, mentions, reading.words))


def _quantity(mention: Mention, scope: Scope) -> Quantity:
    if scope.polarity == "zero":
        return Quantity(0, 0, 0)
    return mention.quantity


def _evidence(reading: _Reading, mention: Mention) -> Evidence:
    sentence = reading.sentence
    return Evidence(
        field=reading.field,
        sentence=sentence.text,
        start=sentence.start,
        end=sentence.end,
        quoted=_quoted(reading, mention),
    )


def _circumstances(
    reading: _Reading, mention: Mention, mentions: Sequence[Mention], scope: Scope
) -> tuple[Place | None, EventTime | None]:
    stretch = stretch_of(mention, mentions, reading.words)
    place = spot_for(reading.spots, stretch)
    if mention.total or _found_later(reading.parsed, mention):
        return place, event_day(reading.times)
    times = reading.times if mention.previous is None else _without_those_before(reading, mention)
    return place, time_for(reading.parsed, stretch, times, lasting=scope.kind == "cumulative")


def _without_those_before(reading: _Reading, mention: Mention) -> tuple[When, ...]:
    """Leave out the days of the earlier figure: "212, up from 180 on Monday"."""
    return tuple(when for when in reading.times if "from" not in reading.parsed.words(mention.group.last, when.first))


def _found_later(parsed: Parsed, mention: Mention) -> bool:
    """Whether the time is that of a find: bodies are found after the deaths."""
    words = parsed.words(0, len(parsed.tokens))
    return mention.hit.entry.inflected.startswith("body") and not cues.FINDING.isdisjoint(words)


def _attribution(reading: _Reading, mention: Mention, setting: Setting) -> tuple[Attribution, ...]:
    source = govern(reading.sources, mention.group.first)
    if source is None:
        return ()
    return setting.voices.last() if source.pronoun else source.chain


def _standing(reading: _Reading, setting: Setting) -> tuple[Attribution, ...]:
    """Give the office that spoke shortly before, where the sentence itself names nobody."""
    return () if reading.field == "title" else setting.voices.standing(reading.sentence.paragraph)

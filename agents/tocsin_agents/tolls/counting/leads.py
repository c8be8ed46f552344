"""Leads: what one article says about one measure, the figure that each of its sources stands for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tocsin_agents.tolls.counting.rivals import headline_says, in_headline, recalled, set_against, somebody_says
from tocsin_agents.tolls.counting.sayings import Said
from tocsin_agents.tolls.reading.figures import agree
from tocsin_agents.tolls.reading.origins import of_one_body

__all__ = ["leads_of", "overruled", "telling"]


def leads_of(totals: Sequence[Said]) -> list[Said]:
    """Choose what one article says: of every source, the figure it leads with.

    The article's own words count for themselves only when it opens its body with a figure nobody in it is named for. A
    figure that was given before, or that another spokesman of the same body gives of a part, leads nothing.
    """
    voices: dict[tuple[str, str], Said] = {}
    victims = [said for said in totals if not _perpetrators(said) and not _revoked(said, totals)]
    for said in sorted(victims or totals, key=telling):
        first = next((each for each in voices.values() if each.origin.name == said.origin.name), None)
        if first is None or _differs_from(said, first):
            voices.setdefault((said.origin.name, said.origin.voice), said)
    heard = list(_rivals(list(voices.values())))
    named = sorted((said for said in heard if said.origin.attributed), key=lambda said: said.order)
    own = [said for said in heard if not said.origin.attributed]
    if named:
        own = [said for said in own if _leads_the_body(said, named)]
    return sorted([*own, *_distinct(named)], key=lambda said: said.order)


def overruled(totals: Sequence[Said], leads: Sequence[Said]) -> Iterator[Said]:
    """Give what the article says besides its leads, without mere repetitions of them."""
    met = [said.figure for said in leads]
    for said in totals:
        if said not in leads and not any(agree(said.figure, figure) for figure in met):
            met.append(said.figure)
            yield said


def telling(said: Said) -> tuple[bool, bool, bool, bool, tuple[bool, int, str]]:
    """Order the figures of an article by how likely it leads with them: one person alone is mostly one of more."""
    toll = said.claim.kind == "period_total"
    alone = said.figure.lead == 1 and not in_headline(said.claim)
    return (recalled(said.claim), said.figure.vague, not toll, alone, said.place_in_article)


def _rivals(voices: Sequence[Said]) -> Iterator[Said]:
    """Leave out smaller figures than the first which no words hand on from somebody: those are of some of the dead.

    "Four of the soldiers had been beheaded" is no account against the 23 that the army speaks of, whoever is quoted near it.
    """
    first = min(voices, key=telling, default=None)
    for said in voices:
        smaller = first is not None and (said.figure.lead or 0) < (first.figure.lead or 0)
        if not smaller or not said.origin.attributed or somebody_says(said.claim) or set_against(said.claim):
            yield said


def _differs_from(said: Said, first: Said) -> bool:
    """Say whether a source gives a second figure that goes against its first: two spokesmen of two bodies, or words that say so."""
    if recalled(said.claim) or said.origin.voice == first.origin.voice:
        return False
    return not of_one_body(said.origin, first.origin) or set_against(said.claim)


def _revoked(said: Said, totals: Sequence[Said]) -> bool:
    """Say whether a figure was given before by those who give another one now."""
    return recalled(said.claim) and any(
        other.origin.name == said.origin.name and not recalled(other.claim) for other in totals
    )


def _perpetrators(said: Said) -> bool:
    return said.claim.victim is not None and said.claim.victim.class_ == "perpetrator"


def _leads_the_body(said: Said, named: Sequence[Said]) -> bool:
    if headline_says(said.claim) and not any(agree(said.figure, other.figure) for other in named):
        return not said.figure.vague
    in_body = [words.start for words in said.claim.evidence if words.field == "body"]
    others = [words.start for words in named[0].claim.evidence if words.field == "body"]
    first = bool(in_body) and (not others or min(in_body) < min(others))
    return first and not any(agree(said.figure, other.figure) for other in named)


def _distinct(named: Sequence[Said]) -> list[Said]:
    """Keep one of several spokesmen of a source who say the same."""
    kept: list[Said] = []
    for said in sorted(named, key=lambda said: said.figure.vague):
        if not any(said.origin.name == other.origin.name and agree(said.figure, other.figure) for other in kept):
            kept.append(said)
    return kept

"""Evidence that two reports are of one event, beyond a place and a date that fit: figures that one has from the other."""

from __future__ import annotations

from tocsin_agents.tolls.reading.figures import Figure, agree
from tocsin_agents.tolls.reading.reports import Report

__all__ = ["continues", "only_vague_of", "share_a_figure", "share_figures", "share_measures", "tells"]

LEAST_TELLING = 3
"""Two articles that count one or two victims on one day may well mean different ones; from three on a shared figure tells.
A choice of this project."""


UNMISTAKABLE = 10
"""Two articles with one such figure mean the same thing even where they differ about the place or the day. A choice of this
project."""


def tells(report: Report, other: Report) -> bool:
    """Say whether the figures of one report point to the other."""
    return continues(report, other) or continues(other, report) or share_a_figure(report, other)


def continues(report: Report, earlier: Report) -> bool:
    """Say whether a report revises a figure that an earlier one gave: "rose to 31 from 26"."""
    if earlier.published > report.published:
        return False
    return any(number in earlier.figures.get(measure, ()) for measure, number in report.replaced)


def share_a_figure(report: Report, other: Report) -> bool:
    """Say whether both give one and the same telling figure for a measure."""
    least = 0 if report.article_id == other.article_id else LEAST_TELLING
    for measure, numbers in report.figures.items():
        common = numbers & other.figures.get(measure, frozenset())
        if common and max(common) >= least:
            return True
    return False


def share_figures(report: Report, other: Report) -> bool:
    """Say whether both give one large figure, or figures of several measures: more than chance would have it."""
    return max(_shared(report, other), default=0) >= UNMISTAKABLE or share_measures(report, other)


def share_measures(report: Report, other: Report) -> bool:
    """Say whether both give the same figures for several measures: "4 dead and 3 hurt"."""
    shared = _shared(report, other)
    return len(shared) > 1 and max(shared) >= LEAST_TELLING


def _shared(report: Report, other: Report) -> list[int]:
    common = [numbers & other.figures.get(measure, frozenset()) for measure, numbers in report.figures.items()]
    return [max(numbers) for numbers in common if numbers]


def only_vague_of(report: Report, other: Report) -> bool:
    """Say whether a report gives no number but "dozens" or so, and none that the other contradicts."""
    own = [(claim.measure, Figure.of(claim)) for claim in report.claims]
    if not all(figure.vague for _, figure in own):
        return False
    theirs = [(claim.measure, Figure.of(claim)) for claim in other.claims]
    fitting = [agree(mine, figure) for measure, mine in own for kind, figure in theirs if measure == kind]
    return bool(fitting) and all(fitting)

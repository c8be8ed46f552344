"""Records as text for a terminal. Article text is untrusted: control characters never reach the terminal."""

from __future__ import annotations

import json
import textwrap
import unicodedata
from collections.abc import Iterator

from pydantic import BaseModel
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from tocsin.records import Alert, Claim, Statement

__all__ = ["estimate", "plain", "render"]

COLOURS = {"Extreme": "bold white on red", "Severe": "bold red", "Moderate": "yellow", "Minor": "cyan"}
QUOTE_CHARACTERS = 400


def render(record: BaseModel) -> RenderableType:
    """Give what a person wants to see of a record."""
    if isinstance(record, Alert):
        return _alert(record)
    if isinstance(record, Claim):
        return _claim(record)
    # Not pydantic's own JSON, which a lone surrogate stops.
    fields = json.dumps(
        record.model_dump(mode="json", exclude_defaults=True), ensure_ascii=False, separators=(",", ":")
    )
    return Text(textwrap.shorten(plain(fields), 500, placeholder=" ..."))


def plain(text: str) -> str:
    """Make text safe for a terminal: control and format characters become spaces."""
    return "".join(" " if unicodedata.category(c) in {"Cc", "Cf", "Co", "Cs"} else c for c in text)


def estimate(low: int | None, best: int | None, high: int | None) -> str:
    """Say a claim's numbers in words: 26, at least 26, up to 50, 20 to 25, about 70."""
    if low is not None and low == high:
        return f"{low:,}"
    if low is not None:
        return f"at least {low:,}" if high is None else f"{low:,} to {high:,}"
    if high is not None:
        return f"up to {high:,}"
    return "an unknown number" if best is None else f"about {best:,}"


def _alert(alert: Alert) -> RenderableType:
    head = Text.assemble((plain(alert.headline), COLOURS.get(alert.severity, "bold")))
    rules = plain(", ".join(alert.rules))
    facts = [alert.state, f"revision {alert.revision}", rules, alert.severity, alert.certainty]
    if alert.grade:
        facts.append(alert.grade)
    facts.append(f"{alert.sources} independent source{'' if alert.sources == 1 else 's'}")
    if alert.status != "Actual":
        facts.append(alert.status)
    lines: list[RenderableType] = [head, Padding(Text(" · ".join(facts), style="dim"), (0, 0, 0, 2))]
    lines += [line for statement in alert.statements for line in _statement(statement)]
    lines += _parts(alert)
    return Group(*lines, "")


def _statement(statement: Statement) -> Iterator[RenderableType]:
    said_by = " citing ".join(plain(link.name or link.type) for link in statement.attribution)
    outlet = plain(statement.source or "an unnamed outlet")
    who = f"{said_by}, in {outlet}" if said_by else outlet
    number = estimate(statement.low, statement.best, statement.high)
    earlier = " (superseded)" if statement.superseded else ""
    title = f": {plain(statement.title)}" if statement.title else ""
    yield Text(f"  {number} - {who}{title}{earlier}  [article {plain(statement.article_id)}]")
    if statement.quote:
        quote = textwrap.shorten(plain(statement.quote), QUOTE_CHARACTERS, placeholder=" ...")
        yield Padding(Text(f"“{quote}”", style="italic"), (0, 0, 0, 6))


def _parts(alert: Alert) -> Iterator[RenderableType]:
    totals = {statement.claim_id: statement for statement in alert.statements}
    for claim_id in dict.fromkeys(part.part_of for part in alert.parts):
        total = totals.get(claim_id or "")
        parts = [part for part in alert.parts if part.part_of == claim_id]
        if total is None or not parts:
            continue
        listed = " + ".join(
            f"{estimate(part.low, part.best, part.high)}{f' {plain(part.place)}' if part.place else ''}"
            for part in parts
        )
        sums = " = " if total.parts_sum else ", of "
        whole = estimate(total.low, total.best, total.high) if total.best is None else f"{total.best:,}"
        yield Text(f"  {listed}{sums}{whole}")


def _claim(claim: Claim) -> RenderableType:
    where = claim.place.text if claim.place else "place unknown"
    when = claim.event_time.start if claim.event_time and claim.event_time.start else "date unknown"
    number = estimate(claim.low, claim.best, claim.high)
    flags = "" if claim.alertable else f" [{claim.kind}, {claim.polarity}, {claim.modality}, {claim.temporal_role}]"
    lines: list[RenderableType] = [Text(f"{claim.measure} {number} - {plain(where)}, {when}{flags}")]
    lines += [Padding(Text(f"“{plain(e.sentence)}”", style="italic"), (0, 0, 0, 6)) for e in claim.evidence[:1]]
    return Group(*lines)

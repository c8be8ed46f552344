"""A claim before the document is weighed as a whole: one mention with its scope, source, time and place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tocsin import Attribution, EventTime, Evidence, Measure, Place, Victim
from tocsin_agents.casualties.meaning.kinds import Kind
from tocsin_agents.casualties.meaning.polarity import Polarity
from tocsin_agents.casualties.meaning.scope import Modality
from tocsin_agents.casualties.people.groups import Form
from tocsin_agents.casualties.people.quantities import Quantity

__all__ = ["Draft"]


@dataclass(frozen=True, slots=True)
class Draft:
    """One assertion as one sentence makes it; `key` is unique in its article, in the order of the text."""

    key: int
    measure: Measure
    quantity: Quantity
    form: Form
    rule: str
    sentence: int
    """Number of the sentence; the title is before the first."""
    evidence: tuple[Evidence, ...]
    paragraph: int = 0
    """Number of the paragraph of the body, from 1; that of the title is 0."""
    count_text: str = ""
    unit: Literal["person", "family", "household"] = "person"
    kind: Kind = "incident"
    polarity: Polarity = "affirmed"
    modality: Modality = "asserted"
    role: Literal["current", "background"] = "current"
    part_of: int | None = None
    """Key of the draft that this is a part of."""
    subset: bool = False
    residual: bool = False
    """The rest of a total: "the other 14 deaths"."""
    rising: bool = False
    """Said to replace an earlier figure: "has since risen to 19"."""
    former: bool = False
    """Said before, and so no longer the figure: "officials had earlier said nine"."""
    previous: Quantity | None = None
    victim: Victim | None = None
    includes_perpetrator: bool | None = None
    attribution: tuple[Attribution, ...] = ()
    standing: tuple[Attribution, ...] = ()
    """The office that spoke shortly before, where its own sentence names nobody."""
    place: Place | None = None
    time: EventTime | None = None
    elsewhere: bool = False
    in_series: bool = False
    """In a paragraph that sets the event in a row with others: "it was the third attack in a week"."""
    weak: bool = False
    """Says less than any other trigger: "was shot"."""
    victims: bool = False
    """Some of "the victims", of whatever harm the article tells."""
    attacker: bool = False
    """Counts those who did it: no part of the figure of their victims."""
    also: bool = False
    """Told as one more fate beside another: "the driver also died"."""
    anaphoric: bool = False
    """Speaks of somebody named before: "he", "the driver"."""
    singly: bool = False
    """Its people are named one by one: "Rosa Ruiz, 66, and Ana Ruiz, 64"."""
    noun: str = ""
    """The noun, or the pronoun, that its people are called by."""
    group: int = 0
    """Token in its sentence at which its people are named."""
    order: int = 0
    """Token in its sentence at which the harm is named."""

    @property
    def titled(self) -> bool:
        """Whether only the headline says so."""
        return all(span.field == "title" for span in self.evidence)

    @property
    def counted(self) -> bool:
        """Whether the text gives a number, and not only a noun."""
        return self.form in {Form.NUMBER, Form.ZERO}

    @property
    def stands_alone(self) -> bool:
        """Whether it is a figure of its own: current, affirmed, and no part of another."""
        return (
            self.part_of is None and not self.subset and self.polarity == "affirmed" and self.role == "current"
            and self.kind in {"incident", "period_total", "increment"}
        )  # fmt: skip

"""What a user may set about tolls."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

__all__ = ["Policy", "TollSettings"]

Policy = Literal["conservative", "latest", "most_sources", "most_specific"]


class TollSettings(BaseModel):
    """How the best figure is chosen, when events close, and how much of them is shown."""

    policy: Policy = Field(default="latest", description="How the best figure is chosen.")
    quiet_days: int = Field(
        default=14, ge=1, description="An event closes when nothing was published for so many days."
    )
    keep_claims: int = Field(
        default=10_000,
        ge=0,
        description="No event closes while one of the latest so many claims is about it, however old it is: archives "
        "are not always in the order of time.",
    )
    most_closed: int = Field(
        default=100_000, ge=1, description="Closed events that are known for such, so that late claims tell nothing."
    )
    most_statements: int = Field(default=100, ge=1, description="Statements shown in a toll; all of them count.")

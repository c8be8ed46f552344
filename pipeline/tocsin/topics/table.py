"""The one table of topics: what is on each, how it is keyed, split and kept.

Partitions follow the work: reading text needs no memory of other articles and scales by adding members; deciding needs
order and memory, is cheap, and reads topics of one partition.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel

from tocsin.errors import TopicError
from tocsin.records import Alert, AnyRecord, Article, Claim, DeadLetter, Duplicate, Entities, Handled, Story, Toll

__all__ = [
    "ALERTS",
    "ARTICLES",
    "BUILT_IN",
    "CLAIMS",
    "DEADLETTERS",
    "DUPLICATES",
    "ENTITIES",
    "HANDLED",
    "STORIES",
    "TOLLS",
    "UNIQUE",
    "Topic",
    "alerts_of",
]

DAY_MS = 24 * 60 * 60 * 1000
"""Milliseconds in a day."""

NAME = re.compile(r"[a-zA-Z0-9._-]{1,200}")
"""Kafka's own alphabet; 249 characters less room for a prefix."""

Cleanup = Literal["delete", "compact", "compact,delete"]


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic: its name without the prefix, the record on it, and how Kafka keeps it.

    `key` names the field of the record that is the message key. `cleanup` is Kafka's `cleanup.policy`. `retention_ms` is
    in milliseconds; None keeps records for ever (compacted topics keep the last record of each key in any case).
    """

    name: str
    record: type[BaseModel]
    key: str = "id"
    partitions: int = 1
    cleanup: Cleanup = "delete"
    retention_ms: int | None = 30 * DAY_MS
    summary: str = ""

    def __post_init__(self) -> None:
        """Refuse a name Kafka would refuse, a key the record lacks, or no partition."""
        if not NAME.fullmatch(self.name):
            raise TopicError(
                f"{self.name!r} is not a topic name.",
                hint="Use letters, digits, dots, hyphens and underscores, 200 characters at most.",
            )
        if self.partitions < 1:
            raise TopicError(
                f"Topic {self.name} is declared with {self.partitions} partitions.", hint="Give 1 or more."
            )
        if self.key not in self.record.model_fields and not issubclass(self.record, AnyRecord):
            raise TopicError(
                f"Topic {self.name} is keyed by {self.key!r}, which {self.record.__name__} does not have.",
                hint=f"Name one of its fields: {', '.join(self.record.model_fields)}.",
            )


ARTICLES = Topic("articles", Article, summary="Every article as it came in.")
UNIQUE = Topic("articles.unique", Article, partitions=6, summary="Articles that say something new.")
DUPLICATES = Topic(
    "duplicates", Duplicate, key="canonical_id", summary="Links from copies and revisions to the original."
)
ENTITIES = Topic("entities", Entities, key="article_id", summary="People, organisations and places of an article.")
STORIES = Topic("stories", Story, key="article_id", summary="Which story each article belongs to.")
CLAIMS = Topic("claims", Claim, key="article_id", summary="Casualty claims, one an assertion.")
TOLLS = Topic(
    "tolls",
    Toll,
    key="event_key",
    cleanup="compact",
    retention_ms=None,
    summary="The fused estimate of one event and measure.",
)
ALERTS = Topic("alerts", Alert, cleanup="compact,delete", retention_ms=365 * DAY_MS, summary="Every alert.")
DEADLETTERS = Topic(
    "deadletters",
    DeadLetter,
    retention_ms=90 * DAY_MS,
    summary="Records that an agent could not process: the original bytes, the reason in headers.",
)

HANDLED = Topic(
    "deadletters.handled",
    Handled,
    key="letter_id",
    cleanup="compact",
    retention_ms=None,
    summary="Which dead letters were sent again or given up.",
)

BUILT_IN: dict[str, Topic] = {
    topic.name: topic
    for topic in (ARTICLES, UNIQUE, DUPLICATES, STORIES, ENTITIES, CLAIMS, TOLLS, ALERTS, DEADLETTERS, HANDLED)
}
"""The topics everyone can name by string."""


def alerts_of(rule: str) -> Topic:
    """Give the topic of one alert rule: `alerts.<rule>`."""
    return Topic(
        f"alerts.{rule}",
        Alert,
        cleanup=ALERTS.cleanup,
        retention_ms=ALERTS.retention_ms,
        summary=f"Alerts that the rule {rule} raised or takes part in.",
    )

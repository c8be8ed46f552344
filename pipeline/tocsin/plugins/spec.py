"""What an agent declares about itself: enough to wire it, document it and check it, without running it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pydantic import BaseModel

from tocsin.errors import PluginError
from tocsin.topics.table import BUILT_IN, Topic

__all__ = ["Spec"]

AGENT_NAME = re.compile(r"[a-z][a-z0-9-]{0,63}")

STORE_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")
"""No colon: in the changelog it stands between store and key."""


@dataclass(frozen=True, slots=True)
class Spec:
    """The declaration of an agent.

    `consumes` and `produces` give topics: by name (without prefix) where the topic is built in or declared by another
    agent that runs beside this one, or as a `Topic` of the agent's own. All that are consumed must have the same number of
    partitions, so that records with one key meet in one place.
    `state` names stores for agents that remember; each partition of the input has its own. `settings` is a pydantic model
    with a default for every field; the agent is then constructed with an instance of it.
    """

    name: str
    summary: str
    consumes: tuple[Topic | str, ...]
    produces: tuple[Topic | str, ...] = ()
    state: tuple[str, ...] = ()
    settings: type[BaseModel] | None = None
    version: str = "1"
    batch: int = 100
    """Most records that are handed over, and committed, together."""
    inputs: tuple[str, ...] = field(init=False)
    """The names of the topics in `consumes`."""
    outputs: tuple[Topic, ...] = field(init=False)
    """`produces`, with the names of built-in topics resolved."""

    def __post_init__(self) -> None:
        """Refuse what could not work, with the sentence an author needs."""
        if not AGENT_NAME.fullmatch(self.name):
            raise PluginError(
                f"{self.name!r} is not an agent name.",
                hint="Use lower-case letters, digits and hyphens, a letter first.",
            )
        self._check_tuples()
        if self.batch < 1:
            raise PluginError(f"Agent {self.name} asks for batches of {self.batch}.", hint="Give 1 or more.")
        object.__setattr__(self, "inputs", tuple(t.name if isinstance(t, Topic) else t for t in self.consumes))
        object.__setattr__(self, "outputs", tuple(self._resolve(topic) for topic in self.produces))

    def _check_tuples(self) -> None:
        if isinstance(self.consumes, str | Topic) or not self.consumes:
            raise PluginError(
                f"Agent {self.name} consumes nothing it could read.",
                hint='Give a tuple of topic names: consumes=("articles.unique",).',
            )
        if isinstance(self.produces, str | Topic):
            raise PluginError(
                f"Agent {self.name} does not give what it produces as a tuple.",
                hint='Give a tuple of topics: produces=("claims",).',
            )
        if isinstance(self.state, str) or not all(STORE_NAME.fullmatch(store) for store in self.state):
            raise PluginError(
                f"Agent {self.name} cannot have stores named {self.state!r}.",
                hint='Give a tuple of names of letters, digits, hyphens and underscores: state=("counts",).',
            )

    def _resolve(self, topic: Topic | str) -> Topic:
        if isinstance(topic, Topic):
            return topic
        if topic in BUILT_IN:
            return BUILT_IN[topic]
        raise PluginError(
            f"Agent {self.name} produces {topic!r}, which is not a built-in topic.",
            hint=f'Declare it: Topic("{topic}", YourRecord). Built in: {", ".join(BUILT_IN)}.',
        )

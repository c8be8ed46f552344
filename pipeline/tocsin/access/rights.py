"""What the user of an agent must be allowed on a cluster with ACLs, and nothing more: worked out from the agent's Spec.

| for | rights |
| --- | --- |
| a topic it reads | read; describe its configuration, to compare it with what is declared |
| a topic it writes, the dead letters among them | write; describe its configuration |
| its changelog, if it remembers anything | read and write; describe its configuration |
| its consumer group | read: join, commit and ask what is committed |
| its transactional ids, one a partition | write: a transaction for each batch |

Topics are created by somebody else (`tocsin topics ensure`), who needs the right to create and describe them.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from tocsin.engine.changelog import changelog_topic
from tocsin.plugins.spec import Spec
from tocsin.plugins.wiring import Wiring
from tocsin.settings import Settings
from tocsin.topics.table import DEADLETTERS

__all__ = ["Right", "agent_rights", "as_commands"]

Resource = Literal["topic", "group", "transactional-id"]
Operation = Literal["Read", "Write", "DescribeConfigs"]


@dataclass(frozen=True, slots=True, order=True)
class Right:
    """One operation on one thing of the cluster, named as `kafka-acls` names them; the name is the whole one."""

    resource: Resource
    name: str
    operation: Operation

    def __str__(self) -> str:
        return f"{self.operation} on {self.resource} {self.name}"

    def as_json(self, principal: str) -> dict[str, str]:
        """Give the ACL that grants it, in the words of Kafka's own ACLs."""
        return {
            "principal": principal,
            "host": "*",
            "permission": "ALLOW",
            "resource_type": self.resource.upper().replace("-", "_"),
            "pattern_type": "LITERAL",
            "resource_name": self.name,
            "operation": self.operation,
        }


def agent_rights(spec: Spec, wiring: Wiring, settings: Settings) -> tuple[Right, ...]:
    """Give the rights that an agent needs, in the order of what they are about."""
    reads = [settings.topic(name) for name in spec.inputs]
    writes = [settings.topic(topic.name) for topic in (*spec.outputs, DEADLETTERS)]
    if spec.state:
        changelog = settings.topic(changelog_topic(spec.name))
        reads.append(changelog)
        writes.append(changelog)
    group = settings.topic(spec.name)
    rights = {
        *(Right("topic", name, "Read") for name in reads),
        *(Right("topic", name, "Write") for name in writes),
        *(Right("topic", name, "DescribeConfigs") for name in (*reads, *writes)),
        Right("group", group, "Read"),
        *(Right("transactional-id", f"{group}-{number}", "Write") for number in range(wiring.partitions(spec))),
    }
    return tuple(sorted(rights))


def as_commands(rights: Iterable[Right], principal: str) -> Iterator[str]:
    """Write rights as calls of Kafka's `kafka-acls`, one for each thing, without the options that say which cluster."""
    for (resource, name), group in groupby(rights, key=lambda right: (right.resource, right.name)):
        operations = " ".join(f"--operation {right.operation}" for right in group)
        yield (
            f"kafka-acls --add --allow-principal {shlex.quote(principal)} {operations} --{resource} {shlex.quote(name)}"
        )

"""Drawing the wiring: as text, as Mermaid, as JSON. From declarations alone; nothing is run."""

from __future__ import annotations

from tocsin.plugins.spec import Spec
from tocsin.plugins.wiring import Wiring
from tocsin.records.codec import dump_json

__all__ = ["draw_json", "draw_mermaid", "draw_text", "in_flow_order"]


def draw_text(wiring: Wiring) -> str:
    """Draw one line for each agent, in the order the records flow."""
    width = max((len(_inputs(spec.inputs)) for spec in wiring.specs), default=0)
    lines = []
    for spec in in_flow_order(wiring):
        outputs = ", ".join(topic.name for topic in spec.outputs) or "nothing"
        lines.append(f"{_inputs(spec.inputs):>{width}} -> [{spec.name}] -> {outputs}")
    return "\n".join(lines)


def draw_mermaid(wiring: Wiring) -> str:
    """Draw a Mermaid flowchart: agents as boxes, topics as rounded ones."""
    lines = ["flowchart LR"]
    for spec in in_flow_order(wiring):
        agent = f"{_node(spec.name)}_agent[{spec.name}]"
        lines += [f"    {_node(name)}([{name}]) --> {agent}" for name in spec.inputs]
        lines += [f"    {agent} --> {_node(topic.name)}([{topic.name}])" for topic in spec.outputs]
    return "\n".join(lines)


def draw_json(wiring: Wiring) -> str:
    """Give agents and topics with who reads and writes them."""
    agents = [
        {"name": spec.name, "consumes": list(spec.inputs), "produces": [topic.name for topic in spec.outputs]}
        for spec in in_flow_order(wiring)
    ]
    topics = [
        {
            "name": topic.name,
            "record": topic.record.__name__,
            "key": topic.key,
            "partitions": topic.partitions,
            "written_by": list(wiring.writers(topic.name)),
            "read_by": list(wiring.readers(topic.name)),
        }
        for topic in wiring.topics()
    ]
    return dump_json({"agents": agents, "topics": topics}, indent=True).decode()


def _inputs(names: tuple[str, ...]) -> str:
    return " + ".join(names)


def _node(name: str) -> str:
    return name.replace(".", "_").replace("-", "_")


def in_flow_order(wiring: Wiring) -> list[Spec]:
    """Agents after those whose topics they read; where agents form a cycle, as they were given."""
    waiting = list(wiring.specs)
    ordered: list[Spec] = []
    while waiting:
        done = {spec.name for spec in ordered}
        ready = [
            spec for spec in waiting if all(set(wiring.writers(name)) <= done | {spec.name} for name in spec.inputs)
        ]
        ordered += ready or waiting[:1]
        waiting = [spec for spec in waiting if spec not in ordered]
    return ordered

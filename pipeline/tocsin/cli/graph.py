"""`tocsin graph`: how agents and topics fit together."""

from __future__ import annotations

import click

from tocsin.cli.wiring import load_each
from tocsin.plugins.graph import draw_json, draw_mermaid, draw_text
from tocsin.plugins.wiring import Wiring


@click.command()
@click.argument("agents", nargs=-1)
@click.option("--format", "form", type=click.Choice(["text", "mermaid", "json"]), default="text", show_default=True)
def command(agents: tuple[str, ...], form: str) -> None:
    """Check that the agents fit together, and draw them with their topics. Exits with 1 when they do not.

    Without AGENTS, every installed one; a loose file is named module:Class.

    \b
    tocsin graph
    tocsin graph --format mermaid dedup casualties floods:Floods
    """
    wiring = Wiring([agent.spec for agent in load_each(agents)])
    click.echo({"text": draw_text, "mermaid": draw_mermaid, "json": draw_json}[form](wiring))
    for remark in wiring.remarks:
        click.echo(remark, err=True)

"""`tocsin top`: a table for people, JSON lines for programs."""

import io
import json
import os

from rich.console import Console

from tests.commands import Tocsin
from tocsin.cli.top import table
from tocsin.operation.roster import Roster
from tocsin.operation.top import Row
from tocsin.settings import Settings


def drawn(*rows: Row) -> list[str]:
    output = io.StringIO()
    Console(file=output, width=160, color_system=None).print(table(rows))
    return output.getvalue().splitlines()


def test_where_no_agent_runs_it_says_what_starts_them(tocsin: Tocsin) -> None:
    done = tocsin("top", "--every", "0.2")
    assert (done.status, done.out) == (1, "")
    assert "`tocsin up` starts them" in done.err


def test_in_a_pipe_each_process_is_a_line_of_json(tocsin: Tocsin) -> None:
    with Roster(Settings()).entered(agent="floods", version="1", member="0", address=""):
        done = tocsin("top", "--every", "0.2")
    assert done.status == 0
    [line] = map(json.loads, done.out.splitlines())
    assert (line["agent"], line["member"], line["state"], line["pid"]) == ("floods", "0", "silent", os.getpid())
    assert line.keys() == Row.__dataclass_fields__.keys()


def test_the_table_has_a_row_for_each_process_and_leaves_out_what_is_not_known() -> None:
    heading, serving, down = drawn(
        Row("floods", "0", "serving", "", 12.34, 1_234, 0.25, 1.5, 7, 2, 200 * 1024 * 1024),
        Row("rivers", "", "down", "Agent rivers holds 900 MiB.", restarts=3),
    )
    assert heading.split() == ["agent", "state", "rate/s", "lag", "p50", "s", "p99", "s", "dead", "restarts", "MiB"]
    assert serving.split() == ["floods-0", "serving", "12.3", "1,234", "0.250", "1.500", "7", "2", "200"]
    assert down.split() == ["rivers", "down", "3", "Agent", "rivers", "holds", "900", "MiB."]


def test_an_agent_cannot_write_on_the_terminal_through_its_reason() -> None:
    _, row = drawn(Row("floods", "", "down", "\x1b[2J[bold]gone[/bold]"))
    assert "\x1b" not in row
    assert "[bold]gone[/bold]" in row

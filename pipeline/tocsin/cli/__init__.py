"""`tocsin`, the command line: one module for each command, loaded only when it is called.

Results go to stdout, messages to stderr. Exit status: 0 well, 1 something failed, 2 wrong usage.
"""

from __future__ import annotations

import importlib
import os
import select
import sys
from collections.abc import Sequence

import click

from tocsin.access.secrets import redacted
from tocsin.clients import quiet_libraries
from tocsin.errors import TocsinError
from tocsin.mistakes import meant

__all__ = ["main"]

COMMANDS = {
    "agents": "agents",
    "alerts": "alerts",
    "broker": "broker",
    "dead": "dead",
    "deliver": "deliver",
    "demo": "demo",
    "doctor": "doctor",
    "graph": "graph",
    "ingest": "ingest",
    "new": "new",
    "page": "page",
    "replay": "replay",
    "rules": "rules",
    "run": "run",
    "schema": "schema",
    "seeds": "seeds",
    "silence": "silence",
    "subscribe": "subscribe",
    "top": "top",
    "topics": "topics",
    "trace": "trace",
    "try": "try_",
    "up": "up",
}
"""Command to the module in this package that holds it, as `command`."""


STDOUT = 1


class _Commands(click.Group):
    """The commands; listing them imports none but those whose help is shown."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return sorted(COMMANDS)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; one that is misspelt is told with the one that may be meant."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            if near := meant(args[0], COMMANDS):
                error.message = f"{error.message.rstrip('.')}. Did you mean {near}?"
            raise

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"tocsin.cli.{COMMANDS[cmd_name]}").command
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="tocsin")
@click.option("--debug", is_flag=True, help="Show tracebacks and every log line.")
@click.pass_context
def cli(context: click.Context, *, debug: bool) -> None:
    """Turn a stream of news articles into alerts about people killed, injured, missing or displaced.

    \b
    tocsin demo                      see the two seed articles become an alert
    tocsin up                        run every agent, on your Kafka or the embedded one
    """
    if os.environ.get("NO_COLOR"):
        context.color = False
    if debug:
        os.environ["TOCSIN_LOG_LEVEL"] = "debug"
    quiet_libraries(debug=debug)
    if any(name.startswith("TOCSIN_") for name in os.environ):
        from tocsin.cli.wiring import tell_strange_variables  # noqa: PLC0415 - it loads what --help need not pay

        tell_strange_variables(context.obj or ())


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit."""
    args = list(sys.argv[1:] if arguments is None else arguments)
    try:
        # Without its standalone mode click gives the status of ctx.exit() back, and exits with 0.
        sys.exit(cli.main(args=args, obj=tuple(args), prog_name="tocsin", standalone_mode=False))
    except TocsinError as error:
        if "--debug" in args[:1]:
            raise
        complain(error)
        sys.exit(1)
    except click.exceptions.Abort:
        sys.exit(130)
    except click.exceptions.Exit as leaving:
        sys.exit(leaving.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except SystemExit as leaving:
        # click makes a broken pipe a failure; that whoever read our output has had enough, as `head` has, is none.
        had_enough = isinstance(leaving.__context__, BrokenPipeError) and _nobody_reads()
        sys.exit(0 if had_enough else leaving.code)


def _nobody_reads() -> bool:
    output = select.poll()
    output.register(STDOUT, 0)
    return any(event & select.POLLERR for _, event in output.poll(0))


def complain(error: TocsinError) -> None:
    """Print what happened, and what to do about it, on stderr."""
    # There is no click context here that would know.
    colour = False if os.environ.get("NO_COLOR") else None
    click.secho(redacted(f"tocsin: {error.message}"), fg="red", err=True, color=colour)
    if error.hint:
        click.echo(redacted(error.hint), err=True)

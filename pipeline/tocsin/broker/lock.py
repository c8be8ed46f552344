"""The lock file of Kafka's jars: which jars make up the broker, and the SHA-256 sum of each.

To move to another version, change `coordinates` in `kafka.lock` and run `python -m tocsin.broker.relock`.
"""

import hashlib
import tomllib
from dataclasses import dataclass
from pathlib import Path

LOCK_FILE = Path(__file__).with_name("kafka.lock")
_HEADER = "# The jars of the embedded Kafka. Written by `python -m tocsin.broker.relock`; see there before editing.\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class LockedJar:
    """One jar: what it is called in Maven's terms, how long it is, and what it must hash to."""

    group: str
    artifact: str
    version: str
    size: int
    sha256: str

    @property
    def file_name(self) -> str:
        """Its name on disk, unique among the jars."""
        return f"{self.artifact}-{self.version}.jar"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """What was asked for, and every jar that this came to."""

    coordinates: tuple[str, ...]
    jars: tuple[LockedJar, ...]

    @property
    def kafka_version(self) -> str:
        """Kafka's version, as the first coordinate names it."""
        return self.coordinates[0].split(":")[2]

    @property
    def fingerprint(self) -> str:
        """A short name for exactly this set of jars."""
        return hashlib.sha256("".join(sorted(jar.sha256 for jar in self.jars)).encode()).hexdigest()[:12]


def read_lock(path: Path = LOCK_FILE) -> Lock:
    """Read a lock file."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    jars = []
    for entry in table["jar"]:
        group, artifact, version = entry["artifact"].split(":")
        jars.append(
            LockedJar(group=group, artifact=artifact, version=version, size=entry["size"], sha256=entry["sha256"])
        )
    return Lock(coordinates=tuple(table["coordinates"]), jars=tuple(jars))


def write_lock(lock: Lock, path: Path = LOCK_FILE) -> None:
    """Write `lock`, jars in the order of their names so that a change shows as a change."""
    lines = [_HEADER, "coordinates = ["]
    lines += [f'    "{coordinate}",' for coordinate in lock.coordinates]
    lines.append("]")
    for jar in sorted(lock.jars, key=lambda jar: jar.file_name):
        lines += ["", "[[jar]]", f'artifact = "{jar.group}:{jar.artifact}:{jar.version}"']
        lines += [f"size = {jar.size}", f'sha256 = "{jar.sha256}"']
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")

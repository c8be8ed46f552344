"""What it takes to run Kafka: a Java and Kafka's jars, found and checked."""

from dataclasses import dataclass
from pathlib import Path

from tocsin.broker.config import java_command
from tocsin.broker.jars import Report, ensure_jars
from tocsin.broker.java import Java, find_java
from tocsin.broker.lock import read_lock


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """A Java, and the class path of one version of Kafka."""

    java: Java
    class_path: tuple[Path, ...]
    version: str

    def command(self, main: str, *arguments: str, heap_megabytes: int) -> list[str]:
        """Give the command that runs the class `main` of Kafka's."""
        return java_command(self.java, self.class_path, heap_megabytes=heap_megabytes, main=[main, *arguments])


def ensure_parts(cache: Path, report: Report) -> Parts:
    """Find a Java, and download the jars unless `cache` has them."""
    lock = read_lock()
    java = find_java()
    return Parts(java=java, class_path=ensure_jars(lock, cache, report), version=lock.kafka_version)

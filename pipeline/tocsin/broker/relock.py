"""Write the lock file of Kafka's jars again, over the network, from the coordinates that it names.

    python -m tocsin.broker.relock

It resolves the coordinates afresh, downloads every jar and writes the sums. Review the difference as any change of
dependencies. Name nothing but Kafka and slf4j-simple: jgo also imports each coordinate as a bill of materials, and a
log4j one silently downgrades kafka-clients.
"""

import hashlib
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from jgo.maven import MavenContext
from jgo.parse import Coordinate

from tocsin.broker.lock import LOCK_FILE, Lock, LockedJar, read_lock, write_lock


def resolve(coordinates: Sequence[str]) -> Lock:
    """Resolve `coordinates` over the network and take the sums of the jars they come to."""
    with tempfile.TemporaryDirectory() as folder:
        # A folder of its own: what lies in ~/.m2 may have been put there by anything.
        context = MavenContext(repo_cache=Path(folder), timeout=60)
        asked = [
            context.create_dependency(replace(Coordinate.parse(coordinate), scope="compile"))
            for coordinate in coordinates
        ]
        inputs, transitive = context.resolver.resolve(asked)
        wanted = [*inputs, *(dependency for dependency in transitive if dependency.scope in {"compile", "runtime"})]
        jars = {}
        for artifact in (dependency.artifact for dependency in wanted):
            content = artifact.resolve().read_bytes()
            jar = LockedJar(
                group=artifact.groupId,
                artifact=artifact.artifactId,
                version=artifact.version,
                size=len(content),
                sha256=hashlib.sha256(content).hexdigest(),
            )
            jars[jar.file_name] = jar
    return Lock(coordinates=tuple(coordinates), jars=tuple(jars.values()))


def main() -> None:
    """Write the lock file again from the coordinates that it names."""
    lock = resolve(read_lock().coordinates)
    write_lock(lock)
    print(f"{len(lock.jars)} jars, {sum(jar.size for jar in lock.jars):,} bytes: {LOCK_FILE}")  # noqa: T201


if __name__ == "__main__":
    main()

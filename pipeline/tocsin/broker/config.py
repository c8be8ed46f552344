"""How the one node is configured: `server.properties` and the options of its Java machine."""

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tocsin.broker.java import Java
from tocsin.broker.listeners import Listener, SecuredListeners

NODE_ID = 1
HOST = "127.0.0.1"
# A record of 8 MiB, and room for the batch around it.
LARGEST_MESSAGE_BYTES = 8 * 1024 * 1024 + 64 * 1024
_FIRST_WITH_UNSAFE_WARNINGS = 24

_PROPERTIES = """\
# Written by Tocsin at every start; changes made here are lost.
process.roles=broker,controller
node.id={node}
controller.quorum.voters={node}@{host}:{controller_port}
listeners={listeners}
advertised.listeners={advertised}
listener.security.protocol.map={protocols}
inter.broker.listener.name=BROKER
controller.listener.names=CONTROLLER
log.dirs={log_directory}

# Topics are declared and created by Tocsin; a misspelt name must not become a topic.
auto.create.topics.enable=false
num.partitions=1
default.replication.factor=1
log.message.timestamp.type=LogAppendTime
message.max.bytes={largest}
replica.fetch.max.bytes={largest}

# One node holds the only replica of everything, and few partitions of its own books start quickest.
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=4
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
share.coordinator.state.topic.num.partitions=1

# After a crash the node waits until its former self counts as gone, nine seconds by default. Three proved long enough
# for two processors under sixteen busy processes and a disk that was being filled.
broker.session.timeout.ms=3000
broker.heartbeat.interval.ms=500

# Groups form at once, and a test may use a short session.
group.initial.rebalance.delay.ms=0
group.min.session.timeout.ms=1000

# A broker on a laptop may sleep for months: where each group has read to is kept for a year, records for thirty days
# unless their topic says otherwise, in segments small enough that old ones do go.
offsets.retention.minutes=525600
log.retention.hours=720
log.segment.bytes=67108864
offsets.topic.segment.bytes=16777216
transaction.state.log.segment.bytes=16777216
metadata.log.segment.bytes=16777216

# Small: the cleaner allocates its buffer at start, and each segment maps indexes of full size.
log.cleaner.enable=true
log.cleaner.dedupe.buffer.size=8388608
log.cleaner.io.buffer.size=131072
log.index.size.max.bytes=1048576
num.network.threads=2
num.io.threads=4
background.threads=4
group.coordinator.threads=2

# An idle controller writes a record every half second otherwise.
metadata.max.idle.interval.ms=5000
"""

_LOGGING = {
    "defaultLogLevel": "warn",
    "log.kafka.server.KafkaRaftServer": "info",
    "log.org.apache.kafka.common.utils.AppInfoParser": "info",
    "log.kafka.log.LogManager": "info",
    "showDateTime": "true",
    "dateTimeFormat": "yyyy-MM-dd'T'HH:mm:ss.SSSZ",
    "showThreadName": "false",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """The ports of the node, all on the loopback address."""

    broker: int
    controller: int
    advertised: int | None = None
    """The port that clients are told to connect to, when something on it passes their connections on to `broker`."""

    @property
    def bootstrap(self) -> str:
        """What a client gives as its bootstrap servers."""
        return f"{HOST}:{self.broker}"


def server_properties(ports: Ports, log_directory: Path, secured: SecuredListeners | None = None) -> str:
    """Write the node's configuration."""
    further = secured or SecuredListeners()
    listeners = (
        Listener(name="BROKER", port=ports.broker, advertised=ports.advertised or 0, protocol="PLAINTEXT"),
        Listener(name="CONTROLLER", port=ports.controller, protocol="PLAINTEXT"),
        *further.listeners,
    )
    written = _PROPERTIES.format(
        node=NODE_ID,
        host=HOST,
        controller_port=ports.controller,
        listeners=",".join(f"{each.name}://{HOST}:{each.port}" for each in listeners),
        advertised=",".join(f"{each.name}://{HOST}:{each.advertised or each.port}" for each in listeners),
        protocols=",".join(f"{each.name}:{each.protocol}" for each in listeners),
        log_directory=_escaped(str(log_directory)),
        largest=LARGEST_MESSAGE_BYTES,
    )
    return written + "".join(f"{name}={_escaped(value)}\n" for name, value in further.properties.items())


def java_command(java: Java, class_path: Sequence[Path], *, heap_megabytes: int, main: Sequence[str]) -> list[str]:
    """Give the command that runs the Java class `main[0]` with the arguments after it."""
    command = [
        str(java.executable),
        f"-Xmx{heap_megabytes}m",
        # Measured: the serial collector and the first compiler alone start in 1.2 s instead of 1.6 s, take 50 MB less,
        # and at thousands of small records a second use half the processor time.
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:+ExitOnOutOfMemoryError",
        # Its statistics live in a file in /tmp otherwise, and a slow disk there stops the world.
        "-XX:+PerfDisableSharedMem",
        "-Djava.awt.headless=true",
        *(f"-Dorg.slf4j.simpleLogger.{name}={value}" for name, value in _LOGGING.items()),
    ]
    if java.major >= _FIRST_WITH_UNSAFE_WARNINGS:
        # Scala and the compression libraries use what newer Javas warn about at every start.
        command += ["--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"]
    return [*command, "-cp", ":".join(map(str, class_path)), *main]


def java_environment() -> dict[str, str]:
    """Give the environment for Kafka's Java: the caller's, and what the machine needs set."""
    environment = os.environ | {"MALLOC_ARENA_MAX": "2"}  # glibc otherwise keeps an arena for each of fifty threads
    if sys.platform == "linux":
        environment["LC_ALL"] = "C.UTF-8"  # in a plain C locale Java cannot open a path with other letters than ASCII
    return environment


def _escaped(value: str) -> str:
    """Write the value of a Java property: a backslash escapes, and all but ASCII is given by number."""
    units = value.encode("utf-16-be")
    numbers = [int.from_bytes(units[at : at + 2]) for at in range(0, len(units), 2)]
    return "".join(chr(n) if 0x20 <= n < 0x7F and n != ord("\\") else f"\\u{n:04x}" for n in numbers)  # noqa: PLR2004

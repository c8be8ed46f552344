"""From a data directory and the parts to a broker that answers; the caller holds the directory's start lock."""

from tocsin.broker import process
from tocsin.broker.config import Ports, server_properties
from tocsin.broker.diagnosis import ended_for_want_of_a_port, why_it_ended
from tocsin.broker.listeners import SecuredListeners
from tocsin.broker.parts import Parts
from tocsin.broker.ports import choose_ports
from tocsin.broker.process import Server
from tocsin.broker.readiness import wait_until_ready
from tocsin.broker.storage import LEAST_FREE_TO_GO_ON_BYTES, DataDirectory
from tocsin.errors import BrokerError
from tocsin.files import replace_file

_ATTEMPTS = 3
_FORMAT_HEAP_MEGABYTES = 128


def launch(
    directory: DataDirectory, parts: Parts, secured: SecuredListeners, *, heap_megabytes: int, timeout: float
) -> Server:
    """Start a server on `directory`, on its usual ports or others, and wait until it answers."""
    directory.check_room()
    directory.check_unused()
    for attempt in range(_ATTEMPTS):
        ports = choose_ports(directory.path, afresh=attempt > 0)
        replace_file(directory.properties, server_properties(ports, directory.records, secured).encode())
        if not directory.is_formatted():
            tool = parts.command("kafka.tools.StorageTool", heap_megabytes=_FORMAT_HEAP_MEGABYTES)
            directory.format(tool, secured.format_arguments())
        server = _spawn(directory, parts, ports, heap_megabytes)
        if server is not None and attend(server, directory, timeout=timeout):
            return server
        process.forget(directory.path)
        # Between our look at a port and Kafka's own, another program may have taken it.
        if not ended_for_want_of_a_port(directory.server_log):
            break
    raise why_it_ended(directory.server_log)


def attend(server: Server, directory: DataDirectory, *, timeout: float) -> bool:
    """Wait until `server` answers: True when it does, False when it has ended, an error when it does neither."""

    def is_running() -> bool:
        return process.is_running(server, directory.properties)

    if wait_until_ready(server.ports, timeout=timeout, is_running=is_running):
        return True
    if not is_running():
        return False
    message = f"Kafka (process {server.pid}) runs but does not answer after {timeout:.0f} seconds."
    hint = f"It may be recovering after a crash: start again to go on waiting. Its log is {directory.server_log}."
    raise BrokerError(message, hint=hint)


def _spawn(directory: DataDirectory, parts: Parts, ports: Ports, heap_megabytes: int) -> Server | None:
    """Start the server process and record it; None when it ended at once."""
    command = parts.command("kafka.Kafka", str(directory.properties), heap_megabytes=heap_megabytes)
    pid = process.spawn(
        command, directory=directory.path, log=directory.server_log, least_free_bytes=LEAST_FREE_TO_GO_ON_BYTES
    )
    server = process.describe(pid, ports)
    if server is not None:
        # A death of ours before this line loses the record; `process.find_server` finds the server all the same.
        process.record(directory.path, server)
    return server

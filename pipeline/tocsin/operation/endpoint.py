"""Answers `/healthz`, `/readyz` and `/metrics` from threads of its own, so that it answers while everything else is busy.

It only reads, and nothing that is asked of it reaches the engine. On loopback it answers to local names alone: no page of
another site, opened in a browser on this machine, can read it under a name of its own.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import BaseServer
from typing import Any, cast

import structlog
from prometheus_client import CollectorRegistry
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from tocsin.engine.health import Health, Verdict
from tocsin.errors import SettingsError
from tocsin.records.codec import dump_json

__all__ = ["Endpoint"]

log = structlog.get_logger()

MOST_CONNECTIONS = 16
"""Answered at once; who comes while so many are being answered is turned away."""

PATIENCE_SECONDS = 5.0
"""How long a request may take to arrive, and an answer to be taken."""

LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})

Answer = tuple[int, str, bytes]
"""Status, content type, body."""


class Endpoint:
    """The HTTP endpoint of one agent's process. Use it as a context; `address` is then where it answers, `host:port`."""

    def __init__(self, agent: str, health: Health, registry: CollectorRegistry) -> None:
        self.address = ""
        self._agent = agent
        self._health = health
        self._registry = registry
        self._server: _Server | None = None
        self._paths: dict[str, Callable[[], Answer]] = {
            "/healthz": lambda: self._verdict(self._health.well()),
            "/readyz": lambda: self._verdict(self._health.ready()),
            "/metrics": lambda: (200, CONTENT_TYPE_LATEST, generate_latest(self._registry)),
        }

    def open(self, address: str) -> None:
        """Begin to answer at `host:port`; raises SettingsError when the host is none of this machine's.

        A port that is taken is no reason not to run the agent: another one is chosen, and a warning says so.
        """
        host, _, port = address.rpartition(":")
        try:
            self._server = _Server(host.strip("[]"), int(port), self.answer)
        except OSError as error:
            log.warning("operation_address_taken", address=address, error=error.strerror)
            try:
                self._server = _Server(host.strip("[]"), 0, self.answer)
            except OSError as further:
                raise SettingsError(
                    f"TOCSIN_OPERATION_ADDRESS: nothing can listen on {address}: {further.strerror}.",
                    hint="Name an address of this machine; 127.0.0.1:0 is the default.",
                ) from None
        self.address = f"{host}:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, args=(0.1,), name="operation", daemon=True).start()

    def close(self) -> None:
        """Answer no longer."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def answer(self, path: str) -> Answer:
        """Give the answer to one path."""
        found = self._paths.get(path.partition("?")[0])
        if found is None:
            return 404, "text/plain; charset=utf-8", f"There are {', '.join(self._paths)}.\n".encode()
        return found()

    def _verdict(self, verdict: Verdict) -> Answer:
        told = {"agent": self._agent, "status": "ok" if verdict.good else "unavailable", "reason": verdict.reason}
        return 200 if verdict.good else 503, "application/json", dump_json(told) + b"\n"


class _Server(ThreadingHTTPServer):
    """Listens on one address, and answers a bounded number at once."""

    daemon_threads = True

    def __init__(self, host: str, port: int, answer: Callable[[str], Answer]) -> None:
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.answer = answer
        self.local = _is_loopback(host)
        self._free = threading.BoundedSemaphore(MOST_CONNECTIONS)
        super().__init__((host, port), _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - as in the base class
        if self._free.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - as in the base class
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._free.release()

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - as in the base class
        """Say nothing: whoever asked has gone away, or sent what is no HTTP."""


class _Handler(BaseHTTPRequestHandler):
    timeout = PATIENCE_SECONDS

    def __init__(self, request: Any, client_address: Any, server: BaseServer) -> None:  # noqa: ANN401 - see above
        self.ours = cast(_Server, server)
        super().__init__(request, client_address, server)

    def do_GET(self) -> None:
        name = self.headers.get("Host", "").rpartition(":")[0] or self.headers.get("Host", "")
        if self.ours.local and name not in LOCAL_NAMES:
            self._send(403, "text/plain; charset=utf-8", b"This answers to localhost only.\n")
        else:
            self._send(*self.ours.answer(self.path))

    def do_HEAD(self) -> None:
        self.do_GET()

    def _send(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def version_string(self) -> str:
        return "tocsin"

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - as in the base class
        del format, arguments


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"

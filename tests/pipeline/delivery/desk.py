"""A news desk that notifications are posted to: a real HTTP server that keeps what came and answers as it is told."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

__all__ = ["TOKEN", "Desk"]

TOKEN = "s3cr3t-token"


class Desk:
    """What came, and what is answered."""

    def __init__(self) -> None:
        self.came: list[dict[str, Any]] = []
        self.answers: list[int] = []
        self.slow = threading.Event()
        self.slow.set()
        desk = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["content-length"])))
                desk.slow.wait(20)
                desk.came.append(body)
                self.send_response(desk.answers.pop(0) if desk.answers else 200)
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *_arguments: object) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"json://user:{TOKEN}@127.0.0.1:{self.server.server_address[1]}/desk"

    def close(self) -> None:
        """Answer no more."""
        self.slow.set()
        self.server.shutdown()
        self.server.server_close()

"""A webhook receiver: verifies with the library of Standard Webhooks, writes down what it accepts, and misbehaves on request.

    python receiver.py PORT FOLDER SECRET

Each path has a file of what came (id, and whether it was accepted); what it answers is in a plan, one answer a line, used up
in order: a status, `hang`, or nothing more for 204. Both survive its end.
"""

import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from standardwebhooks import Webhook

FOLDER = Path(sys.argv[2])
SECRET = sys.argv[3]
LOCK = threading.Lock()


class Receiver(BaseHTTPRequestHandler):
    """Answers by the plan."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        """Verify, answer, and write down."""
        name = self.path.strip("/")
        body = self.rfile.read(int(self.headers["content-length"]))
        answer = self._planned(name)
        try:
            Webhook(SECRET).verify(body, dict(self.headers.items()))
        except Exception:  # noqa: BLE001 - whatever the library finds wrong
            answer = "401"
        if answer == "hang":
            threading.Event().wait(3)
        alert = json.loads(body)["data"]
        line = {"id": self.headers["webhook-id"], "alert": alert["id"], "revision": alert["revision"], "answer": answer}
        with LOCK, (FOLDER / f"{name}.came").open("a") as came:
            came.write(json.dumps(line) + "\n")
        status, _, after = answer.partition(" ")
        self.send_response(int(status) if status.isdigit() else 503)
        if after:
            self.send_header("retry-after", after)
        self.send_header("content-length", "0")
        self.end_headers()

    def _planned(self, name: str) -> str:
        plan = FOLDER / f"{name}.plan"
        with LOCK:
            lines = plan.read_text().splitlines() if plan.exists() else []
            if lines:
                plan.write_text("\n".join(lines[1:]))
            return lines[0] if lines else "204"

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Receiver).serve_forever()

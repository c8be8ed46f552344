"""A Maven repository on this machine, with two small jars, so that downloads are tested without the network."""

import contextlib
import gc
import hashlib
import http.server
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tocsin.broker.lock import Lock, LockedJar

CONTENTS = {"red": b"red" * 1000, "green": b"green" * 400_000}


@dataclass
class Mirror:
    """The repository's state: what it serves, how slowly, and what it was asked for."""

    files: dict[str, bytes]
    delay: float = 0.0
    requests: Counter[str] = field(default_factory=Counter)


@pytest.fixture
def lock() -> Lock:
    jars = tuple(
        LockedJar(
            group="org.example",
            artifact=name,
            version="1.0",
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
        )
        for name, content in CONTENTS.items()
    )
    return Lock(coordinates=("org.example:red:1.0",), jars=jars)


@pytest.fixture
def mirror(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mirror]:
    """Serve the jars on loopback and point jgo's configuration at them."""
    state = Mirror({f"/org/example/{name}/1.0/{name}-1.0.jar": content for name, content in CONTENTS.items()})

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            state.requests[self.path] += 1
            content = state.files.get(self.path)
            self.send_response(200 if content is not None else 404)
            self.send_header("content-length", str(len(content or b"")))
            self.end_headers()
            for start in range(0, len(content or b""), 100_000):
                time.sleep(state.delay)
                self.wfile.write((content or b"")[start : start + 100_000])

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class named it so
            del format, args

        def handle(self) -> None:
            with contextlib.suppress(OSError):  # a client that was killed
                super().handle()

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    serving = threading.Thread(target=server.serve_forever, daemon=True)
    serving.start()
    settings = tmp_path / "jgo.conf"
    settings.write_text(f"[repositories]\ncentral = http://127.0.0.1:{server.server_port}\n")
    monkeypatch.setenv("JGO_CONFIG_FILE", str(settings))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    yield state
    server.shutdown()
    server.server_close()
    serving.join()
    gc.collect()  # while this test's warning filters hold; see test_jars.py

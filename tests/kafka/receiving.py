"""The webhook receiver of `receiver.py` as a process: started, killed, told how to answer, and asked what came."""

import base64
import json
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

__all__ = ["SECRET", "Receiver"]

SECRET = "whsec_" + base64.b64encode(bytes(range(24))).decode()


class Receiver:
    """The receiver's process, its plans and what came to it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port = probe.getsockname()[1]
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        program = Path(__file__).with_name("receiver.py")
        self._process = subprocess.Popen([sys.executable, program, str(self.port), self.folder, SECRET])

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def plan(self, name: str, *answers: str) -> None:
        (self.folder / f"{name}.plan").write_text("\n".join(answers))

    def came(self, name: str) -> list[dict[str, Any]]:
        path = self.folder / f"{name}.came"
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []

    def accepted(self, name: str) -> list[dict[str, Any]]:
        """Give what was accepted, each id once, as a receiver that remembers ids has it."""
        return list({line["id"]: line for line in self.came(name) if line["answer"] == "204"}.values())

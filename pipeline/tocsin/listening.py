"""The sockets that this machine is connected to, opened before anything is served."""

from __future__ import annotations

import socket

from tocsin.errors import SettingsError

__all__ = ["LOOPBACK", "address_of", "listening"]

LOOPBACK = ("127.0.0.1", "localhost")
"""Names under which a server is reached from this machine only."""


def listening(host: str, port: int) -> socket.socket:
    """Open the socket that is connected to; raise SettingsError when it cannot be had."""
    try:
        return socket.create_server(
            (host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET, backlog=128
        )
    except OSError as error:
        raise SettingsError(
            f"Nothing can listen on {host}:{port}: {error.strerror}.",
            hint="--port names another; 0 takes a free one.",
        ) from None


def address_of(opened: socket.socket, host: str) -> str:
    """Give the address of an open socket as a browser takes it, under the name of the host."""
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{opened.getsockname()[1]}/"

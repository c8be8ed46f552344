"""A real server on loopback that says whatever a test wants, and a guard whose names stand for whatever it wants."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from tocsin.outgoing.address import Guard

Answer = bytes | Callable[[asyncio.StreamWriter], object]


@dataclass
class Server:
    """Where it listens, and what has been asked of it."""

    port: int = 0
    asked: list[bytes] = field(default_factory=list)
    names: list[str | None] = field(default_factory=list)
    """What TLS clients asked for by name."""


@asynccontextmanager
async def serving(
    *answers: bytes, host: str = "127.0.0.1", port: int = 0, tls: ssl.SSLContext | None = None, hang: bool = False
) -> AsyncIterator[Server]:
    """Give answers, whole as they stand, one after another and the last one again; each on a connection of its own."""
    server, ended, left = Server(), asyncio.Event(), list(answers)

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        server.asked.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(left.pop(0) if len(left) > 1 else left[0])
        if hang:
            await ended.wait()
        writer.close()

    if tls is not None:
        tls.sni_callback = lambda _socket, name, _context: server.names.append(name)
    listening = await asyncio.start_server(handle, host, port, ssl=tls)
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        ended.set()
        listening.close()


def answered(body: bytes = b"", *headers: str, status: str = "200 OK") -> bytes:
    """Write an answer out."""
    lines = [f"HTTP/1.1 {status}", "connection: close", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


@dataclass
class Names:
    """A resolver that gives each name's answers one after another and the last one again."""

    answers: dict[str, list[tuple[str, ...]]]
    asked: list[str] = field(default_factory=list)

    async def look_up(self, host: str, _port: int) -> Sequence[str]:
        """Answer, and remember that it was asked."""
        self.asked.append(host)
        left = self.answers[host]
        return left.pop(0) if len(left) > 1 else left[0]


def guard(names: Names, *permitted: str) -> Guard:
    """Give a guard for which only the permitted addresses are public."""
    return Guard(permits=lambda address: address in permitted, look_up=names.look_up)

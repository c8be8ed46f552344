"""A small TCP proxy on loopback, run as a process: `python -m benchmarks.ordeal.proxy LISTEN TARGET`.

SIGUSR1 resets every connection that is open, in both directions, whatever is under way on it.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
import struct
import sys

HOST = "127.0.0.1"
CHUNK = 65_536
RESET = struct.pack("ii", 1, 0)
"""SO_LINGER of zero seconds: closing sends a reset instead of an orderly end."""


class Proxy:
    """Passes connections to `listen` on to `target`, both ports of the loopback address."""

    def __init__(self, listen: int, target: int) -> None:
        self._listen = listen
        self._target = target
        self._open: set[asyncio.StreamWriter] = set()

    async def run(self) -> None:
        """Serve for ever."""
        asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, self.drop)
        server = await asyncio.start_server(self._pass_on, HOST, self._listen)
        async with server:
            await server.serve_forever()

    def drop(self) -> None:
        """Reset every open connection."""
        for writer in list(self._open):
            with contextlib.suppress(OSError):
                writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            writer.transport.abort()

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            far_reader, far_writer = await asyncio.open_connection(HOST, self._target)
        except OSError:
            writer.transport.abort()
            return
        self._open |= {writer, far_writer}
        try:
            ways = [asyncio.create_task(_copy(reader, far_writer)), asyncio.create_task(_copy(far_reader, writer))]
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
        finally:
            self._open -= {writer, far_writer}
            writer.close()
            far_writer.close()


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while chunk := await reader.read(CHUNK):
            writer.write(chunk)
            await writer.drain()


if __name__ == "__main__":
    asyncio.run(Proxy(int(sys.argv[1]), int(sys.argv[2])).run())

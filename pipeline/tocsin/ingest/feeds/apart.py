"""Reading a feed in a process of its own, with bounds on time and memory: what nobody has thought of ends only that.

The parser copes with anything that was ever called a feed, so nobody knows what takes it for ever. Run as a program, this
module reads a line of JSON and the document from standard input, and writes lines of JSON.
"""

from __future__ import annotations

import asyncio
import resource
import sys

from tocsin.errors import InputError
from tocsin.ingest.feeds.document import read_back, reads_of, written
from tocsin.ingest.reads import Read, Spot
from tocsin.records.codec import dump_json, parse_json

__all__ = ["reads_apart"]

CPU_SECONDS = 20
MOST_MEMORY = 1024 * 1024 * 1024
SECONDS = 120
"""On a busy machine the processor's seconds take longer."""


async def reads_apart(content: bytes, *, url: str, name: str = "", content_type: str = "") -> list[Read]:
    """Do as `document.reads_of` does; a document that takes too much is one malformed input."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "tocsin.ingest.feeds.apart"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    head = dump_json({"url": url, "name": name, "content_type": content_type})
    try:
        async with asyncio.timeout(SECONDS):
            output, _ = await process.communicate(head + b"\n" + content)
    except TimeoutError:
        output = b""
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode != 0:
        error = InputError("the feed takes too much time or memory to read.", hint="It was left alone.")
        return [Spot(url).malformed(error, content, len(content))]
    return await asyncio.to_thread(_read_back, output)


def _read_back(output: bytes) -> list[Read]:
    return [read_back(parse_json(line)) for line in output.splitlines()]


def main() -> None:
    """Read one document from standard input."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    head, _, content = sys.stdin.buffer.read().partition(b"\n")
    for line in written(reads_of(content, **parse_json(head))):
        sys.stdout.buffer.write(line + b"\n")


if __name__ == "__main__":
    main()

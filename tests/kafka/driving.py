"""Feeding topics and reading them back, as a client that knows nothing of the engine."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.structs import ConsumerRecord

from tocsin import Article
from tocsin.engine.messages import message_for
from tocsin.topics.table import ARTICLES

HERE = Path(__file__).parent


def numbered_articles(count: int) -> list[Article]:
    """Give articles that all differ."""
    return [Article(title=f"Article {i}", text=f"Text of article {i}.", published="2012-03-09") for i in range(count)]


async def produce(bootstrap: str, prefix: str, articles: Sequence[Article], *, rate: float = 0) -> None:
    """Send articles, all acknowledged; `rate` is articles a second, 0 as fast as it goes."""
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap, enable_idempotence=True, acks="all")
    await producer.start()
    try:
        sent = []
        for article in articles:
            message = message_for(article, ARTICLES, source="test", time="2012-03-09T12:00:00Z")
            future = await producer.send(
                f"{prefix}articles", message.value, key=message.key, headers=list(message.headers)
            )
            sent.append(future)
            if rate:
                await asyncio.sleep(1 / rate)
        await asyncio.gather(*sent)
    finally:
        await producer.stop()


async def read_until(
    bootstrap: str, topics: Sequence[str], count: int, *, patience: float = 90, quiet: float = 2
) -> list[ConsumerRecord[bytes, bytes]]:
    """Read topics from their beginning until there are `count` records and no more for `quiet` seconds."""
    consumer = AIOKafkaConsumer(
        *topics, bootstrap_servers=bootstrap, isolation_level="read_committed", auto_offset_reset="earliest"
    )
    await consumer.start()
    found: list[ConsumerRecord[bytes, bytes]] = []
    deadline = asyncio.get_running_loop().time() + patience
    try:
        while asyncio.get_running_loop().time() < deadline:
            batches = await consumer.getmany(timeout_ms=int(quiet * 1000))
            found += [record for records in batches.values() for record in records]
            if len(found) >= count and not batches:
                return found
    finally:
        await consumer.stop()
    return found


class Processes:
    """Processes of `tocsin`, all ended with the test."""

    def __init__(self, bootstrap: str, prefix: str, logs: Path) -> None:
        self._environment = {
            **os.environ,
            "KAFKA_BOOTSTRAP_SERVERS": bootstrap,
            "TOCSIN_PREFIX": prefix,
            "PYTHONPATH": str(HERE),
            "TOCSIN_STALL_SECONDS": "20",
        }
        self._logs = logs
        self.started: list[subprocess.Popen[bytes]] = []
        self._further: list[Processes] = []

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start `tocsin ARGUMENTS`, its stderr in a file of its own."""
        log = (self._logs / f"{len(self.started)}-{arguments[0]}.log").open("wb")
        with log:
            process = subprocess.Popen(
                [sys.executable, "-m", "tocsin", *arguments],
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=log,
            )
        self.started.append(process)
        return process

    def ask(self, *arguments: str) -> str:
        """Run `tocsin ARGUMENTS` to its end, however that is, and give what it printed."""
        command = [sys.executable, "-m", "tocsin", *arguments]
        done = subprocess.run(command, env=self._environment, capture_output=True, text=True, timeout=60, check=False)
        return done.stdout

    def log(self) -> str:
        """Give all that the processes said."""
        return "\n".join(path.read_text(errors="replace") for path in sorted(self._logs.rglob("*.log")))

    async def wait_for(self, words: str, *, times: int = 1, patience: float = 60) -> None:
        """Wait until the processes have said something so often; fail with all they said when they do not."""
        deadline = asyncio.get_running_loop().time() + patience
        while self.log().count(words) < times:
            assert asyncio.get_running_loop().time() < deadline, self.log()[-4000:]
            await asyncio.sleep(0.1)

    def another(self, **environment: str) -> "Processes":
        """Give a starter of further processes, which ends with this one unless it is ended before."""
        folder = self._logs / f"further-{len(self._further)}"
        folder.mkdir()
        further = Processes(self._environment["KAFKA_BOOTSTRAP_SERVERS"], self._environment["TOCSIN_PREFIX"], folder)
        further._environment |= environment
        self._further.append(further)
        return further

    def end(self) -> None:
        """End what still runs: with SIGTERM, and after a while with SIGKILL."""
        for further in self._further:
            further.end()
        for process in self.started:
            if process.poll() is None:
                process.send_signal(signal.SIGCONT)
                process.terminate()
        for process in self.started:
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@asynccontextmanager
async def kept_running(processes: Processes, *commands: Sequence[str]) -> AsyncIterator[list[subprocess.Popen[bytes]]]:
    """Keep commands running: one that ends is started again at once. Gives the list of what runs now."""
    running = [processes.start(*command) for command in commands]
    stopping = asyncio.Event()

    async def keep() -> None:
        while not stopping.is_set():
            for index, process in enumerate(running):
                if process.poll() is not None:
                    running[index] = processes.start(*commands[index])
            await asyncio.sleep(0.05)

    keeper = asyncio.create_task(keep())
    try:
        yield running
    finally:
        stopping.set()
        await keeper
        processes.end()

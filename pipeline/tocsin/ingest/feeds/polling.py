"""Following feeds: each is asked at its own pace, and what is new in it is handed to Kafka before it counts as seen."""

from __future__ import annotations

import asyncio
import email.utils
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import structlog

from tocsin.errors import BrokerError, FetchError
from tocsin.ingest.feeds.apart import reads_apart
from tocsin.ingest.feeds.document import is_cut_off, key_of, whole
from tocsin.ingest.feeds.feed import Feed
from tocsin.ingest.feeds.memory import Known, Memory
from tocsin.ingest.intake import Intake
from tocsin.ingest.reads import Found, Malformed
from tocsin.outgoing.address import Guard, anywhere
from tocsin.outgoing.fetching import Fetched, Fetcher, Limits
from tocsin.settings import Settings
from tocsin.topics.table import ARTICLES

__all__ = ["Follower", "Outcome", "Pauses"]

log = structlog.get_logger()

OK, NOT_MODIFIED, GONE = 200, 304, 410
THROTTLED = frozenset({429, 503})

AT_ONCE = 8
"""Feeds asked at the same time."""

ACCEPT = "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1"


@dataclass(frozen=True, slots=True)
class Pauses:
    """Seconds before a feed that failed is asked again: doubled from its interval to the longest, and what it asks for."""

    longest: float = 6 * 3600.0
    longest_asked: float = 24 * 3600.0
    broker: float = 5.0
    """What Kafka did not take is tried again after this."""

    def after(self, interval: float, failures: int, asked: float = 0.0) -> float:
        """Give the pause after so many failures in a row; `asked` is what a retry-after header said."""
        pause = interval if failures == 0 else max(interval, min(interval * 2.0 ** min(failures, 30), self.longest))
        return max(pause, min(asked, self.longest_asked))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of asking a feed once. `pause_asked` is in seconds, by its retry-after header."""

    result: Literal["new", "unchanged", "failed", "refused", "gone"]
    articles: int = 0
    malformed: int = 0
    reason: str = ""
    pause_asked: float = 0.0


class Follower:
    """Follows feeds until cancelled. One that fails is asked more and more rarely, and holds up no other."""

    def __init__(self, settings: Settings, intake: Intake, *, pauses: Pauses | None = None) -> None:
        self._settings = settings
        self._intake = intake
        self._pauses = pauses or Pauses()
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._target = (
            f"{settings.topic(ARTICLES.name)} on {settings.bootstrap_servers or settings.data_dir.absolute()}"
        )

    async def follow(self, feeds: Sequence[Feed]) -> None:
        """Ask each feed again and again; return when all are gone. Raises StateError as `ask` does."""
        asking = [asyncio.create_task(self._keep_asking(feed)) for feed in feeds]
        try:
            await asyncio.gather(*asking)
        finally:
            for task in asking:
                task.cancel()
            await asyncio.gather(*asking, return_exceptions=True)

    async def ask_once(self, feeds: Sequence[Feed]) -> list[Outcome]:
        """Ask each feed once, whenever it was asked before."""
        return list(await asyncio.gather(*(self.ask(feed) for feed in feeds)))

    async def ask(self, feed: Feed) -> Outcome:
        """Ask a feed for what is new, and hand it over. Raises StateError when what is known of it cannot be kept."""
        async with self._turns:
            memory = self._memory(feed)
            known = memory.load().model_copy(update={"asked_at": time.time()})
            try:
                fetched = await self._fetch(feed, known)
            except FetchError as error:
                outcome = Outcome("failed", reason=f"{error}")
                memory.save(known)
            else:
                refused = self._refusal(fetched)
                if refused is not None and refused.result != "gone":
                    memory.save(known)
                outcome = refused or await self._take(feed, memory, known, fetched)
        log.info("feed_asked", feed=feed.url, **_said(outcome))
        return outcome

    async def _keep_asking(self, feed: Feed) -> None:
        known = self._memory(feed).load()
        interval = feed.interval_minutes * 60
        await asyncio.sleep(min(max(0.0, known.asked_at + interval - time.time()), interval))
        failures = 0
        while True:
            outcome = await self.ask(feed)
            if outcome.result == "gone":
                return
            failures = failures + 1 if outcome.result == "failed" else 0
            if outcome.result == "refused":
                await asyncio.sleep(self._pauses.broker)
            else:
                await asyncio.sleep(self._pauses.after(interval, failures, outcome.pause_asked))

    async def _fetch(self, feed: Feed, known: Known) -> Fetched:
        headers = {"accept": ACCEPT}
        headers |= {"if-none-match": known.etag} if known.etag else {}
        headers |= {"if-modified-since": known.modified} if known.modified else {}
        guard = Guard(permits=anywhere) if feed.allow_private else Guard()
        async with Fetcher(guard, Limits(most_bytes=self._settings.max_feed_bytes)) as fetcher:
            return await fetcher.get(feed.url, headers=headers)

    @staticmethod
    def _refusal(fetched: Fetched) -> Outcome | None:
        """Tell of an answer that is no feed; None when it is one."""
        if fetched.status == OK:
            return None
        if fetched.status == NOT_MODIFIED:
            return Outcome("unchanged")
        if fetched.status == GONE:
            return Outcome("gone", reason="the feed is gone for good (410)")
        asked = _seconds(fetched.headers.get("retry-after", "")) if fetched.status in THROTTLED else 0.0
        return Outcome("failed", reason=f"it answered {fetched.status}", pause_asked=asked)

    async def _take(self, feed: Feed, memory: Memory, known: Known, fetched: Fetched) -> Outcome:
        content_type = fetched.headers.get("content-type", "")
        reads = await reads_apart(fetched.body, url=feed.url, name=feed.name, content_type=content_type)
        try:
            seen = set(known.seen)
            new = [read for read in reads if key_of(read) not in seen]
            sent = await self._intake.put(new) if new else []
        except BrokerError as error:
            return Outcome("refused", reason=error.message)
        no_feed, cut_off = whole(reads, fetched.body), is_cut_off(fetched.body)
        # Of what is not whole its marks are not kept: it is asked for again, until it is.
        marks = {} if no_feed or cut_off else fetched.headers
        memory.save(
            known.model_copy(
                update={
                    "seen": known.with_seen(key_of(read) for read in reads),
                    "etag": marks.get("etag", "")[:1_000],
                    "modified": marks.get("last-modified", "")[:1_000],
                }
            )
        )
        malformed = [read for read in sent if isinstance(read, Malformed)]
        for read in malformed:
            log.warning("feed_malformed", feed=feed.url, where=read.where, error=read.reason)
        if no_feed:
            return Outcome("failed", 0, len(malformed), f"{no_feed.reason} {no_feed.hint}".strip())
        reason = "it is cut off" if cut_off else ""
        return Outcome("new", sum(isinstance(r, Found) for r in sent), len(malformed), reason)

    def _memory(self, feed: Feed) -> Memory:
        folder: Path = self._settings.state_dir / "feeds"
        return Memory(folder, feed.url, self._target)


def _said(outcome: Outcome) -> dict[str, object]:
    said = {
        "result": outcome.result,
        "articles": outcome.articles,
        "malformed": outcome.malformed,
        "reason": outcome.reason,
    }
    return {name: value for name, value in said.items() if value or name == "articles"}


def _seconds(value: str) -> float:
    """Read a retry-after header: seconds, or a date; 0 when it is neither."""
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        return max(0.0, email.utils.parsedate_to_datetime(value).timestamp() - time.time())
    except (ValueError, IndexError, TypeError, OverflowError):
        return 0.0

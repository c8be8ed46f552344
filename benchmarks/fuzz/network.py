"""The network as a way in: feeds, and bodies of HTTP requests, through the real application."""

from __future__ import annotations

import asyncio
import json
import xml.etree.ElementTree as ET
from random import Random
from typing import Any

from benchmarks.fuzz.files import ARCHIVE, LINES, TEXTS
from benchmarks.fuzz.mutating import mutated, mutated_json
from benchmarks.fuzz.way import LossError, Way, lines_in
from tocsin.ingest.feeds.document import key_of, read_back, reads_of, written
from tocsin.ingest.http.app import Rules, receiving_app
from tocsin.ingest.intake import Intake
from tocsin.ingest.reads import Limits
from tocsin.records.codec import parse_json
from tocsin.settings import Settings

__all__ = ["WAYS"]

RSS = b"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>E &amp; News</title>
<item><title>One &lt;b&gt;bold&lt;/b&gt;</title><link>https://e.org/1</link><guid>tag:e.org,1</guid>
<pubDate>Fri, 09 Mar 2012 18:30:00 +0100</pubDate><description>Short &amp; plain.</description>
<content:encoded><![CDATA[<p>One.</p><script>x()</script><p>At least 26 were killed.</p>]]></content:encoded></item>
<item><title>Two</title><description><![CDATA[<ul><li>a<li>b</ul>]]></description></item>
</channel></rss>"""

ATOM = b"""<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title type="html">Atom &lt;i&gt;News&lt;/i&gt;</title>
<entry><title>A</title><id>urn:1</id><link href="https://a.org/1"/><updated>2012-03-09T18:30:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Two men were killed.</p></div></content></entry></feed>"""

RDF = b"""<?xml version="1.0" encoding="iso-8859-1"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://r.org"><title>R\xe9</title></channel>
<item rdf:about="https://r.org/1"><title>One</title><link>https://r.org/1</link><dc:date>2012-03-09</dc:date></item></rdf:RDF>"""

BOMB = b"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>
<rss version="2.0"><channel><item><title>&d;</title></item></channel></rss>"""


class Feed(Way):
    name, share, corpus = "feed", 0.015, (RSS, ATOM, RDF, BOMB, RSS.decode().encode("utf-16"))

    def feed(self, content: bytes, chance: Random) -> None:
        kind = chance.choice(("", "application/rss+xml", "text/xml; charset=latin-1", "text/html", "garbage"))
        reads = reads_of(content, url="https://e.org/news.xml", content_type=kind)
        if [read_back(parse_json(line)) for line in written(reads)] != reads:
            raise LossError("a read does not come back from the process that it was made in")
        if len({key_of(read) for read in reads}) > len(reads):
            raise LossError("an entry has two keys")
        expected = _entries(content)
        if not reads if expected is None else len(reads) < expected:
            raise LossError(f"{len(reads)} of {expected} entries came out")


def _entries(content: bytes) -> int | None:
    """Count the entries with another parser; None when it cannot read it, 0 when it is no feed that it knows."""
    if b"<!" in content.replace(b"\\0", b"").replace(b"<![CDATA[", b""):
        return 0  # a document type or a comment: what is in it is not for this parser to say
    try:
        root = ET.fromstring(content)
    except (ET.ParseError, ValueError, LookupError):
        return None
    if root.tag == "rss" and root.get("version") == "2.0":
        return len(root.findall("./channel/item"))
    return len(root.findall("{http://www.w3.org/2005/Atom}entry")) if root.tag.endswith("Atom}feed") else 0


class _Producer:
    """Takes everything, and remembers how much of what."""

    def __init__(self) -> None:
        self.sent: list[str] = []

    async def send(self, topic: str, **_message: Any) -> asyncio.Future[Any]:
        self.sent.append(topic)
        future = asyncio.get_running_loop().create_future()
        future.set_result(None)
        return future


class Post(Way):
    """Bodies, queries and headers of POST /articles."""

    name, share, corpus = "http", 0.03, (*LINES, *TEXTS[:3], ARCHIVE, b'{"title": "a"}\n\n{"text": "b"}')
    kinds = (
        "application/json",
        "application/x-ndjson",
        "text/plain",
        "application/jsonl; charset=utf-8",
        "text/html",
        "",
    )
    queries = (
        b"",
        b"",
        b"source=Wire",
        b"published=2012-03-09",
        b"published=never",
        b"x=1",
        b"source=%00",
        b"title=%ff&url=a",
        b"%zz=",
    )

    def prepare(self) -> None:
        self._producer = _Producer()
        intake = Intake(self._producer, Settings(prefix="t."), source="ingest", largest=1_000_000)
        self._app = receiving_app(
            intake, Rules(body_bytes=15_000, limits=Limits(article_bytes=8_000), hosts=("localhost",))
        )
        self._runner = asyncio.Runner()

    def make(self, chance: Random) -> bytes:
        return mutated(self.corpus, chance) if chance.random() < 0.5 else mutated_json(LINES, chance)

    def feed(self, content: bytes, chance: Random) -> None:
        kind = chance.choice(self.kinds)
        self._producer.sent.clear()
        status, body = self._runner.run(self._post(content, kind, chance))
        articles = self._producer.sent.count("t.articles")
        letters = self._producer.sent.count("t.deadletters")
        if status not in {202, 400, 413, 415}:
            raise LossError(f"status {status}")
        told = json.loads(body)
        if status == 202 and len(told["ids"]) != articles:
            raise LossError(f"{len(told['ids'])} ids were told, {articles} articles sent")
        if "ids" in told:
            expected = max(1, lines_in(content)) if "json" in kind and kind != "application/json" else 1
            if articles + letters != expected:
                raise LossError(f"{articles + letters} of {expected} inputs were sent")
        elif articles or letters or not told["problem"]:
            raise LossError("what was refused was sent")

    async def _post(self, content: bytes, kind: str, chance: Random) -> tuple[int, bytes]:
        headers = [(b"host", b"localhost:8322"), (b"content-type", kind.encode())]
        if chance.random() < 0.1:
            headers.append((chance.randbytes(4).hex().encode(), chance.randbytes(8)))
        scope = {
            "type": "http", "http_version": "1.1", "method": "POST", "path": "/articles", "raw_path": b"/articles", "scheme": "http",
            "query_string": chance.choice(self.queries), "headers": headers, "server": ("localhost", 8322), "client": ("127.0.0.1", 1),
        }  # fmt: skip
        at = chance.randrange(len(content) + 1)
        chunks = [content[:at], content[at:]]
        sent: list[Any] = []

        async def receive() -> dict[str, Any]:
            return (
                {"type": "http.request", "body": chunks.pop(0), "more_body": bool(chunks)}
                if chunks
                else {"type": "http.disconnect"}
            )

        async def send(message: Any) -> None:
            sent.append(message)

        await self._app(scope, receive, send)
        return sent[0]["status"], b"".join(message.get("body", b"") for message in sent[1:])

    def close(self) -> None:
        self._runner.close()


WAYS: tuple[type[Way], ...] = (Feed, Post)

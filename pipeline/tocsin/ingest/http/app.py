"""The application that takes articles: `POST /articles`, answered when Kafka has them.

It is for programs. A page in a browser cannot post: requests that say that they come from a page are refused, whatever their
content type, and on loopback only local names are answered to.
"""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Sequence
from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from tocsin.errors import BrokerError, InputError
from tocsin.ingest.http.body import EXPECTED, kind_of, reads_of, said_in
from tocsin.ingest.intake import Intake
from tocsin.ingest.reads import Found, Limits, Malformed, Read
from tocsin.records.codec import dump_json

__all__ = ["Rules", "receiving_app"]

BODY_SECONDS = 30.0
"""How long a body may take to arrive."""

MOST_AT_ONCE = 16
"""Bodies in hand; times the largest, this bounds the memory. Who comes in addition is asked to come again."""

PROBLEMS_SHOWN = 20
SAME_SITE = frozenset({"", "none"})
"""What `Sec-Fetch-Site` says when no page is behind a request."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What is taken: the largest body, the largest article in it, the names answered to, and the token to bring along."""

    body_bytes: int
    limits: Limits
    hosts: Sequence[str] = ("*",)
    token: str | None = None


def receiving_app(intake: Intake, rules: Rules) -> Starlette:
    """Build the application. 202 promises that Kafka has acknowledged; every other answer promises nothing."""
    receiver = _Receiver(intake, rules)
    return Starlette(
        routes=[Route("/articles", receiver.articles, methods=["POST"]), Route("/healthz", _health)],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=list(rules.hosts), www_redirect=False)],
    )


class _RefusedError(Exception):
    """A request that is not looked into: its status, what is wrong, what was expected."""

    def __init__(self, status: int, problem: str, hint: str = "", **headers: str) -> None:
        super().__init__(problem)
        self.answer = _answer(status, {"problem": problem, "hint": hint}, **headers)


class _Receiver:
    def __init__(self, intake: Intake, rules: Rules) -> None:
        self._intake = intake
        self._rules = rules
        self._in_hand = 0

    async def articles(self, request: Request) -> Response:
        if self._in_hand >= MOST_AT_ONCE:
            return _answer(429, {"problem": "Too many requests at once.", "hint": "Come again."}, retry_after="1")
        self._in_hand += 1
        try:
            return await self._take(request)
        except _RefusedError as refused:
            return refused.answer
        except ClientDisconnect:
            return Response(status_code=400)  # nobody reads it
        finally:
            self._in_hand -= 1

    async def _take(self, request: Request) -> Response:
        self._check_sender(request)
        kind = kind_of(request.headers.get("content-type", ""))
        if kind is None or request.headers.get("content-encoding", "identity").lower() != "identity":
            raise _RefusedError(415, "This content type is not taken.", EXPECTED)
        try:
            said = said_in(request.query_params)
        except InputError as error:
            raise _RefusedError(400, error.message, error.hint) from None
        body = await self._body(request)
        reads = await asyncio.to_thread(reads_of, kind, body, said, self._rules.limits)
        try:
            return _outcome(await self._intake.put(reads))
        except BrokerError as error:
            raise _RefusedError(503, error.message, error.hint, retry_after="5") from None

    def _check_sender(self, request: Request) -> None:
        if "origin" in request.headers or request.headers.get("sec-fetch-site", "") not in SAME_SITE:
            raise _RefusedError(403, "Pages in a browser may not post here.", "Post from a program.")
        if self._rules.token is None:
            return
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not hmac.compare_digest(given.strip().encode(), self._rules.token.encode()):
            raise _RefusedError(
                401, "The token is missing or wrong.", "Authorization: Bearer TOKEN", www_authenticate="Bearer"
            )

    async def _body(self, request: Request) -> bytes:
        most = self._rules.body_bytes
        said = request.headers.get("content-length", "")
        body = bytearray()
        try:
            async with asyncio.timeout(BODY_SECONDS):
                if said.isascii() and said.isdigit() and (len(said) > len(str(most)) or int(said) > most):
                    raise _too_large(most)
                async for chunk in request.stream():
                    body += chunk
                    if len(body) > most:
                        raise _too_large(most)
        except TimeoutError:
            raise _RefusedError(408, f"The body did not arrive within {BODY_SECONDS:.0f} seconds.") from None
        return bytes(body)


async def _health(_request: Request) -> Response:
    return _answer(200, {"status": "ok"})


def _outcome(sent: Sequence[Read]) -> Response:
    """Tell the ids of what Kafka has, in order, and what was wrong with the rest, which is among the dead letters."""
    ids = [read.article.id for read in sent if isinstance(read, Found)]
    malformed = [read for read in sent if isinstance(read, Malformed)]
    problems = [{"where": read.where, "problem": read.reason, "hint": read.hint} for read in malformed[:PROBLEMS_SHOWN]]
    content: dict[str, object] = {"ids": ids}
    if malformed:
        content |= {"malformed": len(malformed), "problems": problems}
    return _answer(202 if ids else 400, content)


def _too_large(most: int) -> _RefusedError:
    return _RefusedError(413, f"The body is larger than {most:,} bytes.", "Send fewer articles at once.")


def _answer(status: int, content: dict[str, object], **headers: str) -> Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(dump_json(content) + b"\n", status, named, media_type="application/json")

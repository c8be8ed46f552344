"""What the live page answers: the page itself, alerts as JSON, CAP and Atom, and changes as server-sent events.

Everything is read-only. Whatever an article holds is text: the page inserts it as such, and its Content-Security-Policy lets
nothing run but its own script.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from importlib.resources import files

from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tocsin.delivery import atom
from tocsin.delivery.book import AlertBook, Entry
from tocsin.delivery.cap import MEDIA_TYPE as CAP_TYPE
from tocsin.delivery.cap import cap
from tocsin.records.codec import dump_json

__all__ = ["SHOWN", "page_app"]

SHOWN = 500
MOST_DIGITS = 9
"""Alerts that the page and `/alerts.json` give, the last sent first."""

PING_SECONDS = 15
"""How often a quiet stream of events says that it is alive: well within the minute that proxies wait."""

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}

ASSETS = {
    "/": ("page.html", "text/html"),
    "/page.css": ("page.css", "text/css"),
    "/page.js": ("page.js", "text/javascript"),
    "/icon.svg": ("icon.svg", "image/svg+xml"),
}


def page_app(book: AlertBook, *, sender: str, hosts: Sequence[str] = ("*",)) -> Starlette:
    """Build the application over a book of alerts.

    `sender` names this pipeline in CAP and Atom; `hosts` are the names it answers to, so that on loopback no page of another
    site can read it under a name of its own.
    """
    answers = _Answers(book, sender)
    routes = [Route(path, _asset(*asset)) for path, asset in ASSETS.items()]
    routes += [
        Route("/alerts.json", answers.alerts),
        Route("/alerts/{alert_id:path}.json", answers.alert),
        Route("/alerts/{alert_id:path}.cap", answers.cap),
        Route("/feed.atom", answers.feed),
        Route("/events", answers.events),
        Route("/healthz", answers.health),
    ]
    middleware = [
        Middleware(_SafeHeaders),
        Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False),
    ]
    return Starlette(routes=routes, middleware=middleware)


class _SafeHeaders:
    """Puts the headers that keep a browser from doing more than showing."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
            await send(message)

        await self._app(scope, receive, with_headers)


class _Answers:
    """The endpoints that read the book."""

    def __init__(self, book: AlertBook, sender: str) -> None:
        self._book = book
        self._sender = sender

    async def alerts(self, request: Request) -> Response:
        asked = request.query_params.get("limit", "")
        if asked and not (asked.isascii() and asked.isdigit()):
            return Response(f"limit must be a whole number; at most {SHOWN} are given.\n", 400, media_type="text/plain")
        # More digits than these are more alerts than there are, and may be too many to read.
        count = min(SHOWN, int(asked[:MOST_DIGITS])) if asked else SHOWN
        found = b",".join(entry.json for entry in self._book.latest(count))
        return Response(b"[" + found + b"]", media_type="application/json")

    async def alert(self, request: Request) -> Response:
        entry = self._asked(request)
        return Response(entry.json, media_type="application/json") if entry else _absent()

    async def cap(self, request: Request) -> Response:
        entry = self._asked(request)
        if entry is None:
            return _absent()
        message = cap(entry.alert, sender=self._sender, otherwise=entry.raised, earlier=entry.earlier)
        return Response(message, media_type=CAP_TYPE)

    async def feed(self, request: Request) -> Response:
        entries = self._book.latest(atom.ENTRIES)
        written = atom.feed(entries, sender=self._sender, address=str(request.url.replace(query="")))
        return Response(written, media_type=atom.MEDIA_TYPE)

    async def events(self, _request: Request) -> Response:
        return EventSourceResponse(self._changes(), ping=PING_SECONDS)

    async def health(self, _request: Request) -> Response:
        status = {"status": "ok" if self._book.ready else "starting", "alerts": len(self._book)}
        return Response(dump_json(status), 200 if self._book.ready else 503, media_type="application/json")

    def _asked(self, request: Request) -> Entry | None:
        return self._book.get(request.path_params["alert_id"])

    async def _changes(self) -> AsyncIterator[ServerSentEvent]:
        with self._book.listener() as listener:
            yield ServerSentEvent(event="listening", data=str(len(self._book)))
            while (entry := await listener.next()) is not None:
                yield ServerSentEvent(event="alert", data=entry.json.decode())


def _absent() -> Response:
    return Response(dump_json({"error": "There is no such alert."}), 404, media_type="application/json")


def _asset(name: str, media_type: str) -> ASGIApp:
    content = files("tocsin.delivery.page").joinpath(name).read_bytes()

    async def answer(_request: Request) -> Response:
        return Response(content, media_type=media_type)

    return answer  # type: ignore[return-value] # Starlette takes endpoints of either kind

"""The live page in a real browser: `make browser`. Needs a Chromium, so it is no part of `make test`.

    python -m tests.browser.check [FOLDER]

Fails with the first thing that does not hold. With a folder, pictures of the page are put there.
"""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.browser.chromium import Chromium
from tests.pipeline.delivery.making import NOON, alert_of
from tocsin import Alert, AlertValues, Statement
from tocsin.delivery.book import AlertBook
from tocsin.delivery.page.server import serve
from tocsin.listening import LOOPBACK, listening

HARMFUL = "<script>document.title = 'run'</script><img src=x onerror=\"document.title = 'run'\">"
CARDS = "document.querySelectorAll('article:not([hidden])').length"


class Served:
    """The page, served by a thread of its own from a book that the checks fill."""

    def __init__(self, address: str, book: AlertBook, loop: asyncio.AbstractEventLoop) -> None:
        self.address = address
        self._book = book
        self._loop = loop

    def put(self, alert: Alert) -> None:
        """Raise an alert."""
        self._loop.call_soon_threadsafe(self._book.put, alert, NOON)


@contextmanager
def served() -> Iterator[Served]:
    """Serve the page as long as the context lasts."""
    book, loop = AlertBook(), asyncio.new_event_loop()
    opened = listening("127.0.0.1", 0)
    address = f"http://127.0.0.1:{opened.getsockname()[1]}/"
    serving = loop.create_task(serve(book, opened, sender="tocsin", hosts=LOOPBACK))

    def run() -> None:
        loop.run_until_complete(asyncio.gather(serving, return_exceptions=True))
        left = asyncio.all_tasks(loop)
        for task in left:
            task.cancel()
        loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield Served(address, book, loop)
    finally:
        loop.call_soon_threadsafe(serving.cancel)
        thread.join(20)
        loop.close()


def alerts() -> list[Alert]:
    """Give one alert of each kind."""
    parts = tuple(
        Statement(claim_id=f"p{n}", article_id="a", low=n, best=n, high=n, part_of="c19", place=place)
        for n, place in ((11, "Baba Amr"), (8, "Khalidiya"))
    )
    said = tuple(each.model_copy(update={"parts_sum": True}) for each in alert_of().statements)
    harm = Statement(claim_id="x", article_id="y", low=120, best=120, high=120, source=HARMFUL, quote=HARMFUL)
    harmful: dict[str, Any] = {
        "statements": (harm.model_copy(update={"url": "javascript:document.title='run'"}),),
        "values": AlertValues(low=120, best=120, high=120),
    }
    return [
        alert_of(labels={"event": "conflict"}, statements=said, parts=parts, sent="2012-03-12"),
        alert_of(labels={"event": "harm"}, headline=HARMFUL, severity="Extreme", grade="fair", rules=("x",), **harmful),
        alert_of(labels={"event": "long"}, headline="W" * 100_000, severity="Moderate", sent="2012-03-01"),
        alert_of(labels={"event": "over"}, severity="Minor", state="cancelled", revision=3, sent="2012-02-01"),
    ]


def harmless(browser: Chromium) -> None:
    """Nothing that an article says runs, or becomes more than text."""
    assert browser.evaluate("document.title") == "Tocsin"
    assert browser.evaluate("document.querySelectorAll('main script, main img').length") == 0
    assert browser.evaluate("document.querySelectorAll('a[href^=\"javascript\"]').length") == 0
    assert HARMFUL in browser.evaluate("document.querySelector('article.Extreme h2').textContent")


def complete(browser: Chromium) -> None:
    """An alert shows its range, who said what, how it divides, and that it is disputed."""
    text = browser.evaluate("document.querySelector('article').innerText")
    for words in ("12 to 19 reported killed", "Residents, in The Courier", "A monitor", "contradict", "or more"):
        assert words in text, text
    assert "11 Baba Amr + 8 Khalidiya = 19" in text


def alive(browser: Chromium, page: Served) -> None:
    """A new alert appears, in its place; a revision takes the place of what it revises."""
    new = {"labels": {"event": "new"}, "sent": "2012-04-01"}
    page.put(alert_of(**new, headline="Hama: 3 reported killed"))
    browser.until("document.querySelector('article h2').textContent === 'Hama: 3 reported killed'")
    page.put(alert_of(**new, headline="Hama: 4 reported killed", revision=2, state="updated"))
    browser.until("document.querySelector('article h2').textContent === 'Hama: 4 reported killed'")
    assert browser.evaluate(CARDS) == len(alerts()) + 1
    assert "live · 5 alerts" in browser.evaluate("document.getElementById('state').textContent")


def searchable(browser: Chromium) -> None:
    """Words, severity and conflict narrow what is shown."""
    for setting, count in (
        ("words.value = 'hama'", 1),
        ("words.value = ''; severity.value = 4", 1),
        ("severity.value = 0; conflict.checked = true", 4),
        ("words.value = 'nothing is like this'", 0),
        ("words.value = ''; conflict.checked = false", 5),
    ):
        browser.evaluate(
            "(() => { const { words, severity, conflict } = document.getElementById('filter').elements;"
            f"{setting}; document.getElementById('filter').dispatchEvent(new Event('input')); }})()"
        )
        assert browser.evaluate(CARDS) == count, setting


def reachable_by_key(browser: Chromium) -> None:
    """Tab goes through the page in reading order, from a link that leaps to the alerts."""
    reached = []
    for _ in range(7):
        browser.key("Tab")
        reached.append(browser.evaluate("document.activeElement.id || document.activeElement.textContent"))
    assert reached[:6] == ["To the alerts", "words", "severity", "conflict", "Feed", "JSON"], reached
    assert reached[6] in {"JSON", "The Courier"}, reached


def fits(browser: Chromium) -> None:
    """A narrow screen needs no scrolling sideways; dark is dark."""
    grounds = set()
    for width, scheme in ((320, "light"), (390, "dark"), (1000, "light")):
        browser.size(width, 900, scheme=scheme)
        assert browser.evaluate("document.documentElement.scrollWidth") <= width
        grounds.add(browser.evaluate("getComputedStyle(document.documentElement).backgroundColor"))
    assert len(grounds) == len({"light", "dark"})


def quiet(browser: Chromium, page: Served) -> None:
    """Nothing was reported as wrong, and nothing asked of anyone else."""
    wrong = [each for each in browser.events if each["method"] in {"Runtime.exceptionThrown", "Log.entryAdded"}]
    assert wrong == []
    asked = {
        each["params"]["request"]["url"] for each in browser.events if each["method"] == "Network.requestWillBeSent"
    }
    assert asked
    assert all(url.startswith(page.address) for url in asked), asked


def pictures(browser: Chromium, folder: Path) -> None:
    """Save the page as it looks in light, in dark and on a phone."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, width, scheme in (("light", 1000, "light"), ("dark", 1000, "dark"), ("phone", 390, "light")):
        browser.size(width, 1250, scheme=scheme)
        browser.picture(folder / f"{name}.png")


def main() -> None:
    """Check everything, and print what holds."""
    with served() as page, Chromium() as browser:
        for alert in alerts():
            page.put(alert)
        browser.size(1000, 900)
        browser.call("Page.navigate", url=page.address)
        browser.until(f"{CARDS} === {len(alerts())}")
        reachable_by_key(browser)
        harmless(browser)
        complete(browser)
        alive(browser, page)
        searchable(browser)
        fits(browser)
        quiet(browser, page)
        if sys.argv[1:]:
            pictures(browser, Path(sys.argv[1]))
    for check in (reachable_by_key, harmless, complete, alive, searchable, fits, quiet):
        print((check.__doc__ or "").splitlines()[0])  # noqa: T201 - what it is for


if __name__ == "__main__":
    main()

"""What the pages show of a pipeline on Kafka is what happens there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.markdown import PAGES, Listing, listings
from tests.docs.shell import Workplace

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(240)]

ON_KAFKA = {page: [listing for listing in listings(page) if "kafka" in listing.flags] for page in PAGES}


def _files(page: str) -> list[Listing]:
    return [listing for listing in listings(page) if listing.file]


@pytest.mark.parametrize("page", [page for page, shown in ON_KAFKA.items() if shown])
def test_the_listings_of_a_page_do_what_it_shows_on_kafka(
    page: str, bootstrap: str, prefix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAFKA_BOOTSTRAP_SERVERS", bootstrap)
    place = Workplace(tmp_path / "place", bootstrap=bootstrap, prefix=prefix)
    for listing in _files(page):
        place.write(listing)

    place.console([listing for listing in ON_KAFKA[page] if listing.language == "console"])

    for listing in (listing for listing in ON_KAFKA[page] if listing.language == "python" and not listing.file):
        place.python(listing)

"""What the pages show is what happens: every listing is run, or its kind is one that cannot be."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.docs.markdown import PAGES, Listing, listings
from tests.docs.shell import Workplace, shows
from tocsin.plugins.discovery import GROUP, load
from tocsin.settings import agent_settings, load_settings

SHOWN_ONLY = frozenset({"text", "mermaid", "java", "properties"})
"""Languages of listings that are to be read: drawings, records, other people's programs."""

EVERY = [listing for page in PAGES for listing in listings(page)]


def _of(page: str, *, kafka: bool = False) -> list[Listing]:
    return [listing for listing in EVERY if listing.page == page and ("kafka" in listing.flags) is kafka]


@pytest.mark.parametrize("listing", EVERY, ids=str)
def test_every_listing_is_of_a_kind_that_is_run_or_only_shown(listing: Listing) -> None:
    run = listing.language in {"python", "console", "toml"}

    assert run or (listing.language in SHOWN_ONLY and not listing.flags)
    assert listing.flags <= {"kafka"}


@pytest.mark.parametrize("page", [page for page in PAGES if _of(page)])
def test_the_listings_of_a_page_do_what_it_shows(page: str, tmp_path: Path) -> None:
    place = Workplace(tmp_path / "place")
    shown = _of(page)
    for listing in shown:
        if listing.file:
            place.write(listing)
    for listing in shown:
        if listing.language == "python" and not listing.file:
            place.python(listing)
    place.console([listing for listing in shown if listing.language == "console"])


@pytest.mark.parametrize("listing", [listing for listing in EVERY if listing.language == "toml"], ids=str)
def test_toml_listings_hold_settings_that_exist(listing: Listing, tmp_path: Path) -> None:
    tables = tomllib.loads(listing.body)
    if listing.file == "pyproject.toml":
        assert tables["project"]["entry-points"][GROUP]
        return
    assert listing.file
    assert listing.file.endswith(".toml")
    (tmp_path / "tocsin.toml").write_text(listing.body)

    settings = load_settings(tmp_path / "tocsin.toml")

    for name in settings.agents:
        model = load(name).spec.settings
        assert model is not None
        agent_settings(settings, name, model)


@pytest.mark.parametrize(
    ("shown", "actual", "same"),
    [
        ("one\ntwo", "one\ntwo\n", True),
        ("one", "two", False),
        ("one ... three", "one and two and three", True),
        ("one\n...\nfour", "one\ntwo\nthree\nfour", True),
        ("one\n...\nfour", "one\ntwo\nthree", False),
        ("one", "one\ntwo", False),
        ("", "", True),
    ],
)
def test_three_dots_stand_for_anything(shown: str, actual: str, same: bool) -> None:  # noqa: FBT001
    assert shows(shown, actual) is same

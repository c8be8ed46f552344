"""What pages repeat of the code is what the code says now."""

from __future__ import annotations

import re

import pytest

from tests.docs.generate import BLOCKS, renewed
from tests.docs.markdown import PAGES, ROOT
from tocsin.settings import Settings


@pytest.mark.parametrize("page", PAGES)
def test_generated_parts_are_current(page: str) -> None:
    assert (ROOT / page).read_text(encoding="utf-8") == renewed(page), "run: python -m tests.docs.generate"


def test_everything_that_can_be_generated_is_shown_somewhere() -> None:
    marks = {name for page in PAGES for name in re.findall(r"<!-- generated: (\S+) -->", (ROOT / page).read_text())}

    assert marks == BLOCKS.keys()


def test_every_setting_is_told_with_a_meaning() -> None:
    rows = BLOCKS["settings"]().splitlines()[2:]

    assert len(rows) == len(Settings.model_fields) - len({"agents", "feeds", "notify", "webhooks"})
    assert all(row.split("|")[4].strip() for row in rows)


LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def _anchors(page: str) -> set[str]:
    text = (ROOT / page).read_text(encoding="utf-8")
    titles = re.findall(r"^#+ (.+)$", re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES)
def test_links_within_the_project_lead_somewhere(page: str) -> None:
    for link in LINK.findall((ROOT / page).read_text(encoding="utf-8")):
        if "://" in link:
            continue
        path, _, anchor = link.partition("#")
        target = (ROOT / page).parent / path if path else ROOT / page

        assert target.exists(), f"{page} links to {link}"
        if anchor:
            assert anchor in _anchors(target.resolve().relative_to(ROOT).as_posix()), f"{page} links to {link}"

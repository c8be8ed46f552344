"""`tocsin page` and `tocsin deliver`: what they refuse before they begin."""

from pathlib import Path

import pytest

from tests.commands import Tocsin

SECRET = "whsec_MDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDA="


def test_the_page_is_not_shown_to_others_by_mistake(tocsin: Tocsin) -> None:
    ended = tocsin("page", "--host", "0.0.0.0")

    assert ended.status == 2
    assert "--public" in ended.err


def test_without_endpoints_there_is_nothing_to_deliver(tocsin: Tocsin) -> None:
    ended = tocsin("deliver", "webhooks")

    assert ended.status == 1
    assert "no endpoints" in ended.err


def test_only_an_endpoint_that_exists_can_be_enabled(
    tocsin: Tocsin, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOOK_SECRET", SECRET)
    table = '[[webhooks]]\nname = "newsroom"\nurl = "https://hooks.example/"\nsecret_env = "HOOK_SECRET"\n'
    (folder / "tocsin.toml").write_text(table)

    ended = tocsin("deliver", "webhooks", "--enable", "newsrom")

    assert ended.status == 1
    assert "There are: newsroom" in ended.err

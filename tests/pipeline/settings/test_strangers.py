"""What is misspelt is refused; what is like no setting is told, since it may be another's."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from tocsin import SettingsError
from tocsin.settings import agent_settings, load_settings
from tocsin.settings.model import Settings
from tocsin.settings.strangers import announced_agents, refuse_misspelt_tables, strange_tables, strange_variables


class Options(BaseModel):
    depth: int = 3
    key_file: str = ""


@pytest.mark.parametrize(
    ("variable", "meant"),
    [
        ("TOCSIN_PREFX", "TOCSIN_PREFIX"),
        ("TOCSIN_LOGLEVEL", "TOCSIN_LOG_LEVEL"),
        ("TOCSIN_BOOTSTRAP_SERVERS", "KAFKA_BOOTSTRAP_SERVERS"),
        ("TOCSIN_CONFG", "TOCSIN_CONFIG"),
    ],
)
def test_a_misspelt_variable_is_refused_with_the_one_that_is_meant(
    monkeypatch: pytest.MonkeyPatch, variable: str, meant: str
) -> None:
    monkeypatch.setenv(variable, "x")
    with pytest.raises(SettingsError, match=f"^{variable}: there is no such setting. Did you mean {meant}\\?$"):
        load_settings()


def test_a_misspelt_variable_of_an_agent_is_refused_when_its_settings_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_FLOOD_WATCH_DEPHT", "5")
    assert load_settings().agents == {}
    with pytest.raises(SettingsError, match=r"Did you mean TOCSIN_FLOOD_WATCH_DEPTH\?$"):
        agent_settings(Settings(), "flood-watch", Options)
    assert agent_settings(Settings(), "flood", Options) == Options()


@pytest.mark.parametrize(
    "variable",
    [
        "TOCSIN_SERVICE_HOST",
        "TOCSIN_PORT",
        "TOCSIN_PAGE_PORT_8321_TCP_ADDR",
        "TOCSIN_TOLLS_SERVICE_PORT_HTTP",
        "TOCSIN_CONFIG",
        "TOCSIN_DEDUP_NEAR",
    ],
)
def test_what_a_platform_sets_or_an_installed_agent_reads_is_not_strange(
    monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    known = ["TOCSIN_AGENTS_ALLOW", "TOCSIN_DATA_DIR", "TOCSIN_STATE_DIR"]
    monkeypatch.setenv(variable, "x")
    assert strange_variables(known, announced_agents()) == ()
    monkeypatch.setenv("TOCSIN_NOSUCH", "1")
    assert strange_variables(known, announced_agents()) == ("TOCSIN_NOSUCH",)


def test_a_variable_that_is_no_setting_is_told(tocsin: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_NOSUCH", "1")
    ended = tocsin("graph", "dedup")
    assert (ended.status, ended.err) == (0, "TOCSIN_NOSUCH is no setting of Tocsin or of an installed agent.\n")
    assert "TOCSIN_NOSUCH: no such setting" in tocsin("doctor").out


def test_beside_a_loose_agent_it_may_be_of_that(tocsin: Any, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    del folder
    monkeypatch.setenv("TOCSIN_NOSUCH", "1")
    assert "TOCSIN_NOSUCH" not in tocsin("try", "nowhere_to_be_found:Agent").err


def test_a_table_whose_name_is_an_agents_misspelt_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "some.toml"
    path.write_text('prefix = "a."\n[[agents.alert.rules]]\nname = "a"\n[agents.floods]\n')
    settings = load_settings(path)
    with pytest.raises(SettingsError, match=r"some.toml:2: \[agents.alert\]: .* Did you mean \[agents.alerts\]\?$"):
        refuse_misspelt_tables(settings, announced_agents())
    refuse_misspelt_tables(settings, (*announced_agents(), "alert"))
    assert strange_tables(settings, (*announced_agents(), "alert")) == ("floods",)

"""An agent that cannot be found or loaded is told by name, with what to do."""

import importlib.metadata
import sys
import textwrap
from collections.abc import Callable, Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from tocsin import PluginError, WiringError
from tocsin.plugins import discovery
from tocsin.plugins.agent import instantiate

SOURCE = """
    from collections.abc import Iterable

    from pydantic import BaseModel

    from tocsin import Agent, Article, Spec


    class Options(BaseModel):
        depth: int = 3


    class Floods(Agent[Article]):
        spec = Spec(name="floods", summary="Finds floods.", consumes=("articles",), settings=Options)

        def __init__(self, options):
            self.options = options

        def process(self, article, /):
            return []


    class Unfinished(Agent[Article]):
        spec = Spec(name="unfinished", summary="Finds nothing.", consumes=("articles",))


    class Undeclared(Agent[Article]):
        def process(self, article, /):
            return []


    text = "floods"
"""

Write = Callable[[str, str], None]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Write]:
    """Write modules into the working directory, and forget them afterwards."""
    written: list[str] = []
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)

    def write(name: str, source: str) -> None:
        (tmp_path / f"{name}.py").write_text(textwrap.dedent(source))
        written.append(name)

    yield write
    for name in written:
        sys.modules.pop(name, None)


@pytest.fixture
def rivers(write: Write) -> str:
    write("rivers_for_discovery", SOURCE)
    return "rivers_for_discovery"


def announce(monkeypatch: pytest.MonkeyPatch, *points: EntryPoint) -> None:
    monkeypatch.delenv("TOCSIN_AGENTS_ALLOW")
    monkeypatch.setattr(importlib.metadata, "entry_points", lambda group: list(points) if group else [])


def point(name: str, target: str) -> EntryPoint:
    return EntryPoint(name, target, discovery.GROUP)


def test_the_built_in_agents_are_found_the_way_anyones_are() -> None:
    found = discovery.installed()
    assert {"dedup", "entities", "casualties", "tolls", "alerts"} <= {agent.name for agent in found}
    assert [agent.name for agent in found] == sorted(agent.name for agent in found)
    assert all(agent.package.startswith("tocsin ") for agent in found if agent.target.startswith("tocsin_agents"))


def test_every_installed_agent_loads() -> None:
    assert [agent.spec.name for agent in discovery.load_all()] == [agent.name for agent in discovery.installed()]


def test_a_loose_file_in_the_working_directory_is_named_by_module_and_class(rivers: str) -> None:
    floods = discovery.load(f"{rivers}:Floods")
    assert floods.spec.name == "floods"


def test_an_agent_is_made_with_the_settings_given_or_with_its_defaults(rivers: str) -> None:
    floods = discovery.load(f"{rivers}:Floods")
    model = floods.spec.settings
    assert model is not None
    assert vars(instantiate(floods))["options"].model_dump() == {"depth": 3}
    assert vars(instantiate(floods, model(depth=5)))["options"].model_dump() == {"depth": 5}


def test_an_unknown_name_suggests_the_nearest_and_lists_all() -> None:
    with pytest.raises(PluginError, match="There is no agent 'dedupe'") as caught:
        discovery.load("dedupe")
    assert caught.value.hint.startswith("Did you mean dedup? Installed: alerts, casualties, ")


def test_a_name_like_no_other_suggests_nothing() -> None:
    with pytest.raises(PluginError) as caught:
        discovery.load("zzzz")
    assert "Did you mean" not in caught.value.hint


@pytest.mark.parametrize(
    ("class_name", "said"),
    [
        ("Flood", "has no Flood"),
        ("", "has no class named"),
        ("text", "is a str, not an agent class"),
        ("Iterable", "not an agent class"),
        ("Unfinished", "does not define process"),
        ("Undeclared", "has no Spec"),
    ],
)
def test_what_is_no_agent_is_refused(rivers: str, class_name: str, said: str) -> None:
    with pytest.raises(PluginError, match=said):
        discovery.load(f"{rivers}:{class_name}")


def test_a_class_that_is_not_there_is_answered_with_the_agents_that_are(rivers: str) -> None:
    with pytest.raises(PluginError) as caught:
        discovery.load(f"{rivers}:Flood")
    assert caught.value.hint == "Agents in it: Floods, Unfinished."


def test_a_module_that_is_not_there_is_told_from_one_that_it_needs(write: Write) -> None:
    write("needs_more", "import no_such_module_anywhere")
    with pytest.raises(PluginError, match="there is no module nowhere_at_all"):
        discovery.load("nowhere_at_all:Agent")
    with pytest.raises(PluginError, match="needs the module no_such_module_anywhere, which is not installed"):
        discovery.load("needs_more:Agent")


@pytest.mark.parametrize("reference", [":Floods", ":", ".relative:Floods"])
def test_a_reference_that_is_none_is_refused(reference: str) -> None:
    with pytest.raises(PluginError, match="cannot be imported"):
        discovery.load(reference)


@pytest.mark.parametrize("source", ["1 / 0", "def broken(:", "raise RuntimeError('at import')"])
def test_a_module_that_fails_to_import_is_told_with_its_error(write: Write, source: str) -> None:
    write("broken_module", source)
    with pytest.raises(PluginError, match=r"Agent broken_module:A cannot be imported: [A-Z][A-Za-z]+Error: "):
        discovery.load("broken_module:A")


def test_two_packages_that_announce_one_name_are_both_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TOCSIN_AGENTS_ALLOW")
    points = [point("floods", "one:Floods"), point("floods", "two:Floods")]
    with pytest.raises(WiringError, match=r"Two agents are named floods: one:Floods of .* two:Floods of "):
        discovery.installed(points)


def test_one_announcement_seen_twice_is_one_agent(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same package may be on the path twice, as it is in an editable install."""
    monkeypatch.delenv("TOCSIN_AGENTS_ALLOW")
    assert len(discovery.installed([point("floods", "one:Floods")] * 2)) == 1


def test_an_announced_name_must_be_the_agents_own(rivers: str, monkeypatch: pytest.MonkeyPatch) -> None:
    announce(monkeypatch, point("quakes", f"{rivers}:Floods"))
    with pytest.raises(PluginError, match="announced as quakes by an unknown package calls itself floods"):
        discovery.load("quakes")


def test_listing_agents_imports_none_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    announce(monkeypatch, point("floods", "no_such_module:Floods"))
    assert [agent.target for agent in discovery.installed()] == ["no_such_module:Floods"]
    assert "no_such_module" not in sys.modules


@pytest.mark.parametrize(
    ("variable", "names", "found"),
    [
        ("ALLOW", "", ["floods", "quakes"]),
        ("ALLOW", "quakes", ["quakes"]),
        ("ALLOW", "quakes, storms", ["quakes"]),
        ("DENY", "quakes", ["floods"]),
        ("DENY", "floods,quakes", []),
    ],
)
def test_settings_say_which_agents_may_load(
    monkeypatch: pytest.MonkeyPatch, variable: str, names: str, found: list[str]
) -> None:
    announce(monkeypatch, point("floods", "one:Floods"), point("quakes", "two:Quakes"))
    monkeypatch.setenv(f"TOCSIN_AGENTS_{variable}", names)
    assert [agent.name for agent in discovery.installed()] == found


def test_the_lists_may_stand_in_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    announce(monkeypatch, point("floods", "one:Floods"), point("quakes", "two:Quakes"))
    (tmp_path / "tocsin.toml").write_text('agents_deny = ["floods"]\n')
    monkeypatch.setenv("TOCSIN_CONFIG", str(tmp_path / "tocsin.toml"))
    assert [agent.name for agent in discovery.installed()] == ["quakes"]


def test_an_agent_that_may_not_load_is_answered_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_AGENTS_DENY", "dedup")
    with pytest.raises(PluginError, match="There is no agent 'dedup'") as caught:
        discovery.load("dedup")
    assert "TOCSIN_AGENTS_DENY" in caught.value.hint


def test_nothing_foreign_takes_part_in_these_tests() -> None:
    assert all(agent.target.startswith("tocsin_agents.") for agent in discovery.installed())

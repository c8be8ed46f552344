"""An agent's process answers how it is, to those on its machine, whatever else it is doing."""

import http.client
import json
import socket
from collections.abc import Iterator

import pytest
from prometheus_client import CollectorRegistry, Counter
from structlog.testing import capture_logs

from tocsin import SettingsError
from tocsin.engine.health import Health
from tocsin.operation import endpoint as module
from tocsin.operation.endpoint import Endpoint

LOCAL = "127.0.0.1:0"


class Watched(Health):
    """The health of a process whose clock can be set on."""

    def __init__(self) -> None:
        self.now = 0.0
        super().__init__(60, lambda: self.now)


@pytest.fixture
def health() -> Watched:
    return Watched()


@pytest.fixture
def endpoint(health: Watched) -> Iterator[Endpoint]:
    registry = CollectorRegistry()
    Counter("floods", "Floods that were seen.", registry=registry).inc(3)
    endpoint = Endpoint("floods", health, registry)
    try:
        yield endpoint
    finally:
        endpoint.close()


def get(address: str, path: str, *, method: str = "GET", host: str | None = None) -> tuple[int, str, str]:
    connection = http.client.HTTPConnection(address, timeout=10)
    try:
        connection.request(method, path, headers={} if host is None else {"Host": host})
        answer = connection.getresponse()
        return answer.status, answer.getheader("Content-Type", ""), answer.read().decode()
    finally:
        connection.close()


def test_it_says_whether_the_process_is_well_and_whether_it_serves(endpoint: Endpoint, health: Watched) -> None:
    endpoint.open(LOCAL)
    status, kind, body = get(endpoint.address, "/healthz")
    assert (status, kind) == (200, "application/json")
    assert json.loads(body) == {"agent": "floods", "status": "ok", "reason": ""}
    status, _, body = get(endpoint.address, "/readyz")
    assert (status, json.loads(body)["reason"]) == (503, "The agent is being opened.")
    health.waits("")
    assert get(endpoint.address, "/readyz")[0] == 200
    health.beat(rebalancing=False)
    health.now += 61
    status, _, body = get(endpoint.address, "/healthz")
    assert (status, json.loads(body)["reason"]) == (503, "The engine has stood still for 61 s.")


def test_metrics_are_told_in_the_format_of_prometheus(endpoint: Endpoint) -> None:
    endpoint.open(LOCAL)
    status, kind, body = get(endpoint.address, "/metrics")
    assert status == 200
    assert kind.startswith("text/plain; version=")
    assert "# HELP floods_total Floods that were seen." in body
    assert "floods_total 3.0" in body


def test_another_path_is_answered_with_those_that_there_are(endpoint: Endpoint) -> None:
    endpoint.open(LOCAL)
    status, _, body = get(endpoint.address, "/")
    assert (status, body) == (404, "There are /healthz, /readyz, /metrics.\n")


def test_a_query_does_not_matter_and_head_is_answered_without_a_body(endpoint: Endpoint) -> None:
    endpoint.open(LOCAL)
    assert get(endpoint.address, "/healthz?now")[0] == 200
    status, kind, body = get(endpoint.address, "/healthz", method="HEAD")
    assert (status, kind, body) == (200, "application/json", "")


def test_nothing_can_be_sent_to_it(endpoint: Endpoint) -> None:
    endpoint.open(LOCAL)
    assert get(endpoint.address, "/healthz", method="POST")[0] == 501


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("localhost:1", 200),
        ("127.0.0.1:9", 200),
        ("[::1]:9", 200),
        ("evil.example", 403),
        ("", 403),
    ],
)
def test_on_loopback_it_answers_to_local_names_only(endpoint: Endpoint, host: str, status: int) -> None:
    endpoint.open(LOCAL)
    assert get(endpoint.address, "/metrics", host=host)[0] == status


def test_where_it_was_told_to_be_reached_from_elsewhere_it_answers_to_any_name(endpoint: Endpoint) -> None:
    endpoint.open("0.0.0.0:0")
    port = endpoint.address.rpartition(":")[2]
    assert get(f"127.0.0.1:{port}", "/healthz", host="agent.example")[0] == 200


def test_it_listens_on_loopback_and_nowhere_else(endpoint: Endpoint) -> None:
    endpoint.open(LOCAL)
    server = endpoint._server
    assert server is not None
    assert server.socket.getsockname()[0] == "127.0.0.1"


def test_a_port_that_is_taken_is_no_reason_not_to_run(endpoint: Endpoint) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, capture_logs() as logs:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        endpoint.open(address)
    assert endpoint.address != address
    assert get(endpoint.address, "/healthz")[0] == 200
    assert [line["address"] for line in logs if line["event"] == "operation_address_taken"] == [address]


def test_an_address_of_another_machine_is_refused_in_a_sentence(endpoint: Endpoint) -> None:
    with pytest.raises(SettingsError, match=r"nothing can listen on 192\.0\.2\.1:0"):
        endpoint.open("192.0.2.1:0")


def test_those_who_connect_and_say_nothing_do_not_keep_others_out_for_long(
    endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_CONNECTIONS", 2)
    monkeypatch.setattr(module._Handler, "timeout", 0.2)
    endpoint.open(LOCAL)
    host, _, port = endpoint.address.rpartition(":")
    silent = [socket.create_connection((host, int(port))) for _ in range(2)]
    try:
        for connection in silent:
            assert connection.recv(1) == b""  # hung up on
        assert get(endpoint.address, "/healthz")[0] == 200
    finally:
        for connection in silent:
            connection.close()


def test_what_is_no_http_does_not_disturb_it(endpoint: Endpoint) -> None:
    endpoint.open(LOCAL)
    host, _, port = endpoint.address.rpartition(":")
    with socket.create_connection((host, int(port))) as connection:
        connection.sendall(b"\x00\xff\r\n\r\n")
        connection.recv(4096)
    assert get(endpoint.address, "/healthz")[0] == 200


def test_when_closed_it_answers_no_longer(endpoint: Endpoint) -> None:
    endpoint.open(LOCAL)
    endpoint.close()
    with pytest.raises(ConnectionRefusedError):
        get(endpoint.address, "/healthz")

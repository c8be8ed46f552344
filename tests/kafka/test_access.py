"""A secured Kafka: who may come in does, by each mechanism; who may not is told in one line which setting to look at."""

import asyncio
from pathlib import Path

import pytest

from tests.commands import Tocsin
from tests.kafka.receiving import SECRET
from tests.kafka.secured import LONG_AGO, MECHANISMS, WAYS_IN, Authority, SecuredKafka
from tocsin.access.diagnosis import diagnose
from tocsin.errors import AccessError, BrokerError, SettingsError
from tocsin.settings import load_settings

pytestmark = pytest.mark.kafka

Environment = dict[str, str]


def refusal(monkeypatch: pytest.MonkeyPatch, environment: Environment) -> str:
    """Give the one line that a client with these settings is told."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    try:
        settings = load_settings()
        found = asyncio.run(diagnose(settings, settings.bootstrap_servers or ""))
    except SettingsError as error:
        found = BrokerError(error.message)
    assert found is not None, "it was let in"
    assert "\n" not in str(found)
    return found.message


@pytest.mark.parametrize("way", WAYS_IN)
def test_who_has_what_it_takes_is_let_in(way: str, secured: SecuredKafka, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in secured.way_in(way).items():
        monkeypatch.setenv(name, value)
    settings = load_settings()
    assert asyncio.run(diagnose(settings, settings.bootstrap_servers or "")) is None


@pytest.mark.parametrize("mechanism", MECHANISMS)
@pytest.mark.parametrize("wrong", [{"KAFKA_SASL_PASSWORD": "wrong"}, {"KAFKA_SASL_USERNAME": "nobody"}])
def test_a_wrong_password_and_an_unknown_user_name_the_login(
    mechanism: str, wrong: Environment, secured: SecuredKafka, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = refusal(monkeypatch, secured.login(mechanism) | wrong)
    assert "refuses the login of" in said
    assert "look at KAFKA_SASL_USERNAME, KAFKA_SASL_PASSWORD and KAFKA_SASL_MECHANISM" in said


def test_a_password_from_a_file_is_named_as_that(
    secured: SecuredKafka, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "password").write_text("wrong\n")
    environment = secured.login("PLAIN") | {"KAFKA_SASL_PASSWORD_FILE": str(tmp_path / "password")}
    del environment["KAFKA_SASL_PASSWORD"]
    assert "KAFKA_SASL_PASSWORD_FILE" in refusal(monkeypatch, environment)


def test_every_trouble_with_certificates_names_its_setting(
    secured: SecuredKafka, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    stranger = Authority(tmp_path)
    expired = secured.authority.issue("once", name="operator", expires=LONG_AGO)
    told = {
        "expired": secured.environment("EXPIRED"),
        "another host": secured.environment("ELSEWHERE"),
        "nobody who is trusted": secured.environment("TLS", ssl_cafile=stranger.certificate),
        "wants a certificate": secured.environment("MTLS"),
        "not accept our certificate": secured.certified(stranger.issue("operator")),
        "our certificate": secured.certified(expired),
    }
    settings = {
        "expired": "KAFKA_SSL_CAFILE",
        "another host": "KAFKA_BOOTSTRAP_SERVERS",
        "nobody who is trusted": "KAFKA_SSL_CAFILE",
        "wants a certificate": "KAFKA_SSL_CERTFILE and KAFKA_SSL_KEYFILE",
        "not accept our certificate": "KAFKA_SSL_CERTFILE",
        "our certificate": "KAFKA_SSL_CERTFILE",
    }
    for words, environment in told.items():
        with monkeypatch.context() as patch:
            said = refusal(patch, environment)
        assert words in said
        assert settings[words] in said


@pytest.mark.parametrize(
    ("listener", "protocol", "spoken"),
    [
        ("TLS", "PLAINTEXT", "SSL"),
        ("TLS", "SASL_PLAINTEXT", "SSL"),
        ("SASL", "PLAINTEXT", "SASL_SSL"),
        ("SASL", "SASL_PLAINTEXT", "SASL_SSL"),
        ("SASL", "SSL", "SASL_SSL"),
        ("CLEAR", "PLAINTEXT", "SASL_PLAINTEXT"),
        ("CLEAR", "SASL_SSL", "SASL_PLAINTEXT"),
        ("MTLS", "PLAINTEXT", "SSL"),
        ("", "SSL", "PLAINTEXT"),
        ("", "SASL_SSL", "PLAINTEXT"),
    ],
)
def test_a_wrong_protocol_is_told_with_the_right_one(
    listener: str, protocol: str, spoken: str, secured: SecuredKafka, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = secured.address(listener) if listener else secured.plain
    changed = {"KAFKA_BOOTSTRAP_SERVERS": address, "KAFKA_SECURITY_PROTOCOL": protocol}
    said = refusal(monkeypatch, secured.login("PLAIN") | changed)
    assert said == f"Kafka at {address} speaks {spoken}, not {protocol}: look at KAFKA_SECURITY_PROTOCOL."


@pytest.mark.parametrize(("listener", "protocol"), [("TLS", "SASL_SSL"), ("", "SASL_PLAINTEXT")])
def test_a_login_where_there_is_none_names_the_protocol(
    listener: str, protocol: str, secured: SecuredKafka, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = secured.address(listener) if listener else secured.plain
    changed = {"KAFKA_BOOTSTRAP_SERVERS": address, "KAFKA_SECURITY_PROTOCOL": protocol}
    said = refusal(monkeypatch, secured.login("PLAIN") | changed)
    assert f"takes no logins: look at KAFKA_SECURITY_PROTOCOL, which is {protocol}" in said


def test_a_mechanism_that_is_not_offered_is_told(secured: SecuredKafka, monkeypatch: pytest.MonkeyPatch) -> None:
    environment = secured.login("SCRAM-SHA-512") | {
        "KAFKA_BOOTSTRAP_SERVERS": secured.address("PLAINONLY"), "KAFKA_SECURITY_PROTOCOL": "SASL_PLAINTEXT"
    }  # fmt: skip
    assert "does not offer SCRAM-SHA-512 for logins: look at KAFKA_SASL_MECHANISM" in refusal(monkeypatch, environment)


def test_a_server_that_is_not_there_is_no_refusal(monkeypatch: pytest.MonkeyPatch, secured: SecuredKafka) -> None:
    nowhere = secured.login("PLAIN") | {"KAFKA_BOOTSTRAP_SERVERS": "localhost:1"}
    assert "cannot be reached: no broker answers there" in refusal(monkeypatch, nowhere)


def test_one_server_that_lets_us_in_is_enough(monkeypatch: pytest.MonkeyPatch, secured: SecuredKafka) -> None:
    for name, value in secured.login("PLAIN").items():
        monkeypatch.setenv(name, value)
    assert asyncio.run(diagnose(load_settings(), f"localhost:1,{secured.address('SASL')}")) is None


def test_of_several_servers_a_refusal_is_told_before_an_absence(
    monkeypatch: pytest.MonkeyPatch, secured: SecuredKafka
) -> None:
    for name, value in (secured.login("PLAIN") | {"KAFKA_SASL_PASSWORD": "wrong"}).items():
        monkeypatch.setenv(name, value)
    found = asyncio.run(diagnose(load_settings(), f"localhost:1,{secured.address('SASL')}"))
    assert isinstance(found, AccessError)


# Every command


COMMANDS = (
    ("run", "dedup"),
    ("up", "dedup"),
    ("replay", "one.txt"),
    ("subscribe",),
    ("subscribe", "--json", "articles"),
    ("doctor",),
    ("topics", "ensure"),
    ("topics", "check"),
    ("deliver", "webhooks"),
    ("page", "--port", "0"),
    ("dead", "list"),
    ("silence", "list"),
    ("alerts", "explain", "x"),
    ("trace", "x"),
)


@pytest.fixture
def inputs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put an article and a webhook into the working directory."""
    (folder / "one.txt").write_text("A headline\n\nTwo people were killed in Homs.\n")
    (folder / "tocsin.toml").write_text(
        '[[webhooks]]\nname = "hook"\nurl = "https://hooks.example/"\nsecret_env = "HOOK_SECRET"\n'
    )
    monkeypatch.setenv("HOOK_SECRET", SECRET)
    monkeypatch.setenv("TOCSIN_AGENTS_ALLOW", "dedup,tolls,alerts")


@pytest.mark.usefixtures("inputs")
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_tells_a_wrong_password_in_one_line(
    command: tuple[str, ...], tocsin: Tocsin, secured: SecuredKafka, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (secured.login("SCRAM-SHA-256") | {"KAFKA_SASL_PASSWORD": "wrong-canary"}).items():
        monkeypatch.setenv(name, value)

    ended = tocsin(*command)

    assert ended.status == 1
    told = [line for line in (ended.out + ended.err).splitlines() if "KAFKA_SASL_PASSWORD" in line]
    # The doctor looks twice, at Kafka and at its topics.
    assert len(told) == (2 if command == ("doctor",) else 1), ended
    assert "Traceback" not in ended.err
    assert "wrong-canary" not in ended.out + ended.err

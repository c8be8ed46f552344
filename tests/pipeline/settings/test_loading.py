"""The environment wins over the file, the file over defaults, and what is wrong is named."""

import ssl
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, Field, SecretStr

from tocsin import SettingsError
from tocsin.settings import Settings, agent_settings, load_settings


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work where there is no file of anyone's."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


class Options(BaseModel):
    depth: int = Field(default=3, ge=1)
    city: str = "Homs"


def test_without_anything_the_embedded_kafka_is_used_and_topics_are_tocsins() -> None:
    settings = load_settings()
    assert settings.bootstrap_servers is None
    assert settings.topic("alerts") == "tocsin.alerts"


def test_a_file_in_the_working_directory_is_read(folder: Path) -> None:
    (folder / "tocsin.toml").write_text('prefix = "news."\nbootstrap_servers = "kafka:9092"')
    settings = load_settings()
    assert (settings.prefix, settings.bootstrap_servers) == ("news.", "kafka:9092")


def test_the_environment_wins_over_the_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "tocsin.toml").write_text('prefix = "news."\nbootstrap_servers = "kafka:9092"\nreplication = 2')
    monkeypatch.setenv("TOCSIN_PREFIX", "other.")
    monkeypatch.setenv("KAFKA_BOOTSTRAP_SERVERS", "elsewhere:9093,third:9094")
    settings = load_settings()
    assert (settings.prefix, settings.replication) == ("other.", 2)
    assert settings.bootstrap_servers == "elsewhere:9093,third:9094"


def test_another_file_can_be_named_by_argument_or_variable(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("here", "one", "two"):
        (folder / f"{name}.toml").write_text(f'prefix = "{name}."')
    (folder / "here.toml").rename(folder / "tocsin.toml")
    assert load_settings().prefix == "here."
    monkeypatch.setenv("TOCSIN_CONFIG", str(folder / "one.toml"))
    assert load_settings().prefix == "one."
    assert load_settings(folder / "two.toml").prefix == "two."


def test_a_file_that_was_named_and_is_not_there_is_an_error(folder: Path) -> None:
    with pytest.raises(SettingsError, match=r"gone\.toml cannot be read: No such file"):
        load_settings(folder / "gone.toml")
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings(folder)


def test_a_file_that_is_nested_without_end_is_an_error(folder: Path) -> None:
    (folder / "tocsin.toml").write_text("prefix = " + "[" * 3_000)
    with pytest.raises(SettingsError, match="nested too deeply"):
        load_settings()


@pytest.mark.parametrize("content", [b"prefix = ", b"\xff\xfe", b"[agents"])
def test_a_file_that_is_no_toml_is_an_error(folder: Path, content: bytes) -> None:
    (folder / "tocsin.toml").write_bytes(content)
    with pytest.raises(SettingsError, match=r"tocsin\.toml is not TOML"):
        load_settings()


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("KAFKA_BOOTSTRAP_SERVERS", "kafka", "'kafka' is not host:port"),
        ("KAFKA_BOOTSTRAP_SERVERS", "kafka:9092,:9093", "':9093' is not host:port"),
        ("KAFKA_BOOTSTRAP_SERVERS", "http://kafka:9092", "is not host:port, without http:// or the like"),
        ("KAFKA_SECURITY_PROTOCOL", "TLS", "must be 'PLAINTEXT', 'SSL'"),
        ("TOCSIN_PREFIX", "news/", "letters, digits, dots, hyphens and underscores only"),
        ("TOCSIN_REPLICATION", "-1", "must be greater than or equal to 0"),
        ("TOCSIN_LOG_LEVEL", "loud", "must be 'debug'"),
        ("TOCSIN_STALL_SECONDS", "0", "greater than 0"),
        ("TOCSIN_MAX_RECORD_BYTES", "8MB", "must be a whole number"),
    ],
)
def test_a_wrong_setting_is_named_as_it_is_set(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, said: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert f"{variable}: " in caught.value.message
    assert said in caught.value.message


def test_all_wrong_settings_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_REPLICATION", "many")
    monkeypatch.setenv("TOCSIN_LOG_FORMAT", "xml")
    with pytest.raises(SettingsError, match=r"TOCSIN_REPLICATION: .*\nTOCSIN_LOG_FORMAT: "):
        load_settings()


def test_a_setting_that_there_is_none_of_is_refused(folder: Path) -> None:
    (folder / "tocsin.toml").write_text('prefixx = "news."')
    with pytest.raises(
        SettingsError, match=r"tocsin.toml:1: prefixx: there is no such setting. Did you mean prefix\?$"
    ):
        load_settings()


def test_a_table_that_there_is_none_of_is_refused_with_where_agents_have_theirs(folder: Path) -> None:
    (folder / "tocsin.toml").write_text('prefix = "news."\n\n[[rules]]\nname = "a"')
    with pytest.raises(SettingsError, match=r"tocsin.toml:3: rules: there is no such setting\.") as caught:
        load_settings()
    assert "[[agents.alerts.rules]]" in caught.value.hint


def test_a_variable_that_should_hold_json_and_does_not_is_a_settings_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_AGENTS", "{")
    with pytest.raises(SettingsError, match="agents"):
        load_settings()


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20))
def test_any_prefix_is_one_that_kafka_takes_or_is_refused(prefix: str) -> None:
    try:
        settings = Settings(prefix=prefix)
    except ValueError:
        return
    assert all(c.isascii() and (c.isalnum() or c in "._-") for c in settings.topic("alerts"))


def test_an_empty_address_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAFKA_BOOTSTRAP_SERVERS", "")
    assert load_settings().bootstrap_servers is None


def test_a_password_comes_from_its_variable_or_its_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "password").write_text("öpen sesame \n")
    monkeypatch.setenv("KAFKA_SASL_PASSWORD_FILE", str(folder / "password"))
    assert load_settings().password == "öpen sesame "
    monkeypatch.setenv("KAFKA_SASL_PASSWORD", "rather this")
    assert load_settings().password == "rather this"


def test_a_password_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAFKA_SASL_PASSWORD", "hush-hush")
    settings = load_settings()
    assert "hush" not in f"{settings!r}{settings}{settings.model_dump()}{settings.model_dump_json()}"


@pytest.mark.parametrize(("content", "said"), [(None, "No such file"), (b"\xff", "not UTF-8")])
def test_a_password_file_that_cannot_be_read_is_an_error(
    folder: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None, said: str
) -> None:
    if content is not None:
        (folder / "password").write_bytes(content)
    monkeypatch.setenv("KAFKA_SASL_PASSWORD_FILE", str(folder / "password"))
    settings = load_settings()
    with pytest.raises(SettingsError, match=said):
        _ = settings.password


def test_a_plain_kafka_needs_an_address_only() -> None:
    settings = Settings(bootstrap_servers="kafka:9092")
    assert settings.kafka_options() == {"bootstrap_servers": "kafka:9092", "security_protocol": "PLAINTEXT"}
    assert settings.kafka_options("other:1")["bootstrap_servers"] == "other:1"


def test_a_kafka_with_sasl_over_tls_gets_user_password_and_certificates() -> None:
    settings = Settings(
        security_protocol="SASL_SSL", sasl_mechanism="SCRAM-SHA-512", sasl_username="u", sasl_password="p"
    )  # fmt: skip
    options = settings.kafka_options("kafka:9093")
    assert (options["sasl_mechanism"], options["sasl_plain_username"], options["sasl_plain_password"]) == (
        "SCRAM-SHA-512",
        "u",
        "p",
    )
    assert options["ssl_context"].verify_mode is ssl.CERT_REQUIRED
    assert options["ssl_context"].check_hostname


@pytest.mark.parametrize("field", ["ssl_cafile", "ssl_certfile"])
def test_certificates_that_cannot_be_used_are_an_error(folder: Path, field: str) -> None:
    (folder / "certificate.pem").write_text("not one")
    for path in (folder / "certificate.pem", folder / "gone.pem"):
        settings = Settings.model_validate({"security_protocol": "SSL", field: path})
        with pytest.raises(SettingsError, match=f"KAFKA_{field.upper()}"):
            settings.kafka_options("kafka:9093")


@pytest.mark.parametrize(
    ("given", "named"), [({}, "KAFKA_SASL_USERNAME"), ({"sasl_username": "u"}, "KAFKA_SASL_PASSWORD_FILE")]
)
def test_a_login_without_user_or_password_is_an_error_before_kafka_is_asked(given: dict[str, str], named: str) -> None:
    settings = Settings.model_validate({"security_protocol": "SASL_PLAINTEXT"} | given)
    with pytest.raises(SettingsError, match=f"is SASL_PLAINTEXT, so {named} must be set"):
        settings.kafka_options("kafka:9092")


@pytest.mark.parametrize("name", ["sasl_password", "ssl_key_password"])
def test_a_secret_in_the_file_of_settings_is_refused_and_not_shown(folder: Path, name: str) -> None:
    (folder / "tocsin.toml").write_text(f'{name} = "hush-hush"\n')
    with pytest.raises(SettingsError, match=f"set KAFKA_{name.upper()}_FILE") as caught:
        load_settings()
    assert "hush" not in str(caught.value)


class Keyed(BaseModel):
    key: SecretStr | None = None


def test_an_agents_secret_comes_from_its_variable_or_a_file_and_not_from_its_table(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SettingsError, match=r"\[agents.x\] holds the secret key: set TOCSIN_X_KEY_FILE") as caught:
        agent_settings(Settings(agents={"x": {"key": "hush-hush"}}), "x", Keyed)
    assert "hush" not in str(caught.value)
    (folder / "key").write_text("from the file\n")
    monkeypatch.setenv("TOCSIN_X_KEY_FILE", str(folder / "key"))
    assert agent_settings(Settings(), "x", Keyed) == Keyed(key=SecretStr("from the file"))
    monkeypatch.setenv("TOCSIN_X_KEY", "from the variable")
    assert agent_settings(Settings(), "x", Keyed) == Keyed(key=SecretStr("from the variable"))


def test_an_agents_settings_come_from_its_table_and_over_it_from_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings = Settings(agents={"flood-watch": {"depth": 5, "city": "Hama"}})
    assert agent_settings(settings, "flood-watch", Options) == Options(depth=5, city="Hama")
    monkeypatch.setenv("TOCSIN_FLOOD_WATCH_DEPTH", "7")
    assert agent_settings(settings, "flood-watch", Options) == Options(depth=7, city="Hama")
    assert agent_settings(settings, "rivers", Options) == Options()


class Lists(BaseModel):
    words: tuple[str, ...] = ()
    names: dict[str, int] = Field(default_factory=dict)
    text: str = ""


def test_lists_and_tables_of_an_agent_are_json_in_a_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_FLOODS_WORDS", '["one", "two"]')
    monkeypatch.setenv("TOCSIN_FLOODS_NAMES", '{"one": 1}')
    monkeypatch.setenv("TOCSIN_FLOODS_TEXT", '["kept as it is"]')
    wanted = Lists(words=("one", "two"), names={"one": 1}, text='["kept as it is"]')
    assert agent_settings(Settings(), "floods", Lists) == wanted
    monkeypatch.setenv("TOCSIN_FLOODS_WORDS", "one, two")
    with pytest.raises(SettingsError, match="TOCSIN_FLOODS_WORDS is not JSON"):
        agent_settings(Settings(), "floods", Lists)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"depht": 5}, r"^\[agents.floods\] depht: there is no such setting. Did you mean depth\?$"),
        ({"depth": 0}, r"^\[agents.floods\] depth: must be greater than or equal to 1\.$"),
        ({"depth": "deep"}, r"^\[agents.floods\] depth: must be a whole number\.$"),
        ({"size": 1}, r"^\[agents.floods\] size: there is no such setting. There are: depth, city\.$"),
    ],
)
def test_an_agents_wrong_setting_is_named(values: dict[str, Any], said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        agent_settings(Settings(agents={"floods": values}), "floods", Options)

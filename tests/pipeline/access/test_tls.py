"""The client's certificates and keys: used when they are right, named in one sentence when they are not."""

from pathlib import Path

import pytest

from tests.kafka.secured import Authority, Identity
from tocsin.access.tls import client_context
from tocsin.errors import SettingsError


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def encrypted(authority: Authority) -> Identity:
    return authority.issue("encrypted", key_password="sesame")


@pytest.fixture(scope="module")
def plain(authority: Authority) -> Identity:
    return authority.issue("plain")


def never_asked() -> str | None:
    pytest.fail("the password was asked for without need")


def test_brokers_are_verified_by_name_whatever_is_set(authority: Authority) -> None:
    for cafile in (None, authority.certificate):
        context = client_context(cafile, None, None, never_asked)
        assert context.check_hostname
        assert context.verify_mode.name == "CERT_REQUIRED"


def test_a_key_may_be_plain_encrypted_or_with_its_certificate(
    authority: Authority, plain: Identity, encrypted: Identity
) -> None:
    client_context(authority.certificate, plain.certificate, plain.key, never_asked)
    client_context(authority.certificate, plain.both, None, never_asked)
    client_context(authority.certificate, encrypted.certificate, encrypted.key, lambda: "sesame")


@pytest.mark.parametrize(
    ("password", "said"),
    [
        (None, "is encrypted: set KAFKA_SSL_KEY_PASSWORD_FILE"),
        ("", "is encrypted: set KAFKA_SSL_KEY_PASSWORD_FILE"),
        ("mellon", "does not open the key .* KAFKA_SSL_KEY_PASSWORD"),
        ("x" * 2000, "does not open the key .* KAFKA_SSL_KEY_PASSWORD"),
    ],
)
def test_an_encrypted_key_names_the_setting_and_never_asks_on_the_terminal(
    encrypted: Identity, password: str | None, said: str
) -> None:
    with pytest.raises(SettingsError, match=said) as caught:
        client_context(None, encrypted.certificate, encrypted.key, lambda: password)
    assert not password or password not in str(caught.value)


def test_a_key_of_another_certificate_is_told(plain: Identity, authority: Authority) -> None:
    other = authority.issue("other")
    with pytest.raises(SettingsError, match="not that of the certificate: look at KAFKA_SSL_KEYFILE"):
        client_context(None, plain.certificate, other.key, never_asked)


def test_what_is_no_pem_is_told_with_its_setting(tmp_path: Path, plain: Identity) -> None:
    nonsense = tmp_path / "nonsense.pem"
    nonsense.write_text("not one")
    with pytest.raises(SettingsError, match="KAFKA_SSL_CAFILE holds no certificate"):
        client_context(nonsense, None, None, never_asked)
    with pytest.raises(SettingsError, match=r"KAFKA_SSL_CERTFILE .* do not hold a certificate and its key"):
        client_context(None, nonsense, plain.key, never_asked)


@pytest.mark.parametrize("position", [0, 1, 2])
def test_a_file_that_is_not_there_is_told_with_its_setting(tmp_path: Path, plain: Identity, position: int) -> None:
    files: list[Path] = [plain.certificate, plain.certificate, plain.key]
    files[position] = tmp_path / "gone.pem"
    variable = ("KAFKA_SSL_CAFILE", "KAFKA_SSL_CERTFILE", "KAFKA_SSL_KEYFILE")[position]
    with pytest.raises(SettingsError, match=f"{variable} cannot be read: No such file"):
        client_context(files[0], files[1], files[2], never_asked)


def test_a_key_without_a_certificate_is_told(plain: Identity) -> None:
    with pytest.raises(SettingsError, match="KAFKA_SSL_CERTFILE"):
        client_context(None, None, plain.key, never_asked)

"""The client's side of TLS: whom it trusts, and the certificate it shows."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from pathlib import Path

from tocsin.errors import SettingsError

__all__ = ["client_context", "client_not_verified", "server_not_verified"]

EXPIRED, NOT_YET_VALID, HOST_MISMATCH, ADDRESS_MISMATCH = 10, 9, 62, 64
"""Codes of OpenSSL's X509_STORE_CTX_get_error."""

PEM_HINT = "A PEM file begins with -----BEGIN."


def client_context(
    cafile: Path | None, certfile: Path | None, keyfile: Path | None, key_password: Callable[[], str | None]
) -> ssl.SSLContext:
    """Make the context of connections to Kafka; raise SettingsError that names the file that cannot be used.

    Brokers are verified, by name too, against `cafile` or the authorities of the system. `key_password` is asked only
    when the key is encrypted.
    """
    _check_readable("KAFKA_SSL_CAFILE", cafile)
    try:
        context = ssl.create_default_context(cafile=cafile)
    except ssl.SSLError:
        raise SettingsError(f"KAFKA_SSL_CAFILE holds no certificate ({cafile}).", hint=PEM_HINT) from None
    if keyfile and not certfile:
        raise SettingsError("KAFKA_SSL_KEYFILE is set, but not the certificate: KAFKA_SSL_CERTFILE.")
    if certfile:
        _show(context, certfile, keyfile, key_password)
    return context


def _show(
    context: ssl.SSLContext, certfile: Path, keyfile: Path | None, key_password: Callable[[], str | None]
) -> None:
    _check_readable("KAFKA_SSL_CERTFILE", certfile)
    _check_readable("KAFKA_SSL_KEYFILE", keyfile)

    asked = []

    def password() -> str:
        # Without an answer of ours, OpenSSL would ask for it on the terminal.
        asked.append(True)
        known = key_password()
        if not known:
            raise SettingsError(
                f"The key in {keyfile or certfile} is encrypted: set KAFKA_SSL_KEY_PASSWORD_FILE or KAFKA_SSL_KEY_PASSWORD."
            )
        return known

    try:
        context.load_cert_chain(certfile, keyfile, password)
    except (ssl.SSLError, ValueError) as error:  # ValueError: a password of more than 1,024 bytes
        reason = getattr(error, "reason", None)
        raise SettingsError(_unusable(reason, certfile, keyfile or certfile, encrypted=bool(asked))) from None


def _unusable(reason: str | None, certfile: Path, keyfile: Path, *, encrypted: bool) -> str:
    if reason == "KEY_VALUES_MISMATCH":
        return f"The key is not that of the certificate: look at KAFKA_SSL_KEYFILE ({keyfile}) and KAFKA_SSL_CERTFILE."
    if encrypted:
        return f"The password does not open the key in {keyfile}: look at KAFKA_SSL_KEY_PASSWORD."
    return f"KAFKA_SSL_CERTFILE ({certfile}) and KAFKA_SSL_KEYFILE do not hold a certificate and its key as PEM."


def _check_readable(variable: str, path: Path | None) -> None:
    if path is None:
        return
    try:
        path.open("rb").close()
    except OSError as error:
        raise SettingsError(f"{variable} cannot be read: {error.strerror} ({path}).") from None


def server_not_verified(error: ssl.SSLCertVerificationError, server: str) -> str:
    """Say why the certificate of a server (host:port) was not accepted by us, and which setting to look at."""
    code = error.verify_code
    if code == EXPIRED:
        return (
            f"The certificate of Kafka at {server} has expired: renew it there, or the authority in KAFKA_SSL_CAFILE."
        )
    if code == NOT_YET_VALID:
        return f"The certificate of Kafka at {server} is not valid yet: look at the clocks here and there."
    if code in {HOST_MISMATCH, ADDRESS_MISMATCH}:
        return (
            f"The certificate of Kafka at {server} is for another host: name the broker as its certificate does, in "
            "KAFKA_BOOTSTRAP_SERVERS here or in advertised.listeners there."
        )
    return (
        f"The certificate of Kafka at {server} is signed by nobody who is trusted: look at KAFKA_SSL_CAFILE "
        f"({error.verify_message})."
    )


def client_not_verified(error: ssl.SSLError, server: str, *, shown: bool) -> str | None:
    """Say that a server did not accept the certificate that we showed, or did not show; None for other failures of TLS."""
    reason = (error.reason or "").lower().replace("_", " ")
    if "alert" not in reason:
        return None
    if "certificate" not in reason and "unknown ca" not in reason and "handshake failure" not in reason:
        return f"Kafka at {server} breaks off TLS ({reason}): look at the versions of TLS that it allows."
    if not shown:
        return f"Kafka at {server} wants a certificate from its clients: set KAFKA_SSL_CERTFILE and KAFKA_SSL_KEYFILE."
    return (
        f"Kafka at {server} does not accept our certificate ({reason.rpartition('alert ')[2]}): look at KAFKA_SSL_CERTFILE, "
        "whether it has expired and who signed it."
    )

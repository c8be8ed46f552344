"""Why a Kafka does not let us in: its servers are tried once more, one by one, and what each answers is put into one sentence.

The clients log such causes and then raise that they could not connect, whatever the cause was. Loads aiokafka.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from aiokafka.conn import AIOKafkaConnection
from aiokafka.errors import (
    IllegalSaslStateError,
    KafkaError,
    SaslAuthenticationFailed,
    UnsupportedSaslMechanismError,
)
from aiokafka.protocol.admin import SaslHandShakeRequest
from aiokafka.protocol.metadata import MetadataRequest

from tocsin.access.tls import client_not_verified, server_not_verified
from tocsin.errors import AccessError, BrokerError
from tocsin.settings import Settings

__all__ = ["diagnose"]

SECONDS = 5.0
"""How long each question to a server may take."""

CLOSE_SECONDS = 0.2

MOST_SERVERS = 3

Options = dict[str, Any]


async def diagnose(settings: Settings, bootstrap: str) -> BrokerError | None:
    """Give what is wrong with the way to Kafka; None when there is nothing to be found: a server lets us in.

    It is an AccessError when a server is there but does not let us in, and names the setting to look at.
    """
    options = settings.kafka_options(bootstrap)
    servers = [server.strip() for server in bootstrap.split(",")[:MOST_SERVERS]]
    problems = await asyncio.gather(*(_problem(settings, server, options) for server in servers))
    found = [problem for problem in problems if problem is not None]
    if len(found) < len(problems):
        return None
    refusals = [each for each in found if isinstance(each, AccessError)]
    return (refusals or found)[0]


async def _problem(settings: Settings, server: str, options: Options) -> BrokerError | None:
    """Try a server of the bootstrap list, then those that it names as the cluster's brokers."""
    try:
        brokers = await _enter(server, options)
    except (KafkaError, OSError, TimeoutError, EOFError) as error:
        return await _explain(settings, server, error)
    for broker in brokers[:MOST_SERVERS]:
        try:
            await _enter(broker, options)
        except (KafkaError, OSError, TimeoutError, EOFError) as error:
            told = await _explain(settings, broker, error)
            return type(told)(f"{server} sends its clients on to {broker}. {told.message}", hint=told.hint)
    return None


async def _enter(server: str, options: Options) -> list[str]:
    """Connect, log in and ask for the brokers, as any client does first; give their addresses."""
    async with _connected(server, options) as connection:
        metadata = await connection.send(MetadataRequest([]))
        return [f"{host}:{port}" for _, host, port, *_ in metadata.brokers]


@asynccontextmanager
async def _connected(server: str, options: Options) -> AsyncIterator[AIOKafkaConnection]:
    host, _, port = server.rpartition(":")
    own = {name: value for name, value in options.items() if name != "bootstrap_servers"}
    # Not by create_conn, which keeps a connection that failed to itself, with nobody to wait for its end.
    connection = AIOKafkaConnection(host.strip("[]"), int(port), request_timeout_ms=int(SECONDS * 1000), **own)
    try:
        async with asyncio.timeout(SECONDS):
            await connection.connect()
            yield connection
    finally:
        closed = connection.close()
        if closed is not None:
            await asyncio.wait({closed}, timeout=CLOSE_SECONDS)


async def _explain(settings: Settings, server: str, error: BaseException) -> BrokerError:
    """Put into words why a server could not be entered; what it does not tell by itself, it is asked for."""
    refusal = _login_refused(settings, server, error) or _certificate_refused(settings, server, error)
    if refusal is None and not _is_absence(error):
        refusal = await _protocol_refused(settings, server)
    if refusal is not None:
        return AccessError(refusal)
    return BrokerError(
        f"Kafka at {server} cannot be reached: {_absence(error)}.",
        hint="Is it running? KAFKA_BOOTSTRAP_SERVERS says where; unset it to use the embedded one. "
        "`tocsin doctor` looks at the settings.",
    )


def _login_refused(settings: Settings, server: str, error: BaseException) -> str | None:
    mechanism = settings.sasl_mechanism
    if isinstance(error, SaslAuthenticationFailed):
        password = "KAFKA_SASL_PASSWORD" if settings.sasl_password is not None else "KAFKA_SASL_PASSWORD_FILE"
        return (
            f"Kafka at {server} refuses the login of {settings.sasl_username} by {mechanism}: look at KAFKA_SASL_USERNAME, "
            f"{password} and KAFKA_SASL_MECHANISM."
        )
    if isinstance(error, UnsupportedSaslMechanismError):
        return f"Kafka at {server} does not offer {mechanism} for logins: look at KAFKA_SASL_MECHANISM."
    if isinstance(error, IllegalSaslStateError):
        return f"Kafka at {server} takes no logins: look at KAFKA_SECURITY_PROTOCOL, which is {settings.security_protocol}."
    return None


def _certificate_refused(settings: Settings, server: str, error: BaseException) -> str | None:
    if isinstance(error, ssl.SSLCertVerificationError):
        return server_not_verified(error, server)
    cause = error if isinstance(error, ssl.SSLError) else error.__cause__
    if isinstance(cause, ssl.SSLError):
        return client_not_verified(cause, server, shown=settings.ssl_certfile is not None)
    return None


async def _protocol_refused(settings: Settings, server: str) -> str | None:
    """Find out whether a server speaks another protocol than we do."""
    ours = settings.security_protocol
    with_tls = await _speaks_tls(server)
    plain: Options = {"security_protocol": "SSL", "ssl_context": _unverified()} if with_tls else {}
    if not with_tls and not await _answers(server, plain):
        return None
    with_login = await _wants_login(server, plain)
    theirs = ("SASL_" if with_login else "") + ("SSL" if with_tls else "PLAINTEXT")
    if theirs == ours:
        return None
    return f"Kafka at {server} speaks {theirs}, not {ours}: look at KAFKA_SECURITY_PROTOCOL."


async def _answers(server: str, options: Options) -> bool:
    with suppress(KafkaError, OSError, TimeoutError, EOFError):
        async with _connected(server, options):
            return True
    return False


async def _wants_login(server: str, options: Options) -> bool:
    """Ask a server for its ways to log in; one that has none says that this is not the moment."""
    with suppress(KafkaError, OSError, TimeoutError, EOFError):
        async with _connected(server, options) as connection:
            answer = await connection.send(SaslHandShakeRequest("PLAIN"))
            return bool(answer.error_code != IllegalSaslStateError.errno)
    return False


async def _speaks_tls(server: str) -> bool:
    """Say whether TLS is spoken at an address: whoever is there, we only want to know the language."""
    host, _, port = server.rpartition(":")
    try:
        async with asyncio.timeout(SECONDS):
            _, writer = await asyncio.open_connection(host.strip("[]"), int(port), ssl=_unverified())
    except ssl.SSLError as error:
        return "ALERT" in (error.reason or "")
    except (OSError, TimeoutError):
        return False
    writer.close()
    with suppress(OSError, TimeoutError):
        async with asyncio.timeout(CLOSE_SECONDS):
            await writer.wait_closed()
    return True


def _unverified() -> ssl.SSLContext:
    """Give a context that trusts anyone: nothing secret goes over its connections."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def _is_absence(error: BaseException) -> bool:
    return isinstance(error, ConnectionRefusedError | socket.gaierror | TimeoutError)


def _absence(error: BaseException) -> str:
    if isinstance(error, ConnectionRefusedError):
        return "no broker answers there"
    if isinstance(error, socket.gaierror):
        return "there is no such name"
    if isinstance(error, TimeoutError):
        return "no answer in time"
    return str(error).rstrip(".") or type(error).__name__

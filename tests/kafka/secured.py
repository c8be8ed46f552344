"""A secured Kafka: one broker with a listener for each way to prove who one is, certificates good and bad, and ACLs.

| listener | protocol | proves |
| --- | --- | --- |
| TLS | SSL | who the broker is |
| MTLS | SSL | who the client is too, by a certificate whose common name is the user |
| SASL | SASL_SSL | who the client is, by PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512 |
| CLEAR | SASL_PLAINTEXT | the same without TLS |
| PLAINONLY | SASL_PLAINTEXT | the same, by PLAIN only |
| EXPIRED | SSL | nothing: its certificate has expired |
| ELSEWHERE | SSL | nothing: its certificate is another host's |

Whoever comes in without a name is a super user, so that the tests may look at everything by the plain listener.
"""

import datetime as dt
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import trustme
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from tocsin.broker import EmbeddedBroker
from tocsin.broker.config import HOST
from tocsin.broker.listeners import Listener, SecuredListeners
from tocsin.broker.ports import is_free

LONG_AGO = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
NAMES = (
    *("operator", "agent", "feeder", "reader", "courier"),
    *("dedup", "stories", "entities", "casualties", "tolls", "alerts"),
)
USERS = {name: f"pass-of-{name}-{os.urandom(6).hex()}" for name in NAMES}
"""Users and passwords, the same for PLAIN and SCRAM; `operator` may do everything, all others nothing until allowed."""

MECHANISMS = ("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512")
WAYS_IN = ("TLS", "MTLS", "MTLS with an encrypted key", *MECHANISMS, "CLEAR")
"""Every way to come in as one who may do everything."""

PROTOCOLS = {
    "TLS": "SSL",
    "MTLS": "SSL",
    "SASL": "SASL_SSL",
    "CLEAR": "SASL_PLAINTEXT",
    "PLAINONLY": "SASL_PLAINTEXT",
    "EXPIRED": "SSL",
    "ELSEWHERE": "SSL",
}


@dataclass(frozen=True)
class Identity:
    """A certificate with its key, as PEM files."""

    certificate: Path
    key: Path

    @property
    def both(self) -> Path:
        """One file with both, as Kafka wants it."""
        return self.certificate.with_suffix(".both.pem")


class Authority:
    """Issues certificates into a folder."""

    def __init__(self, folder: Path) -> None:
        self._ca = trustme.CA()
        self._folder = folder
        self.certificate = folder / "ca.pem"
        self._ca.cert_pem.write_to_path(self.certificate)

    def issue(
        self,
        file: str,
        *hosts: str,
        name: str = "",
        expires: dt.datetime | None = None,
        key_password: str | None = None,
    ) -> Identity:
        """Issue a certificate for hosts, or for a user by its common name, which is that of the file unless told."""
        begins = LONG_AGO - dt.timedelta(days=30) if expires else None
        leaf = self._ca.issue_cert(
            *(hosts or (f"{file}.example",)), common_name=name or file, not_before=begins, not_after=expires
        )
        identity = Identity(self._folder / f"{file}.pem", self._folder / f"{file}.key")
        chain = b"".join(each.bytes() for each in leaf.cert_chain_pems)
        key = load_pem_private_key(leaf.private_key_pem.bytes(), None)

        def written(encryption: KeySerializationEncryption) -> bytes:
            return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption)

        identity.certificate.write_bytes(chain)
        identity.key.touch(0o600)
        identity.key.write_bytes(
            written(BestAvailableEncryption(key_password.encode()) if key_password else NoEncryption())
        )
        identity.both.touch(0o600)
        identity.both.write_bytes(written(NoEncryption()) + chain)
        return identity


@dataclass(frozen=True)
class SecuredKafka:
    """The running broker, and what clients need to come in."""

    broker: EmbeddedBroker
    authority: Authority
    ports: dict[str, int]
    plain: str
    """Address of the listener that lets everyone do everything."""

    def address(self, listener: str, host: str = "localhost") -> str:
        """Give the address of a listener."""
        return f"{host}:{self.ports[listener]}"

    def environment(self, listener: str, **settings: str | Path) -> dict[str, str]:
        """Give the variables of a client of a listener; `settings` are further ones, named without `KAFKA_`."""
        variables: dict[str, str | Path] = {
            "bootstrap_servers": self.address(listener),
            "security_protocol": PROTOCOLS[listener],
        }
        if "SSL" in PROTOCOLS[listener]:
            variables["ssl_cafile"] = self.authority.certificate
        return {f"KAFKA_{name.upper()}": str(value) for name, value in (variables | settings).items()}

    def login(self, mechanism: str, user: str = "operator", listener: str = "SASL") -> dict[str, str]:
        """Give the variables of a client that logs in."""
        return self.environment(listener, sasl_mechanism=mechanism, sasl_username=user, sasl_password=USERS[user])

    def certified(self, identity: Identity) -> dict[str, str]:
        """Give the variables of a client that shows a certificate."""
        return self.environment("MTLS", ssl_certfile=identity.certificate, ssl_keyfile=identity.key)

    def way_in(self, way: str) -> dict[str, str]:
        """Give the variables of a client that may do everything, by the way it comes in."""
        if way == "TLS":
            return self.environment("TLS")
        if way == "MTLS":
            return self.certified(self.authority.issue("operator"))
        if way == "MTLS with an encrypted key":
            locked = self.authority.issue("locked", name="operator", key_password="sesame")
            return self.certified(locked) | {"KAFKA_SSL_KEY_PASSWORD": "sesame"}
        return self.login("SCRAM-SHA-256", listener="CLEAR") if way == "CLEAR" else self.login(way)


def start_secured(folder: Path) -> SecuredKafka:
    """Start it, with all its listeners."""
    certificates = folder / "certificates"
    certificates.mkdir()
    authority = Authority(certificates)
    ports = dict(zip(PROTOCOLS, _free_ports(len(PROTOCOLS)), strict=True))
    broker = EmbeddedBroker(folder / "broker", secured=_secured(authority, ports))
    plain = broker.start(timeout=180)
    return SecuredKafka(broker, authority, ports, plain)


def _secured(authority: Authority, ports: dict[str, int]) -> SecuredListeners:
    good = authority.issue("broker", "localhost", HOST)
    identities = {
        "EXPIRED": authority.issue("expired", "localhost", HOST, expires=LONG_AGO),
        "ELSEWHERE": authority.issue("elsewhere", "kafka.example"),
    }
    properties = {
        "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
        "super.users": "User:ANONYMOUS;User:operator",
        "listener.name.mtls.ssl.client.auth": "required",
        "listener.name.mtls.ssl.principal.mapping.rules": "RULE:^.*CN=([^,]+).*$/$1/",
    }
    for name, protocol in PROTOCOLS.items():
        properties |= _doors(name.lower(), identities.get(name, good), authority) if "SSL" in protocol else {}
        mechanisms = MECHANISMS[:1] if name == "PLAINONLY" else MECHANISMS
        properties |= _logins(name.lower(), mechanisms) if "SASL" in protocol else {}
    listeners = [Listener(name=name, port=ports[name], protocol=PROTOCOLS[name]) for name in PROTOCOLS]  # type: ignore[arg-type]
    return SecuredListeners(listeners=tuple(listeners), properties=properties, scram_users=USERS)


def _doors(name: str, identity: Identity, authority: Authority) -> dict[str, str]:
    return {
        f"listener.name.{name}.ssl.keystore.type": "PEM",
        f"listener.name.{name}.ssl.keystore.location": str(identity.both),
        f"listener.name.{name}.ssl.truststore.type": "PEM",
        f"listener.name.{name}.ssl.truststore.location": str(authority.certificate),
    }


def _logins(name: str, mechanisms: Sequence[str]) -> dict[str, str]:
    security = "org.apache.kafka.common.security"
    users = " ".join(f'user_{user}="{password}"' for user, password in USERS.items())
    scram = f"{security}.scram.ScramLoginModule required;"
    return {
        f"listener.name.{name}.sasl.enabled.mechanisms": ",".join(mechanisms),
        f"listener.name.{name}.plain.sasl.jaas.config": f"{security}.plain.PlainLoginModule required {users};",
        f"listener.name.{name}.scram-sha-256.sasl.jaas.config": scram,
        f"listener.name.{name}.scram-sha-512.sasl.jaas.config": scram,
    }


def _free_ports(count: int) -> Sequence[int]:
    ports: list[int] = []
    candidate = 18_000 + os.getpid() % 1000
    while len(ports) < count:
        if is_free(candidate):
            ports.append(candidate)
        candidate += 1
    return ports

"""Everything that can be set but the settings of agents, with defaults and what makes sense."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

import platformdirs
from pydantic import AliasChoices, BeforeValidator, Field, PrivateAttr, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict

from tocsin.access.secrets import read_secret
from tocsin.access.tls import client_context
from tocsin.errors import SettingsError
from tocsin.topics.table import NAME as TOPIC_NAME

__all__ = ["MEBIBYTE", "Settings"]

MEBIBYTE = 1024 * 1024
PORTS = 65_536


def _kafka(name: str) -> AliasChoices:
    return AliasChoices(f"KAFKA_{name.upper()}", name)


def _split(names: object) -> object:
    return [name.strip() for name in names.split(",") if name.strip()] if isinstance(names, str) else names


Names = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split)]
"""Names: a list in the file, separated by commas in a variable."""


class Settings(BaseSettings):
    """Everything that can be set. `tocsin doctor` prints what is in force, secrets left out."""

    model_config = SettingsConfigDict(env_prefix="TOCSIN_", extra="forbid", frozen=True, populate_by_name=True)

    bootstrap_servers: str | None = Field(
        default=None,
        validation_alias=_kafka("bootstrap_servers"),
        description="host:port[,host:port] of your Kafka; when it is not set, the embedded one is used.",
    )
    security_protocol: Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"] = Field(
        default="PLAINTEXT", validation_alias=_kafka("security_protocol")
    )
    sasl_mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] = Field(
        default="PLAIN", validation_alias=_kafka("sasl_mechanism")
    )
    sasl_username: str | None = Field(default=None, validation_alias=_kafka("sasl_username"))
    sasl_password: SecretStr | None = Field(default=None, validation_alias=_kafka("sasl_password"))
    sasl_password_file: Path | None = Field(default=None, validation_alias=_kafka("sasl_password_file"))
    ssl_cafile: Path | None = Field(default=None, validation_alias=_kafka("ssl_cafile"))
    ssl_certfile: Path | None = Field(default=None, validation_alias=_kafka("ssl_certfile"))
    ssl_keyfile: Path | None = Field(default=None, validation_alias=_kafka("ssl_keyfile"))
    ssl_key_password: SecretStr | None = Field(default=None, validation_alias=_kafka("ssl_key_password"))
    ssl_key_password_file: Path | None = Field(default=None, validation_alias=_kafka("ssl_key_password_file"))

    prefix: str = Field(default="tocsin.", description="What every topic and consumer group starts with.")
    replication: int = Field(
        default=0, ge=0, description="Replicas of a created topic; 0: three, or all brokers if fewer."
    )
    data_dir: Path = Field(
        default_factory=lambda: platformdirs.user_data_path("tocsin"), description="The broker's data."
    )
    state_dir: Path = Field(
        default_factory=lambda: platformdirs.user_state_path("tocsin"), description="Checkpoints, logs."
    )
    max_record_bytes: int = Field(
        default=8 * MEBIBYTE, ge=1024, description="Largest record sent or fetched, in bytes."
    )
    max_article_bytes: int = Field(
        default=2 * MEBIBYTE,
        ge=1024,
        description="Longest text file, line of an archive or article that is posted, in bytes.",
    )
    max_unpacked_bytes: int = Field(
        default=4096 * MEBIBYTE,
        ge=1024,
        description="An archive that unpacks to more than this, and to more than its own size times the ratio, is a bomb.",
    )
    max_unpacked_ratio: int = Field(default=200, ge=1, description="The ratio; text packs 3 to 20 times.")
    max_feed_bytes: int = Field(default=8 * MEBIBYTE, ge=1024, description="Largest feed that is fetched, in bytes.")
    max_body_bytes: int = Field(
        default=8 * MEBIBYTE, ge=1024, description="Largest body that is taken by HTTP POST, in bytes."
    )
    max_emitted: int = Field(default=100_000, ge=1, description="Most records that an agent may emit for one.")
    max_emitted_bytes: int = Field(default=64 * MEBIBYTE, ge=1024, description="Most bytes of these together.")
    breaker_failures: int = Field(
        default=50,
        ge=0,
        description="An agent stops when so many more records failed than succeeded; 0: never.",
    )
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_format: Literal["auto", "json", "pretty"] = Field(default="auto", description="auto: pretty on a terminal.")
    stall_seconds: float = Field(default=60.0, gt=0, description="An agent that makes no progress this long restarts.")
    memory_limit_mb: int | None = Field(
        default=None,
        ge=0,
        description="MiB of memory from which an agent restarts; 0: no limit; not set: half of what there is.",
    )
    operation_address: str = Field(
        default="127.0.0.1:0",
        description="host:port where an agent answers /healthz, /readyz and /metrics; port 0: a free one; empty: nowhere.",
    )
    agents_allow: Names = Field(
        default=(), description="Installed agents that may load, separated by commas; none named: all."
    )
    agents_deny: Names = Field(default=(), description="Installed agents that may not load.")
    agents: dict[str, dict[str, Any]] = Field(default_factory=dict, description="[agents.NAME] of tocsin.toml.")
    ingest_token: SecretStr | None = Field(
        default=None, description="What whoever posts articles must bring along; a file is the better place for it."
    )
    ingest_token_file: Path | None = Field(default=None, description="The file that holds it.")
    feeds: tuple[dict[str, Any], ...] = Field(default=(), description="[[feeds]] of tocsin.toml.")
    webhooks: tuple[dict[str, Any], ...] = Field(default=(), description="[[webhooks]] of tocsin.toml.")
    notify: tuple[dict[str, Any], ...] = Field(default=(), description="[[notify]] of tocsin.toml.")

    _path: Path | None = PrivateAttr(default=None)

    def __init__(self, _path: Path | None = None, **values: Any) -> None:  # noqa: ANN401 - as pydantic has it
        """Take what the file at `_path` says, or whoever calls; the environment wins over both."""
        super().__init__(**values)
        self._path = _path

    @property
    def path(self) -> Path | None:
        """The file that these settings are from, if there was one: mistakes are told with their line in it."""
        return self._path

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Let the environment win over what the file says (which arrives as initial values)."""
        del settings_cls, dotenv_settings, file_secret_settings
        return env_settings, init_settings

    @field_validator("prefix")
    @classmethod
    def _prefix_fits_topics(cls, prefix: str) -> str:
        if prefix and not TOPIC_NAME.fullmatch(prefix):
            message = "may hold letters, digits, dots, hyphens and underscores only"
            raise ValueError(message)
        return prefix

    @field_validator("operation_address")
    @classmethod
    def _host_with_port(cls, address: str) -> str:
        host, _, port = address.rpartition(":")
        if address and not (host and port.isdigit() and int(port) < PORTS):
            message = f"{address!r} is not host:port"
            raise ValueError(message)
        return address

    @field_validator("bootstrap_servers")
    @classmethod
    def _hosts_with_ports(cls, servers: str | None) -> str | None:
        if not servers:
            return None
        for server in servers.split(","):
            host, _, port = server.strip().rpartition(":")
            if not host or not port.isdigit() or "/" in host:
                more = ", without http:// or the like" if "/" in server else ""
                message = f"{server.strip()!r} is not host:port{more}"
                raise ValueError(message)
        return servers

    @cached_property
    def password(self) -> str | None:
        """The SASL password, from its variable or its file; raises SettingsError when the file cannot be read."""
        return read_secret("KAFKA_SASL_PASSWORD", self.sasl_password, self.sasl_password_file)

    @cached_property
    def key_password(self) -> str | None:
        """What opens the key of the client's certificate, if it is encrypted; raises as `password` does."""
        return read_secret("KAFKA_SSL_KEY_PASSWORD", self.ssl_key_password, self.ssl_key_password_file)

    def kafka_options(self, bootstrap: str | None = None) -> dict[str, Any]:
        """Give the connection arguments of any aiokafka client; raise SettingsError when they are not complete or usable."""
        options: dict[str, Any] = {
            "bootstrap_servers": bootstrap or self.bootstrap_servers,
            "security_protocol": self.security_protocol,
        }
        if self.security_protocol.endswith("SSL"):
            options["ssl_context"] = client_context(
                self.ssl_cafile, self.ssl_certfile, self.ssl_keyfile, lambda: self.key_password
            )
        if self.security_protocol.startswith("SASL"):
            if not self.sasl_username or not self.password:
                missing = "KAFKA_SASL_PASSWORD_FILE" if self.sasl_username else "KAFKA_SASL_USERNAME"
                raise SettingsError(f"KAFKA_SECURITY_PROTOCOL is {self.security_protocol}, so {missing} must be set.")
            options["sasl_mechanism"] = self.sasl_mechanism
            options["sasl_plain_username"] = self.sasl_username
            options["sasl_plain_password"] = self.password
        return options

    def allows(self, agent: str) -> bool:
        """Say whether an installed agent of this name may load."""
        return agent not in self.agents_deny and (not self.agents_allow or agent in self.agents_allow)

    def topic(self, name: str) -> str:
        """Give the topic's name on the broker."""
        return f"{self.prefix}{name}"

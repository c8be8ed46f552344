"""Further listeners of the node, with TLS and logins: for trying out the settings of a secured cluster.

The listener that everyone on the machine may use stays, so none of this keeps anybody out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

__all__ = ["Listener", "SecuredListeners"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listener:
    """One listener: its name, in capitals, and its port on the loopback address; `advertised` where clients are sent to."""

    name: str
    port: int
    protocol: Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"]
    advertised: int = 0
    """0: the port itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SecuredListeners:
    """The listeners that the node has besides its own, and what Kafka must know for them.

    `properties` are further lines of `server.properties`, such as `listener.name.<name>.ssl.keystore.location` and
    `authorizer.class.name`. `scram_users` maps each user to a password; they are created when the data directory is, for both
    SCRAM mechanisms.
    """

    listeners: tuple[Listener, ...] = ()
    properties: Mapping[str, str] = field(default_factory=dict)
    scram_users: Mapping[str, str] = field(default_factory=dict, repr=False)

    def format_arguments(self) -> list[str]:
        """Give what Kafka's formatting tool is told."""
        return [
            f"--add-scram={mechanism}=[name={user},password={password}]"
            for user, password in self.scram_users.items()
            for mechanism in ("SCRAM-SHA-256", "SCRAM-SHA-512")
        ]

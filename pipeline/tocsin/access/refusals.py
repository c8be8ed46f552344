"""Failures of Kafka's clients as errors that people can act on. Loads aiokafka."""

from __future__ import annotations

from collections.abc import Sequence

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import (
    ClusterAuthorizationFailedError,
    GroupAuthorizationFailedError,
    KafkaError,
    TopicAuthorizationFailedError,
    TransactionalIdAuthorizationFailed,
)
from aiokafka.protocol.metadata import MetadataRequest

from tocsin.access.diagnosis import diagnose
from tocsin.errors import AccessError, BrokerError
from tocsin.settings import Settings

__all__ = ["failure", "forbidden", "refuse_hidden", "user_of"]

KINDS: dict[type[KafkaError], str] = {
    TopicAuthorizationFailedError: "the topic",
    GroupAuthorizationFailedError: "the consumer group",
    TransactionalIdAuthorizationFailed: "the transactional id",
    ClusterAuthorizationFailedError: "the cluster",
}

LOOKING_UP = "Unable to get coordinator id for "
"""What aiokafka's administration says before the name."""

COMMAND = "`tocsin topics acls` prints the rights that each agent needs"


def forbidden(error: BaseException | None, settings: Settings, doing: str = "") -> AccessError | None:
    """Give what Kafka's authorizer has refused, if that is why something failed; None for any other failure.

    `doing` names what was done, for errors that do not say on what.
    """
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        for kind, thing in KINDS.items():
            if isinstance(error, kind):
                return AccessError(f"Kafka forbids {user_of(settings)} {_on(thing, error, doing)}: {COMMAND}.")
        seen.add(id(error))
        error = error.__cause__ or error.__context__
    return None


def user_of(settings: Settings) -> str:
    """Name whom Kafka takes us for, as far as we know: a certificate's name is for Kafka to read."""
    if settings.security_protocol.startswith("SASL"):
        return f"the user {settings.sasl_username}"
    return "the user of KAFKA_SSL_CERTFILE" if settings.ssl_certfile else "this client"


def _on(thing: str, error: BaseException, doing: str) -> str:
    named = error.args[0] if error.args else ""
    if isinstance(named, str):
        named = named.removeprefix(LOOKING_UP)
    names = (
        sorted(map(str, named)) if isinstance(named, set | frozenset | list | tuple) else [str(named)] if named else []
    )
    shown = " ".join([thing, ", ".join(names)]).strip()
    return f"{shown} ({doing})" if doing else shown


async def refuse_hidden(admin: AIOKafkaAdminClient, topics: Sequence[str]) -> None:
    """Raise TopicAuthorizationFailedError for those of some topics that are hidden from us: they are not simply absent.

    Kafka leaves them out of its list, and only says so to who asks for them by name.
    """
    if not topics:
        return
    # Not describe_topics: it would have them created where Kafka creates what is asked for.
    question = MetadataRequest(list(topics), allow_auto_topic_creation=False)
    answer = await admin._send_request(question)  # noqa: SLF001 - the client has no public way
    hidden = sorted(name for code, name, *_ in answer.topics if code == TopicAuthorizationFailedError.errno)
    if hidden:
        raise TopicAuthorizationFailedError(hidden)


async def failure(settings: Settings, bootstrap: str, error: BaseException) -> BrokerError:
    """Say, in one sentence, why something could not be done with Kafka: forbidden, not let in, or not there."""
    known = error if isinstance(error, AccessError) else forbidden(error, settings)
    if known is not None:
        return known
    found = await diagnose(settings, bootstrap)
    if found is not None:
        return found
    said = str(error).rstrip(".") or "no answer in time"
    return BrokerError(
        f"Kafka at {bootstrap} cannot be used: {said}.", hint="It lets us in; look at the logs of its brokers."
    )

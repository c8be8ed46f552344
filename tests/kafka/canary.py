"""An agent that does what it should not: it puts its secret into errors, logs and traces of errors."""

from collections.abc import Iterable

import structlog
from pydantic import BaseModel, SecretStr

from tocsin import Agent, Article, Output, Spec

log = structlog.get_logger("tocsin.canary")


class Keyed(BaseModel):
    """Its settings: a key to some service."""

    key: SecretStr = SecretStr("")


def ask(url: str, article: Article) -> None:
    """Fail as a library does, with all that it was given."""
    message = f"401 from {url} for {article.id}"
    raise ConnectionError(message)


class Leaky(Agent[Article]):
    """Fails on every article, and tells the key each time."""

    spec = Spec(name="leaky", summary="Leaks.", consumes=("articles",), settings=Keyed)

    def __init__(self, settings: Keyed) -> None:
        self._settings = settings

    def process(self, article: Article, /) -> Iterable[Output]:
        """Fail as a library does that is given a key."""
        key = self._settings.key.get_secret_value()
        try:
            ask(f"https://service.example/?key={key}", article)
        except ConnectionError:
            log.exception("service_failed", url=f"https://service.example/?key={key}")
            raise
        return ()

"""Finding the records of one article on all topics of a pipeline."""

from __future__ import annotations

import asyncio

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

from tocsin.access.refusals import failure
from tocsin.delivery.subscription import Subscription
from tocsin.engine.changelog import changelog_topic
from tocsin.errors import InputError
from tocsin.operation.way import Way, belongs, is_article, traces_of, way_of
from tocsin.settings import Settings
from tocsin.topics.table import ARTICLES

__all__ = ["find_way"]

CONNECT_SECONDS = 10

SKEW_MS = 60_000
"""How far the clocks of the machines that write to Kafka may differ: so much before the article's time reading begins."""


async def find_way(settings: Settings, bootstrap: str, article_id: str) -> Way:
    """Read the topics from the article's time on; raise InputError when it is on none of them, or is one of several.

    The beginning of its id will do, as long as it is on `articles`.

    The topic `articles` is read from its beginning, as Kafka has no index of keys; where the article is no longer there, so are
    all others.
    """
    topics = await _topics(settings, bootstrap)
    articles = []
    if ARTICLES.name in topics:
        async with Subscription(settings, bootstrap, [ARTICLES.name], from_beginning=True) as subscription:
            articles = [message async for message in subscription.to_end() if is_article(message, article_id)]
    article_id = _one_of({(message.key or b"").decode("utf-8", "replace") for message in articles}, article_id)
    articles = [message for message in articles if message.key == article_id.encode()]
    traces = traces_of(articles, article_id)
    async with Subscription(settings, bootstrap, topics, from_beginning=True) as subscription:
        if articles:
            await subscription.go_to(max(0, min(article.timestamp_ms for article in articles) - SKEW_MS))
        messages = [message async for message in subscription.to_end() if belongs(message, article_id, traces)]
    if not messages:
        raise InputError(
            f"No record on the topics under {settings.prefix!r} is of the article {article_id}.",
            hint="Its id is the key of its record on `articles`, and `article_id` of what was made of it.",
        )
    return way_of(article_id, messages, traces)


def _one_of(ids: set[str], beginning: str) -> str:
    """Give the whole id that a beginning stands for; that itself when it stands for none."""
    if len(ids) > 1 and beginning not in ids:
        raise InputError(f"{len(ids):,} articles have ids that begin with {beginning}.", hint="Give more of it.")
    return beginning if beginning in ids or not ids else ids.pop()


async def _topics(settings: Settings, bootstrap: str) -> list[str]:
    """Give the pipeline's topics, without prefix; those that only hold what agents remember are left out."""
    admin = AIOKafkaAdminClient(**settings.kafka_options(bootstrap))
    try:
        async with asyncio.timeout(CONNECT_SECONDS):
            await admin.start()
            names = await admin.list_topics()
    except (KafkaError, OSError, TimeoutError) as error:
        raise await failure(settings, bootstrap, error) from error
    finally:
        await admin.close()
    ours = [name.removeprefix(settings.prefix) for name in names if name.startswith(settings.prefix)]
    return sorted(name for name in ours if not name.endswith(changelog_topic("")) and not name.startswith("__"))

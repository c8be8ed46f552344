"""The owner of a partition notices when the consumer passes records over."""

from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from prometheus_client import CollectorRegistry

from tests.kafka.chain import Number, See
from tests.kafka.driving import numbered_articles, produce
from tocsin import Article
from tocsin.engine.messages import Incoming
from tocsin.engine.metrics import EngineMetrics
from tocsin.engine.owner import Owner, SkippedError
from tocsin.engine.processing import Processing
from tocsin.plugins.wiring import Wiring
from tocsin.settings import Settings
from tocsin.topics.admin import TopicAdmin, declared_topics

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(180)]

ARTICLES = numbered_articles(6)


@pytest.fixture
async def owner(bootstrap: str, prefix: str) -> AsyncIterator[Owner]:
    """Give the owner of the one partition of `articles`, on which there are six."""
    settings, wiring = Settings(prefix=prefix), Wiring([Number.spec, See.spec])
    await TopicAdmin(settings, bootstrap).ensure(declared_topics(wiring, settings))
    await produce(bootstrap, prefix, ARTICLES)
    processing = Processing(Number(), {"articles": Article})
    metrics = EngineMetrics("number", "1", CollectorRegistry())
    with ThreadPoolExecutor(1) as executor:
        owner = Owner(processing, 0, settings, bootstrap, executor, metrics)
        await owner.take_over()
        yield owner
        await owner.close()


def batch(start: int, end: int) -> list[Incoming]:
    articles = enumerate(ARTICLES)
    return [
        Incoming("articles", 0, offset, article.id.encode(), article.model_dump_json().encode())
        for offset, article in articles
        if start <= offset < end
    ]


async def test_what_comes_too_far_on_after_a_rebalance_is_not_processed(owner: Owner) -> None:
    done = await owner.process("articles", batch(0, 2), lambda: None)
    assert len(done.outputs) == 2
    owner.expect_jump()
    with pytest.raises(SkippedError, match="goes on at 2, but 4 came"):
        await owner.process("articles", batch(4, 6), lambda: None)


async def test_the_first_batch_of_a_new_owner_must_be_the_next_one(owner: Owner) -> None:
    with pytest.raises(SkippedError, match="goes on at 0, but 1 came"):
        await owner.process("articles", batch(1, 3), lambda: None)


async def test_what_goes_on_where_processing_stands_is_processed(owner: Owner) -> None:
    for start in (0, 2, 4):
        owner.expect_jump()
        done = await owner.process("articles", batch(start, start + 2), lambda: None)
        assert len(done.outputs) == 2

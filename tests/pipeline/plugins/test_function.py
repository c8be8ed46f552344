"""An agent that is a function is an agent like any other."""

from collections.abc import AsyncIterator, Iterator

import pytest
from pydantic import BaseModel

import tocsin
from tocsin import Article, PluginError, Record, Topic
from tocsin.plugins import discovery
from tocsin.plugins.agent import instantiate
from tocsin.testing import article, run


class River(Record):
    article_id: str
    name: str = ""


RIVERS = Topic("rivers", River, key="article_id")


class Options(BaseModel):
    name: str = "Nile"


@tocsin.agent(consumes=("articles",), produces=(RIVERS,))
def river_watch(each: Article) -> Iterator[River]:
    """Tells of rivers.

    And of nothing else.
    """
    yield River(article_id=each.id)


@tocsin.agent(name="named", summary="Named.", consumes=("articles",), produces=(RIVERS,), settings=Options)
def configured(each: Article, settings: Options) -> list[River]:
    return [River(article_id=each.id, name=settings.name)]


@tocsin.agent(summary="Waits.", consumes=("articles",), produces=(RIVERS,))
async def waiting(each: Article) -> list[River]:
    return [River(article_id=each.id)]


@tocsin.agent(summary="Streams.", consumes=("articles",), produces=(RIVERS,))
async def streaming(each: Article) -> AsyncIterator[River]:
    yield River(article_id=each.id)


def test_its_name_and_summary_come_from_the_function() -> None:
    assert (river_watch.spec.name, river_watch.spec.summary) == ("river-watch", "Tells of rivers.")
    assert (configured.spec.name, configured.spec.summary) == ("named", "Named.")


@pytest.mark.parametrize("agent", [river_watch, configured, waiting, streaming])
def test_every_kind_of_function_is_called_with_each_record(agent: type[tocsin.Agent[Article]]) -> None:
    [river] = run(agent(), [article()]).of(River)
    assert river.article_id == article().id


def test_it_is_handed_its_settings() -> None:
    made = instantiate(configured, Options(name="Niger"))
    assert [river.name for river in run(made, [article()]).of(River)] == ["Niger"]
    assert [river.name for river in run(configured(), [article()]).of(River)] == ["Nile"]


def test_it_is_found_as_a_class_is() -> None:
    assert discovery.load(f"{__name__}:river_watch") is river_watch
    assert river_watch.__doc__
    assert river_watch.__module__ == __name__


def test_a_function_that_cannot_be_called_so_is_refused_at_once() -> None:
    with pytest.raises(PluginError, match="a function that cannot be called with 2 arguments"):

        @tocsin.agent(summary="Lacks an argument.", consumes=("articles",), settings=Options)
        def lacking(_article: Article) -> list[River]:
            return []

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from tocsin.ingest.feeder import DEPTH, Feeder
from tocsin.ingest.reads import Found, Position, Read
from tocsin.records import Article


def reads(count: int) -> Iterator[Read]:
    return (Found(article=Article(text=str(number)), where="", after=Position()) for number in range(count))


async def everything(feeder: Feeder) -> list[str]:
    texts = []
    while batch := await feeder.take():
        texts += [read.article.text for read in batch if isinstance(read, Found)]
    return texts


async def test_everything_read_is_handed_over_in_order() -> None:
    assert await everything(Feeder(reads(1000))) == [str(number) for number in range(1000)]


async def test_nothing_to_read_gives_an_empty_list_at_once() -> None:
    assert await Feeder(reads(0)).take() == []


async def test_what_comes_slowly_is_handed_over_as_it_comes() -> None:
    gate = threading.Semaphore(0)

    def trickle() -> Iterator[Read]:
        for read in reads(3):
            gate.acquire()
            yield read

    feeder = Feeder(trickle())
    for _ in range(3):
        gate.release()
        assert len(await feeder.take()) == 1
    assert await feeder.take() == []


async def test_closing_ends_the_wait_for_an_idle_input() -> None:
    never = threading.Event()

    def idle() -> Iterator[Read]:
        never.wait()
        yield from reads(1)

    feeder = Feeder(idle())
    feeder.close()
    assert await feeder.take() == []
    never.set()


async def test_reading_never_runs_far_ahead() -> None:
    counted = []

    def watched() -> Iterator[Read]:
        for read in reads(10 * DEPTH):
            counted.append(read)
            yield read

    feeder = Feeder(watched())
    taken = await feeder.take()
    assert len(counted) <= len(taken) + DEPTH + 1
    feeder.close()


async def test_an_error_of_reading_is_raised_after_what_came_before() -> None:
    def failing() -> Iterator[Read]:
        yield from reads(2)
        message = "the disk is gone"
        raise ValueError(message)

    feeder = Feeder(failing())
    with pytest.raises(ValueError, match="the disk is gone"):
        await everything(feeder)

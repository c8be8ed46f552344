from __future__ import annotations

import asyncio
import io
import json
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from aiokafka.errors import KafkaTimeoutError

from tocsin.errors import BrokerError, StateError
from tocsin.ingest.checkpoint import CheckpointFile
from tocsin.ingest.inputs import find_inputs
from tocsin.ingest.pace import Pace
from tocsin.ingest.reader import Reader
from tocsin.ingest.reads import Malformed
from tocsin.ingest.replay import Plan, Replay
from tocsin.settings import Settings


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    path = tmp_path / "feed.jsonl"
    path.write_text("".join(f'{{"title": "Story {n}", "published": "2024-05-{n:02}"}}\n' for n in range(1, 21)))
    return path


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "broken.jsonl"
    path.write_text('{"title": "One"}\nnonsense\n{"title": "Two"}\n')
    return path


def plan_for(feed: Path, settings: Settings, *, resume: bool = False, passes: int = 1) -> Plan:
    reader = Reader(find_inputs([str(feed)]), passes=passes)
    checkpoint = CheckpointFile(settings.state_dir, [str(feed)], "target")
    plan = Plan(reader=reader, settings=settings, checkpoint=checkpoint)
    if resume:
        plan.start, plan.sent_before = checkpoint.load(reader.inputs)
    return plan


def titles(producer: Any) -> list[str]:
    return [json.loads(value or b"")["title"] for topic, _, value in producer.sent if topic == "t.articles"]


class Clock:
    """Time that passes only while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []
        self.on_sleep: Callable[[], None] = lambda: None

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds
        self.on_sleep()
        await asyncio.sleep(0)


async def test_every_article_is_sent_once_and_counted(feed: Path, settings: Settings, producer: Any) -> None:
    plan = plan_for(feed, settings)
    outcome = await Replay(plan, producer).run()
    assert titles(producer) == [f"Story {n}" for n in range(1, 21)]
    assert (outcome.articles, outcome.malformed, outcome.stopped_by) == (20, 0, None)
    assert outcome.done_bytes == plan.reader.inputs.size


async def test_malformed_inputs_are_dead_letters_and_told(broken: Path, settings: Settings, producer: Any) -> None:
    told: list[Malformed] = []
    plan = plan_for(broken, settings)
    plan.on_malformed = told.append
    outcome = await Replay(plan, producer).run()
    assert [topic for topic, *_ in producer.sent] == ["t.articles", "t.deadletters", "t.articles"]
    assert [malformed.where for malformed in told] == [f"{broken}:2"]
    assert (outcome.articles, outcome.malformed) == (2, 1)


async def test_stopping_and_resuming_sends_every_article_exactly_once(
    feed: Path, settings: Settings, producer: Any
) -> None:
    clock = Clock()
    first = plan_for(feed, settings)
    first.pace = Pace(rate=1)
    replay = Replay(first, producer, clock=clock, sleep=clock.sleep)
    clock.on_sleep = lambda: replay.stop(signal.SIGINT) if len(producer.sent) == 7 else None
    outcome = await replay.run()
    assert (outcome.articles, outcome.stopped_by) == (7, signal.SIGINT)

    second = plan_for(feed, settings, resume=True)
    assert second.sent_before == 7
    await Replay(second, producer).run()
    assert titles(producer) == [f"Story {n}" for n in range(1, 21)]


async def test_stopping_waits_for_what_is_under_way(feed: Path, settings: Settings, held: Any) -> None:
    plan = plan_for(feed, settings)
    replay = Replay(plan, held)
    task = asyncio.create_task(replay.run())
    await held.has_sent(20)
    replay.stop(signal.SIGTERM)
    for future in held.futures:
        await asyncio.sleep(0)
        assert not task.done()
        future.set_result(None)
    assert (await task).articles == 20


async def test_a_second_signal_leaves_what_is_under_way_to_the_next_run(
    feed: Path, settings: Settings, held: Any
) -> None:
    replay = Replay(plan_for(feed, settings), held)
    task = asyncio.create_task(replay.run())
    await held.has_sent(20)
    for number in (0, 1, 2, 5):
        held.futures[number].set_result(None)
    replay.stop(signal.SIGINT)
    await asyncio.sleep(0)
    replay.stop(signal.SIGINT)
    assert (await task).articles == 3
    assert plan_for(feed, settings, resume=True).start.line == 3


async def test_a_refusal_keeps_what_was_acknowledged_before_it(feed: Path, settings: Settings, held: Any) -> None:
    task = asyncio.create_task(Replay(plan_for(feed, settings), held).run())
    await held.has_sent(20)
    for future in held.futures[:4]:
        future.set_result(None)
    held.futures[4].set_exception(KafkaTimeoutError())
    with pytest.raises(BrokerError, match=r"feed\.jsonl:5"):
        await task
    assert plan_for(feed, settings, resume=True).start.line == 4


async def test_the_pace_is_kept_by_sleeping(feed: Path, settings: Settings, producer: Any) -> None:
    clock, plan = Clock(), plan_for(feed, settings)
    plan.pace = Pace(rate=2)
    await Replay(plan, producer, clock=clock, sleep=clock.sleep).run()
    assert clock.slept == [0.5] * 19


async def test_each_pass_replays_the_times_of_publication_afresh(feed: Path, settings: Settings, producer: Any) -> None:
    clock, plan = Clock(), plan_for(feed, settings, passes=2)
    plan.pace = Pace(speed=86_400)
    await Replay(plan, producer, clock=clock, sleep=clock.sleep).run()
    assert clock.slept == pytest.approx([1.0] * 38)
    assert titles(producer) == [f"Story {n}" for n in range(1, 21)] * 2


async def test_a_finished_replay_has_nothing_left_to_resume(feed: Path, settings: Settings, producer: Any) -> None:
    await Replay(plan_for(feed, settings), producer).run()
    outcome = await Replay(plan_for(feed, settings, resume=True), producer).run()
    assert (outcome.articles, len(producer.sent)) == (0, 20)


async def test_a_state_folder_that_cannot_be_written_ends_the_replay(
    feed: Path, settings: Settings, producer: Any
) -> None:
    plan = plan_for(feed, settings)
    plan.checkpoint = CheckpointFile(feed / "under a file", [str(feed)], "target")
    with pytest.raises(StateError, match="cannot be written"):
        await Replay(plan, producer).run()


async def test_standard_input_has_no_checkpoint(settings: Settings, producer: Any) -> None:
    reader = Reader(find_inputs(["-"]), stdin=io.BytesIO(b'{"title": "One"}'))
    outcome = await Replay(Plan(reader=reader, settings=settings), producer).run()
    assert outcome.articles == 1
    assert not settings.state_dir.exists()


async def test_a_replay_can_be_started_in_the_middle(feed: Path, settings: Settings, producer: Any) -> None:
    plan = plan_for(feed, settings)
    *_, eighteenth, _, _ = plan.reader.read()
    plan.start = eighteenth.after
    await Replay(plan, producer).run()
    assert titles(producer) == ["Story 19", "Story 20"]

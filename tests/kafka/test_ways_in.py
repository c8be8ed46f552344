"""The real thing over each way into a secured Kafka: topics, doctor, replay, an agent, subscribing and webhooks."""

import asyncio
import time
from pathlib import Path

import pytest
from aiokafka import AIOKafkaProducer

from tests.commands import Tocsin
from tests.kafka.driving import Processes
from tests.kafka.receiving import SECRET, Receiver
from tests.kafka.secured import WAYS_IN, SecuredKafka
from tests.pipeline.delivery.making import alert_of
from tocsin.engine.messages import message_for
from tocsin.topics.table import ALERTS

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(240)]

WAYS = [way for way in WAYS_IN if way not in {"TLS", "MTLS", "CLEAR"}]
"""Those that the others are parts of are looked at by `test_access`."""

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="session")
def bootstrap(secured: SecuredKafka) -> str:
    """Give what the processes are started with: no other broker is needed here."""
    return secured.plain


async def raise_alert(bootstrap: str, prefix: str) -> None:
    async with AIOKafkaProducer(bootstrap_servers=bootstrap) as producer:
        message = message_for(alert_of(), ALERTS, source="test")
        await producer.send_and_wait(f"{prefix}alerts", message.value, key=message.key)


@pytest.mark.parametrize("way", WAYS)
def test_everything_runs_over_it(  # noqa: PLR0913, PLR0917 - a fixture for each end
    way: str,
    secured: SecuredKafka,
    prefix: str,
    processes: Processes,
    receiver: Receiver,
    tocsin: Tocsin,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (folder / "tocsin.toml").write_text(
        f'[[webhooks]]\nname = "hook"\nurl = "http://127.0.0.1:{receiver.port}/hook"\nsecret_env = "HOOK_SECRET"\n'
        'allow_private = true\nstart = "beginning"\n'
    )
    environment = secured.way_in(way) | {
        "TOCSIN_PREFIX": prefix,
        "TOCSIN_AGENTS_ALLOW": "dedup",
        "TOCSIN_CONFIG": str(folder / "tocsin.toml"),
        "HOOK_SECRET": SECRET,
    }
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    assert f"created {prefix}articles\n" in tocsin("topics", "ensure").out
    doctor = tocsin("doctor")
    assert doctor.status == 0, doctor
    assert f"answers at {environment['KAFKA_BOOTSTRAP_SERVERS']}" in doctor.out
    started = processes.another(**environment)
    started.start("run", "dedup")
    started.start("deliver", "webhooks")
    assert tocsin("replay", str(SEEDS)).status == 0
    followed = tocsin("subscribe", "--from-beginning", "--json", "--count", "2", "articles.unique")
    assert (followed.status, followed.out.count("\n")) == (0, 2)
    asyncio.run(raise_alert(secured.plain, prefix))
    deadline = time.monotonic() + 90
    while not receiver.accepted("hook"):
        assert time.monotonic() < deadline, started.log()
        time.sleep(0.1)

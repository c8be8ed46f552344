"""What running agents tell of themselves, beside what Kafka says of them."""

import asyncio
import json
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest

from tests.kafka.driving import Processes, produce, read_until
from tocsin import Article
from tocsin.broker import EmbeddedBroker
from tocsin.operation.sample import read_sample

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(240)]

SEEDS = Path(__file__).parents[2] / "seeds"
PATIENCE_SECONDS = 60


async def asked(processes: Processes, *arguments: str) -> list[dict[str, Any]]:
    """Give the lines of JSON that a command prints."""
    printed = await asyncio.to_thread(processes.ask, *arguments)
    return [json.loads(line) for line in printed.splitlines()]


async def addresses(processes: Processes) -> dict[str, str]:
    """Give where each agent answers."""
    return {row["agent"]: row["address"] for row in await asked(processes, "top", "--json", "--every", "0.2")}


async def get(address: str, path: str) -> httpx.Response:
    async with httpx.AsyncClient(timeout=20, trust_env=False) as client:
        return await client.get(f"http://{address}{path}")


async def test_the_hops_of_a_seed_article_add_up_to_the_latency_that_its_agents_report(
    processes: Processes, bootstrap: str, prefix: str, tmp_path: Path
) -> None:
    agents = ("dedup", "casualties", "tolls", "alerts")
    processes.start("up", *agents)
    await processes.wait_for("agent_started", times=len(agents))
    seed = min(SEEDS.glob("*.txt"))
    copy = tmp_path / "copy.txt"
    copy.write_bytes(seed.read_bytes())
    processes.ask("replay", str(seed))
    await read_until(bootstrap, [f"{prefix}alerts"], 1, quiet=1)
    processes.ask("replay", str(copy), "--source", "A copy", "--published", "2012-03-10")
    await read_until(bootstrap, [f"{prefix}duplicates"], 1, quiet=1)
    [record, _] = await read_until(bootstrap, [f"{prefix}articles"], 2, quiet=1)

    hops = await asked(processes, "trace", (record.key or b"").decode()[:12])
    [alert] = [hop for hop in hops if hop["topic"] == "alerts"]
    way, place = [alert], alert["from"]
    while place:
        [before] = [hop for hop in hops if f"{hop['topic']}[{hop['partition']}]@{hop['offset']}" == place]
        way, place = [before, *way], before["from"]
    told = read_sample((await get((await addresses(processes))["alerts"], "/metrics")).text, 0)
    labels = (("agent", "alerts"), ("topic", "alerts"))

    assert [hop["agent"] for hop in way] == ["replay", "dedup", "casualties", "tolls", "alerts"]
    assert all(hop["delay_ms"] > 0 for hop in way[1:])
    assert sum(hop["delay_ms"] for hop in way[1:]) == alert["since_article_ms"]
    assert told.values["tocsin_end_to_end_seconds_count", labels] == 1
    assert round(1_000 * told.values["tocsin_end_to_end_seconds_sum", labels]) == alert["since_article_ms"]
    assert [(hop["topic"], hop["follows"]) for hop in hops if hop["topic"] == "duplicates"] == [("duplicates", False)]


async def test_agents_that_serve_say_so_and_how_far_they_are(processes: Processes, bootstrap: str, prefix: str) -> None:
    processes.start("run", "chain:Number")
    await processes.wait_for("agent_started")
    await produce(bootstrap, prefix, [Article(text=f"Article {i}.") for i in range(50)])
    await read_until(bootstrap, [f"{prefix}numbered"], 50)
    address = (await addresses(processes))["number"]

    assert (await get(address, "/healthz")).status_code == 200
    assert (await get(address, "/readyz")).json() == {"agent": "number", "status": "ok", "reason": ""}
    deadline = asyncio.get_running_loop().time() + PATIENCE_SECONDS
    lag = (("agent", "number"), ("partition", "0"), ("topic", "articles"))
    while True:  # the engine looks every few seconds
        told = read_sample((await get(address, "/metrics")).text, 0)
        if told.values.get(("tocsin_lag_records", lag)) == 0:
            break
        assert asyncio.get_running_loop().time() < deadline, told
        await asyncio.sleep(0.2)
    assert told.total("tocsin_records_in_total") == told.total("tocsin_records_out_total") == 50
    assert told.total("tocsin_restore_seconds_count") == 1
    assert told.total("tocsin_memory_bytes") > 20_000_000


async def test_without_kafka_an_idle_agent_is_well_but_not_ready_and_one_that_hangs_is_neither(
    prefix: str, tmp_path: Path
) -> None:
    broker = EmbeddedBroker(tmp_path / "broker")
    processes = Processes(broker.start(), prefix, tmp_path / "logs")
    (tmp_path / "logs").mkdir()
    supervisor = None
    try:
        # Supervised: a broker that has just started may not yet know who coordinates groups.
        supervisor = psutil.Process(processes.start("up", "chain:Hang", "chain:See").pid)
        await processes.wait_for("agent_started", times=2)
        where = await addresses(processes)
        await produce(str(broker.status().bootstrap), prefix, [Article(text="Please hang.")])
        await processes.wait_for('"hanging"')
        broker.stop()

        assert "No record has been done for" in await reason_when(where["hang"], "/healthz", 503)
        assert await reason_when(where["see"], "/readyz", 503) == "Kafka does not answer."
        assert (await get(where["see"], "/healthz")).status_code == 200
    finally:
        for process in (
            [supervisor, *supervisor.children()] if supervisor else []
        ):  # one of them could not stop in good order
            process.kill()
        processes.end()
        broker.stop()


async def reason_when(address: str, path: str, status: int) -> str:
    """Wait until a process answers with a status, and give the reason it gives."""
    deadline = asyncio.get_running_loop().time() + PATIENCE_SECONDS
    while (answer := await get(address, path)).status_code != status:
        assert asyncio.get_running_loop().time() < deadline, answer.text
        await asyncio.sleep(0.1)
    return str(answer.json()["reason"])

"""A short torture run: all agents, faults of all kinds, and an auditor that shares no code with the engine."""

import asyncio
import json
import re
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(900)]

ROOT = Path(__file__).parents[2]
SEED = 7
ARTICLES = 500
FAULTS = 16


async def test_under_faults_nothing_is_lost_repeated_or_forgotten(tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, str(ROOT / "benchmarks" / "torture.py"), "--seed", str(SEED), "--minutes", "0.75"),
        *("--articles", str(ARTICLES), "--faults", str(FAULTS), "--report", str(report)),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    printed = (await process.communicate())[0].decode()
    last = printed.splitlines()[-1]

    assert process.returncode == 0, printed[-6000:]
    assert re.match(rf"{ARTICLES} articles, {FAULTS} faults: 0 lost, 0 repeated, 0 unexpected, 0 out of order, ", last)
    found = json.loads(report.read_text())
    assert found["partitions"] == found["served"] > 0
    assert found["audit"]["checked"]["entities"] > 0

"""Silences on a real broker: added, listed, ended early."""

import asyncio
import os
import subprocess
import sys

import pytest

from tocsin.plugins.discovery import load
from tocsin.plugins.wiring import Wiring
from tocsin.settings import load_settings
from tocsin.topics.admin import TopicAdmin, declared_topics

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(180)]


async def test_a_silence_is_listed_until_it_is_ended(
    bootstrap: str, prefix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOCSIN_PREFIX", prefix)
    declared = declared_topics(Wiring([load("tolls").spec, load("alerts").spec]), load_settings())
    await TopicAdmin(load_settings(), bootstrap).ensure(declared)

    async def silence(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "tocsin", "silence", *arguments]
        environment = {**os.environ, "KAFKA_BOOTSTRAP_SERVERS": bootstrap, "TOCSIN_PREFIX": prefix}
        return await asyncio.to_thread(
            subprocess.run, command, env=environment, capture_output=True, text=True, timeout=60, check=False
        )

    added = await silence("add", "--place", "Syria", "--measure", "killed", "--for", "3d", "--comment", "known")
    other = await silence("add", "--event", "tr-van/2012-03-23")
    listed = (await silence("list")).stdout.splitlines()
    assert [line.split()[0] for line in listed] == [added.stdout.strip(), other.stdout.strip()]
    assert listed[0].endswith("Syria killed  known")

    assert (await silence("expire", "no such")).returncode == 1
    assert (await silence("expire", added.stdout[:12])).returncode == 0
    assert [line.split()[0] for line in (await silence("list")).stdout.splitlines()] == [other.stdout.strip()]
    assert len((await silence("list", "--all")).stdout.splitlines()) == 2

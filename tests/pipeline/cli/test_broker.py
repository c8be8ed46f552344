"""`tocsin broker` where there is none."""

import json
from pathlib import Path
from typing import Any

from tocsin.broker import BrokerState


def test_a_broker_that_never_ran_is_stopped_and_leaves_no_trace(tocsin: Any, tmp_path: Path) -> None:
    ended = tocsin("broker", "status", "--json")
    found = json.loads(ended.out)
    assert (ended.status, ended.err) == (1, "")
    assert found["state"] == str(BrokerState.STOPPED)
    assert (found["pid"], found["bootstrap"], found["uptime_seconds"]) == (None, None, None)
    assert found["data"].startswith(str(tmp_path / "data" / "kafka"))
    assert not (tmp_path / "data").exists()


def test_its_state_in_words_leaves_out_what_is_not_known(tocsin: Any) -> None:
    ended = tocsin("broker", "status")
    assert ended.status == 1
    assert next(line.split()[0] for line in ended.out.splitlines()) == "state"
    assert "None" not in ended.out


def test_stopping_what_does_not_run_is_well(tocsin: Any) -> None:
    ended = tocsin("broker", "stop")
    assert (ended.status, ended.out, ended.err) == (0, "", "It was not running.\n")

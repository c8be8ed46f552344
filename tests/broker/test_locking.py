import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tocsin.broker.locking import exclusive, held_by_another
from tocsin.errors import BrokerError

HOLD_AS_JAVA_DOES = """
import fcntl, sys
file = open(sys.argv[1], "r+b")
fcntl.lockf(file, fcntl.LOCK_EX)
print("held", flush=True)
sys.stdin.read()
"""


def test_a_second_holder_waits_and_then_gives_up(tmp_path: Path) -> None:
    with (
        exclusive(tmp_path / "a.lock", timeout=1, purpose="working"),
        pytest.raises(BrokerError, match="Another process is still working after 0 seconds"),
        exclusive(tmp_path / "a.lock", timeout=0.2, purpose="working"),
    ):
        pass


def test_the_lock_is_free_after_the_block(tmp_path: Path) -> None:
    with exclusive(tmp_path / "a.lock", timeout=1, purpose="working"):
        pass
    with exclusive(tmp_path / "a.lock", timeout=0, purpose="working"):
        pass


def test_threads_exclude_one_another_too(tmp_path: Path) -> None:
    inside: list[int] = []
    most: list[int] = []

    def work() -> None:
        for _ in range(5):
            with exclusive(tmp_path / "a.lock", timeout=30, purpose="working"):
                inside.append(1)
                most.append(len(inside))
                inside.pop()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(most) == 20
    assert max(most) == 1


def test_a_lock_of_javas_kind_is_seen_while_its_process_lives(tmp_path: Path) -> None:
    path = tmp_path / ".lock"
    assert not held_by_another(path)
    path.touch()
    with subprocess.Popen(
        [sys.executable, "-c", HOLD_AS_JAVA_DOES, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        assert held_by_another(path)
        holder.kill()
    assert not held_by_another(path)

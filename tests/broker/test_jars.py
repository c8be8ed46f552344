import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tocsin.broker.jars import ensure_jars
from tocsin.broker.lock import Lock, write_lock
from tocsin.errors import BrokerError

# jgo leaves the answers that it does not read to their end to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")

IN_A_PROCESS = """
import sys
from pathlib import Path
from tocsin.broker.jars import ensure_jars
from tocsin.broker.lock import read_lock
for path in ensure_jars(read_lock(Path(sys.argv[1])), Path(sys.argv[2]), lambda _: None):
    print(path)
"""


def quiet(_text: str) -> None:
    """Report nothing."""


def install_in_a_process(lock: Lock, folder: Path) -> subprocess.Popen[str]:
    write_lock(lock, folder / "some.lock")
    command = [sys.executable, "-c", IN_A_PROCESS, str(folder / "some.lock"), str(folder / "cache")]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


@pytest.mark.usefixtures("mirror")
def test_the_jars_are_downloaded_in_the_order_of_the_lock(lock: Lock, tmp_path: Path) -> None:
    paths = ensure_jars(lock, tmp_path / "cache", quiet)
    assert [path.name for path in paths] == ["red-1.0.jar", "green-1.0.jar"]
    assert paths[0].read_bytes() == b"red" * 1000


def test_a_second_call_asks_the_network_for_nothing(lock: Lock, mirror: Any, tmp_path: Path) -> None:
    first = ensure_jars(lock, tmp_path / "cache", quiet)
    mirror.requests.clear()
    assert ensure_jars(lock, tmp_path / "cache", quiet) == first
    assert not mirror.requests


@pytest.mark.usefixtures("mirror")
def test_progress_is_told_in_megabytes(lock: Lock, tmp_path: Path) -> None:
    told: list[str] = []
    ensure_jars(lock, tmp_path / "cache", told.append)
    assert told[-1].endswith("2 of 2 MB")
    assert len(told) <= 4


@pytest.mark.usefixtures("mirror")
def test_an_altered_jar_is_named(lock: Lock, tmp_path: Path) -> None:
    red, _ = ensure_jars(lock, tmp_path / "cache", quiet)
    red.write_bytes(b"RED" * 1000)
    with pytest.raises(BrokerError, match=r"red-1\.0\.jar was altered"):
        ensure_jars(lock, tmp_path / "cache", quiet)


@pytest.mark.usefixtures("mirror")
def test_a_missing_jar_is_named(lock: Lock, tmp_path: Path) -> None:
    _, green = ensure_jars(lock, tmp_path / "cache", quiet)
    green.unlink()
    with pytest.raises(BrokerError, match=r"green-1\.0\.jar is missing"):
        ensure_jars(lock, tmp_path / "cache", quiet)


@pytest.mark.usefixtures("mirror")
def test_an_unlisted_jar_is_named(lock: Lock, tmp_path: Path) -> None:
    red, _ = ensure_jars(lock, tmp_path / "cache", quiet)
    red.with_name("evil-1.0.jar").touch()
    with pytest.raises(BrokerError, match=r"evil-1\.0\.jar is not one of Kafka's jars"):
        ensure_jars(lock, tmp_path / "cache", quiet)


def test_a_jar_that_arrives_altered_is_refused_and_not_kept(lock: Lock, mirror: Any, tmp_path: Path) -> None:
    honest = dict(mirror.files)
    mirror.files["/org/example/red/1.0/red-1.0.jar"] = b"RED" * 1000
    with pytest.raises(BrokerError, match=r"red-1\.0\.jar, as downloaded, has not the SHA-256 sum"):
        ensure_jars(lock, tmp_path / "cache", quiet)
    mirror.files.update(honest)
    assert len(ensure_jars(lock, tmp_path / "cache", quiet)) == 2


def test_a_jar_that_no_server_has_is_named(lock: Lock, mirror: Any, tmp_path: Path) -> None:
    mirror.files.clear()
    with pytest.raises(BrokerError, match=r"red-1\.0\.jar: no server would give it") as caught:
        ensure_jars(lock, tmp_path / "cache", quiet)
    assert "mirror" in caught.value.hint


def test_without_a_network_the_error_says_so(lock: Lock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = tmp_path / "jgo.conf"
    settings.write_text("[repositories]\ncentral = http://127.0.0.1:9\n")
    monkeypatch.setenv("JGO_CONFIG_FILE", str(settings))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with pytest.raises(BrokerError, match="the server cannot be reached") as caught:
        ensure_jars(lock, tmp_path / "cache", quiet)
    assert "connect to the network" in caught.value.hint


def test_a_folder_that_cannot_be_made_is_named(lock: Lock, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BrokerError, match=r"cannot be stored in .*/file/cache: Not a directory"):
        ensure_jars(lock, tmp_path / "file" / "cache", quiet)


def test_two_processes_at_once_download_each_jar_once(lock: Lock, mirror: Any, tmp_path: Path) -> None:
    mirror.delay = 0.02
    both = [install_in_a_process(lock, tmp_path) for _ in range(2)]
    answers = [process.communicate(timeout=60)[0] for process in both]
    assert answers[0] == answers[1] != ""
    jars = {path: count for path, count in mirror.requests.items() if path.endswith(".jar")}
    assert list(jars.values()) == [1, 1]


def size_of(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def test_what_a_killed_download_left_is_checked_and_completed(lock: Lock, mirror: Any, tmp_path: Path) -> None:
    mirror.delay = 0.2
    killed = install_in_a_process(lock, tmp_path)
    partial = tmp_path / "cache" / f"kafka-1.0-{lock.fingerprint}.partial/org/example"
    half, whole = partial / "green/1.0/green-1.0.jar", partial / "red/1.0/red-1.0.jar"
    red = len(mirror.files["/org/example/red/1.0/red-1.0.jar"])
    deadline = time.monotonic() + 30
    while not (size_of(half) and size_of(whole) == red) and time.monotonic() < deadline:
        time.sleep(0.01)
    killed.kill()
    killed.communicate()
    assert 0 < half.stat().st_size < 2_000_000
    mirror.delay = 0
    mirror.requests.clear()
    assert len(ensure_jars(lock, tmp_path / "cache", quiet)) == 2
    assert "/org/example/green/1.0/green-1.0.jar" in mirror.requests
    assert "/org/example/red/1.0/red-1.0.jar" not in mirror.requests
    assert [path.name for path in (tmp_path / "cache").iterdir() if path.is_dir()] == [f"kafka-1.0-{lock.fingerprint}"]

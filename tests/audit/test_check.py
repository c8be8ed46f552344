"""What an audit came to is told as it is: found, clean, in part, or not done at all."""

from typing import Any

from tests.audit.check import skipped, verdict

CLEAN = {"name": "click", "version": "8.3.0", "vulns": []}
BAD = {
    "name": "orjson",
    "version": "3.0",
    "vulns": [{"id": "PYSEC-1", "fix_versions": ["3.9"], "aliases": [], "description": ""}],
}
UNKNOWN = {"name": "mode", "version": "1", "skip_reason": "Dependency not found on PyPI and could not be audited"}


def report(*packages: dict[str, Any]) -> dict[str, Any]:
    return {"dependencies": list(packages), "fixes": []}


def test_an_advisory_is_named_with_what_mends_it_and_fails() -> None:
    found = verdict(report(CLEAN, BAD))
    assert found.lines == (
        "audit: orjson 3.0: PYSEC-1, mended in 3.9",
        "audit: 2 packages looked up, 1 advisories",
    )
    assert found.status == 1


def test_what_could_not_be_looked_up_is_named() -> None:
    found = verdict(report(CLEAN, UNKNOWN))
    assert found.lines == ("audit: not looked up: mode", "audit: 1 packages looked up, 0 advisories")
    assert found.status == 0


def test_an_audit_that_could_look_up_nothing_is_skipped_and_not_called_clean() -> None:
    found = verdict(report(UNKNOWN))
    assert found.lines == ("audit: SKIPPED: the advisories of PyPI know none of 1 packages from here.",)
    assert found == skipped("the advisories of PyPI know none of 1 packages from here")

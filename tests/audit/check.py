"""Whether anything in `requirements.lock` is known to be vulnerable: `make audit`.

    python -m tests.audit.check

pip-audit is installed beside the environment, by hash, and asks PyPI's advisories. It counts what it could not look up as well, so
without a network it would find nothing and say that all is well; here that is told as what it is: skipped, by name. Exits with
1 when something is vulnerable, 0 when nothing is or the audit was skipped.
"""

from __future__ import annotations

import json
import subprocess
import sys
import venv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["Verdict", "main", "verdict"]

ROOT = Path(__file__).parents[2]
LOCK = ROOT / "requirements.lock"
TOOLS = Path(__file__).with_name("requirements.lock")
ENVIRONMENT = ROOT / ".venv" / "audit"
SECONDS = 120
OFFLINE = ("--disable-pip-version-check", "--retries", "1", "--timeout", "10")


@dataclass(frozen=True)
class Verdict:
    """What the audit came to, in lines for people, and the exit status."""

    lines: tuple[str, ...]
    status: int


def verdict(report: Mapping[str, Any]) -> Verdict:
    """Read pip-audit's report."""
    packages: Sequence[Mapping[str, Any]] = report["dependencies"]
    looked_up = [each for each in packages if "skip_reason" not in each]
    if not looked_up:
        return skipped(f"the advisories of PyPI know none of {len(packages)} packages from here")
    found = [
        f"audit: {each['name']} {each['version']}: {vuln['id']}, mended in {', '.join(vuln['fix_versions']) or 'no version'}"
        for each in looked_up
        for vuln in each["vulns"]
    ]
    left = sorted(each["name"] for each in packages if "skip_reason" in each)
    left_out = [f"audit: not looked up: {', '.join(left)}"] if left else []
    summary = f"audit: {len(looked_up)} packages looked up, {len(found)} advisories"
    return Verdict((*found, *left_out, summary), 1 if found else 0)


def skipped(reason: str) -> Verdict:
    """Say that there was no audit."""
    return Verdict((f"audit: SKIPPED: {reason}.",), 0)


def _installed() -> bool:
    python = ENVIRONMENT / "bin" / "python"
    if not python.exists():
        venv.create(ENVIRONMENT, with_pip=True)
    install = [str(python), "-m", "pip", "install", "--quiet", *OFFLINE, "--only-binary", ":all:", "--require-hashes"]
    return (
        subprocess.run([*install, "-r", str(TOOLS)], check=False, timeout=SECONDS, capture_output=True).returncode == 0
    )


def _audited() -> Verdict:
    if not _installed():
        return skipped("pip-audit cannot be installed: no package registry answers")
    command = [str(ENVIRONMENT / "bin" / "pip-audit"), "--requirement", str(LOCK), "--require-hashes", "--disable-pip"]
    ended = subprocess.run(
        [*command, "--format", "json", "--progress-spinner", "off"],
        check=False,
        timeout=SECONDS,
        capture_output=True,
        text=True,
    )
    try:
        return verdict(json.loads(ended.stdout))
    except ValueError:
        reason = ended.stderr.strip().rpartition("\n")[2][:200] or f"exit {ended.returncode}"
        return skipped(f"pip-audit could not ask ({reason})")


def main() -> int:
    """Audit, print what came of it, and give the exit status."""
    try:
        found = _audited()
    except (OSError, subprocess.SubprocessError) as error:
        found = skipped(f"pip-audit could not be run ({type(error).__name__})")
    print(*found.lines, sep="\n")  # noqa: T201 - this is what it is for
    return found.status


if __name__ == "__main__":
    sys.exit(main())

"""How much memory a process holds, and how much an agent's may."""

from __future__ import annotations

from pathlib import Path

import psutil

from tocsin.errors import TocsinError
from tocsin.settings import MEBIBYTE, Settings

__all__ = ["OvergrownError", "memory_limit", "overgrown", "resident"]

CGROUP = Path("/sys/fs/cgroup/memory.max")
"""Where Linux tells a container how much it may hold (cgroup v2): bytes, or `max`."""


class OvergrownError(TocsinError):
    """An agent's process holds more memory than it may; it ends in good order and is started again."""


def resident() -> int:
    """Give the resident memory of this process, in bytes."""
    return int(psutil.Process().memory_info().rss)


def memory_limit(settings: Settings, container: Path = CGROUP) -> int:
    """Give the bytes that an agent's process may hold; 0: any number.

    Unless it is set, half of what the machine or the container has: one agent that leaks must not take the others along.
    """
    if settings.memory_limit_mb is not None:
        return settings.memory_limit_mb * MEBIBYTE
    return min(psutil.virtual_memory().total, _container_limit(container)) // 2


def overgrown(agent: str, held: int, limit: int) -> OvergrownError | None:
    """Give the reason to end a process that holds too much."""
    if not limit or held <= limit:
        return None
    return OvergrownError(
        f"Agent {agent} holds {held / MEBIBYTE:,.0f} MiB of memory, more than its limit of {limit / MEBIBYTE:,.0f} MiB. "
        "It ends when the batch in hand is committed, and starts anew.",
        hint="If it needs so much, raise TOCSIN_MEMORY_LIMIT_MB; if it holds more the longer it runs, it leaks.",
    )


def _container_limit(container: Path) -> int:
    try:
        return int(container.read_text(encoding="ascii"))
    except (OSError, ValueError):  # no container, or one without a limit
        return psutil.virtual_memory().total

"""The source files of agents, and when they change: for `tocsin up --reload`, while an agent is being written."""

from __future__ import annotations

import asyncio
import importlib.util
from collections.abc import Callable, Mapping
from pathlib import Path

from tocsin.plugins.agent import AnyAgent

__all__ = ["source_of", "watch"]

POLL_SECONDS = 0.5


def source_of(agent_class: type[AnyAgent]) -> Path:
    """Give the package folder that an agent's module is in, or the module's file when it is in none."""
    module = agent_class.__module__
    spec = importlib.util.find_spec(module)
    if spec is None or spec.origin is None:
        return Path(module)
    origin = Path(spec.origin)
    return origin.parent if spec.parent else origin


async def watch(sources: Mapping[str, Path], changed: Callable[[str], None]) -> None:
    """Call `changed` with the name of each source whose Python files are written, added or removed; never returns."""
    seen = {name: _state(path) for name, path in sources.items()}
    while True:
        # A file system tells nobody of changes in a way that is the same everywhere.
        await asyncio.sleep(POLL_SECONDS)
        for name, path in sources.items():
            now = await asyncio.to_thread(_state, path)
            if now != seen[name]:
                seen[name] = now
                changed(name)


def _state(path: Path) -> dict[Path, int]:
    files = path.rglob("*.py") if path.is_dir() else [path]
    found = {}
    for file in files:
        try:
            found[file] = file.stat().st_mtime_ns
        except OSError:  # written anew at this very moment, or gone
            continue
    return found

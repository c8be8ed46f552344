"""Running what belongs together until one of it ends."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine

__all__ = ["until_one_ends"]


async def until_one_ends(*work: Coroutine[None, None, None]) -> None:
    """Run all side by side until one ends or fails, or until cancelled; then end the others. Raises what it failed with."""
    tasks = [asyncio.create_task(each) for each in work]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        await asyncio.gather(*done)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

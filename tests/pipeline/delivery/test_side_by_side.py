"""What belongs together runs until one of it ends."""

import asyncio

import pytest

from tocsin.delivery.side_by_side import until_one_ends


async def test_when_one_ends_the_others_are_ended_too() -> None:
    ended: list[str] = []

    async def endless() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("endless")

    async def short() -> None:
        await asyncio.sleep(0)

    await until_one_ends(endless(), short())
    assert ended == ["endless"]


async def test_what_one_fails_with_is_raised() -> None:
    async def endless() -> None:
        await asyncio.Event().wait()

    async def failing() -> None:
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        await until_one_ends(endless(), failing())

"""What the tests of commands share."""

import socket
from collections.abc import Iterator

import pytest

from tests.commands import Ended, Tocsin, folder, tocsin

__all__ = ["Ended", "Tocsin", "folder", "nowhere", "tocsin"]


@pytest.fixture
def nowhere() -> Iterator[str]:
    """Give an address at which nothing answers, and nothing can begin to."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"127.0.0.1:{taken.getsockname()[1]}"

"""Files that are whole, whatever dies when."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["replace_file"]


def replace_file(path: Path, content: bytes, *, mode: int | None = None) -> None:
    """Write a file so that it has, whatever happens, either its old content or the new one; nothing is left beside it.

    `mode` is its permissions, where the process's own are not right. Raises OSError.
    """
    # The process in the name: two writers must not share a temporary file.
    beside = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            beside.chmod(mode)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise

"""Small files that are whole or absent, whatever dies when."""

import os
from pathlib import Path


def write_atomically(path: Path, text: str) -> None:
    """Put `text` at `path` by one rename; a reader sees the old text or the new."""
    # The process in the name: two writers must not share a temporary file.
    temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    temporary.write_text(text, encoding="utf-8")
    temporary.replace(path)

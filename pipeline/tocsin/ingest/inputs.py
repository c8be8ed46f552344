"""Which files the given paths stand for, checked before anything is read."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tocsin.errors import InputError
from tocsin.ingest.manifest import MANIFEST, Metadata, read_manifest

__all__ = ["KINDS", "STDIN", "Input", "Inputs", "find_inputs"]

STDIN = "-"
NO_METADATA = Metadata()

Kind = Literal["text", "lines", "gzip", "zstd"]

KINDS: dict[str, Kind] = {".txt": "text", ".jsonl": "lines", ".jsonl.gz": "gzip", ".jsonl.zst": "zstd"}
"""What a file holds, by how its name ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One file, or standard input when `path` is None. `size` is in bytes, `modified_ns` since 1970."""

    path: Path | None
    kind: Kind
    size: int = 0
    modified_ns: int = 0
    metadata: Metadata = NO_METADATA

    @property
    def name(self) -> str:
        """Name it as the user did, in characters that can be printed and sent."""
        return "stdin" if self.path is None else printable(self.path)


@dataclass(frozen=True, slots=True)
class Inputs:
    """The files in the order they are read, and those in the given folders that are of no known kind."""

    files: tuple[Input, ...]
    passed_over: tuple[Path, ...] = ()

    @property
    def has_stdin(self) -> bool:
        """Tell whether standard input is among them, which can be read once only and has no known size."""
        return any(file.path is None for file in self.files)

    @property
    def size(self) -> int:
        """Add up the bytes of all files, as they lie on disk."""
        return sum(file.size for file in self.files)


def find_inputs(paths: Sequence[str]) -> Inputs:
    """Find the files that paths stand for: folders with all below them, sorted; `-` is standard input.

    Raise InputError for a path that does not exist, cannot be read or is of no known kind, for a folder without
    articles, and for a malformed manifest. In folders, hidden files are left out and files of other kinds passed over.
    """
    if list(paths).count(STDIN) > 1:
        raise InputError("Standard input is given more than once.", hint="Give - once.")
    finder = _Finder()
    for path in paths:
        finder.add(path)
    return Inputs(tuple(finder.files), tuple(finder.passed_over))


def printable(path: Path) -> str:
    """Give a path as text, whatever bytes its name has."""
    return os.fsencode(path).decode("utf-8", "replace")


class _Finder:
    """Collects files; reads each folder's manifest once."""

    def __init__(self) -> None:
        self.files: list[Input] = []
        self.passed_over: list[Path] = []
        self._manifests: dict[Path, dict[str, Metadata]] = {}

    def add(self, given: str) -> None:
        path = Path(given)
        if given == STDIN:
            self.files.append(Input(path=None, kind="lines"))
        elif path.is_dir():
            self._add_folder(path)
        elif not os.path.lexists(path):
            raise InputError("there is no such file or folder.", where=printable(path))
        else:
            self._add_file(path, _kind_of(path))

    def _add_folder(self, folder: Path) -> None:
        before = len(self.files)
        for path in sorted(_walk(folder), key=lambda path: path.parts):
            kind = _known_kind(path)
            if kind is not None:
                self._add_file(path, kind)
            elif path.name == MANIFEST:
                self._manifest_of(path.parent)
            else:
                self.passed_over.append(path)
        if len(self.files) == before:
            raise InputError("there are no articles in this folder.", where=printable(folder), hint=_known())

    def _add_file(self, path: Path, kind: Kind) -> None:
        try:
            status = path.stat()
        except OSError as error:
            raise InputError(f"cannot be read: {error.strerror}.", where=printable(path)) from None
        if not os.access(path, os.R_OK):
            raise InputError("cannot be read: permission denied.", where=printable(path))
        metadata = self._manifest_of(path.parent).get(path.name, NO_METADATA) if kind == "text" else NO_METADATA
        self.files.append(
            Input(path=path, kind=kind, size=status.st_size, modified_ns=status.st_mtime_ns, metadata=metadata)
        )

    def _manifest_of(self, folder: Path) -> dict[str, Metadata]:
        if folder not in self._manifests:
            self._manifests[folder] = read_manifest(folder)
        return self._manifests[folder]


def _walk(folder: Path) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        raise InputError(f"cannot be read: {error.strerror}.", where=str(error.filename)) from None

    for place, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(place, name) for name in names if not name.startswith("."))


def _known_kind(path: Path) -> Kind | None:
    name = path.name.lower()
    return next((kind for ending, kind in KINDS.items() if name.endswith(ending)), None)


def _kind_of(path: Path) -> Kind:
    kind = _known_kind(path)
    if kind is None:
        ending = "".join(path.suffixes[-2:]) or "no extension"
        raise InputError(f"cannot tell what is in it ({ending}).", where=printable(path), hint=_known())
    return kind


def _known() -> str:
    return f"Known are {', '.join(KINDS)}, folders of these, and - for JSONL on standard input."

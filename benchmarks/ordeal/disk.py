"""A small file system in memory that can be made full, and have room again, at a word."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

__all__ = ["Disk", "can_mount"]

PAGE = 4096


def can_mount(folder: Path) -> bool:
    """Say whether this process may mount a small file system: as root, outside most containers."""
    disk = Disk(folder, 1)
    disk.mount()
    disk.unmount()
    return disk.small


class Disk:
    """A tmpfs of a given size, mounted on `path`. Where mounting is not permitted it is a plain folder, which never fills.

    It is filled by shrinking it to what is in use, so nothing need be written, and in the end every write fails with ENOSPC.
    """

    def __init__(self, path: Path, megabytes: int) -> None:
        self.path = path
        self.small = False
        """Whether it is a file system of its own, which can be filled."""
        self._bytes = megabytes * 1024 * 1024

    def mount(self) -> None:
        """Make it."""
        self.path.mkdir(parents=True)
        if os.geteuid() == 0:
            self.small = self._run("mount", "-t", "tmpfs", "-o", f"size={self._bytes}", "tmpfs", str(self.path))

    def unmount(self) -> None:
        """Let go of it and of what is on it."""
        if self.small:
            self._run("umount", "-l", str(self.path))

    def fill(self) -> bool:
        """Leave no room; tell whether that was done."""
        # What is in use may grow between the look and the change.
        return any(self.leave(spare) for spare in range(0, 64 * PAGE, PAGE))

    def leave(self, room: int) -> bool:
        """Leave so many bytes of room; tell whether that was done."""
        if not self.small:
            return False
        use = os.statvfs(self.path)
        size = (use.f_blocks - use.f_bfree) * use.f_frsize + room
        return self._resize(max(PAGE, size))  # a size of nothing would mean no limit

    def free(self) -> bool:
        """Give the room back."""
        return self._resize(self._bytes)

    def _resize(self, size: int) -> bool:
        return self._run("mount", "-o", f"remount,size={size}", str(self.path))

    def _run(self, *command: str) -> bool:
        return subprocess.run(command, check=False, capture_output=True).returncode == 0

"""Where an agent's code raised an error: file, line and function, and nothing of what they held."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import tocsin

__all__ = ["raised_in"]

RUNTIME = Path(tocsin.__file__).parent


def raised_in(error: BaseException, agent_class: type) -> str:
    """Give the innermost place of the agent's own code that an error passed: `package/module.py:14 in process`.

    The code of an agent is the package, or the loose file, of its class and of the classes it inherits from. When the error
    passed none of it, the innermost place outside the runtime counts; when there is none either, nothing is given.
    """
    homes = tuple(_homes(agent_class))
    own = outside = ""
    for frame, line in traceback.walk_tb(error.__traceback__):
        path = Path(frame.f_code.co_filename)
        home = next((each for each in homes if path == each or each in path.parents), None)
        if home is not None:
            own = _said(path.relative_to(home.parent), line, frame)
        elif RUNTIME not in path.parents:
            outside = _said(Path(path.name), line, frame)
    return own or outside


def _said(path: Path, line: int, frame: FrameType) -> str:
    return f"{path.as_posix()}:{line} in {frame.f_code.co_name}"


def _homes(agent_class: type) -> Iterator[Path]:
    for each in agent_class.__mro__:
        module = sys.modules.get(each.__module__)
        file = getattr(module, "__file__", None)
        if file and RUNTIME not in Path(file).parents and each.__module__ not in sys.stdlib_module_names:
            yield Path(file).parent if getattr(module, "__package__", "") else Path(file)

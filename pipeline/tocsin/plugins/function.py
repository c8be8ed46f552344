"""An agent that is one function: for those that remember nothing and open nothing."""

from __future__ import annotations

import inspect
from collections.abc import AsyncIterable, Awaitable, Callable, Iterable
from typing import Any

from pydantic import BaseModel

from tocsin.errors import PluginError
from tocsin.plugins.agent import Agent, Output
from tocsin.plugins.spec import Spec
from tocsin.topics.table import Topic

__all__ = ["agent"]

Results = Iterable[Output] | AsyncIterable[Output] | Awaitable[Iterable[Output]]

Function = Callable[..., Results]
"""Called with a record; with settings declared, with a record and the settings."""


def agent(  # noqa: PLR0913 - as many as a Spec has
    *,
    consumes: tuple[Topic | str, ...],
    produces: tuple[Topic | str, ...] = (),
    name: str = "",
    summary: str = "",
    settings: type[BaseModel] | None = None,
    version: str = "1",
    batch: int = 100,
) -> Callable[[Function], type[Agent[Any]]]:
    """Make an agent class of a function; the arguments are the fields of its Spec.

    The function is called with a record, and, when there are `settings`, with an instance of them; it answers as
    `Agent.process` does. Without `name`, the agent is named as the function is, with hyphens; without `summary`, the first
    line of its docstring is taken.
    """

    def made(function: Function) -> type[Agent[Any]]:
        spec = Spec(
            name=name or function.__name__.replace("_", "-"),
            summary=summary or _first_line(function),
            consumes=consumes,
            produces=produces,
            settings=settings,
            version=version,
            batch=batch,
        )
        _check(function, spec)
        members = {"spec": spec, "__doc__": function.__doc__, "__module__": function.__module__}
        return type(function.__name__, (_with_settings(function) if settings else _without(function),), members)

    return made


def _without(function: Function) -> type[Agent[Any]]:
    class FunctionAgent(Agent[Any]):
        def process(self, record: Any, /) -> Results:  # noqa: ANN401 - the function says what it takes
            return function(record)

    return FunctionAgent


def _with_settings(function: Function) -> type[Agent[Any]]:
    class FunctionAgent(Agent[Any]):
        def __init__(self, settings: BaseModel | None = None) -> None:
            declared = self.spec.settings
            assert declared is not None  # noqa: S101 - for the type checker: this class is only made with settings
            self.settings = settings or declared()

        def process(self, record: Any, /) -> Results:  # noqa: ANN401 - the function says what it takes
            return function(record, self.settings)

    return FunctionAgent


def _first_line(function: Function) -> str:
    return (inspect.getdoc(function) or "").partition("\n")[0]


def _check(function: Function, spec: Spec) -> None:
    wanted = 2 if spec.settings else 1
    try:
        inspect.signature(function).bind(*range(wanted))
    except TypeError:
        raise PluginError(
            f"Agent {spec.name} is a function that cannot be called with {wanted} argument{'s' * (wanted - 1)}.",
            hint="It is given a record, and, when settings are declared, the settings after it.",
        ) from None

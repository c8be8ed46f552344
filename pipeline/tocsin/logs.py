"""Logs: structlog to stderr, JSON lines in a pipe, readable on a terminal.

Faust, aiokafka and everything else that logs in the standard way comes out in the same form, from warnings up.
"""

from __future__ import annotations

import logging
import sys
import warnings
from typing import Any

import structlog

from tocsin.access.secrets import redacted
from tocsin.clients import quiet_libraries
from tocsin.settings import Settings

__all__ = ["configure_logs"]


def configure_logs(settings: Settings, *, agent: str = "") -> None:
    """Send all logs of this process to stderr; `agent` is put on every line."""
    pretty = settings.log_format == "pretty" or (settings.log_format == "auto" and sys.stderr.isatty())
    level = logging.getLevelNamesMapping()[settings.log_level.upper()]
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    # Plain: a traceback in colours would show the values of variables too, text of articles and passwords among them.
    console = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    renderer = console if pretty else structlog.processors.JSONRenderer()
    structlog.configure(
        processors=[
            *shared,
            structlog.processors.format_exc_info if not pretty else _unchanged,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer, _without_secrets],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("tocsin").setLevel(level)
    quiet_libraries(debug=level <= logging.DEBUG)
    warnings.simplefilter("ignore", ResourceWarning)
    structlog.contextvars.clear_contextvars()
    if agent:
        structlog.contextvars.bind_contextvars(agent=agent)


def _without_secrets(_logger: object, _name: str, line: Any) -> str:  # noqa: ANN401 - structlog's signature
    return redacted(str(line))


def _unchanged(_logger: object, _name: str, event: Any) -> Any:  # noqa: ANN401 - structlog's signature
    return event

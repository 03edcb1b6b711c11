"""JSON logs on standard output, each line with the service, the request id and the trace id that it belongs to.

structlog is what the project's brief names for this: it stays.
"""

from __future__ import annotations

import json
import logging
import sys
from typing import Any

import orjson
from opentelemetry import trace

# Where rich is installed (with the local stack), structlog loads it for colours that nobody asks for: 5 MB a process.
sys.modules.setdefault("rich", None)  # type: ignore[arg-type]
import structlog  # noqa: E402
from structlog.contextvars import bound_contextvars as bound  # noqa: E402
from structlog.typing import EventDict, FilteringBoundLogger, WrappedLogger  # noqa: E402

if sys.modules["rich"] is None:
    del sys.modules["rich"]

__all__ = ["bound", "configure_logging", "get_logger"]


def _with_trace(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    context = trace.get_current_span().get_span_context()
    if context.is_valid:
        event["trace_id"] = trace.format_trace_id(context.trace_id)
        event["span_id"] = trace.format_span_id(context.span_id)
    return event


def _to_json(event: Any, **_: Any) -> str:
    try:
        return orjson.dumps(event, default=str).decode()
    except TypeError:  # half a surrogate pair, which escaped JSON can say
        return json.dumps(event, default=str)


class _Output:
    """Where the project's own lines go: straight to standard output, not by way of the standard library's loggers."""

    def msg(self, line: str) -> None:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()

    debug = info = warning = error = critical = msg


def configure_logging(service: str, level: str) -> None:
    """Send everything, the libraries' own messages too, through one JSON renderer. Call once per process."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _with_trace,
        structlog.processors.StackInfoRenderer(),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[*shared, structlog.processors.JSONRenderer(serializer=_to_json)],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        logger_factory=lambda *_: _Output(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(serializer=_to_json),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for chatty in ("aiokafka", "httpx", "httpcore", "uvicorn.access"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    structlog.contextvars.bind_contextvars(service=service)


def get_logger(name: str) -> FilteringBoundLogger:
    """A logger; bind values by keyword: ``log.info("relayed", events=12)``."""
    logger: FilteringBoundLogger = structlog.get_logger(name)
    return logger

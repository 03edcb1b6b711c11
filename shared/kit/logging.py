"""JSON logs on standard output, each line with the service, the request id and the trace id that it belongs to.

structlog is what the project's brief names for this: it stays.
"""

from __future__ import annotations

import json
import logging
import sys
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

import orjson
from opentelemetry import trace

from shared.kit.tracing import ids_of

# Where rich is installed (with the local stack), structlog loads it for colours that nobody asks for: 5 MB a process.
sys.modules.setdefault("rich", None)  # type: ignore[arg-type]
import structlog  # noqa: E402
from structlog.contextvars import bound_contextvars as bound  # noqa: E402
from structlog.typing import EventDict, FilteringBoundLogger, WrappedLogger  # noqa: E402

if sys.modules["rich"] is None:
    del sys.modules["rich"]

__all__ = ["REQUEST_ID", "bound", "configure_logging", "get_logger", "say"]

REQUEST_ID: ContextVar[str | None] = ContextVar("request_id", default=None)
"""The id of the request that is being answered; every line that is written meanwhile has it."""


def _with_trace(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    event.update(ids_of(trace.get_current_span()))
    return event


def _to_json(event: Any, **_: Any) -> str:
    try:
        return orjson.dumps(event, default=str).decode()
    except TypeError:  # half a surrogate pair, which escaped JSON can say
        return json.dumps(event, default=str)


def _with_request(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    if request_id := REQUEST_ID.get():
        event["request_id"] = request_id
    return event


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
        _with_request,
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
    _said_often.update(service=service, wanted=root.isEnabledFor(logging.INFO))


_said_often: dict[str, Any] = {"service": None, "wanted": False}


def say(event: str, values: dict[str, Any]) -> None:
    """A line at INFO with these values, written at once: for the one line that every request has."""
    if _said_often["wanted"]:
        at = datetime.now(UTC)
        line = {**values, "event": event, "service": _said_often["service"], "level": "info", "timestamp": at}
        _Output().msg(orjson.dumps(line, option=orjson.OPT_UTC_Z).decode())


def get_logger(name: str) -> FilteringBoundLogger:
    """A logger; bind values by keyword: ``log.info("relayed", events=12)``."""
    logger: FilteringBoundLogger = structlog.get_logger(name)
    return logger

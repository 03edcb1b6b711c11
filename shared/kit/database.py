"""The service's own PostgreSQL: one engine, one schema, one role."""

from __future__ import annotations

from typing import Any

import orjson
from sqlalchemy.exc import DBAPIError, InterfaceError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from shared.kit.settings import Settings

_PASSING_SQLSTATES = ("08", "40", "53", "55P03", "57", "58")
"""Classes of SQLSTATE that pass by themselves: connection, rollback, resources, lock timeout, operator, system."""


def _to_json(value: Any) -> str:
    return orjson.dumps(value, default=str).decode()


def create_engine(settings: Settings, *, schema: str, application: str) -> AsyncEngine:
    """The engine of a process. Statements, locks and idle transactions have time limits (no transaction hangs)."""
    return create_async_engine(
        settings.database_url,
        pool_size=settings.database_pool_size,
        max_overflow=0,
        pool_timeout=5,
        pool_recycle=1800,
        json_serializer=_to_json,
        json_deserializer=orjson.loads,
        connect_args={
            "timeout": 5,
            "server_settings": {
                "application_name": f"daiban-{schema}-{application}",
                "search_path": schema,
                "timezone": "UTC",
                "statement_timeout": str(settings.statement_timeout_ms),
                "lock_timeout": str(settings.lock_timeout_ms),
                "idle_in_transaction_session_timeout": "30000",
                "jit": "off",
                # Solid-state disks: reading along the index of a filter beats reading past what the filter drops.
                "random_page_cost": "1.1",
            },
        },
    )


def is_passing(error: BaseException) -> bool:
    """Whether a fault may be gone when the same thing is tried again: connection lost, deadlock, disk full, …"""
    if isinstance(error, PoolTimeoutError | InterfaceError | ConnectionError | TimeoutError):
        return True
    if isinstance(error, DBAPIError):
        state = getattr(error.orig, "sqlstate", None) or getattr(error.orig, "pgcode", None)
        return error.connection_invalidated or (isinstance(state, str) and state.startswith(_PASSING_SQLSTATES))
    return isinstance(error, OSError)

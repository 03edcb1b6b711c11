"""The definition of a service: all that the kit must know to run one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from fastapi import APIRouter
from sqlalchemy import MetaData

from shared.kit.events.subscriptions import Subscription
from shared.kit.listening import Listener
from shared.kit.runtime import Runtime
from shared.kit.settings import Settings
from shared.kit.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Timer:
    """Work that comes due with time. Runs in one transaction on one replica at once, again while it found work.

    ``run`` returns how many things it did; 0 ends the round. ``every_s``: real time between rounds; None: the setting
    ``timer_interval_s``.
    """

    name: str
    run: Callable[[UnitOfWork], Awaitable[int]]
    every_s: float | None = None


@dataclass(frozen=True)
class Service:
    """One bounded context. ``name`` is its schema's name and the API's path prefix as well.

    background: loops of the worker that are neither consumer, relay nor timer; on_api_start: what the API process
    attaches to its listener (live streams); commands: further commands of ``python -m services.<name>_service``.
    """

    name: str
    title: str
    description: str
    settings: type[Settings]
    metadata: MetaData
    migrations: Path
    routers: Sequence[APIRouter]
    subscriptions: Sequence[Subscription] = ()
    timers: Sequence[Timer] = ()
    background: Sequence[Callable[[Runtime], Awaitable[None]]] = ()
    on_api_start: Callable[[Runtime, Listener], None] | None = None
    commands: dict[str, Callable[[Runtime], Awaitable[None]]] = field(default_factory=dict)

    @property
    def prefix(self) -> str:
        """Where its routes live under the base URL."""
        return f"/api/{self.name}/v1"

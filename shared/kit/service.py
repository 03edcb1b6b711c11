"""The definition of a service: all that the kit must know to run one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import MetaData

from shared.kit.events.subscriptions import Subscription
from shared.kit.labels import Labelled
from shared.kit.principals import Scoped
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

    background: loops of the worker that are neither consumer, relay nor timer; commands: further commands of
    ``python -m services.<name>_service``; vocabulary: the code lists that portals read; operations: the steps that
    ``next_actions`` offer; begins: those of them that need nothing that is there already; auditors: the roles that read
    its audit trail over REST; scoped: the role whose tokens open what their scopes say. What only its API needs is the
    Api of its ``main.py``: a worker loads none of that.
    """

    name: str
    title: str
    description: str
    settings: type[Settings]
    metadata: MetaData
    migrations: Path
    subscriptions: Sequence[Subscription] = ()
    timers: Sequence[Timer] = ()
    background: Sequence[Callable[[Runtime], Awaitable[None]]] = ()
    commands: dict[str, Callable[[Runtime], Awaitable[None]]] = field(default_factory=dict)
    vocabulary: Sequence[type[Labelled]] = ()
    operations: Sequence[type[Labelled]] = ()
    begins: Sequence[Labelled] = ()
    auditors: Sequence[str] = ()
    scoped: Scoped | None = None

    @property
    def steps(self) -> list[Labelled]:
        """Whatever can be done with its things, or happens to them by itself."""
        return [step for steps in self.operations for step in steps]

    @property
    def prefix(self) -> str:
        """Where its routes live under the base URL."""
        return f"/api/{self.name}/v1"

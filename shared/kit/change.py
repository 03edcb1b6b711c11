"""The one way to change an aggregate: locked, seen, permitted, of the version that was read; then stored and told.

An aggregate says what happened to it (:class:`shared.kit.facts.Aggregate`). What says nothing is not stored, and what
is stored is told and on the audit trail: none of the three can be forgotten. Requests, messages and timers do it so.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from copy import copy
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID

import orjson
from asyncpg import Record
from sqlalchemy import select

from shared.kit.columns import Code
from shared.kit.database import fetch
from shared.kit.errors import IllegalTransition, NotFound, NotPermitted, Refusal, Version, check_version
from shared.kit.facts import Aggregate, Correction, Fact
from shared.kit.labels import Labelled
from shared.kit.operations import Offers
from shared.kit.principals import Principal
from shared.kit.revisions import Revisions
from shared.kit.rows import Rows
from shared.kit.scope import Scope
from shared.kit.unit_of_work import EventLike, UnitOfWork


class Changing(Protocol):
    """What a resource keeps: an aggregate with an id, a version, and the steps that its state allows."""

    id: UUID
    version: int

    @property
    def steps(self) -> Sequence[Labelled]:
        """What its state allows, each named by the operation that does it."""


E = TypeVar("E", bound=Any)
May = Callable[[Principal, Any, Any], bool | Refusal]
"""Whether a step is a caller's to take; the refusal itself where it says more than that it is not permitted."""
Told = Callable[[UnitOfWork, EventLike, Any], None]
Completed = Callable[[UnitOfWork, Sequence[Any], bool], Awaitable[None]]
"""Told as well whether the aggregates are locked, about to be changed."""


@dataclass(frozen=True)
class Resource(Generic[E]):
    """One kind of aggregate: where it is kept, who sees it, who may do what with it, and who hears of it.

    kind: as the audit trail names it, and ``<kind>_id`` addresses and bodies; names: what else these call which of its
    attributes; what: its name in Chinese and English; scope: whose rows a caller sees; may:
    whether a step is the caller's to take, whatever the state; events: the contract of the event that tells each fact;
    on_record: the fields that the audit trail keeps, before and after; off_record: facts that it does not keep;
    corrects: what can be put right, field by field, named by its column; on_behalf_of: the enterprise for which
    something was done; completed: brings what must be known of aggregates besides their rows, before it is asked who
    may do what; told: called with each event that is published. A fact that is said as a correction is kept as a
    revision.
    """

    kind: str
    what: tuple[str, str]
    rows: Rows[E]
    scope: Scope
    events: Mapping[str, type[EventLike]]
    on_record: Collection[str]
    names: Mapping[str, str] = field(default_factory=dict)
    may: May = field(default=lambda *_: False)
    on_behalf_of: Callable[[UnitOfWork, E], str | None] = field(default=lambda *_: None)
    off_record: Collection[str] = ()
    completed: Completed | None = None
    told: Sequence[Told] = ()
    corrects: type[Labelled] | None = None

    async def get(self, work: UnitOfWork, key: UUID, *, lock: bool = False) -> E:
        """One that the caller sees; raises NotFound."""
        found = await self.rows.get(work, key, lock=lock)
        if found is None or not (self.scope.sees(work.principal, found) or await self._sees_through(work, key)):
            raise NotFound(what=self.what)
        return (await self._complete(work, [found], lock=lock))[0]

    async def several(self, work: UnitOfWork, keys: Collection[UUID], *, lock: bool = False) -> dict[UUID, E]:
        """Those of several that the caller sees, by their keys; locked in the order of these, so that nobody waits for
        another in a circle.
        """
        found = await self.rows.several(work, keys, lock=lock)
        seen = {
            key: one
            for key, one in found.items()
            if self.scope.sees(work.principal, one) or await self._sees_through(work, key)
        }
        await self._complete(work, list(seen.values()), lock=lock)
        return seen

    async def _sees_through(self, work: UnitOfWork, key: UUID) -> bool:
        """Whether the caller sees one by what another table's row says of it."""
        claims = self.scope.through(work.principal)
        if not claims:
            return False
        table = self.rows.table
        its_key = table.c[self.rows.key]
        seen = select(its_key).where(its_key == key, self.scope.condition(dict(table.c), claims))
        return bool(await fetch(work.connection, seen))

    async def of_rows(self, work: UnitOfWork, rows: Sequence[Record]) -> list[E]:
        """The aggregates of rows of a list, in its order."""
        return await self._complete(work, [self.rows.of(row) for row in rows])

    def field_label(self, field: str) -> str:
        """The label of a field that can be put right."""
        return self.corrects(field).label if self.corrects else field

    def value_label(self, field: str, stored: str | None) -> str | None:
        """The label of a field's value, where that is a code."""
        type_ = self.rows.table.c[field].type
        return type_.read(stored).label if stored and isinstance(type_, Code) else None

    @cached_property
    def revisions(self) -> Revisions:
        """Where its corrections are kept."""
        return Revisions(self.rows.table.metadata)

    async def _complete(self, work: UnitOfWork, found: list[E], *, lock: bool = False) -> list[E]:
        if self.completed and found:
            await self.completed(work, found, lock)
        return found

    def check_may(self, work: UnitOfWork, thing: E, step: Labelled) -> None:
        """Raise NotPermitted unless the step is the caller's to take."""
        answer = self.may(work.principal, thing, step)
        if answer is not True:
            raise answer or NotPermitted(what=step.words)

    @cached_property
    def _named(self) -> dict[str, str]:
        return {f"{self.kind}_id": "id", **self.names}

    def steps(self, work: UnitOfWork, thing: E) -> tuple[Labelled, ...]:
        """The steps that its state allows and that are the caller's to take."""
        may, principal = self.may, work.principal
        return tuple([step for step in thing.steps if may(principal, thing, step) is True])

    def offers(self, work: UnitOfWork, thing: E) -> Offers:
        """What the caller may do next with all that are as this one, whose ids are still to be put in."""
        return work.operations.offers(self.kind, self.steps(work, thing), self._named)

    def next_actions(self, work: UnitOfWork, thing: E) -> orjson.Fragment:
        """The operations that the caller may call next on this one, as the JSON of a list of NextAction."""
        return self.offers(work, thing).on(thing)

    def create(self, work: UnitOfWork, new: E, *, taken: Refusal | None = None) -> None:
        """Store a new one, and tell of it. taken: raised at the end where a unique constraint is in the way."""
        self.rows.create(work, new, taken=taken)
        self._tell(work, new, before=None)

    async def add(self, work: UnitOfWork, new: E) -> bool:
        """Store a new one, and tell of it; False where a unique constraint is in the way, and then nothing happens."""
        return bool(await self.add_new(work, [new]))

    async def add_all(self, work: UnitOfWork, new: Iterable[E]) -> None:
        """Store several that cannot be there already, and tell of them."""
        added = list(new)
        await self.rows.add_all(work, added)
        for one in added:
            self._tell(work, one, before=None)

    async def add_new(self, work: UnitOfWork, new: Iterable[E]) -> list[E]:
        """Store those of several that no unique constraint is in the way of, and tell of them; returns them."""
        added = await self.rows.add_new(work, new)
        for one in added:
            self._tell(work, one, before=None)
        return added

    @asynccontextmanager
    async def change(self, work: UnitOfWork, key: UUID, step: Labelled, *, version: Version) -> AsyncIterator[E]:
        """Change one as the caller asks: within, it takes its step; after that it is stored, told and on record.

        version: the one that the caller read. Raises NotFound, NotPermitted, StaleVersion; an IllegalTransition names
        what is offered to the caller, as ``next_actions`` do.
        """
        thing = await self.get(work, key, lock=True)
        self.check_may(work, thing, step)
        check_version(given=version, current=thing.version)
        async with self.changing(work, thing):
            try:
                yield thing
            except IllegalTransition as refused:
                raise refused.to_who_may(self.steps(work, thing)) from None

    @asynccontextmanager
    async def changing(self, work: UnitOfWork, *things: E) -> AsyncIterator[None]:
        """Change locked ones, whoever has them: for messages, timers, and what follows from another change."""
        before = [self._on_record(thing) for thing in things]
        yield
        changed = [thing for thing in things if thing.happened]
        if changed:
            await self.rows.save(work, *changed)
        for thing, was in zip(things, before, strict=True):
            self._tell(work, thing, before=was)

    def _tell(self, work: UnitOfWork, thing: E, *, before: dict[str, Any] | None) -> None:
        for fact in thing.said():
            if contract := self.events.get(fact.name):
                event = event_of(contract, thing, fact)
                work.publish(event)
                for told in self.told:
                    told(work, event, thing)
            if isinstance(correction := fact.values.get("correction"), Correction):
                self.revisions.keep(work, thing.id, thing.version, correction)
            if fact.name not in self.off_record:
                self.audit(work, thing, fact.name, before=before, after=self._on_record(thing))

    def audit(self, work: UnitOfWork, thing: E, action: str, *, before: Any = None, after: Any = None) -> None:
        """Put on record that something was done with one, such as a look at what is hidden else."""
        behalf = self.on_behalf_of(work, thing)
        work.audit(f"{self.kind}.{action}", self.kind, thing.id, before=before, after=after, on_behalf_of=behalf)

    def _on_record(self, thing: E) -> dict[str, Any]:
        # Copies: what a list held stays on record, though it is changed in place afterwards.
        return {name: copy(getattr(thing, name)) for name in self.on_record}


def event_of(contract: type[Any], thing: Aggregate, fact: Fact) -> Any:
    """The event of a fact: each field is what the fact names, else the aggregate's of that name.

    Its subject (``request_id`` of a request) is the aggregate's id; sets become ordered lists, and a value of several
    fields is taken by their names.
    """
    subject, fields = _fields(contract)  # type: ignore[arg-type]
    values = {name: fact.values[name] if name in fact.values else _of(thing, name, subject) for name in fields}
    return contract.model_validate(values, from_attributes=True)


@cache
def _fields(contract: Any) -> tuple[str, tuple[str, ...]]:
    return contract.subject_field, tuple(contract.model_fields)


def _of(thing: Any, name: str, subject: str) -> Any:
    value = getattr(thing, name, None) if name == subject else getattr(thing, name)
    if name == subject and value is None:
        return thing.id
    return sorted(value) if isinstance(value, frozenset | set) else value

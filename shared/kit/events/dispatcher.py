"""The dispatcher: each event once, in order per key, and those that wait as soon as what they wait for is here.

A batch is handled in one transaction, together with one inbox row per event. Where it fails, its halves are handled,
down to single events: what can never succeed is put aside as a dead letter. What misses something is parked, and the
batch is handled again without it and those behind it.

**No arrival is overlooked, though nobody locks anything for it.** Parking looks, parks, commits, and then tries what it
parked once more. Bringing a thing writes it, commits, and then looks who waits for it. Of the two commits one is the
later: if it is the parking one, its second try sees the thing; if it is the bringing one, its look sees the parked
event. The same holds for what parks behind another event of its queue while that one is going on elsewhere: whoever
takes events out of a queue looks at it again after the commit, and whoever parks behind looks after its own whether it
is the first now. Both tries lock the rows, so that the second waits for the first and then finds what that has left.

A process that ends between commit and look leaves that to the sweep.
"""

from __future__ import annotations

import asyncio
import time
import traceback
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Any
from uuid import UUID

from shared.kit.database import is_passing
from shared.kit.errors import Kind, Refusal
from shared.kit.events import waiting
from shared.kit.events.dead_letters import put_aside, tell_put_aside
from shared.kit.events.deaths import DEADLY, ONCE_TOO_OFTEN, WAITING, Deaths
from shared.kit.events.handlers import Handlers
from shared.kit.events.received import Received
from shared.kit.events.subscriptions import Subscription
from shared.kit.events.waiting import Missing, Parked, Queue, SomeMissing
from shared.kit.logging import get_logger
from shared.kit.metrics import EVENT_LAG_SECONDS, EVENTS_HANDLED, EVENTS_WAITING, EVENTS_WAITING_OLDEST_SECONDS
from shared.kit.runtime import Runtime
from shared.kit.unit_of_work import UnitOfWork

log = get_logger(__name__)

_AT_ONCE = 500
_AT_A_STRETCH_S = 60.0
"""How long those that wait go on before others have their turn: a consumer that does not fetch leaves its group."""


class Halted(Exception):  # noqa: N818
    """Too many events in a row could not be handled."""


class Dispatcher:
    """Runs the handlers of a batch of events, each event at most once."""

    def __init__(self, runtime: Runtime, subscriptions: Sequence[Subscription]) -> None:
        self._runtime = runtime
        self._handlers = Handlers(subscriptions)
        self._wait_at_most = timedelta(hours=runtime.settings.wait_at_most_h)
        self._put_aside_in_a_row = 0
        self._arrived: dict[str, int] = {}
        """Things for which to look who waits, with the id of the last one that was found."""
        self._queues: set[Queue] = set()
        """Queues whose first event is to be tried."""
        self._behind: set[Queue] = set()
        """Queues in which something was parked behind others."""
        self._swept = 0
        self.one_by_one = False
        """Whether to be careful with those that wait: see ``shared.kit.events.deaths``."""

    def wants(self, type_: str) -> bool:
        """Whether a type is subscribed to, in this or another major version (that one is put aside)."""
        return self._handlers.wants(type_)

    async def handle(self, batch: Sequence[Received]) -> None:
        """Handle a batch, and what it lets go on. Raises what passes by itself; puts aside what does not."""
        if batch:
            await self._take_in(batch)
        await self.go_on()

    async def replay(self, letters: Sequence[int]) -> dict[int, str]:
        """Handle dead letters again, in the order given, each in its own transaction.

        Returns the outcome per id: ``replayed``, or the reason why it is still a dead letter.
        """
        return {letter: await self._replay(letter) for letter in letters}

    @property
    def has_more(self) -> bool:
        """Whether :meth:`go_on` has left something to go on with."""
        return bool(self._arrived or self._queues or self._behind)

    async def go_on(self) -> None:
        """Handle what waits for things that have come, and what waits behind that, as far as it goes at a stretch."""
        until = time.monotonic() + _AT_A_STRETCH_S
        while self.has_more:
            async with self._runtime.reading() as connection:
                if self._behind:
                    self._queues |= await waiting.who_waits_for_nothing(connection, self._behind)
                    self._behind = set()
                elif not self._queues:
                    asked = dict(self._arrived)
                    found = await waiting.who_waits(connection, asked, limit=_AT_ONCE)
                    self._queues |= {queue for *_, queue in found}
                    self._arrived |= {thing: id_ for thing, id_, _ in found}
                    if len(found) < _AT_ONCE:
                        for thing in asked:
                            self._arrived.pop(thing, None)
            if self._queues:
                await self._advance()
            if time.monotonic() > until:
                return

    async def keep_sweeping(self) -> None:
        """Sweep now and then, until cancelled."""
        deaths = Deaths(self._runtime)
        begun = False
        try:
            while True:
                try:
                    if not begun:
                        await deaths.begin([WAITING])
                        begun = True
                    self.one_by_one = bool(deaths.suspected)
                    await self.sweep()
                    await deaths.end(if_steady=True)
                except Exception as error:
                    if not passes(error):
                        raise
                    log.warning("waiting events are looked at later", error=f"{type(error).__name__}: {error}")
                await asyncio.sleep(self._runtime.settings.waiting_sweep_s)
        finally:
            with suppress(Exception):
                await deaths.end()

    async def sweep(self) -> None:
        """Look at the next few hundred that wait: one for each thing, those in whose queue it is nobody's turn, and
        those that have waited too long. What has come without a word to us, or has been lost with a process, goes on.
        """
        async with self._runtime.reading() as connection:
            firsts, self._swept = await waiting.page(
                connection, after=self._swept, limit=_AT_ONCE, at_most=self._wait_at_most
            )
            _show(await waiting.census(connection) if firsts or self._swept else ())
        tried: set[str] = set()
        for one in firsts:
            if one.waits_for is None or one.overdue or one.waits_for not in tried:
                self._queues.add(one.queue)
                tried.add(one.waits_for or "")
        await self.go_on()

    async def _replay(self, letter: int) -> str:
        async with self._runtime.reading() as connection:
            row = await connection.fetchrow(
                "SELECT headers, key, data, origin FROM dead_letter WHERE id = $1 AND replayed_at IS NULL", letter
            )
        if row is None:
            return "no such dead letter is waiting"
        try:
            event = Received.from_row(row)
            async with self._runtime.transaction(actor=f"event:{event.envelope.source}") as work:
                await work.connection.execute(
                    "UPDATE dead_letter SET replayed_at = clock_timestamp() WHERE id = $1", letter
                )
                await self._handlers.run(work, [event])
        except SomeMissing as missing:
            return f"still misses something: {missing}"
        except Exception as error:
            return f"still fails: {type(error).__name__}: {error}"
        self._note(work, [event])
        while self.has_more:
            await self.go_on()
        return "replayed"

    # Taking in

    async def _take_in(self, batch: Sequence[Received]) -> None:
        missing: dict[UUID, Missing] = {}
        while True:
            try:
                return await self._in_one_transaction(batch, missing)
            except SomeMissing as some:
                missing |= some.by_event
            except Exception as error:
                if passes(error):
                    raise
                if len(batch) == 1:
                    return await self.put_aside(batch[0], _cause(error))
                middle = len(batch) // 2
                await self._take_in(batch[:middle])
                return await self._take_in(batch[middle:])

    async def _in_one_transaction(self, batch: Sequence[Received], missing: dict[UUID, Missing]) -> None:
        async with self._runtime.transaction(actor=f"event:{batch[0].envelope.source}") as work:
            new, held = await waiting.take_in(work.connection, batch)
            going_on: list[Received] = []
            parked: list[tuple[Received, Missing | None]] = []
            first: set[Queue] = set()
            for event in new:
                queue = event.envelope.queue
                if queue in held:
                    parked.append((event, None))
                elif event.envelope.id in missing:
                    parked.append((event, missing[event.envelope.id]))
                    held.add(queue)
                    first.add(queue)
                else:
                    going_on.append(event)
            if parked:
                await waiting.park(work.connection, parked)
            await self._handlers.run(work, going_on)
        self._note(work, going_on)
        self._queues |= first
        self._behind |= {event.envelope.queue for event, _ in parked} - first
        _count("waiting", [event for event, _ in parked])
        repeated = Counter(event.envelope.type for event in batch) - Counter(event.envelope.type for event in new)
        for type_, times in repeated.items():
            EVENTS_HANDLED.labels(type_, "repeated").inc(times)

    async def put_aside(self, event: Received, cause: str) -> None:
        """Take an event in as a dead letter, unless it was handled."""
        async with self._runtime.transaction() as work:
            new, _ = await waiting.take_in(work.connection, [event])
            if new:
                await put_aside(work.connection, event, cause)
        if new:
            self._note_put_aside(event, cause)

    # Going on

    async def _advance(self) -> None:
        """Try the first events of one source's queues, and drop the queues that are empty or have to wait on."""
        source = min(self._queues)[0]
        queues = {queue for queue in self._queues if queue[0] == source}
        async with self._runtime.reading() as connection:
            front = await waiting.front_of(connection, queues, limit=_AT_ONCE)
        if len(front) < _AT_ONCE:
            self._queues -= queues - {queue for _, queue in front}
        if front and self.one_by_one:
            self._queues -= await self._let_go_on_alone(source, front[0][0])
        elif front:
            self._queues -= await self._let_go_on(source, [id_ for id_, _ in front])

    async def _let_go_on_alone(self, source: str, id_: int) -> set[Queue]:
        async with self._runtime.reading() as connection:
            tries = await waiting.count_try(connection, id_)
        if tries >= ONCE_TOO_OFTEN:
            await self._take_out([id_], DEADLY)
            return set()
        stopped = await self._let_go_on(source, [id_])
        async with self._runtime.reading() as connection:
            await waiting.count_no_tries(connection, id_)
        return stopped

    async def _let_go_on(self, source: str, ids: Sequence[int]) -> set[Queue]:
        """Handle parked events. Returns the queues that wait for the same thing as before."""
        missing: dict[UUID, Missing] = {}
        while True:
            try:
                return await self._let_go_on_in_one_transaction(source, ids, missing)
            except SomeMissing as some:
                missing |= some.by_event
            except Exception as error:
                if passes(error):
                    raise
                if len(ids) == 1:
                    await self._take_out(ids, _cause(error))
                    return set()
                middle = len(ids) // 2
                return await self._let_go_on(source, ids[:middle]) | await self._let_go_on(source, ids[middle:])

    async def _let_go_on_in_one_transaction(
        self, source: str, ids: Sequence[int], missing: dict[UUID, Missing]
    ) -> set[Queue]:
        held: set[Queue] = set()
        stopped: set[Queue] = set()
        going_on: list[Parked] = []
        given_up: list[tuple[Parked, str]] = []
        others: dict[int, str] = {}
        async with self._runtime.transaction(actor=f"event:{source}") as work:
            for one in await waiting.lock(work.connection, ids, at_most=self._wait_at_most):
                queue, lacks = one.event.envelope.queue, missing.get(one.event.envelope.id)
                if one.behind or queue in held:
                    held.add(queue)
                elif lacks is None:
                    going_on.append(one)
                elif one.overdue:
                    given_up.append((one, f"{lacks}; waited for it since {one.since.isoformat()}"))
                else:
                    held.add(queue)
                    if one.waits_for == lacks.thing:
                        stopped.add(queue)
                    else:
                        others[one.id] = lacks.thing
            await waiting.forget(work.connection, [one.id for one in going_on] + [one.id for one, _ in given_up])
            await waiting.wait_for(work.connection, others)
            for one, cause in given_up:
                await put_aside(work.connection, one.event, cause)
            overdue = {one.event.envelope.id for one in going_on if one.overdue}
            await self._handlers.run(work, [one.event for one in going_on], last_try=overdue)
        self._note(work, [one.event for one in going_on])
        # What one of them waited for is here: so it is for all others that wait for it.
        self._look_for({one.waits_for for one in going_on if one.waits_for})
        for one, cause in given_up:
            tell_put_aside(one.event, cause)
        _count("put_aside", [one.event for one, _ in given_up])
        return stopped

    async def _take_out(self, ids: Sequence[int], cause: str) -> None:
        async with self._runtime.transaction() as work:
            found = await waiting.lock(work.connection, ids, at_most=self._wait_at_most)
            await waiting.forget(work.connection, ids)
            for one in found:
                await put_aside(work.connection, one.event, cause)
        for one in found:
            self._note_put_aside(one.event, cause)

    # Afterwards

    def _note(self, work: UnitOfWork, handled: Sequence[Received]) -> None:
        if handled:
            self._put_aside_in_a_row = 0
        self._look_for(work.arrivals)
        _count("handled", handled)
        for event in handled:
            lag = (work.now - event.envelope.time).total_seconds()
            EVENT_LAG_SECONDS.labels(event.envelope.type).observe(max(0.0, lag))

    def _look_for(self, things: set[str]) -> None:
        for thing in things:
            self._arrived.setdefault(thing, 0)

    def _note_put_aside(self, event: Received, cause: str) -> None:
        _count("put_aside", [event])
        tell_put_aside(event, cause)
        self._put_aside_in_a_row += 1
        if self._put_aside_in_a_row >= self._runtime.settings.halt_after_dead_letters:
            raise Halted(f"{self._put_aside_in_a_row} events in a row could not be handled; the last: {cause}")


def passes(error: BaseException) -> bool:
    """Whether a fault may be gone when the same event is handled again."""
    return is_passing(error) or (isinstance(error, Refusal) and error.kind is Kind.UNAVAILABLE)


def _cause(error: Exception) -> str:
    return "".join(traceback.format_exception_only(error)).strip()


def _count(result: str, events: Sequence[Received]) -> None:
    for type_, times in Counter(event.envelope.type for event in events).items():
        EVENTS_HANDLED.labels(type_, result).inc(times)


def _show(census: Sequence[Any]) -> None:
    for gauge, column in ((EVENTS_WAITING, "number"), (EVENTS_WAITING_OLDEST_SECONDS, "age")):
        gauge.clear()
        for row in census:
            gauge.labels(row["type"], row["kind"]).set(row[column])

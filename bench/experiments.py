"""What is measured. Each takes the system and the floors, and gives its figures."""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import random
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from statistics import median
from urllib.parse import quote
from uuid import UUID, uuid4

import httpx

from bench.edge import ROUTES
from bench.figures import (
    Figure,
    Spent,
    Watch,
    at_least,
    at_most,
    idle,
    in_turns,
    memory_mb,
    percentile,
    ratio_at_least,
    ratio_at_most,
)
from bench.floors import RawBroker, RawDatabase
from bench.load import Call, Connection, Outcome, at_rate, in_parallel
from bench.system import PROCESSES, System
from deploy.processes.patience import cpu_seconds
from deploy.processes.program import ROOT
from shared.contracts.intake.applications import ItemAccepted
from shared.contracts.intake.projects import EligibilityOverridden, ProjectRegistered
from shared.kit.ids import new_id
from shared.kit.pages import encode_cursor
from testing.fill import PER_PROJECT, fill, row_id
from testing.journey import credit_code

CLIENTS = 32
_SEARCH = "search of two characters"
_BATCH_MB, _FILE_MB = 200, 20
IDLE = "idle, processor time per second of"


_PROJECT = {
    "name": "厂房新建项目",
    "district": "440112",
    "project_type": "industrial",
    "investment": "private",
    "funding": "social",
    "works": "building",
    "nature": "new",
    "authority": "municipal",
    "total_investment": "186000000.00",
}


@dataclass(frozen=True)
class Extent:
    """How much is measured: rounds, seconds of a turn, stored cases, events of a backlog, open streams, idle time."""

    rounds: int
    seconds: float
    rows: tuple[int, ...]
    backlog: int
    streams: int
    idle_s: float


@dataclass
class Bench:
    """The parts that every measurement uses."""

    system: System
    raw: RawDatabase
    extent: Extent

    async def memory(self) -> list[Figure]:
        """Idle processes, a while after start."""
        await self.system.at_rest()
        used = {name: memory_mb(self.system.stack.pid(name)) for name in PROCESSES}
        return [Figure(f"idle memory, {name}", mb, "MB", goal=at_most(95)) for name, mb in used.items()]

    async def idle(self) -> list[Figure]:
        """Processor time of everything that runs, while nobody asks for anything."""
        await self.system.at_rest()
        used = await idle(self.system.stack.file.processes, self.extent.idle_s)
        goal = at_most(120 if self.system.stack.file.broker == "embedded" else 60)
        total = Figure(f"{IDLE} all", sum(used.values()), "ms", goal=goal)
        return [total, *(Figure(f"{IDLE} {part}", ms, "ms") for part, ms in used.items())]

    async def start(self) -> list[Figure]:
        """From the start of a process until it says that it is ready."""
        figures = []
        for part in ("intake-api", "tracking-api", "tracking-worker", "notify-worker"):
            taken = [await self.system.start_to_ready(part) for _ in range(self.extent.rounds)]
            figures.append(Figure(f"start to ready, {part}", median(taken), "s", goal=at_most(2.5)))
            await self.system.at_rest()
        return figures

    async def empty_get(self) -> list[Figure]:
        """An authenticated GET that finds nothing out, in an API of few routes and of many."""
        command = [sys.executable, "-m", "bench.edge"]
        process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
        told, _ = await process.communicate()
        taken = json.loads(told)
        few, many = (
            Figure(f"empty GET, {routes} routes, processor time", taken[str(routes)], "µs") for routes in ROUTES
        )
        return [
            replace(few, floor=taken["floor"]),
            replace(many, floor=taken["floor"]),
            Figure(f"empty GET, {ROUTES[1]} routes by {ROUTES[0]}", many.value, "µs", few.value, ratio_at_most(1.1)),
        ]

    async def writes(self) -> list[Figure]:
        """POST of an owner, at 32 clients and at one."""
        calls, port = self.system.registrations(), self.system.port("intake-api")
        spent = Spent()

        async def post(clients: int) -> Outcome:
            before = self.system.processor_seconds()
            ready = iter(list(itertools.islice(calls, int(3_000 * self.extent.seconds))))
            outcome = await in_parallel(port, ready, clients=clients, seconds=self.extent.seconds, expect=201)
            if clients == CLIENTS:
                spent.add(before, self.system.processor_seconds(), len(outcome.durations))
            await self.system.at_rest()
            return outcome

        async def rate() -> float:
            return (await post(CLIENTS)).rate

        async def alone() -> float:
            return percentile((await post(1)).durations, 0.5) * 1000

        async def raw_rate() -> float:
            return (await self.raw.write(clients=CLIENTS, seconds=self.extent.seconds)).rate

        async def raw_alone() -> float:
            return percentile((await self.raw.write(clients=1, seconds=self.extent.seconds)).durations, 0.5) * 1000

        await post(CLIENTS)  # warm
        spent = Spent()
        floor, value = await in_turns(self.extent.rounds, raw_rate, rate)
        floor_alone, value_alone = await in_turns(self.extent.rounds, raw_alone, alone)
        return [
            Figure(f"intake POST, {CLIENTS} clients", value, "1/s", floor, ratio_at_least(0.35)),
            Figure("intake POST, one client, p50", value_alone, "ms", floor_alone, ratio_at_most(1.8)),
            *spent.figures(f"intake POST, {CLIENTS} clients"),
        ]

    async def reads(self) -> list[Figure]:
        """Progress of a project and pages of a department's queues, at each number of stored cases."""
        figures: list[Figure] = []
        p99_at_first: dict[str, float] = {}
        for rows in self.extent.rows:
            await self._store(rows)
            for name, (service, call, goal) in self._read_calls(rows).items():
                figure, p99, cpu, raw_ms = await self._read(name, service, call, goal, rows)
                first = p99_at_first.setdefault(name, p99)
                limit = ratio_at_most(1.3) if rows != self.extent.rows[0] else None
                at = f"{name}, {rows:,} cases"
                if name.startswith(_SEARCH):
                    figures.append(Figure(f"{at}, p99 (by a point read's p50)", p99, "ms", raw_ms, ratio_at_most(20)))
                figures += [
                    figure,
                    Figure(
                        f"{at}, p99 (by that at {self.extent.rows[0]:,})",
                        p99,
                        "ms",
                        first,
                        limit,
                        (f"{name}: p99", rows),
                    ),
                    Figure(f"{at}, processor time of the API", cpu, "ms", on=(f"{name}: processor time", rows)),
                ]
        return figures

    async def _store(self, rows: int) -> None:
        async with self.system.database.acquire() as connection:
            for service in ("tracking", "routing"):
                await fill(connection, service, rows, already=self.system.stored)  # type: ignore[arg-type]
        await self.system.database.execute("CHECKPOINT")
        self.system.stored = rows

    def _read_calls(self, rows: int) -> dict[str, tuple[str, Callable[[], Call], float | None]]:
        handler = self.system.headers("handler", body="PNR", sub="PNR-handler-1")
        officer = self.system.headers("service_officer")
        chance = random.Random(rows)  # noqa: S311  (the same places in every run)

        def progress() -> Call:
            project = row_id(1, chance.randint(1, rows // PER_PROJECT))
            return Call.of("GET", f"/api/tracking/v1/projects/{project}/progress", officer)

        def cases() -> Call:
            cursor = encode_cursor("cases -opened_at", [row_id(3, chance.randint(1, rows - 1000))])
            return Call.of("GET", f"/api/tracking/v1/cases?limit=20&cursor={cursor}", handler)

        def assignments() -> Call:
            number = chance.randint(1, rows - 1000)
            at = datetime.fromtimestamp(1_704_157_200 + number, UTC).isoformat()
            cursor = encode_cursor("assignments -created_at", [at, row_id(4, number)])
            return Call.of("GET", f"/api/routing/v1/assignments?limit=20&cursor={cursor}", handler)

        def filtered(order: str, asked: str) -> Callable[[], Call]:
            return lambda: Call.of("GET", f"/api/tracking/v1/cases?limit=20&sort={order}&{asked}", handler)

        def search() -> Call:
            number = chance.randint(1, rows // PER_PROJECT)
            words = quote("".join(chr(19968 + place % 300) for place in (number, number // 300)))
            return Call.of("GET", f"/api/tracking/v1/cases?limit=20&search={words}", officer)

        return {
            "progress read": ("tracking", progress, 0.30),
            "cases by status, newest first": ("tracking", filtered("-opened_at", "status=decided"), None),
            "cases by district, newest first": ("tracking", filtered("-opened_at", "district=440112"), None),
            "cases by light, due soonest first": ("tracking", filtered("due_on", "light=normal"), None),
            f"{_SEARCH}, in cases": ("tracking", search, None),
            "queue page, tracking's cases": ("tracking", cases, 0.22),
            "queue page, routing's assignments": ("routing", assignments, 0.22),
        }

    async def _read(
        self, name: str, service: str, call: Callable[[], Call], goal: float | None, rows: int
    ) -> tuple[Figure, float, float, float]:
        """The rate by that of point reads; p99 of one client, processor time of a call, p50 of a point read (ms)."""
        port, api = self.system.port(f"{service}-api"), self.system.stack.pid(f"{service}-api")
        table, number = ("tracking.item_case", 3) if service == "tracking" else ("routing.assignment", 4)
        tails: list[float] = []
        spent: list[float] = []
        reads: list[float] = []

        async def rate() -> float:
            before = cpu_seconds(api)
            calls = iter([call() for _ in range(int(4_000 * self.extent.seconds))])
            outcome = await in_parallel(port, calls, clients=CLIENTS, seconds=self.extent.seconds, expect=200)
            spent.append((cpu_seconds(api) - before) / len(outcome.durations) * 1000)
            alone = await in_parallel(port, calls, clients=1, seconds=self.extent.seconds / 2, expect=200)
            tails.append(percentile(alone.durations, 0.99) * 1000)
            return outcome.rate

        async def raw() -> float:
            ids = [row_id(number, random.randint(1, rows)) for _ in range(5_000)]  # noqa: S311
            alone = await self.raw.read(table, "id", ids, clients=1, seconds=self.extent.seconds / 2)
            reads.append(percentile(alone.durations, 0.5) * 1000)
            return (await self.raw.read(table, "id", ids, clients=CLIENTS, seconds=self.extent.seconds)).rate

        await rate()  # warm
        tails.clear()
        spent.clear()
        floor, value = await in_turns(self.extent.rounds, raw, rate)
        reached = ratio_at_least(goal) if goal else None
        figure = Figure(f"{name}, {rows:,} cases, {CLIENTS} clients", value, "1/s", floor, reached)
        return replace(figure, on=(f"{name}: rate", rows)), median(tails), median(spent), median(reads)

    async def files(self) -> list[Figure]:
        """What a process needs above rest, at most: for a batch of 200 MB, and for a table of all stored cases."""
        await self._store(max(100_000, self.system.stored))
        await self._upload(_FILE_MB)  # warm
        grown, _ = await self._memory_during("intake-api", self._upload(_BATCH_MB))
        figures = [Figure(f"an upload of {_BATCH_MB} MB, memory above rest", grown, "MB", goal=at_most(20))]
        for kind in ("csv", "xlsx"):
            await self._export(kind, project_id=row_id(1, 1))  # warm
            grown, told = await self._memory_during("tracking-api", self._export(kind))
            what = f"a table of {self.system.stored:,} cases as {kind}"
            figures.append(Figure(f"{what}, memory above rest", grown, "MB", goal=at_most(20)))
            figures.append(Figure(f"{what}, size", told / 1e6, "MB"))
        return figures

    async def _memory_during(self, part: str, load: Awaitable[float]) -> tuple[float, float]:
        """How much a process has grown at most while a load went on, in MB, and what the load has brought."""
        await self.system.at_rest()
        pid = self.system.stack.pid(part)
        before, most, doing = memory_mb(pid), 0.0, asyncio.ensure_future(load)
        while not doing.done():
            most = max(most, memory_mb(pid))
            await asyncio.sleep(0.01)
        return most - before, await doing

    async def _upload(self, megabytes: int) -> float:
        base = f"http://127.0.0.1:{self.system.port('intake-api')}"
        async with httpx.AsyncClient(base_url=base, timeout=120) as client:
            uscc, clerk = credit_code(), self.system.headers("window_clerk")
            keyed = {**clerk, "Idempotency-Key": str(new_id())}
            owner = {"uscc": uscc, "name": "示例建设单位", "contact_name": "联系岗", "contact_phone": "020-83000000"}
            owned = (await client.post("/api/intake/v1/owners", json=owner, headers=keyed)).raise_for_status().json()
            keyed = {**clerk, "Idempotency-Key": str(new_id())}
            body = {
                "owner_id": owned["id"],
                **_PROJECT,
                "project_code": f"2019-440112-47-03-{time.time_ns() % 10**6:06d}",
            }
            made = (await client.post("/api/intake/v1/projects", json=body, headers=keyed)).raise_for_status().json()
            boundary = uuid4().hex
            typed = {**clerk, "Content-Type": f"multipart/form-data; boundary={boundary}"}
            path = f"/api/intake/v1/projects/{made['id']}/materials/batch"
            answer = await client.post(path, content=_form(boundary, megabytes), headers=typed)
            told = answer.raise_for_status().json()
            assert told["handed_in"] == megabytes // _FILE_MB, told
            return float(megabytes)

    async def _export(self, kind: str, **asked: str) -> float:
        base = f"http://127.0.0.1:{self.system.port('tracking-api')}"
        async with httpx.AsyncClient(base_url=base, timeout=300) as client:
            params, officer = {"format": kind, **asked}, self.system.headers("data_bureau")
            async with client.stream("GET", "/api/tracking/v1/cases/export", params=params, headers=officer) as answer:
                answer.raise_for_status()
                return float(sum([len(part) async for part in answer.aiter_raw()]))

    async def hop(self, per_second: int) -> list[Figure]:
        """From a commit in intake to the committed effect in tracking."""
        heard: dict[str, float] = {}
        tails: list[float] = []

        async def effect() -> float:
            ids = [new_id() for _ in range(int(per_second * self.extent.seconds))]
            committed: dict[str, float] = {}

            async def register(number: int) -> None:
                began = time.time()
                await self.system.commit("intake", _registered(ids[number], number))
                committed[str(ids[number])] = began

            await at_rate(per_second, len(ids), lambda number: asyncio.create_task(register(number)))
            await _until(lambda: all(one in heard for one in committed))
            durations = [(heard[one] - began) * 1000 for one, began in committed.items()]
            tails.append(percentile(durations, 0.99))
            return percentile(durations, 0.5)

        async def raw() -> float:
            return await broker.hop(per_second, self.extent.seconds) * 1000

        def note(_: object, __: int, ___: str, payload: object) -> None:
            heard[str(payload)] = time.time()

        async with self.system.database.acquire() as listening, RawBroker.open(self.system.stack.file) as broker:
            await listening.add_listener("tracking_timeline", note)
            await effect()  # warm
            tails.clear()
            floor, value = await in_turns(self.extent.rounds, raw, effect)
            await listening.remove_listener("tracking_timeline", note)
        await self.system.at_rest()
        name = f"commit → effect in the next service, {per_second}/s"
        goals = (ratio_at_most(2.5), at_most(10), at_most(30)) if per_second == 200 else (None, None, None)
        return [
            Figure(f"{name}, p50 by a raw Kafka hop", value, "ms", floor, goals[0]),
            Figure(f"{name}, p50", value, "ms", goal=goals[1]),
            Figure(f"{name}, p99", median(tails), "ms", goal=goals[2]),
        ]

    async def chain(self, per_second: int) -> list[Figure]:
        """From an acceptance at the window, over routing, to tracking's and to the handler's notice."""
        projects = [new_id() for _ in range(20)]
        for number, project in enumerate(projects):
            await self.system.commit("intake", _registered(project, number))
        await self.system.at_rest()
        tails: list[float] = []
        spent = Spent()

        async def whole_way() -> float:
            before = self.system.processor_seconds()
            items = [new_id() for _ in range(int(per_second * self.extent.seconds))]

            async def accept(number: int) -> None:
                accepted = ItemAccepted(
                    application_item_id=items[number],
                    application_id=new_id(),
                    acceptance_number=f"B{items[number]}",
                    project_id=projects[number % len(projects)],
                    item_code="S2-PNR-11",
                    item_name="建设工程规划许可证核发",
                    stage="S2",
                    body="PNR",
                    accepted_at=datetime.now(UTC),
                    deemed=False,
                )
                await self.system.commit("intake", accepted)

            await at_rate(per_second, len(items), lambda number: asyncio.create_task(accept(number)))
            await self.system.at_rest()
            spent.add(before, self.system.processor_seconds(), len(items))
            rows = await self.system.database.fetch(_CHAIN, [str(item) for item in items])
            if len(rows) != len(items):
                raise AssertionError(f"{len(items)} accepted, {len(rows)} came to their end")
            durations = [row["seconds"] * 1000 for row in rows]
            tails.append(percentile(durations, 0.99))
            return percentile(durations, 0.5)

        await whole_way()
        tails.clear()
        spent = Spent()
        (value,) = await in_turns(self.extent.rounds, whole_way)
        name = f"intake → routing → tracking and the handler's notice, {per_second}/s"
        return [
            Figure(f"{name}, p50", value, "ms"),
            Figure(f"{name}, p99", median(tails), "ms", goal=at_most(100)),
            *spent.figures(name),
        ]

    async def backlog(self) -> list[Figure]:
        """Events that were committed while nobody relayed and nobody consumed."""
        relayed: list[float] = []
        handled: list[float] = []
        for _ in range(min(self.extent.rounds, 3)):
            await self.system.at_rest()
            began = await self.system.database.fetchval("SELECT clock_timestamp()")
            with self.system.frozen("tracking-worker", "routing-worker", "notify-worker"):
                with self.system.frozen("intake-worker"):
                    events = [_registered(new_id(), number) for number in range(self.extent.backlog)]
                    await self.system.commit_at_once("intake", events)
                await self._published()
            relayed.append(await self._per_second("intake.outbox", "published_at", began))
            # The others wait, so that tracking has the machine to itself.
            with self.system.frozen("routing-worker", "notify-worker"):
                await _until_async(partial(self._all_handled, began))
            handled.append(await self._per_second("tracking.inbox", "handled_at", began))
            await self.system.at_rest(within_s=300)
        count = f"{self.extent.backlog:,}"
        return [
            Figure(f"backlog of {count} events, relay", median(relayed), "1/s", goal=at_least(8_000)),
            Figure(f"backlog of {count} events, effects in tracking", median(handled), "1/s", goal=at_least(5_000)),
        ]

    async def _published(self) -> None:
        async def none_waits() -> bool:
            query = "SELECT NOT EXISTS (SELECT FROM intake.outbox WHERE published_at IS NULL)"
            return bool(await self.system.database.fetchval(query))

        await _until_async(none_waits)

    async def _all_handled(self, began: datetime) -> bool:
        query = "SELECT count(*) FROM tracking.inbox WHERE handled_at > $1"
        return int(await self.system.database.fetchval(query, began)) >= self.extent.backlog

    async def _per_second(self, table: str, column: str, began: datetime) -> float:
        """The rate after the first twentieth, which waited for the sweep or for the group to form again."""
        times = await self.system.database.fetch(
            f"SELECT {column} AS at FROM {table} WHERE {column} > $1 ORDER BY 1",  # noqa: S608
            began,
        )
        first = len(times) // 20
        return float((len(times) - first) / (times[-1]["at"] - times[first]["at"]).total_seconds())

    async def streams(self) -> list[Figure]:
        """Many who watch one project."""
        project = new_id()
        await self.system.commit("intake", _registered(project, 0))
        await self.system.at_rest()
        call = Call.of(
            "GET", f"/api/tracking/v1/projects/{project}/progress/stream", self.system.headers("service_officer")
        )
        api = self.system.stack.pid("tracking-api")
        arrived: list[float] = []
        before = memory_mb(api)
        connections = [Connection(self.system.port("tracking-api")) for _ in range(self.extent.streams)]
        readers: list[asyncio.Task[None]] = []

        async def watch(reader: asyncio.StreamReader) -> None:
            while line := await reader.readline():
                if line.startswith(b"data:"):
                    arrived.append(time.time())

        try:
            for connection in connections:
                reader = await (await connection.open()).stream(call)
                readers.append(asyncio.create_task(watch(reader)))
            await asyncio.sleep(1)
            kib = (memory_mb(api) - before) * 1e6 / 1024 / len(connections)
            tails = [await self._fan_out(project, arrived) for _ in range(self.extent.rounds)]
        finally:
            for task in readers:
                task.cancel()
            for connection in connections:
                connection.close()
        count = f"{self.extent.streams:,}"
        return [
            Figure(f"{count} open live streams, memory of each", kib, "KiB", goal=at_most(40)),
            Figure(f"fan-out to {count} live streams, p99", median(tails), "ms", goal=at_most(100)),
        ]

    async def _fan_out(self, project: UUID, arrived: list[float]) -> float:
        """From tracking's commit until the stream that hears it 99th of a hundred has it, in milliseconds."""
        told: list[float] = []
        arrived.clear()
        async with self.system.database.acquire() as listening:

            def note(*_: object) -> None:
                told.append(time.time())

            await listening.add_listener("tracking_timeline", note)
            changed = EligibilityOverridden(project_id=project, eligible=True, reason="试验")
            await self.system.commit("intake", changed)
            await _until(lambda: len(arrived) >= self.extent.streams)
            await listening.remove_listener("tracking_timeline", note)
        return (percentile(arrived, 0.99) - told[0]) * 1000


_CHAIN = """
SELECT extract(epoch FROM greatest(told.handled_at, seen.handled_at) - accepted.recorded_at)::float8 AS seconds
FROM unnest($1::text[]) AS item
JOIN intake.outbox AS accepted
    ON accepted.subject = item AND accepted.type = 'daiban.intake.application_item.accepted.v1'
JOIN routing.assignment ON assignment.application_item_id = item::uuid
JOIN routing.outbox AS put ON put.subject = assignment.id::text AND put.type = 'daiban.routing.assignment.created.v1'
JOIN tracking.inbox AS seen ON seen.event_id = put.event_id
JOIN notify.message ON message.event_id = put.event_id
JOIN notify.inbox AS told ON told.event_id = message.event_id
"""


async def _form(boundary: str, megabytes: int) -> AsyncIterator[bytes]:
    """A form of files that no compression makes smaller, made while it is sent."""
    for number in range(megabytes // _FILE_MB):
        head = f'Content-Disposition: form-data; name="file"; filename="{number}.pdf"\r\nContent-Type: application/pdf'
        yield f"--{boundary}\r\n{head}\r\n\r\n%PDF-1.7\n".encode()
        for _ in range(_FILE_MB * 10):
            yield os.urandom(100_000)
        yield b"\r\n"
    yield f"--{boundary}--\r\n".encode()


def _registered(project_id: UUID, number: int) -> ProjectRegistered:
    return ProjectRegistered(
        project_id=project_id,
        project_code=f"B{project_id}",
        name=f"试验项目 {number}",
        owner_id=new_id(),
        owner_uscc="91440101000000001M",
        owner_name="示例建设单位",
        district="440112",
        investment="private",
        project_type="industrial",
        eligible=True,
        grounds=["social_investment"],
    )


async def _until(holds: Callable[[], bool], *, within_s: float = 60) -> None:
    watch = Watch()
    while not holds():
        if watch.seconds > within_s:
            raise TimeoutError
        await asyncio.sleep(0.01)


async def _until_async(holds: Callable[[], Awaitable[bool]], *, within_s: float = 180) -> None:
    watch = Watch()
    while not await holds():
        if watch.seconds > within_s:
            raise TimeoutError
        await asyncio.sleep(0.1)

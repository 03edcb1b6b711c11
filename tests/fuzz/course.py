"""What the state machines share: each asks a real service over HTTP, and a model beside it says what must come of it.

Hypothesis calls from a thread of its own; the service answers on the loop that its connections belong to.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Coroutine, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

import httpx
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from shared.contracts.event import Event
from testing.tested_service import TestedService
from tests.fuzz.schemathesis_run import LONG

T = TypeVar("T")

SETTINGS = settings(
    max_examples=60 if LONG else 6,
    stateful_step_count=40 if LONG else 25,
    derandomize=not LONG,
    phases=[Phase.generate, *([Phase.shrink] if LONG else [])],  # to make a course shorter takes minutes
    database=None,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
WRITTEN = """
SELECT (SELECT to_jsonb(thing) FROM {table} AS thing WHERE id = :id) AS thing,
       (SELECT coalesce(max(id), 0) FROM outbox) AS last_event, (SELECT count(*) FROM audit_entry) AS entries,
       (SELECT count(*) FROM idempotency_key) AS answers, (SELECT count(*) FROM dead_letter) AS dead_letters
"""
NOWHERE = "00000000-0000-0000-0000-000000000000"


@dataclass(frozen=True)
class Actor:
    """Somebody with a token. ``sub`` as the token has it where nothing else is claimed."""

    role: str
    sub: str
    claims: tuple[tuple[str, str], ...] = ()

    @classmethod
    def owner(cls, uscc: str) -> Actor:
        return cls("owner", f"owner-{uscc}", (("enterprise", uscc),))

    @classmethod
    def of(cls, role: str, sub: str, **claims: str) -> Actor:
        return cls(role, sub, tuple(claims.items()))


class Course(RuleBasedStateMachine):
    """A thing with a course, in a table of the service, under an address of its API."""

    table: ClassVar[str]
    path: ClassVar[str]

    def __init__(self, service: TestedService, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__()
        self.service = service
        self._loop = loop

    def wait(self, doing: Coroutine[Any, Any, T]) -> T:
        """The result of what is done on the service's loop."""
        return asyncio.run_coroutine_threadsafe(doing, self._loop).result(60)

    def headers(self, who: Actor, **given: Any) -> dict[str, str]:
        return self.service.as_(who.role, sub=who.sub, **dict(who.claims), **given)

    def read(self, who: Actor, thing: str) -> httpx.Response:
        return self.wait(self.service.client.get(f"{self.path}/{thing}", headers=self.headers(who)))

    def take(
        self,
        who: Actor,
        thing: str,
        step: str,
        body: Any = None,
        *,
        version: int,
        expected: int | str,
        told: Collection[type[Event]] = (),
    ) -> dict[str, Any]:
        """Ask for a step of a thing. expected: 200, or how it is refused: a status, or the code of the problem.

        Refused: nothing is written. Done: one version more, one audit entry of the caller's, and these events.
        """
        return self.post(
            who, f"{self.path}/{thing}/{step}", body, about=thing, version=version, expected=expected, told=told
        )

    def post(
        self,
        who: Actor,
        path: str,
        body: Any = None,
        *,
        about: str = NOWHERE,
        version: int | None = None,
        expected: int | str,
        told: Collection[type[Event]] = (),
    ) -> dict[str, Any]:
        """As :meth:`take`, at any address; 201 makes something new."""
        before = self.written(about)
        headers = self.headers(who, version=version)
        answer = self.wait(self.service.client.post(path, json=body, headers=headers))
        happened = f"{who.sub} ({who.role}) POST {path} {body} {version=}: {answer.status_code} {answer.text}"
        view: dict[str, Any] = answer.json()
        if isinstance(expected, str) or expected >= 400:
            assert expected in (answer.status_code, view.get("code")), f"{expected} was expected: {happened}"
            assert answer.headers["content-type"] == "application/problem+json", happened
            assert answer.status_code == view["status"] < 500, happened
            assert self.written(about) == before, f"refused, and yet something is written: {happened}"
            return view
        assert answer.status_code == expected, f"{expected} was expected: {happened}"
        after = self.written(view["id"])
        assert (after["entries"], after["answers"]) == (before["entries"] + 1, before["answers"] + 1), happened
        assert self._auditor() == who.sub, happened
        assert self.told_since(before) == types(told), happened
        if after["thing"]:
            versions = after["thing"]["version"], view["version"], answer.headers["etag"]
            number = (before["thing"] or {"version": 0})["version"] + 1
            assert versions == (number, number, f'"{number}"'), happened
        return view

    def hear(self, event: Event, *, about: str, told: Collection[type[Event]] | None) -> None:
        """Let an event come in. told: what the service says about its change; None: it must change nothing."""
        before = self.written(about)
        self.wait(self.service.deliver(event))
        after = self.written(about)
        assert after["dead_letters"] == before["dead_letters"], f"put aside: {event!r}"
        if told is None:
            assert after == before, f"nothing should come of {event!r}"
            return
        assert self.told_since(before) == types(told), f"{event!r}"
        assert after["thing"]["version"] == before["thing"]["version"] + 1, f"{event!r}"
        assert after["entries"] == before["entries"] + 1, f"{event!r}"

    def check_unseen(self, who: Actor, thing: str) -> None:
        """A stranger finds nothing, neither by its id nor in a list."""
        assert self.read(who, thing).status_code == 404
        listed = self.wait(self.service.client.get(self.path, headers=self.headers(who)))
        assert listed.status_code == 200
        assert thing not in listed.text

    def written(self, about: str) -> dict[str, Any]:
        """What is stored of a thing, and how much of everything else."""
        (row,) = self.wait(self.service.rows(WRITTEN.format(table=self.table), id=about))
        return dict(row)

    def told_since(self, before: Mapping[str, Any]) -> list[str]:
        """The types of the events that were named for others since :meth:`written` looked."""
        rows = self.wait(
            self.service.rows("SELECT type FROM outbox WHERE id > :id ORDER BY type", id=before["last_event"])
        )
        return [row["type"] for row in rows]

    def _auditor(self) -> str:
        (row,) = self.wait(self.service.rows("SELECT actor FROM audit_entry ORDER BY id DESC LIMIT 1"))
        return str(row["actor"])


def types(told: Collection[type[Event]]) -> list[str]:
    """The contracts' types, as :meth:`Course.told_since` has them."""
    return sorted(contract.event_type for contract in told)


async def follow(course: type[Course], service: TestedService) -> None:
    """Have Hypothesis try courses against the service until it finds one that goes otherwise than the model's."""
    loop = asyncio.get_running_loop()

    def made() -> Course:
        return course(service, loop)

    await asyncio.to_thread(run_state_machine_as_test, made, settings=SETTINGS)  # type: ignore[arg-type]

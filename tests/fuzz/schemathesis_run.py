"""Schemathesis against one service in this process: the same application, database and tokens as in every test.

How much it tries is ``DAIBAN_FUZZ``: ``short`` (``make test``: few examples, always the same) or ``long``
(``make fuzz``: more of them, others each time; a failure prints its seed).
"""

from __future__ import annotations

import asyncio
import os
import re
import secrets
import time
import zlib
from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import schemathesis
from schemathesis import GenerationMode
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import Status, events, from_schema
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from testing.tested_service import TestedService

LONG = os.environ.get("DAIBAN_FUZZ", "short") == "long"
SEED = int(os.environ.get("DAIBAN_FUZZ_SEED", secrets.randbits(32) if LONG else 20261123))
ENDLESS = "/(progress|tasks)/stream"
"""The address that never ends its answer; tests/integration/tracking/test_stream.py holds it to its word."""

_ID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_ETAG = re.compile(r'(W/)?"?[0-9]+"?')


@dataclass
class Outcome:
    """What a run found: requests by status, and what was wrong, once per operation and check, with its curl.

    followed: requests that came of an earlier one's answer; is_whole: False where the time was over before the end.
    """

    requests: int = 0
    followed: int = 0
    is_whole: bool = True
    statuses: dict[int, int] = field(default_factory=dict)
    findings: dict[tuple[str, str], str] = field(default_factory=dict)

    def told(self) -> str:
        """All findings in words."""
        return "\n\n".join(f"{label}: {what}\n{how}" for (label, what), how in self.findings.items())


class OnLoop:
    """The application for Schemathesis, which calls from a loop of its own, while connections belong to ours."""

    def __init__(self, app: ASGIApp, loop: asyncio.AbstractEventLoop) -> None:
        self._app = app
        self._loop = loop

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request on the other loop; the lifespan is the fixture's."""
        if scope["type"] != "http":
            return
        body = b""
        while (message := await receive()).get("more_body"):
            body += message["body"]
        body += message.get("body", b"")
        answering = asyncio.run_coroutine_threadsafe(self._answer(scope, body), self._loop)
        for sent in await asyncio.wrap_future(answering):
            await send(sent)

    async def _answer(self, scope: Scope, body: bytes) -> list[Message]:
        arriving = iter([{"type": "http.request", "body": body, "more_body": False}])
        sent: list[Message] = []

        async def receive() -> Message:
            return next(arriving, {"type": "http.disconnect"})

        async def send(message: Message) -> None:
            sent.append(message)

        await self._app(scope, receive, send)
        return sent


class KnownValues:
    """Puts what exists where a request has something else of the same form, so that it gets past "not found".

    Chosen by the given value, so that a run repeats; one in four stays as it is, and so does what an answer has named:
    a request that follows a link keeps the id and version that it follows.
    """

    def __init__(self, known: Mapping[str, Sequence[str]]) -> None:
        self._known = known
        self._named: set[str] = set()

    def take_from(self, response: Any) -> None:
        """Remember the ids and the version that an answer names."""
        self._named.update(one[0] for one in _ID.finditer(response.content.decode("latin-1")))
        self._named.update(response.headers.get("etag", ()))

    def put_into(self, case: Any) -> Any:
        """Change a case of Schemathesis in place, and return it."""
        negative = case.meta is not None and case.meta.generation.mode is GenerationMode.NEGATIVE
        for given in (case.path_parameters, case.query, case.headers, case.body):
            if isinstance(given, MutableMapping):
                for name, value in given.items():
                    given[name] = self._instead(name, value, negative)
        return case

    def _instead(self, name: str, value: Any, negative: bool) -> Any:
        if isinstance(value, list):
            return [self._instead(name, one, negative) for one in value]
        known = self._known.get(name)
        if not known or not isinstance(value, str) or value in self._named:
            return value
        if not _alike(value, known[0], told_by_form=negative):
            return value
        number = zlib.crc32(value.encode(errors="replace"))
        return value if number % 4 == 0 else known[number // 4 % len(known)]


def _alike(value: str, other: str, *, told_by_form: bool) -> bool:
    """Whether both are ids, or both ETags; or other text both, unless it must show by its form that it is valid."""
    forms = [form for form in (_ID, _ETAG) if form.fullmatch(value) or form.fullmatch(other)]
    return all(form.fullmatch(value) and form.fullmatch(other) for form in forms) and bool(forms or not told_by_form)


def run(
    service: TestedService,
    token: str,
    loop: asyncio.AbstractEventLoop,
    known: Mapping[str, Sequence[str]],
    *,
    phases: Sequence[str],
    examples: int,
    at_most_s: float,
) -> Outcome:
    """Let Schemathesis try a caller's requests in the phases, so many examples per operation. Blocks."""
    until = time.monotonic() + at_most_s
    config = SchemathesisConfig.from_dict(
        {
            "seed": SEED,
            "continue-on-failure": True,
            "warnings": False,
            # What the schema cannot say (a check digit, a state, a version) is refused with 4xx as it should be.
            "checks": {
                "positive_data_acceptance": {"enabled": False},
                "missing_required_header": {"expected-statuses": ["400", "401", "403", "415", "422", "428"]},
            },
            "auth": {"openapi": {"oidc": {"bearer": token}}},
            "generation": {"max-examples": examples, "no-shrink": not LONG, "database": "none"},
            "phases": {name: {"enabled": name in phases} for name in ("examples", "coverage", "fuzzing")}
            | {"stateful": {"enabled": "stateful" in phases, "generation": {"max-examples": 5 * examples}}},
            "operations": [{"include-path-regex": f"{ENDLESS}$", "enabled": False}],
        }
    )
    schema = schemathesis.openapi.from_asgi(
        f"{service.service.prefix}/openapi.json", OnLoop(service.app, loop), config=config
    )
    values = KnownValues(known)

    @schema.hook("map_case")
    def map_case(context: Any, case: Any) -> Any:
        return values.put_into(case)

    @schema.hook("after_call")
    def after_call(context: Any, case: Any, response: Any) -> None:
        values.take_from(response)

    outcome = Outcome()
    stream = from_schema(schema).execute()
    for event in stream:
        if time.monotonic() > until:
            outcome.is_whole = False
            stream.stop()
        if isinstance(event, events.NonFatalError):
            outcome.findings[event.label, type(event.value).__name__] = str(event.value)
        elif isinstance(event, events.FatalError):
            raise event.exception
        elif isinstance(event, events.ScenarioFinished):
            _note(outcome, event)
    return outcome


def _note(outcome: Outcome, event: events.ScenarioFinished) -> None:
    recorder = event.recorder
    for case_id, interaction in recorder.interactions.items():
        outcome.requests += 1
        outcome.followed += recorder.cases[case_id].is_transition_applied
        if interaction.response is not None:
            status = interaction.response.status_code
            outcome.statuses[status] = outcome.statuses.get(status, 0) + 1
    for case_id, checks in recorder.checks.items():
        for check in checks:
            if check.status is Status.FAILURE and check.failure_info is not None:
                operation = recorder.cases[case_id].value.operation.label
                failure = check.failure_info.failure
                how = f"{failure.title}: {failure.message}\n{check.failure_info.code_sample}"
                outcome.findings.setdefault((operation, check.name), how)

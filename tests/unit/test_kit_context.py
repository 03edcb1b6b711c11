"""What every request has around it: an id, a trace, one line, one measurement, and an answer whatever happens."""

from __future__ import annotations

import logging
import re
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest
import structlog
from prometheus_client import REGISTRY
from sqlalchemy import MetaData

from shared.kit.app import Api, create_app
from shared.kit.http.edge import edge_router, public
from shared.kit.http.views import ViewModel
from shared.kit.logging import configure_logging, get_logger
from shared.kit.runtime import Runtime
from shared.kit.service import Service
from shared.kit.settings import Settings
from shared.kit.tracing import current_traceparent

SETTINGS = Settings(database_url="postgresql://nobody@127.0.0.1:1/none", oidc_issuer="none", oidc_jwks_url="none")
TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
log = get_logger(__name__)


class TraceView(ViewModel):
    traceparent: str | None


@pytest.fixture
def lines(capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[[], list[dict[str, Any]]]]:
    """The lines that were written so far, with the level that production has."""
    configure_logging("deeds-api", "INFO")
    yield lambda: [orjson.loads(line) for line in capsys.readouterr().out.splitlines()]
    configure_logging("deeds-test", "WARNING")


@asynccontextmanager
async def deeds() -> AsyncIterator[httpx.AsyncClient]:
    router = edge_router("deeds", "what is tried")

    @router.get("/trace", **public(transaction=False))
    async def trace(name: str | None = None) -> TraceView:
        log.warning("something odd", deed=1)
        return TraceView(traceparent=current_traceparent())

    @router.get("/broken/{deed_id}", **public(transaction=False))
    async def broken(deed_id: str) -> TraceView:
        raise ZeroDivisionError(deed_id)

    service = Service("deeds", "Deeds", "", Settings, MetaData(), Path())
    app = create_app(Api(service, [router]))
    app.state.runtime = await Runtime.start("deeds", SETTINGS, application="test")
    try:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://daiban/api/deeds/v1") as client:
            yield client
    finally:
        await app.state.runtime.close()


async def test_a_request_has_one_line_with_its_ids_and_nothing_of_its_content(
    lines: Callable[[], list[dict[str, Any]]],
) -> None:
    async with deeds() as client:
        headers = {"X-Request-Id": "portal-0123456789", "traceparent": f"00-{TRACE}-00f067aa0ba902b7-01"}
        answer = await client.get("/trace?name=secret", headers=headers)
    odd, line = lines()
    assert (line["event"], line["level"], line["service"]) == ("request", "info", "deeds-api")
    assert (line["method"], line["route"], line["status"]) == ("GET", "/trace", 200)
    assert (line["request_id"], line["trace_id"]) == ("portal-0123456789", TRACE)
    assert line["ms"] >= 0
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", line["timestamp"])
    assert "secret" not in str(line)
    own = {name: line[name] for name in ("request_id", "trace_id", "span_id", "service")}
    assert {name: odd[name] for name in own} == own
    assert answer.json()["traceparent"] == f"00-{TRACE}-{line['span_id']}-01"


async def test_a_request_without_a_trace_begins_one(lines: Callable[[], list[dict[str, Any]]]) -> None:
    async with deeds() as client:
        found = [
            (await client.get("/trace", headers=given)).json()["traceparent"] for given in ({}, {"traceparent": "x"})
        ]
    told = [line for line in lines() if line["event"] == "request"]
    assert found == [f"00-{line['trace_id']}-{line['span_id']}-01" for line in told]
    assert len({line["trace_id"] for line in told}) == 2
    assert len({line["request_id"] for line in told}) == 2


async def test_nothing_of_a_request_clings_to_what_comes_after(lines: Callable[[], list[dict[str, Any]]]) -> None:
    async with deeds() as client:
        await client.get("/trace")
    lines()
    log.warning("between requests")
    (line,) = lines()
    assert not line.keys() & {"request_id", "trace_id", "span_id"}
    assert current_traceparent() is None


async def test_a_fault_is_answered_logged_and_counted_as_what_it_is(
    lines: Callable[[], list[dict[str, Any]]],
) -> None:
    def counted() -> float:
        labels = {"method": "GET", "route": "/broken/{deed_id}", "status": "500"}
        return REGISTRY.get_sample_value("daiban_http_request_seconds_count", labels) or 0

    before = counted()
    async with deeds() as client:
        answers = [await client.get("/broken/1", headers={"Accept-Language": "en"}) for _ in range(2)]
    assert counted() == before + 2
    fault, line, *_ = lines()
    assert (answers[0].status_code, answers[0].json()["code"]) == (500, "internal")
    assert answers[0].json()["request_id"] == answers[0].headers["x-request-id"] == fault["request_id"]
    assert "ZeroDivisionError" in fault["exception"]
    assert (line["event"], line["status"], line["route"]) == ("request", 500, "/broken/{deed_id}")


async def test_no_line_of_a_request_where_only_warnings_are_wanted(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging("deeds-test", "WARNING")
    async with deeds() as client:
        await client.get("/nothing-here")
    assert capsys.readouterr().out == ""
    assert not logging.getLogger().isEnabledFor(logging.INFO)
    structlog.contextvars.unbind_contextvars("service")


@pytest.mark.parametrize(
    ("method", "path", "status", "allowed"),
    [
        ("GET", "/trace/", 404, None),
        ("GET", "/trace%2F", 404, None),
        ("GET", "/Trace", 404, None),
        ("HEAD", "/trace", 200, None),
        ("POST", "/trace", 405, "GET, HEAD"),
        ("OPTIONS", "/trace", 405, "GET, HEAD"),
        ("GET", "/%74race", 200, None),
        ("GET", "/broken/%00", 422, None),
        ("GET", "/trace?a=%00", 422, None),
    ],
)
async def test_odd_addresses_get_the_answer_they_always_got(
    method: str, path: str, status: int, allowed: str | None
) -> None:
    async with deeds() as client:
        answer = await client.request(method, path)
    assert (answer.status_code, answer.headers.get("allow")) == (status, allowed)

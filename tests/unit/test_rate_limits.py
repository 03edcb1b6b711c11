"""No caller gets more than its limit in any window, others lose nothing by it, and what is told is so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwt
from joserfc.jwk import ECKey
from sqlalchemy import MetaData
from starlette.types import ASGIApp

from shared.kit.app import Api, create_app
from shared.kit.http.edge import allow, edge_router, public
from shared.kit.http.rate_limits import RateLimit, RateLimits
from shared.kit.http.views import ViewModel
from shared.kit.service import Service
from shared.kit.settings import Settings
from shared.kit.tokens import TokenVerifier

WINDOW_S = 60


@dataclass
class Uptime:
    seconds: float = 1_000_003.7

    def __call__(self) -> float:
        return self.seconds


@given(
    requests=st.integers(1, 8),
    waits=st.lists(
        st.sampled_from([0.0, 0.1, 4.9, 5.0, 12.5, 59.9, 60.0, 61.0, 600.0]) | st.floats(0, 90), max_size=80
    ),
    began=st.floats(0, 1e7),
)
def test_in_no_window_is_more_let_in_than_the_limit(requests: int, waits: list[float], began: float) -> None:
    now = Uptime(began)
    limit = RateLimit(requests, window_s=WINDOW_S, now=now)
    let_in: list[float] = []
    for wait in waits:
        now.seconds += wait
        left = limit.take("somebody")
        if left.requests >= 0:
            let_in.append(now.seconds)
        assert len([at for at in let_in if now.seconds - WINDOW_S < at]) <= requests
        assert left.requests <= requests - 1


@given(requests=st.integers(1, 8), waits=st.lists(st.floats(0, 20), max_size=40), began=st.floats(0, 1e6))
def test_who_waits_as_long_as_it_is_told_is_let_in(requests: int, waits: list[float], began: float) -> None:
    now = Uptime(began)
    limit = RateLimit(requests, window_s=WINDOW_S, now=now)
    for wait in waits:
        now.seconds += wait
        left = limit.take("somebody")
        assert 1 <= left.seconds <= WINDOW_S * 13 / 12 + 1
        if left.requests < 0:
            now.seconds += left.seconds
            assert limit.take("somebody").requests >= 0


def test_the_whole_limit_may_come_at_once_and_again_after_a_quiet_window() -> None:
    now = Uptime()
    limit = RateLimit(3, window_s=WINDOW_S, now=now)
    for _ in range(2):
        assert [limit.take("somebody").requests for _ in range(4)] == [2, 1, 0, -1]
        assert limit.take("another").requests == 2
        now.seconds += WINDOW_S * 13 / 12


def test_it_remembers_so_many_and_forgets_who_was_quiet_longest() -> None:
    limit = RateLimit(1, callers_at_most=2, now=Uptime())
    assert [limit.take(caller).requests for caller in ("A", "B", "A", "C", "A")] == [0, 0, -1, 0, -1]
    assert len(limit._callers) == 2
    assert limit.take("B").requests == 0, "it was forgotten for C"


class ThingView(ViewModel):
    name: str


class Callers:
    """An API with a route of each kind, and who calls it."""

    def __init__(self, **limits: Any) -> None:
        router = edge_router("things", "what is tried")

        async def thing() -> ThingView:
            return ThingView(name="示例")

        router.add_api_route("/things", thing, methods=["GET"], **allow("owner", transaction=False))
        router.add_api_route("/districts", thing, methods=["GET"], **public(transaction=False))
        settings = Settings(
            database_url="postgresql://nobody@127.0.0.1:1/none", oidc_issuer="issuer", oidc_jwks_url="keys", **limits
        )
        service = Service("things", "Things", "", Settings, MetaData(), Path())
        app = create_app(Api(service, [router]), settings)
        self.key = ECKey.generate_key("P-256", {"kid": "one", "use": "sig", "alg": "ES256"})

        async def keys(_: str) -> bytes:
            return orjson.dumps({"keys": [self.key.as_dict(private=False)]})

        app.state.tokens = TokenVerifier(issuer="issuer", audience="daiban", jwks_url="keys", fetch=keys)
        app.state.runtime = type("Bare", (), {"settings": settings, "scoped": None})()
        self.now = Uptime()
        app.state.limits = RateLimits(settings.rate_limit_per_client, settings.rate_limit_per_address, now=self.now)
        self.app: ASGIApp = app

    def as_(self, subject: str, role: str = "owner") -> dict[str, str]:
        claims = {"iss": "issuer", "aud": "daiban", "sub": subject, "exp": 4_000_000_000, "roles": [role]}
        return {"Authorization": "Bearer " + jwt.encode({"alg": "ES256", "kid": "one"}, claims, self.key)}

    async def get(self, path: str, headers: dict[str, str] | None = None, client: str = "192.0.2.1") -> httpx.Response:
        transport = httpx.ASGITransport(self.app, client=(client, 50_000))
        async with httpx.AsyncClient(transport=transport, base_url="http://daiban/api/things/v1") as caller:
            return await caller.get(path, headers=headers or {})


@pytest.fixture
def callers() -> Callable[..., Callers]:
    return Callers


async def test_each_answer_tells_what_is_left_and_too_many_are_refused_with_when_to_come_back(
    callers: Callable[..., Callers],
) -> None:
    api = callers(rate_limit_per_client=2)
    first, second, third = [await api.get("/things", api.as_("A")) for _ in range(3)]
    assert [one.headers["ratelimit-policy"] for one in (first, second, third)] == ['"client";q=2;w=60'] * 3
    told = [one.headers["ratelimit"].rsplit(";", 1) for one in (first, second, third)]
    assert [left for left, _ in told] == ['"client";r=1', '"client";r=0', '"client";r=0']
    wait = third.headers["retry-after"]
    assert (third.status_code, third.json()["code"], told[2][1]) == (429, "rate_limit.exceeded", f"t={wait}")
    assert wait in third.json()["way_out"]
    english = await api.get("/things", api.as_("A") | {"Accept-Language": "en"})
    assert english.json()["detail"] == "At most 2 requests in 60 seconds."
    assert (await api.get("/things", api.as_("B"))).status_code == 200
    api.now.seconds += int(wait)
    assert (await api.get("/things", api.as_("A"))).status_code == 200


async def test_what_is_refused_counts_too(callers: Callable[..., Callers]) -> None:
    api = callers(rate_limit_per_client=1)
    refused, over = [await api.get("/things", api.as_("A", role="auditor")) for _ in range(2)]
    assert (refused.status_code, over.status_code) == (403, 429)
    assert refused.headers["ratelimit"].startswith('"client";r=0')


async def test_without_a_token_an_address_is_counted_and_costs_no_client_anything(
    callers: Callable[..., Callers],
) -> None:
    api = callers(rate_limit_per_address=2, rate_limit_per_client=2)
    statuses = [(await api.get(*one)).status_code for one in (("/districts",), ("/things",), ("/things",))]
    assert statuses == [200, 401, 429], "a token that does not hold is one more request of its address"
    assert (await api.get("/districts", client="192.0.2.2")).headers["ratelimit-policy"] == '"address";q=2;w=60'
    assert (await api.get("/things", api.as_("A"))).status_code == 200


@pytest.mark.parametrize(
    ("first", "second", "is_one"),
    [
        ("2001:db8::1", "2001:db8::ffff:1", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),
    ],
)
async def test_of_ipv6_a_network_is_one_address(
    callers: Callable[..., Callers], first: str, second: str, *, is_one: bool
) -> None:
    api = callers(rate_limit_per_address=1)
    await api.get("/districts", client=first)
    assert (await api.get("/districts", client=second)).status_code == (429 if is_one else 200)


PROXY = "10.0.0.7"


@pytest.mark.parametrize(
    ("trusted", "forwarded", "counted"),
    [
        ("", "192.0.2.9", PROXY),
        ("10.0.1.0/24", "192.0.2.9", PROXY),
        ("10.0.0.0/24", "192.0.2.9", "192.0.2.9"),
        (PROXY, "203.0.113.5, 192.0.2.9", "192.0.2.9"),
        (f"{PROXY} 192.0.2.9", "203.0.113.5, 192.0.2.9", "203.0.113.5"),
        (PROXY, "", PROXY),
    ],
)
async def test_whom_a_proxy_forwards_is_believed_of_those_alone_that_are_trusted(
    callers: Callable[..., Callers], trusted: str, forwarded: str, counted: str
) -> None:
    api = callers(rate_limit_per_address=1, trusted_proxies=trusted)
    await api.get("/districts", client=counted)
    again = await api.get("/districts", {"X-Forwarded-For": forwarded}, client=PROXY)
    assert again.status_code == 429


async def test_unless_it_is_set_nobody_is_limited_or_told_of_it(callers: Callable[..., Callers]) -> None:
    api = callers()
    for _ in range(20):
        answer = await api.get("/things", api.as_("A"))
        assert (answer.status_code, "ratelimit" in answer.headers) == (200, False)


async def test_pages_of_other_origins_may_read_it(callers: Callable[..., Callers]) -> None:
    api = callers(rate_limit_per_address=1, cors_origins="https://portal.example")
    answer = await api.get("/districts", {"Origin": "https://portal.example"})
    exposed = {name.strip().lower() for name in answer.headers["access-control-expose-headers"].split(",")}
    assert {"ratelimit", "ratelimit-policy", "retry-after"} <= exposed
    assert "ratelimit" in answer.headers

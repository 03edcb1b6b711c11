"""Tokens: what the issuer's key set says holds, and a silent issuer is not asked by every request."""

from __future__ import annotations

import asyncio
import time
from http.client import HTTPException
from typing import Any

import orjson
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

from shared.kit.tokens import IssuerUnavailable, TokenVerifier, Unauthenticated


class Issuer:
    """An issuer whose keys change, and who does not always answer."""

    def __init__(self) -> None:
        self.asked = 0
        self.fault: Exception | None = None
        self.others: list[Any] = []
        self.set: Any = None
        self.rotate()

    def rotate(self) -> None:
        self.key = ECKey.generate_key("P-256", {"kid": f"key-{time.monotonic_ns()}", "use": "sig", "alg": "ES256"})

    async def fetch(self, url: str) -> bytes:
        assert url == "https://issuer.example/jwks"
        self.asked += 1
        if self.fault:
            raise self.fault
        keys = [*self.others, self.key.as_dict(private=False)]
        return orjson.dumps({"keys": keys} if self.set is None else self.set)

    def token(self, algorithm: str = "ES256", *, with_kid: bool = True, **changes: Any) -> str:
        claims = {"iss": "https://issuer.example", "aud": "daiban", "sub": "post-1", "exp": time.time() + 60}
        told = {**claims, "roles": ["handler"], **changes}
        header = {"alg": algorithm} | ({"kid": self.key.kid} if with_kid else {})
        return "Bearer " + jwt.encode(header, told, self.key)


class Uptime:
    """What stands for the process's monotonic clock."""

    seconds = 100.0

    def monotonic(self) -> float:
        return self.seconds

    def time(self) -> float:
        return time.time()


@pytest.fixture
def uptime(monkeypatch: pytest.MonkeyPatch) -> Uptime:
    made = Uptime()
    monkeypatch.setattr("shared.kit.tokens.time", made)
    return made


@pytest.fixture
def issuer() -> Issuer:
    return Issuer()


@pytest.fixture
def verifier(issuer: Issuer) -> TokenVerifier:
    return TokenVerifier(
        issuer="https://issuer.example",
        audience="daiban",
        jwks_url="https://issuer.example/jwks",
        fetch=issuer.fetch,
    )


async def test_claims_become_the_principal(issuer: Issuer, verifier: TokenVerifier) -> None:
    principal = await verifier.principal(issuer.token(body="PNR", name="经办人 1", aud=["other", "daiban"], level=3))
    assert (principal.subject, principal.name) == ("post-1", "经办人 1")
    assert principal.roles == {"handler"}
    assert (principal.claim("body"), principal.claim("level")) == ("PNR", None)
    assert principal.has("leader", "handler")
    assert not principal.has("leader")


@pytest.mark.parametrize(
    "claims",
    [
        {"exp": None},
        {"exp": "tomorrow"},
        {"exp": 0},
        {"nbf": "today"},
        {"nbf": [1]},
        {"sub": ""},
        {"sub": 7},
        {"roles": "handler"},
        {"roles": None},
        {"iss": None},
        {"aud": None},
        {"aud": {"daiban": 1}},
    ],
    ids=str,
)
async def test_claims_of_another_form_are_refused(
    issuer: Issuer, verifier: TokenVerifier, claims: dict[str, Any]
) -> None:
    with pytest.raises(Unauthenticated):
        await verifier.principal(issuer.token(**claims))


async def test_the_key_set_is_asked_for_once(issuer: Issuer, verifier: TokenVerifier) -> None:
    for number in range(5):
        await verifier.principal(issuer.token(sub=f"post-{number}"))
    assert issuer.asked == 1


async def test_an_issuer_that_was_never_reached_is_asked_again_after_a_second(
    issuer: Issuer, verifier: TokenVerifier, uptime: Uptime
) -> None:
    issuer.fault = TimeoutError("no answer")
    for _ in range(5):
        with pytest.raises(IssuerUnavailable):
            await verifier.principal(issuer.token())
    assert issuer.asked == 1
    issuer.fault = None
    uptime.seconds += 1.1
    assert (await verifier.principal(issuer.token())).subject == "post-1"


async def test_a_fresh_key_of_the_issuer_is_found(issuer: Issuer, verifier: TokenVerifier, uptime: Uptime) -> None:
    await verifier.principal(issuer.token())
    issuer.rotate()
    uptime.seconds += 6
    assert (await verifier.principal(issuer.token())).subject == "post-1"
    assert issuer.asked == 2


@pytest.mark.parametrize("fault", [None, HTTPException("not now"), ConnectionRefusedError("down")], ids=repr)
async def test_strangers_tokens_do_not_make_it_ask_the_issuer_again_and_again(
    issuer: Issuer, verifier: TokenVerifier, uptime: Uptime, fault: Exception | None
) -> None:
    await verifier.principal(issuer.token())
    issuer.fault = fault
    uptime.seconds += 6
    for number in range(5):
        with pytest.raises(Unauthenticated):
            await verifier.principal(f"Bearer not.a.token{number}")
    assert issuer.asked == 2
    assert (await verifier.principal(issuer.token(sub="post-2"))).subject == "post-2"


STRANGE = [
    {"kty": "EC", "crv": "P-9999", "x": "AA", "y": "AA", "kid": "another-curve"},
    {"kid": "no-type"},
    {"kty": "AKP", "alg": "ML-DSA-44", "pub": "AA", "kid": "another-kind"},
    {"kty": "RSA", "n": "!", "e": "AQAB", "kid": "broken"},
    {"kty": "EC", "crv": "P-256", "use": "enc", "x": "AA", "y": "AA", "kid": "for-another-use"},
    "no key",
    None,
]


@pytest.mark.parametrize("strange", STRANGE, ids=str)
async def test_a_key_that_is_not_understood_is_passed_over(
    issuer: Issuer, verifier: TokenVerifier, strange: object
) -> None:
    issuer.others = [strange]
    assert (await verifier.principal(issuer.token())).subject == "post-1"


@pytest.mark.parametrize("set_", [{"keys": []}, {"keys": STRANGE}, {}, [], "x", {"keys": None}, {"keys": 7}], ids=str)
async def test_a_set_without_a_key_is_as_good_as_none(issuer: Issuer, verifier: TokenVerifier, set_: object) -> None:
    issuer.set = set_
    with pytest.raises(IssuerUnavailable):
        await verifier.principal(issuer.token())


async def test_a_broken_set_leaves_the_keys_that_are_known(
    issuer: Issuer, verifier: TokenVerifier, uptime: Uptime
) -> None:
    await verifier.principal(issuer.token())
    issuer.set = {"keys": []}
    uptime.seconds += 400
    assert (await verifier.principal(issuer.token(sub="post-2"))).subject == "post-2"


async def test_a_token_without_a_key_s_name_is_tried_with_those_that_fit(
    issuer: Issuer, verifier: TokenVerifier
) -> None:
    others: list[ECKey | RSAKey] = [ECKey.generate_key(curve) for curve in ("P-256", "P-384")]
    others.append(RSAKey.generate_key(2048))
    issuer.others = [key.as_dict(private=False) for key in others]
    assert (await verifier.principal(issuer.token(with_kid=False))).subject == "post-1"
    issuer.rotate()
    with pytest.raises(Unauthenticated):
        await verifier.principal(issuer.token(with_kid=False))


@pytest.mark.parametrize("silence_s", [2, 3000])
async def test_a_withdrawn_key_holds_for_five_minutes_at_most(
    issuer: Issuer, verifier: TokenVerifier, uptime: Uptime, silence_s: float
) -> None:
    token = issuer.token()
    await verifier.principal(token)
    issuer.rotate()
    uptime.seconds += 299
    assert (await verifier.principal(token)).subject == "post-1"
    uptime.seconds += silence_s
    with pytest.raises(Unauthenticated):
        await verifier.principal(token)


async def test_an_issuer_that_hangs_is_waited_for_by_the_first_requests_only(
    issuer: Issuer, verifier: TokenVerifier, uptime: Uptime, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = issuer.token()
    await verifier.principal(token)
    monkeypatch.setattr(TokenVerifier, "_WAITED_FOR_S", 0.01)
    hangs = asyncio.Event()

    async def fetch(_: str) -> bytes:
        await hangs.wait()
        raise TimeoutError("no answer")

    verifier._fetch = fetch
    uptime.seconds += 301
    assert (await verifier.principal(token)).subject == "post-1"  # it has waited
    hangs.set()
    await asyncio.sleep(0.01)
    hangs.clear()
    monkeypatch.setattr(TokenVerifier, "_WAITED_FOR_S", 60)
    uptime.seconds += 6
    async with asyncio.timeout(5):
        assert (await verifier.principal(token)).subject == "post-1"
    hangs.set()


async def test_keys_of_an_issuer_that_is_silent_are_kept_for_an_hour(
    issuer: Issuer, verifier: TokenVerifier, uptime: Uptime
) -> None:
    token = issuer.token()
    await verifier.principal(token)
    issuer.fault = TimeoutError("no answer")
    for _ in range(11):
        uptime.seconds += 320
        assert (await verifier.principal(token)).subject == "post-1"
        await asyncio.sleep(0)
    uptime.seconds += 320
    with pytest.raises(IssuerUnavailable):
        await verifier.principal(token)
    issuer.fault = None
    uptime.seconds += 6
    assert (await verifier.principal(token)).subject == "post-1"

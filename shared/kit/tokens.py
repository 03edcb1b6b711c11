"""Bearer tokens of any OIDC issuer, checked against its key set."""

from __future__ import annotations

import asyncio
import time
import urllib.request
from collections.abc import Awaitable, Callable, Sequence
from http.client import HTTPException
from typing import Any

import orjson
from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import JWKRegistry, Key

from shared.kit.errors import Kind, Refusal, Words
from shared.kit.logging import get_logger
from shared.kit.principals import Principal

log = get_logger(__name__)

_ALGORITHMS = ["RS256", "ES256", "EdDSA"]


class Unauthenticated(Refusal):
    """No token, or one that does not hold."""

    code = "unauthenticated"
    kind = Kind.UNAUTHENTICATED
    zh = Words("未登录或登录已失效", "{reason}", "请用有效的访问令牌（Authorization: Bearer …）重试。")
    en = Words("Not authenticated", "{reason}", "Send a valid access token (Authorization: Bearer …).")


class IssuerUnavailable(Refusal):
    """The issuer's key set cannot be had just now, and none is cached."""

    code = "issuer.unavailable"
    kind = Kind.UNAVAILABLE
    zh = Words("身份认证服务暂不可用", "暂时无法核验访问令牌。", "请稍后重试。")
    en = Words("Issuer unavailable", "The access token cannot be checked just now.", "Try again shortly.")


def _reason(zh: str, en: str) -> Unauthenticated:
    return Unauthenticated(reason=(zh, en))


Fetch = Callable[[str], Awaitable[bytes]]
"""Gets what is at a URL; raises OSError, HTTPException or ValueError where it cannot."""


def _read(url: str) -> bytes:
    # The issuer is configured, not asked for. An HTTP client's library would cost each process a tenth of its memory.
    with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310
        content: bytes = answer.read()
        return content


async def _fetch(url: str) -> bytes:
    return await asyncio.to_thread(_read, url)


class TokenVerifier:
    """Checks signature, issuer, audience and times of tokens; keeps the issuer's keys and recently seen tokens.

    Times are checked against the real clock: security is not part of the domain's time. A key that the issuer withdraws
    holds for ``_RENEWED_AFTER_S`` at most: after that requests wait for the renewal. Only for an issuer that does not
    answer they do not wait (the first ones ``_WAITED_FOR_S``); its keys are kept for ``_KEPT_FOR_S``.
    """

    _RENEWED_AFTER_S = 300.0
    _WAITED_FOR_S = 2.0
    _KEPT_FOR_S = 3600.0
    _REFRESH_AT_MOST_EVERY_S = 5.0
    _FIRST_AT_MOST_EVERY_S = 1.0
    _CACHED_TOKENS = 4096

    def __init__(self, *, issuer: str, audience: str, jwks_url: str, fetch: Fetch = _fetch) -> None:
        self._issuer = issuer
        self._audience = audience
        self._jwks_url = jwks_url
        self._fetch = fetch
        self._keys: list[Key] = []
        self._fetched_at = self._asked_at = float("-inf")
        self._lock = asyncio.Lock()
        self._renewing: asyncio.Task[None] | None = None
        self._is_silent = False
        self._seen: dict[str, tuple[float, Principal]] = {}

    async def principal(self, authorization: str | None) -> Principal:
        """The caller that an ``Authorization`` header names.

        Raises Unauthenticated, with the reason, or IssuerUnavailable.
        """
        scheme, _, token = (authorization or "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise _reason("请求没有携带访问令牌。", "The request carries no access token.")
        if (known := self._seen.get(token)) and time.monotonic() - self._fetched_at < self._RENEWED_AFTER_S:
            expires_at, principal = known
            if time.time() < expires_at:
                return principal
            del self._seen[token]
        expires_at, principal = await self._verify(token.strip())
        if len(self._seen) >= self._CACHED_TOKENS:
            self._seen.clear()
        self._seen[token] = (expires_at, principal)
        return principal

    async def _verify(self, token: str) -> tuple[float, Principal]:
        invalid = _reason("访问令牌的签名无效。", "The access token's signature is not valid.")
        try:
            decoded = _decoded(token, await self._key_set())
        except (JoseError, ValueError, TypeError):
            # An unknown key may be a fresh one: look at the key set again, though not for every stranger's token.
            try:
                decoded = _decoded(token, await self._key_set(refresh=True))
            except (JoseError, ValueError, TypeError) as error:
                raise invalid from error
        claims = decoded.claims
        if claims.get("iss") != self._issuer:
            raise _reason("访问令牌不是由认可的机构签发的。", "The access token is from another issuer.")
        audience = claims.get("aud")
        if self._audience not in (audience if isinstance(audience, list) else [audience]):
            raise _reason("访问令牌不是签发给本系统的。", "The access token is for another audience.")
        expires_at, subject, roles = claims.get("exp"), claims.get("sub"), claims.get("roles", [])
        if not isinstance(expires_at, int | float) or expires_at <= time.time():
            raise _reason("访问令牌已过期。", "The access token has expired.")
        not_before = claims.get("nbf", 0)
        if not isinstance(not_before, int | float) or not_before > time.time() + 5:
            raise _reason("访问令牌尚未生效。", "The access token is not valid yet.")
        if not isinstance(subject, str) or not subject or not isinstance(roles, list):
            raise _reason("访问令牌缺少 sub 或 roles。", "The access token lacks sub or roles.")
        return float(expires_at), Principal(
            subject=subject,
            roles=frozenset(str(role) for role in roles),
            name=str(claims.get("name", "")),
            claims={name: value for name, value in claims.items() if isinstance(value, str)},
            scopes=frozenset(scope.split()) if isinstance(scope := claims.get("scope"), str) else frozenset(),
        )

    async def _key_set(self, *, refresh: bool = False) -> Sequence[Key]:
        if self._keys and not refresh and self._age() < self._KEPT_FOR_S:
            if self._age() >= self._RENEWED_AFTER_S:
                if self._renewing is None or self._renewing.done():
                    self._renewing = asyncio.create_task(self._renew())
                if not self._is_silent:
                    await asyncio.wait([self._renewing], timeout=self._WAITED_FOR_S)
        else:
            await self._renew()
        if not self._keys or self._age() >= self._KEPT_FOR_S:
            raise IssuerUnavailable
        return self._keys

    def _age(self) -> float:
        return time.monotonic() - self._fetched_at

    async def _renew(self) -> None:
        async with self._lock:
            # An issuer that does not answer is asked no more often: requests would queue behind each other's time-outs.
            at_most_every_s = self._REFRESH_AT_MOST_EVERY_S if self._keys else self._FIRST_AT_MOST_EVERY_S
            if time.monotonic() - self._asked_at <= at_most_every_s:
                return
            try:
                self._keys = _understood(orjson.loads(await self._fetch(self._jwks_url)))
                self._fetched_at = time.monotonic()
                self._seen.clear()
                self._is_silent = False
            except (OSError, HTTPException, ValueError, KeyError, TypeError) as error:
                self._is_silent = True
                log.warning("key set not fetched", url=self._jwks_url, error=str(error))
            self._asked_at = time.monotonic()


def _understood(key_set: Any) -> list[Key]:
    """The keys of a set that sign, without those that are not understood (RFC 7517, 5). Raises ValueError for none."""
    keys = []
    for one in key_set["keys"]:
        try:
            key = JWKRegistry.import_key(one)
            key.check_use("sig")
            key.ensure_kid()
        except (JoseError, ValueError, KeyError, TypeError, AttributeError) as error:
            log.warning("key not understood", error=f"{type(error).__name__}: {error}")
        else:
            keys.append(key)
    if not keys:
        raise ValueError("no key of the set is understood")
    return keys


def _decoded(token: str, keys: Sequence[Key]) -> jwt.Token:
    """A token whose signature holds by the key that it names, or else by one that fits.

    Raises JoseError, ValueError or TypeError.
    """
    header = jws.extract_compact(token.encode()).headers()
    named = [key for key in keys if key.kid == header["kid"]] if "kid" in header else keys
    error: Exception = ValueError("no key fits")
    for key in named:
        if (key.alg or header.get("alg")) != header.get("alg"):
            continue
        try:
            return jwt.decode(token, key, algorithms=_ALGORITHMS)
        except (JoseError, ValueError, TypeError) as wrong:
            error = wrong
    raise error

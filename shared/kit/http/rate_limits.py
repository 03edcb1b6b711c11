"""How often a caller may ask: so many requests in any minute, counted in this process alone (ADR 0028).

What is left is told with each answer, as draft-ietf-httpapi-ratelimit-headers-11 has it.
"""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address
from typing import Any, NamedTuple, cast

from starlette.types import ASGIApp, Scope
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from shared.kit.http.refusals import TooManyRequests

RATE_LIMIT = "daiban.rate_limit"
"""Where a request's scope has the headers that its answer tells of the limit."""
_WINDOW_S = 60
_STEPS = 12
_CALLERS_AT_MOST = 10_000


class Left(NamedTuple):
    """What a caller has left: so many requests (-1: this one was too many), until more come back in some seconds."""

    requests: int
    seconds: int


class _Counted:
    """The requests of one caller, by the steps in which they came: those of the last window, and of the step before.

    oldest: the first step of which requests are counted.
    """

    __slots__ = ("of_step", "oldest", "step", "total")

    def __init__(self, step: int) -> None:
        self.step, self.oldest, self.total = step, step, 0
        self.of_step = [0] * (_STEPS + 1)

    def go_on_to(self, step: int) -> None:
        """Forget what came before the window that ends in this step."""
        for passed in range(self.step + 1, min(step, self.step + _STEPS + 1) + 1):
            place = passed % (_STEPS + 1)
            self.total -= self.of_step[place]
            self.of_step[place] = 0
        self.step, self.oldest = step, max(self.oldest, step - _STEPS)
        while self.oldest < step and not self.of_step[self.oldest % (_STEPS + 1)]:
            self.oldest += 1

    def count(self) -> None:
        """One more."""
        self.of_step[self.step % (_STEPS + 1)] += 1
        self.total += 1


class RateLimit:
    """Lets no caller have more than so many requests in any window, wherever it begins.

    The window moves in steps of a twelfth, and one that it has half left counts whole: so much longer it may be until
    more is let in. Those who have been quiet longest are forgotten where there are too many to remember.
    """

    def __init__(
        self,
        requests: int,
        *,
        window_s: int = _WINDOW_S,
        callers_at_most: int = _CALLERS_AT_MOST,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.requests, self.window_s = requests, window_s
        self.policy = f"q={requests};w={window_s}"
        self._step_s = window_s / _STEPS
        self._callers: OrderedDict[str, _Counted] = OrderedDict()
        self._at_most = callers_at_most
        self._now = now

    def take(self, caller: str) -> Left:
        """Count a request of a caller, unless it is too many."""
        now = self._now()
        step = int(now / self._step_s)
        counted = self._callers.get(caller)
        if counted is None:
            if len(self._callers) >= self._at_most:
                self._callers.popitem(last=False)
            counted = self._callers[caller] = _Counted(step)
        else:
            self._callers.move_to_end(caller)
            if step > counted.step:
                counted.go_on_to(step)
        is_let_in = counted.total < self.requests
        if is_let_in:
            counted.count()
        more_at = (counted.oldest + _STEPS + 1) * self._step_s
        left = self.requests - counted.total if is_let_in else -1
        return Left(left, max(1, math.ceil(more_at - now)))


class RateLimits:
    """The limits of an API process: of each client, by its token's subject, and of each address without a valid token.

    Two, so that strangers, however many, let no client's count be forgotten. 0: no limit.
    """

    def __init__(self, per_client: int, per_address: int, *, now: Callable[[], float] = time.monotonic) -> None:
        self._of_client = RateLimit(per_client, now=now) if per_client else None
        self._of_address = RateLimit(per_address, now=now) if per_address else None

    def take_of_client(self, scope: Scope, subject: str) -> None:
        """Count a request of a client; raises TooManyRequests."""
        if self._of_client:
            _take(scope, self._of_client, "client", subject)

    def take_of_address(self, scope: Scope) -> None:
        """Count a request of an address; raises TooManyRequests."""
        if self._of_address:
            _take(scope, self._of_address, "address", _network_of(scope))


def _take(scope: Scope, limit: RateLimit, name: str, caller: str) -> None:
    left = limit.take(caller)
    scope[RATE_LIMIT] = (
        (b"ratelimit-policy", f'"{name}";{limit.policy}'.encode()),
        (b"ratelimit", f'"{name}";r={max(0, left.requests)};t={left.seconds}'.encode()),
    )
    if left.requests < 0:
        raise TooManyRequests(requests=limit.requests, window_s=limit.window_s, retry_s=left.seconds)


def _network_of(scope: Scope) -> str:
    """The address that a request comes from; of IPv6 the /64 network, which is one subscriber's."""
    host: str = scope["client"][0] if scope.get("client") else ""
    if ":" not in host:
        return host
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if not isinstance(address, IPv6Address):
        return host
    return str(address.ipv4_mapped or IPv6Address(int(address) >> 64 << 64))


def behind_proxies(app: ASGIApp, trusted: str) -> ASGIApp:
    """The application as it is called through proxies: a request comes from the last address that is none of theirs.

    trusted: their addresses or networks, with blanks between them; what others tell is not believed.
    """
    if not (proxies := trusted.split()):
        return app
    return cast("ASGIApp", ProxyHeadersMiddleware(cast("Any", app), proxies))  # uvicorn has ASGI types of its own

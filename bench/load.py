"""Load over HTTP/1.1 on kept connections, cheap enough not to be what is measured."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from bench.figures import Watch


@dataclass(frozen=True)
class Call:
    """One request, ready to send."""

    data: bytes

    @classmethod
    def of(cls, method: str, path: str, headers: Mapping[str, str], body: bytes = b"") -> Call:
        """A request; a body is JSON."""
        lines = [f"{method} {path} HTTP/1.1", "Host: bench", *(f"{name}: {value}" for name, value in headers.items())]
        if body:
            lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
        return cls("\r\n".join([*lines, "", ""]).encode() + body)


class WrongAnswerError(Exception):
    """The answer was not the one that the measurement counts."""


class Connection:
    """A kept connection."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._reader: asyncio.StreamReader
        self._writer: asyncio.StreamWriter

    async def open(self) -> Connection:
        """Connect."""
        self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port)
        return self

    def close(self) -> None:
        """Hang up."""
        self._writer.close()

    async def ask(self, call: Call, *, expect: int) -> bytes:
        """Send a request and read the whole answer; returns its body. Raises WrongAnswerError."""
        self._writer.write(call.data)
        head = await self._reader.readuntil(b"\r\n\r\n")
        lower = head.lower()
        at = lower.index(b"content-length:") + 15
        body = await self._reader.readexactly(int(lower[at : lower.index(b"\r\n", at)]))
        if int(head[9:12]) != expect:
            raise WrongAnswerError(f"{call.data[:80]!r} → {head[:15]!r} {body[:300].decode(errors='replace')}")
        return body

    async def stream(self, call: Call) -> asyncio.StreamReader:
        """Send a request and return what follows the answer's head."""
        self._writer.write(call.data)
        head = await self._reader.readuntil(b"\r\n\r\n")
        if int(head[9:12]) != 200:
            raise WrongAnswerError(head.decode())
        return self._reader


@dataclass
class Outcome:
    """What a load has brought: durations in seconds of what was answered."""

    seconds: float = 0
    durations: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Answers per second."""
        return len(self.durations) / self.seconds


async def in_parallel(port: int, calls: Iterator[Call], *, clients: int, seconds: float, expect: int) -> Outcome:
    """Clients that each ask again as soon as they are answered."""
    connections = [await Connection(port).open() for _ in range(clients)]
    outcome, watch = Outcome(), Watch()

    async def client(connection: Connection) -> None:
        while watch.seconds < seconds:
            asked = watch.seconds
            await connection.ask(next(calls), expect=expect)
            outcome.durations.append(watch.seconds - asked)

    try:
        await asyncio.gather(*(client(connection) for connection in connections))
    finally:
        for connection in connections:
            connection.close()
    outcome.seconds = watch.seconds
    return outcome


async def at_rate(
    per_second: float, count: int, do: Callable[[int], asyncio.Future[None] | asyncio.Task[None]]
) -> None:
    """Begin ``do`` a number of times at a steady rate, whatever each takes, and wait for all."""
    watch, begun = Watch(), []
    for number in range(count):
        if (wait := number / per_second - watch.seconds) > 0:
            await asyncio.sleep(wait)
        begun.append(do(number))
    await asyncio.gather(*begun)

"""An event as it came, with where it came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import orjson
from asyncpg import Record

from shared.kit.events.envelope import Envelope


@dataclass(frozen=True)
class Received:
    """An event as it came. origin: topic/partition/offset."""

    envelope: Envelope
    data: bytes
    origin: str
    headers: Sequence[tuple[str, bytes | None]]

    @classmethod
    def from_row(cls, row: Record) -> Received:
        """Of a row that keeps one: a dead letter or an event that waits. Raises ValueError or KeyError."""
        headers = [(name, value.encode()) for name, value in row["headers"].items()]
        return cls(Envelope.from_headers(headers, row["key"].encode()), row["data"], row["origin"], headers)

    @property
    def headers_json(self) -> str:
        """The headers as a column of JSON has them."""
        given = {storable(name): storable((value or b"").decode(errors="replace")) for name, value in self.headers}
        return orjson.dumps(given).decode()


def storable(text: str) -> str:
    """What PostgreSQL can store, whatever came: a dead letter that cannot be written would stop the consumer."""
    return text.encode(errors="replace").decode().replace("\x00", "\ufffd")

"""The CloudEvents attributes beside an event's data, as Kafka headers (binary mode)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


def topic_of(service: str) -> str:
    """The one topic that a service produces to."""
    return f"daiban.{service}"


@dataclass(frozen=True, slots=True)
class Envelope:
    """What is known of an event besides its data.

    id: unique, the same on every delivery; type: with its major version; source: the producing service; key: what it
    is ordered by; subject: the aggregate's id; time: when the fact happened (the producer's domain clock).
    """

    id: UUID
    type: str
    source: str
    key: str
    subject: str
    time: datetime
    traceparent: str | None = None

    def headers(self) -> list[tuple[str, bytes]]:
        """As Kafka headers."""
        headers = {
            "ce_specversion": "1.0",
            "ce_id": str(self.id),
            "ce_type": self.type,
            "ce_source": f"/daiban/{self.source}",
            "ce_subject": self.subject,
            "ce_time": self.time.isoformat(),
            "content-type": "application/json",
        }
        if self.traceparent:
            headers["traceparent"] = self.traceparent
        return [(name, value.encode()) for name, value in headers.items()]

    @classmethod
    def from_headers(cls, headers: Iterable[tuple[str, bytes | None]], key: bytes | None) -> Envelope:
        """From Kafka headers. Raises ValueError or KeyError where they are not a CloudEvent."""
        given = {name: (value or b"").decode() for name, value in headers}
        return cls(
            id=UUID(given["ce_id"]),
            type=given["ce_type"],
            source=given["ce_source"].rsplit("/", 1)[-1],
            key=(key or b"").decode(),
            subject=given.get("ce_subject", ""),
            time=datetime.fromisoformat(given["ce_time"]),
            traceparent=given.get("traceparent"),
        )

"""The CloudEvents attributes beside an event's data, as Kafka headers (binary mode)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shared.kit.clock import check_of_our_time

_DIGITS = re.compile(r"[0-9]{1,19}")
_GREATEST = 2**63 - 1


def topic_of(service: str) -> str:
    """The one topic that a service produces to."""
    return f"daiban.{service}"


@dataclass(frozen=True, slots=True)
class Envelope:
    """What is known of an event besides its data.

    id: unique, the same on every delivery; type: with its major version; source: the producing service; key: what it
    is ordered by; subject: the aggregate's id; time: when the fact happened (the producer's domain clock); sequence:
    its place in its source's course (of two events of one key the later has the greater one; 0 where none was given).
    """

    id: UUID
    type: str
    source: str
    key: str
    subject: str
    time: datetime
    traceparent: str | None = None
    sequence: int = 0

    @property
    def queue(self) -> tuple[str, str]:
        """What it is in order with: its source's events of its key."""
        return self.source, self.key

    def headers(self) -> list[tuple[str, bytes]]:
        """As Kafka headers. The sequence has all its digits, as CloudEvents asks: so it is in order as text too."""
        headers = {
            "ce_specversion": "1.0",
            "ce_id": str(self.id),
            "ce_type": self.type,
            "ce_source": f"/daiban/{self.source}",
            "ce_subject": self.subject,
            "ce_time": self.time.isoformat(),
            "ce_sequence": f"{self.sequence:019}",
            "content-type": "application/json",
        }
        if self.traceparent:
            headers["traceparent"] = self.traceparent
        return [(name, value.encode()) for name, value in headers.items()]

    @classmethod
    def from_headers(cls, headers: Iterable[tuple[str, bytes | None]], key: bytes | None) -> Envelope:
        """From Kafka headers. Raises ValueError or KeyError where they are not a CloudEvent that can be kept."""
        given: dict[str, str] = {}
        for name, value in headers:
            if name.startswith("ce_") or name == "traceparent":
                if name in given:
                    raise ValueError(f"{name} is there twice")
                given[name] = _text(value)
        time = datetime.fromisoformat(given["ce_time"])
        check_of_our_time(time)
        return cls(
            id=UUID(given["ce_id"]),
            type=given["ce_type"],
            source=given["ce_source"].rsplit("/", 1)[-1],
            key=_text(key),
            subject=given.get("ce_subject", ""),
            time=time,
            traceparent=given.get("traceparent"),
            sequence=_sequence(given.get("ce_sequence", "0")),
        )


def _text(value: bytes | None) -> str:
    text = (value or b"").decode()
    if "\x00" in text:
        raise ValueError("a NUL, which PostgreSQL does not store")
    return text


def _sequence(given: str) -> int:
    if not _DIGITS.fullmatch(given) or (sequence := int(given)) > _GREATEST:
        raise ValueError("ce_sequence is no place in a course")
    return sequence

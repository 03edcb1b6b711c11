"""Dead letters: events that could not be handled, kept in the consumer's own database until someone replays them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from shared.kit.database import Connection
from shared.kit.events.consumer import Dispatcher, Received
from shared.kit.events.envelope import Envelope
from shared.kit.events.subscriptions import Subscription
from shared.kit.runtime import Runtime


@dataclass(frozen=True)
class DeadLetter:
    """One event that was put aside. origin: topic/partition/offset that it came from."""

    id: int
    event_id: str
    type: str
    key: str
    origin: str
    cause: str
    put_aside_at: datetime
    replayed_at: datetime | None


async def dead_letters(connection: Connection, *, limit: int = 100) -> list[DeadLetter]:
    """The dead letters that wait, oldest first."""
    rows = await connection.fetch(
        "SELECT id, event_id, type, key, origin, cause, put_aside_at, replayed_at FROM dead_letter"
        " WHERE replayed_at IS NULL ORDER BY id LIMIT $1",
        limit,
    )
    return [DeadLetter(**row) for row in rows]


async def replay(runtime: Runtime, subscriptions: Sequence[Subscription], letters: Sequence[int]) -> dict[int, str]:
    """Handle dead letters again, in the order given, each in its own transaction.

    Returns the outcome per id: ``replayed``, or the reason why it is still waiting.
    """
    dispatcher = Dispatcher(runtime, subscriptions)
    outcomes: dict[int, str] = {}
    for letter in letters:
        async with runtime.reading() as connection:
            row = await connection.fetchrow(
                "SELECT headers, key, data, origin FROM dead_letter WHERE id = $1 AND replayed_at IS NULL", letter
            )
        if row is None:
            outcomes[letter] = "no such dead letter is waiting"
            continue
        headers = [(name, value.encode()) for name, value in row["headers"].items()]
        try:
            envelope = Envelope.from_headers(headers, row["key"].encode())
            await dispatcher.replay(Received(envelope, row["data"], row["origin"], headers), letter)
            outcomes[letter] = "replayed"
        except Exception as error:
            outcomes[letter] = f"still fails: {type(error).__name__}: {error}"
    return outcomes

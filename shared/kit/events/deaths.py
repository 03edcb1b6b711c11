"""Records that kill the process that handles them, and would kill the next one, and the next.

Whoever begins with a partition counts that in the database before its first record; whoever ends with it in order, or
has lived on with it for a minute, counts from nothing again. Where two in a row came to no such end, the next one is
careful: it handles record by record, and says of each beforehand, in a transaction of its own, that it has it in hand.
A record that two processes died with in hand is put aside. Four deaths, then, and nothing that is paid for while all is
well; a machine on which processes are killed at random gets slow for a minute, and would have to hit the same record
twice.

Events that wait are watched in the same way, as if their table were one more partition.
"""

from __future__ import annotations

import time
from collections.abc import Collection

from shared.kit.logging import get_logger
from shared.kit.runtime import Runtime

log = get_logger(__name__)

Partition = tuple[str, int]

WAITING: Partition = ("waiting", 0)
DEADLY = "the process ended while it had this event alone in hand, and the next one too"

_STEADY_AFTER_S = 60.0
_CAREFUL_FROM = 3
ONCE_TOO_OFTEN = 3


class Deaths:
    """What a process knows of the ends of those that had its partitions before it."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._begun: set[Partition] = set()
        self._suspected: set[Partition] = set()
        self._began_at = 0.0
        self._steady = False

    @property
    def suspected(self) -> Collection[Partition]:
        """The partitions in which something may kill us."""
        return self._suspected

    async def begin(self, partitions: Collection[Partition]) -> None:
        """We have these from now on; those that we have already are not counted again."""
        new = set(partitions) - self._begun
        if not new:
            return
        async with self._runtime.reading() as connection:
            rows = await connection.fetch(
                "INSERT INTO partition_watch (topic, partition, begun) SELECT topic, partition, 1"
                " FROM unnest($1::text[], $2::int[]) AS mine (topic, partition) ORDER BY 1, 2"
                " ON CONFLICT (topic, partition) DO UPDATE SET begun = partition_watch.begun + 1"
                " RETURNING topic, partition, begun",
                *_columns(new),
            )
        self._begun |= new
        self._began_at, self._steady = time.monotonic(), False
        if suspected := {(row["topic"], row["partition"]) for row in rows if row["begun"] >= _CAREFUL_FROM}:
            self._suspected |= suspected
            log.warning("processes died here: record by record for a while", partitions=sorted(suspected))

    async def end(self, *, if_steady: bool = False) -> None:
        """We have them no more, or (if_steady) have lived with them for a minute: nothing in them kills."""
        if not self._begun:
            return
        if if_steady and (self._steady or time.monotonic() - self._began_at < _STEADY_AFTER_S):
            return
        async with self._runtime.reading() as connection:
            await connection.execute(
                "UPDATE partition_watch SET begun = 0, in_hand = NULL, times = 0"
                " FROM unnest($1::text[], $2::int[]) AS mine (topic, partition)"
                " WHERE partition_watch.topic = mine.topic AND partition_watch.partition = mine.partition",
                *_columns(self._begun),
            )
        self._steady, self._suspected = if_steady, set()
        if not if_steady:
            self._begun = set()

    async def has_killed(self, partition: Partition, offset: int) -> bool:
        """Say that we have this record in hand, and nothing beside it. Returns whether two died with it already.

        Records before the one that was last in hand are handled: they come again because their offsets were not
        committed, and change nothing.
        """
        async with self._runtime.reading() as connection:
            killed: bool = await connection.fetchval(
                "UPDATE partition_watch SET in_hand = greatest(in_hand, $3),"
                " times = CASE WHEN in_hand = $3 THEN times + 1 WHEN in_hand > $3 THEN times ELSE 1 END"
                " WHERE topic = $1 AND partition = $2 RETURNING in_hand = $3 AND times >= $4",
                *(*partition, offset, ONCE_TOO_OFTEN),
            )
        return killed


def _columns(partitions: Collection[Partition]) -> tuple[list[str], list[int]]:
    return [topic for topic, _ in partitions], [number for _, number in partitions]

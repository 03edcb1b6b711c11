"""Reads whatever a partition holds.

aiokafka ends at the first record that it cannot read (a header whose name is no UTF-8 is enough), forgets what it has
read of other partitions by then, and comes to the same record again for ever. So what it reads a fetched answer with is
replaced: a batch that it cannot read is read here, names decoded as far as they can be, and what nobody can read
becomes a record without headers whose value is the bytes as they came. That is no event, so it is put aside.

What is replaced and set here is private to aiokafka; tests/integration/kit/test_any_record.py fails where it changes.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from aiokafka import AIOKafkaConsumer, codec
from aiokafka.consumer import fetcher
from aiokafka.record.memory_records import MemoryRecords

_OFFSET = struct.Struct(">q")
_LENGTH = struct.Struct(">8xi")
_BATCH = struct.Struct(">q i i b I h i q q q h i i")
"""Base offset, length, leader's epoch, magic, CRC, attributes, last offset's delta, first and greatest timestamp,
producer, its epoch, base sequence, number of records."""
_DECOMPRESS = {1: codec.gzip_decode, 2: codec.snappy_decode, 3: codec.lz4_decode, 4: codec.zstd_decode}
_MOST_OFFSETS = 1 << 20

_refused: set[bytes] = set()
"""Batches whose checksum was wrong once. The same bytes again are what the broker has, not broken on the way here."""


def read_whatever_comes() -> None:
    """From now on consumers of this process read with :class:`Records`."""
    fetcher.MemoryRecords = Records


def let_fetches_wait(consumer: AIOKafkaConsumer, milliseconds: int) -> None:
    """How long the broker may hold each of the consumer's next fetches where it has nothing to give."""
    consumer._fetcher._fetch_max_wait_ms = milliseconds


@dataclass(frozen=True)
class Record:
    """A record, as aiokafka has them."""

    offset: int
    timestamp: int
    key: bytes | None
    value: bytes | None
    headers: tuple[tuple[str, bytes | None], ...] = ()
    timestamp_type: int = 0
    checksum: None = None


class Records:
    """The batches of a fetched answer."""

    def __init__(self, answer: bytes) -> None:
        self._inner = MemoryRecords(answer)
        self._bytes = memoryview(answer)
        self._at = 0

    def has_next(self) -> bool:
        """Whether there is another whole batch."""
        return bool(self._inner.has_next())

    def size_in_bytes(self) -> int:
        """The size of all."""
        return len(self._bytes)

    def next_batch(self) -> Batch:
        """The next batch."""
        (length,) = _LENGTH.unpack_from(self._bytes, self._at)
        as_it_came = self._bytes[self._at : self._at + _LENGTH.size + length]
        self._at += len(as_it_came)
        batch = self._inner.next_batch()
        (following,) = _OFFSET.unpack_from(self._bytes, self._at) if self.has_next() else (None,)
        return Batch(batch, as_it_came, following)


class Batch:
    """A batch: aiokafka's, and read here where it fails."""

    def __init__(self, inner: Any, as_it_came: memoryview, following: int | None) -> None:
        self._inner = inner
        self._as_it_came = as_it_came
        self._following = following
        self._broken = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def validate_crc(self) -> bool:
        """Whether it is as it was sent. If not, it is fetched once more, and then taken as one unreadable record."""
        if self._inner.validate_crc():
            return True
        digest = hashlib.sha256(self._as_it_came).digest()
        self._broken = digest in _refused
        _refused.add(digest)
        return self._broken

    @property
    def is_control_batch(self) -> bool:
        """Whether it is the broker's own."""
        return not self._broken and bool(self._inner.is_control_batch)

    @property
    def next_offset(self) -> int:
        """Where the next batch begins. A broken one does not know, but the next one does, where it is there."""
        first: int = self._inner.base_offset
        after: int = self._inner.next_offset
        if not self._broken:
            return after
        return self._following or max(first + 1, min(after, first + _MOST_OFFSETS))

    def __iter__(self) -> Iterator[Any]:
        if not self._broken:
            # Whatever it is that aiokafka, or what decompresses for it, cannot read. What it has read by then is passed
            # over when it comes again: the fetcher looks at the offsets.
            with suppress(Exception):
                yield from self._inner
                return
            with suppress(Exception):
                yield from self._records()
                return
        yield Record(self.next_offset - 1, 0, None, bytes(self._as_it_came))

    def _records(self) -> Iterator[Record]:
        first, *_, attributes, _, since, latest, _, _, _, number = _BATCH.unpack_from(self._as_it_came)
        body = bytes(self._as_it_came[_BATCH.size :])
        if decompress := _DECOMPRESS.get(attributes & 7):
            body = bytes(decompress(body))
        at, offset = 0, first
        for _ in range(number):
            as_it_came, at = _bytes(body, at)
            if as_it_came is None:
                raise ValueError("a record of no length")
            try:
                record = _record(as_it_came, first, latest if attributes & 8 else since, bool(attributes & 8))
            except (ValueError, IndexError):
                record = Record(offset, 0, None, as_it_came)
            yield record
            offset = record.offset + 1


def _record(body: bytes, first: int, since: int, appended: bool) -> Record:
    delta, at = _integer(body, 1)
    place, at = _integer(body, at)
    key, at = _bytes(body, at)
    value, at = _bytes(body, at)
    number, at = _integer(body, at)
    headers = []
    for _ in range(number):
        name, at = _bytes(body, at)
        content, at = _bytes(body, at)
        headers.append(((name or b"").decode(errors="replace"), content))
    return Record(first + place, since if appended else since + delta, key, value, tuple(headers), int(appended))


def _integer(body: bytes, at: int) -> tuple[int, int]:
    """A zigzag varint. (aiokafka's own reads on beyond the end of what it is given.)"""
    value = 0
    for place in range(10):
        byte = body[at + place]
        value |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:
            return (value >> 1) ^ -(value & 1), at + place + 1
    raise ValueError("an integer without an end")


def _bytes(body: bytes, at: int) -> tuple[bytes | None, int]:
    length, at = _integer(body, at)
    if length < 0:
        return None, at
    if at + length > len(body):
        raise ValueError("longer than what it stands in")
    return body[at : at + length], at + length

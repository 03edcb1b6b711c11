"""Business numbers (协议编号, 收件号, 受理号): prefix, local date, six digits of a sequence. Unique, not gapless."""

from __future__ import annotations

from sqlalchemy import Sequence, select

from shared.kit.clock import local_date
from shared.kit.unit_of_work import UnitOfWork


async def next_number(work: UnitOfWork, prefix: str, sequence: Sequence) -> str:
    """The next number, such as ``SL20261123000042``."""
    value = (await work.connection.execute(select(sequence.next_value()))).scalar_one()
    return f"{prefix}{local_date(work.now):%Y%m%d}{value:06d}"

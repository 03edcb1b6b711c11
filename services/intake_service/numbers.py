"""Business numbers (协议编号, 收件号, 受理号): prefix, local date, six digits of a sequence. Unique, not gapless."""

from __future__ import annotations

from sqlalchemy import Integer, Sequence, bindparam, func, select

from services.intake_service.tables import acceptance_numbers, agreement_numbers, application_numbers
from shared.kit.clock import local_date
from shared.kit.database import Prepared
from shared.kit.unit_of_work import UnitOfWork

_NEXT = {
    sequence.name: Prepared(
        select(sequence.next_value().label("value")).select_from(
            func.generate_series(1, bindparam("count", type_=Integer))
        )
    )
    for sequence in (agreement_numbers, application_numbers, acceptance_numbers)
}


async def next_number(work: UnitOfWork, prefix: str, sequence: Sequence) -> str:
    """The next number, such as ``SL20261123000042``."""
    (number,) = await next_numbers(work, prefix, sequence, 1)
    return number


async def next_numbers(work: UnitOfWork, prefix: str, sequence: Sequence, count: int) -> list[str]:
    """The next several numbers, rising, in one statement."""
    rows = await _NEXT[sequence.name].all(work.connection, count=count)
    return [f"{prefix}{local_date(work.now):%Y%m%d}{row['value']:06d}" for row in rows]

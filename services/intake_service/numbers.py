"""Business numbers (协议编号, 收件号, 受理号): prefix, local date, six digits of a sequence. Unique, not gapless."""

from __future__ import annotations

from sqlalchemy import Sequence, select

from services.intake_service.tables import acceptance_numbers, agreement_numbers, application_numbers
from shared.kit.clock import local_date
from shared.kit.database import Prepared
from shared.kit.unit_of_work import UnitOfWork

_NEXT = {
    sequence.name: Prepared(select(sequence.next_value().label("value")))
    for sequence in (agreement_numbers, application_numbers, acceptance_numbers)
}


async def next_number(work: UnitOfWork, prefix: str, sequence: Sequence) -> str:
    """The next number, such as ``SL20261123000042``."""
    row = await _NEXT[sequence.name].first(work.connection)
    assert row
    return f"{prefix}{local_date(work.now):%Y%m%d}{row['value']:06d}"

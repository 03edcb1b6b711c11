"""Requests in PostgreSQL, and what is told of them."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table, Text, Uuid, bindparam, select, update

from services.intake_service.mandate.requests.domain import COURSE, ServiceRequest
from services.intake_service.mandate.requests.policy import may
from services.intake_service.parties.policy import OF_OWNER, for_owner
from services.intake_service.tables import metadata
from shared.contracts.intake.requests import RequestAccepted, RequestClosed, RequestSubmitted
from shared.kit.change import Resource
from shared.kit.columns import MOMENT, Code, Codes, among
from shared.kit.database import Prepared
from shared.kit.rows import Rows
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.modes import Channel, Mode
from shared.vocabulary.statuses import RequestStatus

request = Table(
    "request",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("project_id", Uuid, ForeignKey("intake.project.id"), nullable=False),
    Column("owner_uscc", Text, nullable=False),
    Column("modes", Codes(Mode), nullable=False),
    Column("channel", Code(Channel), nullable=False),
    Column("note", Text),
    Column("status", Code(RequestStatus), nullable=False),
    Column("reason", Text),
    Column("agreement_open", Boolean, nullable=False),
    Column("created_at", MOMENT, nullable=False),
    Column("version", Integer, nullable=False),
)
Index("ix_request_owner", request.c.owner_uscc, request.c.id)
Index("ix_request_status", request.c.status, request.c.id)
Index("ix_request_project", request.c.project_id, request.c.id)
_IS_OPEN = among(request.c.status, COURSE.open)
Index("uq_request_open", request.c.project_id, unique=True, postgresql_where=_IS_OPEN)

REQUESTS = Resource(
    kind="request",
    what=COURSE.what,
    rows=Rows(request, ServiceRequest, changing=("status", "reason")),
    scope=OF_OWNER,
    may=may,
    events={
        "submitted": RequestSubmitted,
        "accepted": RequestAccepted,
        "declined": RequestClosed,
        "ended": RequestClosed,
    },
    on_record=("modes", "channel", "status", "reason"),
    on_behalf_of=for_owner,
)

_OPEN_OF_PROJECT = Prepared(
    select(request).where(request.c.project_id == bindparam("its_project"), _IS_OPEN).with_for_update()
)


async def open_of_project(work: UnitOfWork, project_id: UUID) -> ServiceRequest | None:
    """The project's request that is not over, locked."""
    row = await _OPEN_OF_PROJECT.first(work.connection, its_project=project_id)
    return REQUESTS.rows.of(row) if row else None


_AGREED = Prepared(
    update(request).where(request.c.id == bindparam("its_id")).values(agreement_open=bindparam("its_agreement_open"))
)


def note_agreement(work: UnitOfWork, request_id: UUID, *, is_open: bool) -> None:
    """Note on a locked request whether it has an agreement that is not over. That is no new version of the request."""
    values = {"its_id": request_id, "its_agreement_open": is_open}
    _AGREED.soon(work.transaction, values, table=request.name, taken=None)

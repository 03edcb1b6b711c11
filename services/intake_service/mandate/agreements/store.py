"""Agreements in PostgreSQL, and what is told of them."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table, Text, Uuid, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY

from services.intake_service.copies.posts import post_copy
from services.intake_service.mandate.agreements.domain import BEFORE_END, COURSE, Agreement
from services.intake_service.mandate.agreements.policy import may
from services.intake_service.mandate.requests.store import request
from services.intake_service.parties.policy import OF_OWNER, for_owner
from services.intake_service.parties.projects.store import project
from services.intake_service.tables import metadata
from shared.contracts.intake.agreements import (
    AgreementAgentGone,
    AgreementConcludedByWindow,
    AgreementDrafted,
    AgreementEnded,
    AgreementSealAwaited,
    AgreementSigned,
    AgreementSigningBegun,
)
from shared.kit.change import Resource
from shared.kit.columns import MOMENT, Code, Codes, among
from shared.kit.database import Prepared
from shared.kit.rows import Rows
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.posts import AGENTS
from shared.vocabulary.stages import Stage
from shared.vocabulary.statuses import AgreementStatus

agreement = Table(
    "agreement",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("agreement_number", Text, nullable=False, unique=True),
    Column("request_id", Uuid, ForeignKey(request.c.id), nullable=False),
    Column("project_id", Uuid, ForeignKey(project.c.id), nullable=False),
    Column("owner_uscc", Text, nullable=False),
    Column("stages", Codes(Stage), nullable=False),
    Column("item_codes", Codes(), nullable=False),
    Column("agent", Text, nullable=False),
    Column("agent_title", Text, nullable=False),
    Column("status", Code(AgreementStatus), nullable=False),
    Column("reason", Text),
    Column("created_at", MOMENT, nullable=False),
    Column("signed_at", MOMENT),
    Column("ended_at", MOMENT),
    Column("agent_on_roster", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
)
Index("ix_agreement_owner", agreement.c.owner_uscc, agreement.c.id)
Index("ix_agreement_project", agreement.c.project_id, agreement.c.id)
Index("ix_agreement_request", agreement.c.request_id, agreement.c.id)
Index("ix_agreement_status", agreement.c.status, agreement.c.id)
Index("ix_agreement_agent", agreement.c.agent, agreement.c.id)
_IS_OPEN = among(agreement.c.status, COURSE.open)
_IS_SIGNED = among(agreement.c.status, [AgreementStatus.SIGNED])
IN_FORCE = _IS_SIGNED & agreement.c.agent_on_roster
"""Its agent may act under it now."""
Index("ix_agreement_agent_on_roster", agreement.c.agent_on_roster, agreement.c.id)
Index("ix_agreement_mandate", agreement.c.agent, agreement.c.project_id, postgresql_where=_IS_SIGNED)
Index("uq_agreement_open", agreement.c.request_id, unique=True, postgresql_where=_IS_OPEN)

AGREEMENTS = Resource(
    kind="agreement",
    what=COURSE.what,
    rows=Rows(agreement, Agreement, changing=("status", "reason", "signed_at", "ended_at", "agent_on_roster")),
    scope=OF_OWNER,
    names={"project_id": "project_id"},
    may=may,
    events={
        "drafted": AgreementDrafted,
        AgreementStatus.SIGNING_AT_WINDOW: AgreementSigningBegun,
        AgreementStatus.AWAITING_APPLICANT_SEAL: AgreementSealAwaited,
        AgreementStatus.SIGNED: AgreementSigned,
        AgreementStatus.CONCLUDED_BY_WINDOW: AgreementConcludedByWindow,
        "agent_gone": AgreementAgentGone,
        **{status: AgreementEnded for status in AgreementStatus if COURSE.is_over(status)},
    },
    on_record=("status", "stages", "item_codes", "agent", "agent_on_roster", "reason"),
    on_behalf_of=for_owner,
)

_OPEN_OF_REQUEST = Prepared(
    select(agreement).where(agreement.c.request_id == bindparam("its_request"), _IS_OPEN).with_for_update()
)


async def open_of_request(work: UnitOfWork, request_id: UUID) -> Agreement | None:
    """The request's agreement that is not over, locked."""
    row = await _OPEN_OF_REQUEST.first(work.connection, its_request=request_id)
    return AGREEMENTS.rows.of(row) if row else None


_MANDATES = Prepared(
    select(agreement)
    .where(
        agreement.c.agent == bindparam("its_agent"),
        agreement.c.project_id == func.any(bindparam("projects", type_=ARRAY(Uuid))),
        IN_FORCE,
    )
    .order_by(agreement.c.id)
)


async def mandates_of(work: UnitOfWork, agent: str, projects: Collection[UUID]) -> list[Agreement]:
    """The agreements under which an agent may act now for the owners of these projects."""
    rows = await _MANDATES.all(work.connection, its_agent=agent, projects=list(projects))
    return [AGREEMENTS.rows.of(row) for row in rows]


_OF_GONE_AGENTS = Prepared(
    select(agreement)
    .where(
        among(agreement.c.status, BEFORE_END),
        agreement.c.agent_on_roster,
        ~select(post_copy).where(post_copy.c.subject == agreement.c.agent, among(post_copy.c.role, AGENTS)).exists(),
    )
    .order_by(agreement.c.id)
    .with_for_update()
)


async def of_gone_agents(work: UnitOfWork) -> list[Agreement]:
    """The agreements, signed or to be signed, whose agent's post is there for acting no more, locked."""
    return [AGREEMENTS.rows.of(row) for row in await _OF_GONE_AGENTS.all(work.connection)]

"""Tracking's own copies of what it must know of a project: owner, chief service officer, agency agreements."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Boolean, Column, DateTime, Index, Table, Text, Uuid, bindparam, func, select, update
from sqlalchemy.dialects.postgresql import ARRAY, insert

from services.tracking_service.tables import columns_of, metadata
from shared.contracts.intake.agreements import AgreementDrafted, AgreementEnded, AgreementSigned
from shared.contracts.intake.projects import ProjectRegistered
from shared.contracts.routing.officers import ChiefServiceOfficerAppointed
from shared.kit.database import Prepared
from shared.kit.unit_of_work import UnitOfWork

project_copy = Table(
    "project_copy",
    metadata,
    Column("project_id", Uuid, primary_key=True),
    Column("project_code", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("owner_uscc", Text, nullable=False),
    Column("owner_name", Text, nullable=False),
    Column("eligible", Boolean, nullable=False),
    Column("override_reason", Text),
)
officer_copy = Table(
    "officer_copy",
    metadata,
    Column("project_id", Uuid, primary_key=True),
    Column("officer", Text, nullable=False),
    Column("officer_title", Text, nullable=False),
    Column("since", DateTime(timezone=True), nullable=False),
)
agreement_copy = Table(
    "agreement_copy",
    metadata,
    Column("agreement_id", Uuid, primary_key=True),
    Column("project_id", Uuid, nullable=False),
    Column("agreement_number", Text, nullable=False),
    Column("stages", ARRAY(Text), nullable=False),
    Column("item_codes", ARRAY(Text), nullable=False),
    Column("agent", Text, nullable=False),
    Column("agent_title", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("signed_at", DateTime(timezone=True)),
    Column("ended_at", DateTime(timezone=True)),
)
Index("ix_agreement_copy_project_id", agreement_copy.c.project_id)
Index(
    "ix_agreement_copy_mandate",
    agreement_copy.c.agent,
    agreement_copy.c.project_id,
    postgresql_where=agreement_copy.c.signed_at.is_not(None) & agreement_copy.c.ended_at.is_(None),
)


@dataclass(frozen=True)
class Mandate:
    """What a signed agreement allows its agent to do for the owner: the items of its stages, or only some of them."""

    project_id: UUID
    agreement_id: UUID
    stages: frozenset[str]
    item_codes: frozenset[str]

    def covers(self, *, stage: str, item_code: str) -> bool:
        """Whether an item is within its scope; no item named means every item of the stages."""
        return item_code in self.item_codes if self.item_codes else stage in self.stages


_SAVE_PROJECT = Prepared(insert(project_copy).on_conflict_do_nothing())


async def save_projects(work: UnitOfWork, registered: Iterable[ProjectRegistered]) -> None:
    """Keep projects, each once."""
    await _SAVE_PROJECT.many(work.connection, (columns_of(project_copy, one) for one in registered))


_ELIGIBILITY = Prepared(
    update(project_copy)
    .where(project_copy.c.project_id == bindparam("its_id"))
    .values(eligible=bindparam("is_eligible"), override_reason=bindparam("reason"))
)


async def save_eligibility(work: UnitOfWork, project_id: UUID, *, eligible: bool, reason: str) -> None:
    """Take over what an officer decided."""
    await _ELIGIBILITY.run(work.connection, its_id=project_id, is_eligible=eligible, reason=reason)


_OWNER = Prepared(select(project_copy.c.owner_uscc).where(project_copy.c.project_id == bindparam("its_id")))


async def owner_of(work: UnitOfWork, project_id: UUID) -> str | None:
    """The unified social credit code of the project's owner; None where the project is not known."""
    row = await _OWNER.first(work.connection, its_id=project_id)
    return row["owner_uscc"] if row else None


_new_officer = insert(officer_copy)
_OFFICER = Prepared(
    _new_officer.on_conflict_do_update(
        index_elements=[officer_copy.c.project_id],
        set_={name: _new_officer.excluded[name] for name in ("officer", "officer_title", "since")},
        where=officer_copy.c.since < _new_officer.excluded.since,
    )
)


async def save_officer(work: UnitOfWork, appointed: ChiefServiceOfficerAppointed) -> None:
    """Take over the project's chief service officer, unless a later appointment is known."""
    await _OFFICER.run(work.connection, **columns_of(officer_copy, appointed))


_new_agreement = insert(agreement_copy)
_AGREEMENT = Prepared(
    _new_agreement.on_conflict_do_update(
        index_elements=[agreement_copy.c.agreement_id],
        set_={
            column.name: _new_agreement.excluded[column.name]
            for column in agreement_copy.c
            if column.name not in {"agreement_id", "ended_at"}
        },
        where=agreement_copy.c.signed_at.is_(None) & agreement_copy.c.ended_at.is_(None),
    )
)
_AGREEMENT_END = Prepared(
    _new_agreement.on_conflict_do_update(
        index_elements=[agreement_copy.c.agreement_id],
        set_={"status": _new_agreement.excluded.status, "ended_at": _new_agreement.excluded.ended_at},
        where=agreement_copy.c.ended_at.is_(None),
    )
)


async def save_agreement(
    work: UnitOfWork, agreement: AgreementDrafted | AgreementSigned, *, status: str, signed_at: datetime | None
) -> None:
    """Keep an agreement as drafted or signed. It never goes back: not from signed to drafted, nor from its end."""
    values = columns_of(agreement_copy, agreement) | {"status": status, "signed_at": signed_at, "ended_at": None}
    await _AGREEMENT.run(work.connection, **values)


async def end_agreement(work: UnitOfWork, ended: AgreementEnded, *, at: datetime) -> None:
    """An agreement is over, also one whose draft has not been seen here."""
    await _AGREEMENT_END.run(
        work.connection,
        agreement_id=ended.agreement_id,
        project_id=ended.project_id,
        agreement_number=ended.agreement_number,
        stages=[],
        item_codes=[],
        agent="",
        agent_title="",
        status=ended.status,
        signed_at=None,
        ended_at=at,
    )


_known = agreement_copy.c
_MANDATES = Prepared(
    select(_known.project_id, _known.agreement_id, _known.stages, _known.item_codes).where(
        _known.agent == bindparam("its_agent"),
        _known.project_id == func.any(bindparam("projects", type_=ARRAY(Uuid))),
        _known.signed_at.is_not(None),
        _known.ended_at.is_(None),
    )
)


async def mandates_of(work: UnitOfWork, agent: str, projects: Collection[UUID]) -> list[Mandate]:
    """The agreements under which an agent may act now for the owners of these projects."""
    rows = await _MANDATES.all(work.connection, its_agent=agent, projects=list(set(projects)))
    return [
        Mandate(row["project_id"], row["agreement_id"], frozenset(row["stages"]), frozenset(row["item_codes"]))
        for row in rows
    ]

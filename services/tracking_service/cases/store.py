"""Cases as rows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from asyncpg import Record
from sqlalchemy import Boolean, Column, DateTime, Index, Integer, Table, Text, Uuid, bindparam, select, update
from sqlalchemy.dialects.postgresql import JSONB, insert

from services.tracking_service.calendar.domain import Limit, LimitUnit
from services.tracking_service.cases.domain import Case, CaseStatus, Outcome, ProcedureRule, SpecialProcedure
from services.tracking_service.tables import metadata
from shared.kit.database import Prepared
from shared.kit.unit_of_work import UnitOfWork

item_case = Table(
    "item_case",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("project_id", Uuid, nullable=False),
    Column("owner_uscc", Text, nullable=False),
    Column("application_item_id", Uuid, nullable=False, unique=True),
    Column("acceptance_number", Text, nullable=False),
    Column("item_code", Text, nullable=False),
    Column("item_name", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("limit_days", Integer),
    Column("limit_unit", Text),
    Column("procedure_rules", JSONB, nullable=False),
    Column("accepted_at", DateTime(timezone=True), nullable=False),
    Column("deemed", Boolean, nullable=False),
    Column("opened_at", DateTime(timezone=True), nullable=False),
    Column("status", Text, nullable=False),
    Column("procedures", JSONB, nullable=False),
    Column("outcome", Text),
    Column("document_number", Text),
    Column("remark", Text),
    Column("closed_at", DateTime(timezone=True)),
    Column("version", Integer, nullable=False),
)
"""Its id, a UUIDv7, is the order of opening: lists are read along it."""
Index("ix_item_case_body", item_case.c.body, item_case.c.id)
Index("ix_item_case_body_status", item_case.c.body, item_case.c.status, item_case.c.id)
Index("ix_item_case_status", item_case.c.status, item_case.c.id)
Index("ix_item_case_owner_uscc", item_case.c.owner_uscc, item_case.c.id)
Index("ix_item_case_project_id", item_case.c.project_id, item_case.c.id)


_ADD = Prepared(insert(item_case).on_conflict_do_nothing().returning(item_case.c.id))
_GET = Prepared(select(item_case).where(item_case.c.id == bindparam("its_id")))
_GET_LOCKED = Prepared(select(item_case).where(item_case.c.id == bindparam("its_id")).with_for_update())
_MUTABLE = ("status", "procedures", "outcome", "document_number", "remark", "closed_at", "version")
_SAVE = Prepared(
    update(item_case)
    .where(item_case.c.id == bindparam("its_id"))
    .values({name: bindparam(f"new_{name}") for name in _MUTABLE})
)


async def add(work: UnitOfWork, new: Case) -> bool:
    """Store a new case. Returns False where its application item has one already."""
    return await _ADD.first(work.connection, id=new.id, **_fixed(new), **_mutable(new)) is not None


async def get(work: UnitOfWork, case_id: UUID) -> Case | None:
    """The case, or None."""
    row = await _GET.first(work.connection, its_id=case_id)
    return from_row(row) if row else None


async def get_for_update(work: UnitOfWork, case_id: UUID) -> Case | None:
    """The case, locked, or None."""
    row = await _GET_LOCKED.first(work.connection, its_id=case_id)
    return from_row(row) if row else None


async def save(work: UnitOfWork, case: Case) -> None:
    """Write what changed, as the next version; the row is locked."""
    case.version += 1
    values = {f"new_{name}": value for name, value in _mutable(case).items()}
    await _SAVE.run(work.connection, its_id=case.id, **values)


def _fixed(case: Case) -> dict[str, Any]:
    return {
        "project_id": case.project_id,
        "owner_uscc": case.owner_uscc,
        "application_item_id": case.application_item_id,
        "acceptance_number": case.acceptance_number,
        "item_code": case.item_code,
        "item_name": case.item_name,
        "stage": case.stage,
        "body": case.body,
        "limit_days": case.limit.days if case.limit else None,
        "limit_unit": case.limit.unit.value if case.limit else None,
        "procedure_rules": _json([_rule(one) for one in case.procedure_rules]),
        "accepted_at": case.accepted_at,
        "deemed": case.deemed,
        "opened_at": case.opened_at,
    }


def _mutable(case: Case) -> dict[str, Any]:
    return {
        "status": case.status.value,
        "procedures": _json(
            [
                {"id": one.id, "rule": _rule(one.rule), "began_at": one.began_at, "ended_at": one.ended_at}
                for one in case.procedures
            ]
        ),
        "outcome": case.outcome.value if case.outcome else None,
        "document_number": case.document_number,
        "remark": case.remark,
        "closed_at": case.closed_at,
        "version": case.version,
    }


def _json(value: list[dict[str, Any]]) -> str:
    return orjson.dumps(value, default=str).decode()


def _rule(rule: ProcedureRule) -> dict[str, Any]:
    return {"type": rule.type, "name": rule.name, "stops_clock": rule.stops_clock, "max_days": rule.max_days}


def from_row(row: Mapping[Any, Any] | Record) -> Case:
    """The case of a row of the table."""
    return Case(
        id=row["id"],
        project_id=row["project_id"],
        owner_uscc=row["owner_uscc"],
        application_item_id=row["application_item_id"],
        acceptance_number=row["acceptance_number"],
        item_code=row["item_code"],
        item_name=row["item_name"],
        stage=row["stage"],
        body=row["body"],
        limit=None if row["limit_days"] is None else Limit(row["limit_days"], LimitUnit(row["limit_unit"])),
        procedure_rules=tuple(ProcedureRule(**rule) for rule in row["procedure_rules"]),
        accepted_at=row["accepted_at"],
        deemed=row["deemed"],
        opened_at=row["opened_at"],
        status=CaseStatus(row["status"]),
        procedures=tuple(
            SpecialProcedure(
                id=UUID(one["id"]),
                rule=ProcedureRule(**one["rule"]),
                began_at=datetime.fromisoformat(one["began_at"]),
                ended_at=datetime.fromisoformat(one["ended_at"]) if one["ended_at"] else None,
            )
            for one in row["procedures"]
        ),
        outcome=Outcome(row["outcome"]) if row["outcome"] else None,
        document_number=row["document_number"],
        remark=row["remark"],
        closed_at=row["closed_at"],
        version=row["version"],
    )

"""Packages and their items in PostgreSQL."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from asyncpg import Record
from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    Uuid,
    bindparam,
    func,
    literal_column,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY, insert

from services.intake_service.parties.projects.store import project
from services.intake_service.tables import metadata
from services.intake_service.window.applications.domain import Application, ApplicationItem, ItemStatus
from shared.kit.database import Prepared, fetch
from shared.kit.unit_of_work import UnitOfWork

application = Table(
    "application",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("application_number", Text, nullable=False, unique=True),
    Column("project_id", Uuid, ForeignKey(project.c.id), nullable=False),
    Column("owner_uscc", Text, nullable=False),
    Column("submitted_by", Text, nullable=False),
    Column("agreement_id", Uuid),
    Column("received_at", DateTime(timezone=True), nullable=False),
)
Index("ix_application_owner", application.c.owner_uscc, application.c.id)
Index("ix_application_project", application.c.project_id, application.c.id)

application_item = Table(
    "application_item",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("application_id", Uuid, ForeignKey(application.c.id), nullable=False),
    Column("project_id", Uuid, nullable=False),
    Column("item_code", Text, nullable=False),
    Column("item_name", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("received_at", DateTime(timezone=True), nullable=False),
    Column("material_ids", ARRAY(Uuid), nullable=False),
    Column("missing", ARRAY(Text), nullable=False),
    Column("supplement_told_at", DateTime(timezone=True)),
    Column("supplemented_at", DateTime(timezone=True)),
    Column("acceptance_number", Text, unique=True),
    Column("accepted_at", DateTime(timezone=True)),
    Column("deemed", Boolean, nullable=False),
    Column("reason", Text),
    Column("deadline_id", Uuid),
    Column("version", Integer, nullable=False),
)
_PENDING: list[ColumnElement[str]] = [
    literal_column(f"'{status}'") for status in (ItemStatus.RECEIVED, ItemStatus.SUPPLEMENT_REQUIRED)
]
Index("ix_application_item_application", application_item.c.application_id)
Index("ix_application_item_body", application_item.c.body, application_item.c.project_id)
Index("ix_application_item_deadline", application_item.c.deadline_id)
Index("ix_application_item_materials", application_item.c.material_ids, postgresql_using="gin")
Index(
    "uq_application_item_pending",
    application_item.c.project_id,
    application_item.c.item_code,
    unique=True,
    postgresql_where=application_item.c.status.in_(_PENDING),
)


def to_application(row: Mapping[Any, Any] | Record) -> Application:
    """A row as a package."""
    return Application(**row)


def to_item(row: Mapping[Any, Any] | Record) -> ApplicationItem:
    """A row as an item of a package."""
    return ApplicationItem(**{**row, "status": ItemStatus(row["status"])})


_GET = Prepared(select(application).where(application.c.id == bindparam("its_id")))


async def get(work: UnitOfWork, application_id: UUID) -> Application | None:
    """A package by its id."""
    row = await _GET.first(work.connection, its_id=application_id)
    return to_application(row) if row else None


_ITEMS_OF = Prepared(
    select(application_item)
    .where(application_item.c.application_id == func.any(bindparam("packages", type_=ARRAY(Uuid))))
    .order_by(application_item.c.item_code)
)


async def items_of(work: UnitOfWork, application_ids: Collection[UUID]) -> dict[UUID, list[ApplicationItem]]:
    """The items of packages, by package, in the order of their codes."""
    found: dict[UUID, list[ApplicationItem]] = {one: [] for one in application_ids}
    for row in await _ITEMS_OF.all(work.connection, packages=application_ids):
        found[row["application_id"]].append(to_item(row))
    return found


_PACKAGE = "package_"
_item_and_package = (
    select(application_item, *(column.label(_PACKAGE + column.name) for column in application.columns))
    .join_from(application_item, application, application.c.id == application_item.c.application_id)
    .where(application_item.c.id == bindparam("its_id"))
)
_GET_ITEM = Prepared(_item_and_package)
_GET_ITEM_LOCKED = Prepared(_item_and_package.with_for_update(of=application_item))


async def get_item(
    work: UnitOfWork, item_id: UUID, *, lock: bool = False
) -> tuple[Application, ApplicationItem] | None:
    """An item by its id, with its package; with ``lock``, the item until the end of the transaction."""
    row = await (_GET_ITEM_LOCKED if lock else _GET_ITEM).first(work.connection, its_id=item_id)
    if row is None:
        return None
    package = {column.name: row[_PACKAGE + column.name] for column in application.columns}
    return to_application(package), to_item({column.name: row[column.name] for column in application_item.columns})


_PENDING_CODES = Prepared(
    select(application_item.c.item_code).where(
        application_item.c.project_id == bindparam("its_project"),
        application_item.c.item_code == func.any(bindparam("codes", type_=ARRAY(Text))),
        application_item.c.status.in_(_PENDING),
    )
)


async def pending_codes(work: UnitOfWork, project_id: UUID, item_codes: Collection[str]) -> set[str]:
    """Which of the items the project has on their way to acceptance."""
    rows = await _PENDING_CODES.all(work.connection, its_project=project_id, codes=item_codes)
    return {row["item_code"] for row in rows}


async def body_uses_material(work: UnitOfWork, *, body: str, material_id: UUID) -> bool:
    """Whether an item of the body holds the material."""
    query = (
        select(application_item.c.id)
        .where(application_item.c.material_ids.contains([material_id]), application_item.c.body == body)
        .limit(1)
    )
    return bool(await fetch(work.connection, query))


_ADD = Prepared(insert(application))
_ADD_ITEM = Prepared(insert(application_item))


async def add(work: UnitOfWork, added: Application, items: Collection[ApplicationItem]) -> None:
    """Store a package with its items."""
    await _ADD.run(work.connection, **vars(added))
    await _ADD_ITEM.many(work.connection, (vars(item) | {"status": item.status.value} for item in items))


_MUTABLE = (
    "status",
    "material_ids",
    "missing",
    "supplement_told_at",
    "supplemented_at",
    "acceptance_number",
    "accepted_at",
    "deemed",
    "reason",
    "deadline_id",
    "version",
)
_SAVE_ITEM = Prepared(
    update(application_item)
    .where(application_item.c.id == bindparam("its_id"))
    .values({name: bindparam(f"new_{name}") for name in _MUTABLE})
)


async def save_item(work: UnitOfWork, changed: ApplicationItem) -> None:
    """Store a locked item, and raise its version."""
    changed.version += 1
    values = {f"new_{name}": getattr(changed, name) for name in _MUTABLE} | {"new_status": changed.status.value}
    await _SAVE_ITEM.run(work.connection, its_id=changed.id, **values)

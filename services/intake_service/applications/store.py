"""Packages and their items in PostgreSQL."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Column, DateTime, ForeignKey, Index, Integer, Row, Table, Text, Uuid, select
from sqlalchemy.dialects.postgresql import ARRAY, insert

from services.intake_service.applications.domain import Application, ApplicationItem, ItemStatus
from services.intake_service.projects.store import project
from services.intake_service.tables import metadata
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
_PENDING = [ItemStatus.RECEIVED.value, ItemStatus.SUPPLEMENT_REQUIRED.value]
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


def to_application(row: Row[Any]) -> Application:
    """A row as a package."""
    return Application(**row._mapping)


def to_item(row: Row[Any]) -> ApplicationItem:
    """A row as an item of a package."""
    return ApplicationItem(**{**row._mapping, "status": ItemStatus(row.status)})


async def get(work: UnitOfWork, application_id: UUID) -> Application | None:
    """A package by its id."""
    query = select(application).where(application.c.id == application_id)
    row = (await work.connection.execute(query)).one_or_none()
    return to_application(row) if row else None


async def items_of(work: UnitOfWork, application_ids: Collection[UUID]) -> dict[UUID, list[ApplicationItem]]:
    """The items of packages, by package, in the order of their codes."""
    query = (
        select(application_item)
        .where(application_item.c.application_id.in_(application_ids))
        .order_by(application_item.c.item_code)
    )
    found: dict[UUID, list[ApplicationItem]] = {one: [] for one in application_ids}
    for row in await work.connection.execute(query):
        found[row.application_id].append(to_item(row))
    return found


async def get_item(work: UnitOfWork, item_id: UUID, *, lock: bool = False) -> ApplicationItem | None:
    """An item by its id; with ``lock``, until the end of the transaction."""
    query = select(application_item).where(application_item.c.id == item_id)
    row = (await work.connection.execute(query.with_for_update() if lock else query)).one_or_none()
    return to_item(row) if row else None


async def pending_codes(work: UnitOfWork, project_id: UUID, item_codes: Collection[str]) -> set[str]:
    """Which of the items the project has on their way to acceptance."""
    query = select(application_item.c.item_code).where(
        application_item.c.project_id == project_id,
        application_item.c.item_code.in_(item_codes),
        application_item.c.status.in_(_PENDING),
    )
    return set((await work.connection.execute(query)).scalars())


async def body_uses_material(work: UnitOfWork, *, body: str, material_id: UUID) -> bool:
    """Whether an item of the body holds the material."""
    query = (
        select(application_item.c.id)
        .where(application_item.c.material_ids.contains([material_id]), application_item.c.body == body)
        .limit(1)
    )
    return (await work.connection.execute(query)).one_or_none() is not None


async def add(work: UnitOfWork, added: Application, items: Collection[ApplicationItem]) -> None:
    """Store a package with its items."""
    await work.connection.execute(
        insert(application).values({name: getattr(added, name) for name in application.columns.keys()})  # noqa: SIM118
    )
    await work.connection.execute(insert(application_item), [_values(item) for item in items])


async def save_item(work: UnitOfWork, changed: ApplicationItem) -> None:
    """Store a locked item, and raise its version."""
    changed.version += 1
    values = _values(changed)
    del values["id"]
    await work.connection.execute(application_item.update().where(application_item.c.id == changed.id).values(values))


def _values(item: ApplicationItem) -> dict[str, Any]:
    values = {name: getattr(item, name) for name in application_item.columns.keys()}  # noqa: SIM118
    return values | {"status": item.status.value}

"""Materials and their content, which is kept once per SHA-256, in chunks, and backed up with everything else."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Select,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    select,
)
from sqlalchemy.dialects.postgresql import insert

from services.intake_service.materials.domain import Material, MaterialKind
from services.intake_service.tables import metadata
from shared.kit.errors import NotFound
from shared.kit.unit_of_work import UnitOfWork

_CHUNK = 1_048_576

content = Table(
    "content",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("size", BigInteger, nullable=False),
)
content_chunk = Table(
    "content_chunk",
    metadata,
    Column("sha256", Text, ForeignKey(content.c.sha256), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("bytes", LargeBinary, nullable=False),
)
material = Table(
    "material",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("project_id", Uuid, ForeignKey("intake.project.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("sha256", Text, ForeignKey(content.c.sha256), nullable=False),
    Column("uploaded_by", Text, nullable=False),
    Column("agreement_id", Uuid),
    Column("created_at", DateTime(timezone=True), nullable=False),
    UniqueConstraint("project_id", "sha256", "name"),
)
Index("ix_material_project", material.c.project_id, material.c.id)


def select_materials() -> Select[Any]:
    """Materials with their size."""
    return select(material, content.c.size).join(content, content.c.sha256 == material.c.sha256)


def to_material(row: Any) -> Material:
    """A row of select_materials() as a material."""
    values = dict(row._mapping)
    return Material(**{**values, "kind": MaterialKind(values["kind"])})


async def get(work: UnitOfWork, material_id: UUID) -> Material:
    """A material by its id; raises NotFound."""
    row = (await work.connection.execute(select_materials().where(material.c.id == material_id))).one_or_none()
    if row is None:
        raise NotFound(what=("材料", "material"))
    return to_material(row)


async def known_ids(work: UnitOfWork, project_id: UUID, ids: Collection[UUID]) -> set[UUID]:
    """Which of the ids are materials of the project."""
    query = select(material.c.id).where(material.c.project_id == project_id, material.c.id.in_(ids))
    return set((await work.connection.execute(query)).scalars())


async def add(work: UnitOfWork, added: Material, data: bytes) -> tuple[Material, bool]:
    """Store a material. The same content under the same name is the same material: returns it, and False."""
    fresh = await work.connection.execute(
        insert(content).values(sha256=added.sha256, size=added.size).on_conflict_do_nothing().returning(content.c.size)
    )
    if fresh.one_or_none():
        await work.connection.execute(
            insert(content_chunk),
            [
                {"sha256": added.sha256, "number": number, "bytes": data[start : start + _CHUNK]}
                for number, start in enumerate(range(0, len(data), _CHUNK))
            ],
        )
    values = {name: getattr(added, name) for name in material.columns.keys()}  # noqa: SIM118
    made = await work.connection.execute(
        insert(material).values(values).on_conflict_do_nothing().returning(material.c.id)
    )
    if made.one_or_none():
        return added, True
    row = await work.connection.execute(
        select_materials().where(
            material.c.project_id == added.project_id, material.c.sha256 == added.sha256, material.c.name == added.name
        )
    )
    return to_material(row.one()), False


async def read_content(work: UnitOfWork, sha256: str) -> bytes:
    """A material's content, checked against its hash."""
    rows = await work.connection.execute(
        select(content_chunk.c.bytes).where(content_chunk.c.sha256 == sha256).order_by(content_chunk.c.number)
    )
    data = b"".join(rows.scalars())
    if hashlib.sha256(data).hexdigest() != sha256:
        raise OSError(f"content {sha256} is damaged")
    return data

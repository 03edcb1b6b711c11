"""Materials and their content, which is kept once per SHA-256, in chunks, and backed up with everything else."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from typing import Any
from uuid import UUID

from asyncpg import Record
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
    bindparam,
    func,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY, insert

from services.intake_service.tables import metadata
from services.intake_service.window.materials.domain import Material, MaterialKind
from shared.kit.database import Prepared, fetch
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


def to_material(row: Record) -> Material:
    """A row as a material."""
    return Material(**{**row, "kind": MaterialKind(row["kind"])})


_GET = Prepared(select_materials().where(material.c.id == bindparam("its_id")))


async def get(work: UnitOfWork, material_id: UUID) -> Material:
    """A material by its id; raises NotFound."""
    row = await _GET.first(work.connection, its_id=material_id)
    if row is None:
        raise NotFound(what=("材料", "material"))
    return to_material(row)


_KNOWN_IDS = Prepared(
    select(material.c.id).where(
        material.c.project_id == bindparam("its_project"),
        material.c.id == func.any(bindparam("ids", type_=ARRAY(Uuid))),
    )
)


async def known_ids(work: UnitOfWork, project_id: UUID, ids: Collection[UUID]) -> set[UUID]:
    """Which of the ids are materials of the project."""
    return {row["id"] for row in await _KNOWN_IDS.all(work.connection, its_project=project_id, ids=ids)}


_ADD_CONTENT = Prepared(insert(content).on_conflict_do_nothing().returning(content.c.size))
_ADD_CHUNK = Prepared(insert(content_chunk))
_ADD = Prepared(insert(material).on_conflict_do_nothing().returning(material.c.id))
_SAME = Prepared(
    select_materials().where(
        material.c.project_id == bindparam("its_project"),
        material.c.sha256 == bindparam("its_sha256"),
        material.c.name == bindparam("its_name"),
    )
)


async def add(work: UnitOfWork, added: Material, data: bytes) -> tuple[Material, bool]:
    """Store a material. The same content under the same name is the same material: returns it, and False."""
    if await _ADD_CONTENT.first(work.connection, sha256=added.sha256, size=added.size):
        await _ADD_CHUNK.many(
            work.connection,
            (
                {"sha256": added.sha256, "number": number, "bytes": data[start : start + _CHUNK]}
                for number, start in enumerate(range(0, len(data), _CHUNK))
            ),
        )
    if await _ADD.first(work.connection, **vars(added) | {"kind": added.kind.value}):
        return added, True
    row = await _SAME.first(work.connection, its_project=added.project_id, its_sha256=added.sha256, its_name=added.name)
    assert row
    return to_material(row), False


async def read_content(work: UnitOfWork, sha256: str) -> bytes:
    """A material's content, checked against its hash."""
    query = select(content_chunk.c.bytes).where(content_chunk.c.sha256 == sha256).order_by(content_chunk.c.number)
    data = b"".join([row["bytes"] for row in await fetch(work.connection, query)])
    if hashlib.sha256(data).hexdigest() != sha256:
        raise OSError(f"content {sha256} is damaged")
    return data

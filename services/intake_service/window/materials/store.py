"""Materials and their content, which is kept once per SHA-256, in chunks, and backed up with everything else."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Collection, Sequence
from typing import IO, Protocol
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    Uuid,
    bindparam,
    func,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY, insert

from services.intake_service.mandate.agreements.store import AGREEMENTS
from services.intake_service.parties.policy import IN_DISTRICT, for_owner
from services.intake_service.parties.projects.store import project
from services.intake_service.tables import metadata
from services.intake_service.window.materials.domain import Material, MaterialKind, MaterialStatus
from services.intake_service.window.materials.policy import may
from shared.contracts.intake.materials import MaterialWithdrawn
from shared.kit.change import Resource
from shared.kit.columns import MOMENT, Code, Codes, among
from shared.kit.database import Prepared
from shared.kit.rows import Rows
from shared.kit.runtime import Runtime
from shared.kit.scope import Scope
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.callers import bodies_of, enterprise_of, serves_all_projects
from shared.vocabulary.fields import MaterialField
from shared.vocabulary.roles import Role
from shared.vocabulary.scopes import projects_of

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
    Column("project_id", Uuid, ForeignKey(project.c.id), nullable=False),
    Column("owner_uscc", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", Code(MaterialKind), nullable=False),
    Column("media_type", Text, nullable=False),
    Column("sha256", Text, ForeignKey(content.c.sha256), nullable=False),
    Column("size", BigInteger, nullable=False, comment="bytes"),
    Column("uploaded_by", Text, nullable=False),
    Column("agreement_id", Uuid),
    Column("bodies", Codes(), nullable=False, comment="that have it with an item of theirs"),
    Column("created_at", MOMENT, nullable=False),
    Column("status", Code(MaterialStatus), nullable=False),
    Column("version", Integer, nullable=False),
)
_IS_THERE = among(material.c.status, [MaterialStatus.HANDED_IN])
Index("ix_material_project", material.c.project_id, material.c.status, material.c.id)
Index(
    "uq_material_same",
    *(material.c.project_id, material.c.sha256, material.c.name, material.c.kind),
    unique=True,
    postgresql_where=_IS_THERE,
)


async def _with_mandates(work: UnitOfWork, materials: Sequence[Material], _: bool = False) -> None:
    """Bring the agreements under which the caller handed materials in for their owners, as they stand now."""
    if not work.principal.has(Role.SERVICE_OFFICER):
        return
    mine = [one for one in materials if one.agreement_id and one.uploaded_by == work.actor]
    known = await AGREEMENTS.rows.several(work, {one.agreement_id for one in mine}) if mine else {}
    for one in mine:
        one.mandate = known.get(one.agreement_id)


MATERIALS = Resource(
    kind="material",
    what=("材料", "material"),
    rows=Rows(material, Material, changing=("status",)),
    may=may,
    completed=_with_mandates,
    scope=Scope(serves_all_projects, IN_DISTRICT, owner_uscc=enterprise_of, bodies=bodies_of, project_id=projects_of),
    events={"withdrawn": MaterialWithdrawn},
    on_record=("name", "sha256", "size", "status"),
    corrects=MaterialField,
    on_behalf_of=for_owner,
)

_GIVEN = material.c.id == func.any(bindparam("ids", type_=ARRAY(Uuid)))
_USABLE_IDS = Prepared(
    select(material.c.id)
    .where(material.c.project_id == bindparam("its_project"), _GIVEN, _IS_THERE)
    .order_by(material.c.id)
    .with_for_update()
)


async def usable_ids(work: UnitOfWork, project_id: UUID, ids: Collection[UUID]) -> set[UUID]:
    """Which of the ids are materials of the project; locked, so that none is withdrawn while an item takes it."""
    return {row["id"] for row in await _USABLE_IDS.all(work.connection, its_project=project_id, ids=ids)}


_SHARE = Prepared(
    update(material)
    .where(_GIVEN, bindparam("body", type_=Text) != func.all(material.c.bodies))
    .values(bodies=func.array_append(material.c.bodies, bindparam("body", type_=Text)))
)


async def share(work: UnitOfWork, ids: Collection[UUID], *, body: str) -> None:
    """Let a body read materials from now on: an item of it has them."""
    if ids:
        await _SHARE.run(work.connection, ids=ids, body=body)


_PASS = Prepared(
    update(material)
    .where(material.c.project_id == bindparam("its_project"))
    .values(owner_uscc=bindparam("its_owner", type_=Text))
)


async def pass_materials(work: UnitOfWork, project_id: UUID, *, to: str) -> None:
    """The materials of a locked project are another owner's from now on."""
    await _PASS.run(work.connection, its_project=project_id, its_owner=to)


class Stored(Protocol):
    """What has a content here. sha256: of that, hexadecimal; size: in bytes."""

    name: str
    media_type: str
    sha256: str
    size: int


_ADD_CONTENT = Prepared(insert(content).on_conflict_do_nothing().returning(content.c.size))
_ADD_CHUNK = Prepared(insert(content_chunk))
_SAME = Prepared(
    select(material).where(
        *(
            material.c[name] == bindparam(f"its_{name}", type_=material.c[name].type)
            for name in ("project_id", "sha256", "name", "kind")
        ),
        _IS_THERE,
    )
)


async def add_content(work: UnitOfWork, stored: Stored, file: IO[bytes]) -> None:
    """Store a file's content, unless it is there; in the memory of one chunk."""
    if await _ADD_CONTENT.first(work.connection, sha256=stored.sha256, size=stored.size):
        file.seek(0)
        for number in range(-(-stored.size // _CHUNK)):
            chunk = file.read(_CHUNK)
            await _ADD_CHUNK.run(work.connection, sha256=stored.sha256, number=number, bytes=chunk)


async def add(work: UnitOfWork, added: Material, file: IO[bytes]) -> tuple[Material, bool]:
    """Store a material. The same content, name and kind is the same material: returns it, and False."""
    await add_content(work, added, file)
    if await MATERIALS.add(work, added):
        return added, True
    row = await _SAME.first(
        work.connection,
        its_project_id=added.project_id,
        its_sha256=added.sha256,
        its_name=added.name,
        its_kind=added.kind,
    )
    assert row
    return MATERIALS.rows.of(row), False


_READ_CHUNK = Prepared(
    select(content_chunk.c.bytes).where(
        content_chunk.c.sha256 == bindparam("its_sha256"), content_chunk.c.number == bindparam("its_number")
    )
)


class ContentDamagedError(Exception):
    """A content is not what its hash says: nobody gets the whole of it as if it were."""


async def read_chunks(runtime: Runtime, found: Stored, start: int = 0, end: int | None = None) -> AsyncIterator[bytes]:
    """A content from ``start`` up to ``end``, chunk by chunk, each read on its own: a slow reader holds no connection
    meanwhile.

    Raises ContentDamagedError before the last chunk of the whole, where that is not what its hash says.
    """
    end = found.size if end is None else end
    digest, is_whole = hashlib.sha256(), (start, end) == (0, found.size)
    last = (end - 1) // _CHUNK
    for number in range(start // _CHUNK, last + 1):
        async with runtime.reading() as connection:
            row = await _READ_CHUNK.first(connection, its_sha256=found.sha256, its_number=number)
        chunk: bytes = row["bytes"] if row else b""
        digest.update(chunk)
        if is_whole and number == last and digest.hexdigest() != found.sha256:
            raise ContentDamagedError(found.sha256)
        before = number * _CHUNK
        yield chunk[max(0, start - before) : end - before]

"""Which files a bundle holds, and how they are read while it is sent."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Sequence
from functools import partial
from uuid import UUID

from services.intake_service.window.applications.domain import Application, ApplicationItem
from services.intake_service.window.applications.store import APPLICATIONS, ITEMS, items_of
from services.intake_service.window.bundles.domain import CONTENTS, unique_names
from services.intake_service.window.materials.domain import Material
from services.intake_service.window.materials.recognition import file_name
from services.intake_service.window.materials.store import MATERIALS, read_chunks
from shared.kit.clock import LOCAL
from shared.kit.http.archives import Entry
from shared.kit.http.sheets import csv_file
from shared.kit.runtime import Runtime
from shared.kit.unit_of_work import UnitOfWork

_COLUMNS = (
    "文件 file",
    "材料形式 kind",
    "大小（字节） bytes",
    "SHA-256",
    "提交时间 handed in at",
    "提交人 handed in by",
)


async def of_package(work: UnitOfWork, application_id: UUID) -> tuple[Application, list[Material]]:
    """A package that the caller sees, and the materials of its items, each once. Raises NotFound."""
    package = await APPLICATIONS.get(work, application_id)
    items = (await items_of(work, [package.id]))[package.id]
    return package, await _materials(work, (id_ for item in items for id_ in item.material_ids))


async def of_item(work: UnitOfWork, item_id: UUID) -> tuple[ApplicationItem, list[Material]]:
    """An item that the caller sees, and its materials: a body's people see those of their body. Raises NotFound."""
    item = await ITEMS.get(work, item_id)
    return item, await _materials(work, item.material_ids)


def entries(work: UnitOfWork, runtime: Runtime, materials: list[Material]) -> list[Entry]:
    """The list of contents, and then each material under a name of its own."""
    names = unique_names(file_name(one.name, one.media_type) for one in materials)
    named = list(zip(names, materials, strict=True))

    async def listed() -> AsyncIterator[bytes]:
        yield _contents(named)

    files = [Entry(name, one.created_at, partial(read_chunks, runtime, one)) for name, one in named]
    return [Entry(CONTENTS, work.now, listed), *files]


async def _materials(work: UnitOfWork, ids: Iterable[UUID]) -> list[Material]:
    wanted = list(dict.fromkeys(ids))
    found = await MATERIALS.rows.several(work, wanted) if wanted else {}
    return [found[id_] for id_ in wanted]


def _contents(named: Sequence[tuple[str, Material]]) -> bytes:
    """The list of what is in a bundle: each file with kind, size, hash, and who brought it when."""
    return csv_file(
        _COLUMNS,
        [
            [name, one.kind.label, one.size, one.sha256, f"{one.created_at.astimezone(LOCAL):%F %T}", one.uploaded_by]
            for name, one in named
        ],
    )

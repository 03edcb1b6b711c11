"""What can be done with materials."""

from __future__ import annotations

import asyncio
import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import IO
from uuid import UUID

from services.intake_service.mandate.agreements.use_cases import mandate_of
from services.intake_service.parties.projects.domain import Action
from services.intake_service.parties.projects.store import PROJECTS
from services.intake_service.window.materials.domain import (
    MAX_BYTES,
    Material,
    MaterialEmpty,
    MaterialGone,
    MaterialKind,
    MaterialTooLarge,
    MaterialTypeMismatch,
    MaterialTypeUnknown,
    Step,
)
from services.intake_service.window.materials.policy import may_read_content
from services.intake_service.window.materials.recognition import EXTENSIONS, claimed, media_type_of
from services.intake_service.window.materials.store import MATERIALS, add
from shared.kit.errors import Refusal, Version
from shared.kit.ids import new_id
from shared.kit.unit_of_work import UnitOfWork

_PART = 1_048_576


@dataclass(frozen=True)
class Given:
    """A file as it is handed in. declared: the media type that came with it; the content decides."""

    name: str
    declared: str
    file: IO[bytes]


async def hand_in(
    work: UnitOfWork, given: Given, *, project_id: UUID, agreement_id: UUID | None, kind: MaterialKind
) -> tuple[Material, bool]:
    """Hand in a file for a project; the same content, name and kind is the same material (then False).

    Raises MaterialEmpty, MaterialTooLarge, ArchiveTooLarge, MaterialTypeUnknown, MaterialTypeMismatch; for an agent
    AgreementNotInForce and NotTheAgent.
    """
    (came,) = await hand_in_several(work, [given], project_id=project_id, agreement_id=agreement_id, kind=kind)
    if isinstance(came, Refusal):
        raise came
    return came


async def hand_in_several(
    work: UnitOfWork, files: Sequence[Given], *, project_id: UUID, agreement_id: UUID | None, kind: MaterialKind
) -> list[tuple[Material, bool] | Refusal]:
    """Hand in files for a project, each for itself; what came of each, in order.

    Each is looked at before anything is written: what is refused keeps no other back. All that are taken count
    together. Raises for the whole what is wrong with the project or the agreement.
    """
    project = await PROJECTS.get(work, project_id)
    agreement = await mandate_of(work, agreement_id, project_id) if agreement_id else None
    if agreement is None:
        PROJECTS.check_may(work, project, Action.HAND_IN_MATERIAL)
    looked_at = [await _looked_at(one) for one in files]
    project = await PROJECTS.get(work, project_id, lock=True)  # whose it still is, and stays until this is stored
    came: list[tuple[Material, bool] | Refusal] = []
    for given, what in zip(files, looked_at, strict=True):
        if isinstance(what, Refusal):
            came.append(what)
            continue
        material = Material(
            id=new_id(),
            project_id=project.id,
            owner_uscc=project.owner_uscc,
            name=given.name,
            kind=kind,
            media_type=what.media_type,
            sha256=what.sha256,
            size=what.size,
            uploaded_by=work.actor,
            agreement_id=agreement_id,
            created_at=work.now,
        )
        material.say("handed_in")
        handed_in, is_new = await add(work, material, given.file)
        handed_in.mandate = agreement if handed_in.uploaded_by == work.actor else None
        came.append((handed_in, is_new))
    return came


async def _looked_at(given: Given) -> Recognised | Refusal:
    try:
        return await recognised(given)
    except Refusal as refused:
        return refused


async def withdraw(work: UnitOfWork, material_id: UUID, version: Version, reason: str) -> Material:
    """Take back what was handed in by mistake, before an item has it. Raises MaterialInUse."""
    async with MATERIALS.change(work, material_id, Step.WITHDRAW, version=version) as material:
        material.withdraw(reason=reason)
    return material


async def readable(work: UnitOfWork, material_id: UUID) -> Material:
    """A material whose content the caller may read; raises MaterialGone."""
    material = await MATERIALS.get(work, material_id)
    if not may_read_content(work.principal, material):
        raise MaterialGone(name=material.name)
    return material


@dataclass(frozen=True)
class Recognised:
    """What a file is. sha256: of its content, hexadecimal; size: in bytes."""

    media_type: str
    sha256: str
    size: int


async def recognised(given: Given) -> Recognised:
    """What a file is that is taken. Raises MaterialEmpty, MaterialTooLarge, ArchiveTooLarge, MaterialTypeUnknown,
    MaterialTypeMismatch.
    """

    def looked_at() -> Recognised:
        size = given.file.seek(0, os.SEEK_END)
        media_type = _check(given, size)
        digest = hashlib.sha256()
        given.file.seek(0)
        for part in iter(partial(given.file.read, _PART), b""):
            digest.update(part)
        return Recognised(media_type, digest.hexdigest(), size)

    return await asyncio.to_thread(looked_at)


def _check(given: Given, size: int) -> str:
    """The media type of a file that is taken."""
    name, declared = given.name, given.declared
    if not size:
        raise MaterialEmpty(name=name, pointer="/file")
    if size > MAX_BYTES:
        raise MaterialTooLarge(name=name, limit_mib=MAX_BYTES // 1_048_576, pointer="/file")
    found = media_type_of(given.file)
    if found is None:
        accepted = "、".join(endings[0] for endings in EXTENSIONS.values())
        raise MaterialTypeUnknown(name=name, given=declared or "—", accepted=accepted, pointer="/file")
    if (said := claimed(declared)) not in {None, found}:
        raise MaterialTypeMismatch(name=name, given=said, found=found, pointer="/file")
    return found

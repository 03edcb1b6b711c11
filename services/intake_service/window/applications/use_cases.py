"""What can be done at the one window (一窗综合受理)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.intake_service.copies.catalogue import Item, ItemUnknown, items_by_code
from services.intake_service.mandate.agreements.domain import Agreement
from services.intake_service.mandate.agreements.use_cases import mandate_of
from services.intake_service.numbers import next_number, next_numbers
from services.intake_service.parties.projects.domain import Action, Project
from services.intake_service.parties.projects.store import PROJECTS
from services.intake_service.parties.projects.use_cases import check_applies
from services.intake_service.tables import acceptance_numbers, application_numbers
from services.intake_service.window.applications.domain import (
    Application,
    ApplicationItem,
    ItemNamedTwice,
    ItemPending,
    ItemTwice,
    MaterialUnknown,
    Step,
)
from services.intake_service.window.applications.store import APPLICATIONS, ITEMS, pending
from services.intake_service.window.materials.store import share, usable_ids
from shared.contracts.tracking.cases import CaseAnnulled, CaseAnnulmentRefused
from shared.kit.errors import IllegalTransition, NotFound, Refusal, Version, check_version
from shared.kit.ids import new_id
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.statuses import UndoRefusal


@dataclass(frozen=True)
class HandedIn:
    """One item of a package as it is handed in."""

    item_code: str
    material_ids: Sequence[UUID]


async def submit(
    work: UnitOfWork, *, project_id: UUID, agreement_id: UUID | None, handed_in: Sequence[HandedIn]
) -> tuple[Application, list[ApplicationItem]]:
    """Hand in one package of several items of several bodies (notice 三(三)).

    The owner hands in for itself; an agent under a signed agreement, on the owner's behalf, within its scope; the
    window for an owner at the counter. Raises AgreementNotInForce, NotTheAgent, OutsideScope, ItemUnknown,
    ItemNotApplicable, ItemTwice, ItemPending, MaterialUnknown; then nothing of the package is kept.
    """
    project = await PROJECTS.get(work, project_id, lock=True)
    agreement = await mandate_of(work, agreement_id, project_id) if agreement_id else None
    if agreement is None:
        PROJECTS.check_may(work, project, Action.SUBMIT_APPLICATION)
    items = await _check_items(work, project, agreement, handed_in)
    await _check_materials(work, project.id, handed_in)
    application = Application(
        id=new_id(),
        application_number=await next_number(work, "SJ", application_numbers),
        project_id=project.id,
        owner_uscc=project.owner_uscc,
        submitted_by=work.actor,
        agreement_id=agreement_id,
        received_at=work.now,
    )
    application.say("submitted")
    received = [_received(application, item, one, agreement) for item, one in zip(items, handed_in, strict=True)]
    APPLICATIONS.create(work, application)
    await ITEMS.add_all(work, received)
    for item in received:
        await share(work, item.material_ids, body=item.body)
    return application, received


def _received(package: Application, item: Item, given: HandedIn, agreement: Agreement | None) -> ApplicationItem:
    received = ApplicationItem(
        id=new_id(),
        application_id=package.id,
        project_id=package.project_id,
        owner_uscc=package.owner_uscc,
        submitted_by=package.submitted_by,
        agreement_id=package.agreement_id,
        item_code=item.code,
        item_name=item.name,
        stage=item.stage,
        body=item.body,
        received_at=package.received_at,
        material_ids=list(dict.fromkeys(given.material_ids)),
        mandate=agreement,
    )
    received.receive(application_number=package.application_number, at=package.received_at)
    return received


async def _check_items(
    work: UnitOfWork, project: Project, agreement: Agreement | None, handed_in: Sequence[HandedIn]
) -> list[Item]:
    codes = [one.item_code for one in handed_in]
    known = await items_by_code(work, codes)
    on_their_way = await pending(work, project.id, codes)
    for index, code in enumerate(codes):
        pointer = f"/items/{index}/item_code"
        if code not in known:
            raise ItemUnknown(item_code=code, pointer=pointer)
        if code in codes[:index]:
            raise ItemTwice(item_code=code, pointer=pointer)
        if agreement:
            agreement.check_covers(item_code=code, stage=known[code].stage, pointer=pointer)
        check_applies(project, known[code], pointer=pointer)
        if its := on_their_way.get(code):
            number = f" {its.acceptance_number}" if its.acceptance_number else ""
            raise ItemPending(item_code=code, state=its.status.words, number=number, pointer=pointer)
    return [known[code] for code in codes]


async def _check_materials(work: UnitOfWork, project_id: UUID, handed_in: Sequence[HandedIn]) -> None:
    known = await usable_ids(work, project_id, {material for one in handed_in for material in one.material_ids})
    for item_index, one in enumerate(handed_in):
        for index, material_id in enumerate(one.material_ids):
            if material_id not in known:
                pointer = f"/items/{item_index}/material_ids/{index}"
                raise MaterialUnknown(material_id=material_id, pointer=pointer)


async def accept(work: UnitOfWork, item_id: UUID, version: Version) -> ApplicationItem:
    """The window accepts an item: it becomes a case of its body."""
    async with ITEMS.change(work, item_id, Step.ACCEPT, version=version) as item:
        item.accept(acceptance_number=await next_number(work, "SL", acceptance_numbers), at=work.now)
    return item


async def accept_several(
    work: UnitOfWork, asked: Sequence[tuple[UUID, int]]
) -> list[tuple[UUID, ApplicationItem | Refusal]]:
    """The window accepts several items, each for itself, with the version that it read; what came of each, in order.

    One transaction: all items are locked at once, in the order of their ids, so that two windows with the same items
    wait for each other and never in a circle. Each is looked at before anything of it is written, as a single accept
    does: what is refused stays as it is and keeps no other back. All that is accepted, with its numbers, events and
    entries on the audit trail, counts together or, where the database fails, not at all: then the same request may be
    sent again. A number that was drawn for an item which its state does not let be accepted is left out.

    Raises ItemNamedTwice for the whole.
    """
    ids = [item_id for item_id, _ in asked]
    for index, item_id in enumerate(ids):
        if item_id in ids[:index]:
            raise ItemNamedTwice(pointer=f"/items/{index}/item_id")
    found = await ITEMS.several(work, ids, lock=True)
    came: dict[UUID, ApplicationItem | Refusal] = {}
    for item_id, version in asked:
        try:
            item = found.get(item_id)
            if item is None:
                raise NotFound(what=ITEMS.what)
            ITEMS.check_may(work, item, Step.ACCEPT)
            check_version(given=version, current=item.version)
            came[item_id] = item
        except Refusal as refused:
            came[item_id] = refused
    items = [one for one in came.values() if isinstance(one, ApplicationItem)]
    numbers = await next_numbers(work, "SL", acceptance_numbers, len(items)) if items else []
    async with ITEMS.changing(work, *items):
        for item, number in zip(items, numbers, strict=True):
            try:
                item.accept(acceptance_number=number, at=work.now)
            except IllegalTransition as refused:
                came[item.id] = refused.to_who_may(ITEMS.steps(work, item))
    return list(came.items())


async def tell_missing(work: UnitOfWork, item_id: UUID, version: Version, missing: Sequence[str]) -> ApplicationItem:
    """The window tells, once and all at once, what is missing (行政许可法 32)."""
    async with ITEMS.change(work, item_id, Step.REQUIRE_SUPPLEMENT, version=version) as item:
        item.require_supplement(missing=missing, at=work.now)
    return item


async def supplement(
    work: UnitOfWork, item_id: UUID, version: Version, material_ids: Sequence[UUID]
) -> ApplicationItem:
    """The applicant, or its agent, hands in what was missing."""
    async with ITEMS.change(work, item_id, Step.SUPPLEMENT, version=version) as item:
        await _hold_mandate(work, item)
        known = await usable_ids(work, item.project_id, material_ids)
        for index, material_id in enumerate(material_ids):
            if material_id not in known:
                raise MaterialUnknown(material_id=material_id, pointer=f"/material_ids/{index}")
        item.supplement(material_ids=material_ids, at=work.now)
        await share(work, material_ids, body=item.body)
    return item


async def refuse(work: UnitOfWork, item_id: UUID, version: Version, step: Step, reason: str) -> ApplicationItem:
    """The window turns an item away: 不受理 (needs no approval) or 不予受理 (another organ's)."""
    async with ITEMS.change(work, item_id, step, version=version) as item:
        item.refuse(step, reason=reason, at=work.now)
    return item


async def retract(work: UnitOfWork, item_id: UUID, version: Version, reason: str) -> ApplicationItem:
    """The applicant takes an item back before acceptance (撤件)."""
    async with ITEMS.change(work, item_id, Step.RETRACT, version=version) as item:
        await _hold_mandate(work, item)
        item.retract(reason=reason, at=work.now)
    return item


async def _hold_mandate(work: UnitOfWork, item: ApplicationItem) -> None:
    """The agreement under which an agent goes on with an item does not end before that is done."""
    if item.mandate:
        await mandate_of(work, item.mandate.id, item.project_id)


async def deem_accepted(work: UnitOfWork, item_id: UUID, *, missed: UUID) -> None:
    """No notice went out in time: the item counts as accepted (行政许可法 32). Nothing where it was answered."""
    item = await ITEMS.rows.get(work, item_id, lock=True)
    if item is None or item.deadline_id != missed or not item.silence_accepts:
        return
    async with ITEMS.changing(work, item):
        item.deem_accepted(acceptance_number=await next_number(work, "SL", acceptance_numbers))


async def ask_to_undo(work: UnitOfWork, item_id: UUID, version: Version, reason: str) -> ApplicationItem:
    """The window has accepted an item by mistake, and asks that this be undone. Raises AcceptanceStands."""
    async with ITEMS.change(work, item_id, Step.UNDO_ACCEPTANCE, version=version) as item:
        item.ask_to_undo(reason=reason, by=work.actor, at=work.now)
    return item


async def take_answers(work: UnitOfWork, answers: Sequence[CaseAnnulled | CaseAnnulmentRefused]) -> None:
    """Cases say whether the acceptances that they came of are undone."""
    items = await ITEMS.rows.several(work, {one.application_item_id for one in answers}, lock=True)
    if unknown := {one.application_item_id for one in answers} - items.keys():
        raise ValueError(f"there are no items {unknown}, though their cases answer")
    async with ITEMS.changing(work, *items.values()):
        for one in answers:
            item = items[one.application_item_id]
            if isinstance(one, CaseAnnulled):
                item.undo_acceptance(asked_at=one.asked_at, at=one.at)
            else:
                item.keep_acceptance(UndoRefusal(one.refusal), asked_at=one.asked_at)


async def end_cases(work: UnitOfWork, ended: Mapping[UUID, datetime]) -> None:
    """Cases of these items are over: the items may be handed in again."""
    items = await ITEMS.rows.several(work, ended, lock=True)
    if unknown := ended.keys() - items.keys():
        raise ValueError(f"there are no items {unknown}, though cases of theirs have ended")
    async with ITEMS.changing(work, *items.values()):
        for item in items.values():
            item.end_case(at=ended[item.id])

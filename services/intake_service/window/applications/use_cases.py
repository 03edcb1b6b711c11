"""What can be done at the one window (一窗综合受理)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from asyncpg import Record
from sqlalchemy import select

from services.intake_service.catalogue.store import Item, items_by_code
from services.intake_service.mandate.agreements.domain import Agreement
from services.intake_service.mandate.agreements.store import signed_among
from services.intake_service.mandate.agreements.use_cases import get_agreement
from services.intake_service.numbers import next_number
from services.intake_service.parties.owners.policy import is_own
from services.intake_service.parties.projects.domain import Project
from services.intake_service.parties.projects.policy import visible_rows
from services.intake_service.parties.projects.use_cases import get_project
from services.intake_service.tables import acceptance_numbers, application_numbers
from services.intake_service.window.applications import store
from services.intake_service.window.applications.domain import (
    APPLICANT_STEPS,
    SUPPLEMENT_NOTICE,
    Application,
    ApplicationItem,
    ItemNotApplicable,
    ItemPending,
    ItemStatus,
    ItemTwice,
    ItemUnknown,
    MaterialUnknown,
    Step,
)
from services.intake_service.window.applications.policy import check_may_see, check_may_take
from services.intake_service.window.applications.publishing import (
    publish_outcome,
    publish_received,
    publish_supplement_required,
    publish_supplemented,
    request_notice_deadline,
    settle_notice_deadline,
)
from services.intake_service.window.materials.store import known_ids
from shared.contracts.deadlines import DeadlineMissed
from shared.kit.errors import NotFound, NotPermitted, check_version
from shared.kit.ids import new_id
from shared.kit.pages import page
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.roles import Role


@dataclass(frozen=True)
class HandedIn:
    """One item of a package as it is handed in."""

    item_code: str
    material_ids: Sequence[UUID]


async def submit_application(
    work: UnitOfWork, *, project_id: UUID, agreement_id: UUID | None, handed_in: Sequence[HandedIn]
) -> tuple[Application, list[ApplicationItem]]:
    """Hand in one package of several items of several bodies (notice 三(三)).

    The owner hands in for itself; an agent under a signed agreement, on the owner's behalf, within its scope; the
    window for an owner at the counter. Raises AgreementNotInForce, NotTheAgent, OutsideScope, ItemUnknown,
    ItemNotApplicable, ItemTwice, ItemPending, MaterialUnknown; then nothing of the package is kept.
    """
    project = await get_project(work, project_id, lock=True)
    agreement = await _mandate(work, project, agreement_id)
    items = await _check_items(work, project, agreement, handed_in)
    await _check_materials(work, project, handed_in)
    application = Application(
        id=new_id(),
        application_number=await next_number(work, "SJ", application_numbers),
        project_id=project.id,
        owner_uscc=project.owner_uscc,
        submitted_by=work.actor,
        agreement_id=agreement.id if agreement else None,
        received_at=work.now,
    )
    received = [
        ApplicationItem(
            id=new_id(),
            application_id=application.id,
            project_id=project.id,
            item_code=item.code,
            item_name=item.name,
            stage=item.stage,
            body=item.body,
            status=ItemStatus.RECEIVED,
            received_at=work.now,
            material_ids=list(dict.fromkeys(one.material_ids)),
        )
        for item, one in zip(items, handed_in, strict=True)
    ]
    for item_received in received:
        publish_received(work, application, item_received)
        request_notice_deadline(work, item_received)
    await store.add(work, application, received)
    work.audit(
        "application.submitted",
        "application",
        application.id,
        after={"items": [item.code for item in items], "agreement_id": application.agreement_id},
        on_behalf_of=project.owner_uscc,
    )
    return application, received


async def _mandate(work: UnitOfWork, project: Project, agreement_id: UUID | None) -> Agreement | None:
    """The agreement under which the caller acts; None where it acts for itself or as the window."""
    if agreement_id is None:
        if is_own(work.principal, project.owner_uscc) or work.principal.has(Role.WINDOW_CLERK):
            return None
        raise NotPermitted(what=("在没有委托协议的情况下申报", "apply without an agreement"))
    agreement = await get_agreement(work, agreement_id, lock=True)
    if agreement.project_id != project.id:
        raise NotFound(what=("代办委托协议", "agreement"), pointer="/agreement_id")
    agreement.check_may_act(work.principal.subject)
    return agreement


async def _check_items(
    work: UnitOfWork, project: Project, agreement: Agreement | None, handed_in: Sequence[HandedIn]
) -> list[Item]:
    codes = [one.item_code for one in handed_in]
    known = await items_by_code(work, codes)
    pending = await store.pending_codes(work, project.id, codes)
    for index, code in enumerate(codes):
        pointer = f"/items/{index}/item_code"
        if code not in known:
            raise ItemUnknown(item_code=code, pointer=pointer)
        if code in codes[:index]:
            raise ItemTwice(item_code=code, pointer=pointer)
        if agreement:
            agreement.check_covers(item_code=code, stage=known[code].stage, pointer=pointer)
        investment, project_type = project.facts.investment, project.project_type
        if not known[code].applies_to(investment=investment, project_type=project_type):
            raise ItemNotApplicable(
                item_code=code,
                item_name=known[code].name,
                investment=(investment.label, investment.value),
                project_type=(project_type.label, project_type.value),
                pointer=pointer,
            )
        if code in pending:
            raise ItemPending(item_code=code, pointer=pointer)
    return [known[code] for code in codes]


async def _check_materials(work: UnitOfWork, project: Project, handed_in: Sequence[HandedIn]) -> None:
    known = await known_ids(work, project.id, {material for one in handed_in for material in one.material_ids})
    for item_index, one in enumerate(handed_in):
        for index, material_id in enumerate(one.material_ids):
            if material_id not in known:
                pointer = f"/items/{item_index}/material_ids/{index}"
                raise MaterialUnknown(material_id=material_id, pointer=pointer)


async def get_application(work: UnitOfWork, application_id: UUID) -> tuple[Application, list[ApplicationItem]]:
    """A package that the caller may see; raises NotFound."""
    application = check_may_see(work.principal, await store.get(work, application_id))
    return application, (await store.items_of(work, [application_id]))[application_id]


async def list_applications(
    work: UnitOfWork, *, project_id: UUID | None, size: int, cursor: str | None
) -> tuple[list[Record], str | None]:
    """A page of the packages that the caller may see, oldest first."""
    query = select(store.application).where(visible_rows(work.principal, store.application.c.owner_uscc))
    if project_id:
        query = query.where(store.application.c.project_id == project_id)
    return await page(work, "applications", query, [store.application.c.id], size=size, cursor=cursor)


async def get_item(work: UnitOfWork, item_id: UUID, *, lock: bool = False) -> tuple[Application, ApplicationItem]:
    """An item that the caller may see, with its package; raises NotFound."""
    application, item = await store.get_item(work, item_id, lock=lock) or (None, None)
    application = check_may_see(work.principal, application)
    assert item
    return application, item


async def in_force(work: UnitOfWork, applications: Collection[Application]) -> set[UUID]:
    """The agreements under which the caller handed these in, and still may act for their owners."""
    if not work.principal.has(Role.SERVICE_OFFICER):
        return set()
    own = {one.agreement_id for one in applications if one.agreement_id and one.submitted_by == work.actor}
    return await signed_among(work, own) if own else set()


async def _change(
    work: UnitOfWork, item_id: UUID, step: Step, expected_version: int, change: Callable[[ApplicationItem], None]
) -> tuple[Application, ApplicationItem]:
    """One step of an item: locked, permitted, of the version that the caller read, stored and audited."""
    application, item = await get_item(work, item_id, lock=True)
    check_may_take(work.principal, application, step)
    check_version(given=expected_version, current=item.version)
    if step in APPLICANT_STEPS and application.agreement_id and not is_own(work.principal, application.owner_uscc):
        agreement = await get_agreement(work, application.agreement_id, lock=True)
        agreement.check_may_act(work.principal.subject)
    before = {"status": item.status}
    change(item)
    await _conclude(work, item, step)
    await store.save_item(work, item)
    work.audit(
        f"application_item.{item.status}",
        "application_item",
        item.id,
        before=before,
        after={"status": item.status, "reason": item.reason, "missing": item.missing},
        on_behalf_of=application.owner_uscc,
    )
    return application, item


async def _conclude(work: UnitOfWork, item: ApplicationItem, step: Step) -> None:
    """Name what happened, and settle or start the window's limit."""
    match step:
        case Step.REQUIRE_SUPPLEMENT:
            settle_notice_deadline(work, item, met=True)
            publish_supplement_required(work, item)
        case Step.SUPPLEMENT:
            publish_supplemented(work, item)
            request_notice_deadline(work, item)
        case Step.RETRACT:
            settle_notice_deadline(work, item, met=False)
            publish_outcome(work, item)
        case _:
            settle_notice_deadline(work, item, met=True)
            publish_outcome(work, item)


async def accept_item(work: UnitOfWork, item_id: UUID, *, expected_version: int) -> tuple[Application, ApplicationItem]:
    """The window accepts an item: it becomes a case of its body."""
    number = await next_number(work, "SL", acceptance_numbers)
    return await _change(
        work, item_id, Step.ACCEPT, expected_version, lambda item: item.accept(acceptance_number=number, at=work.now)
    )


async def require_supplement(
    work: UnitOfWork, item_id: UUID, *, expected_version: int, missing: Sequence[str]
) -> tuple[Application, ApplicationItem]:
    """The window tells, once and all at once, what is missing (行政许可法 32)."""
    return await _change(
        work,
        item_id,
        Step.REQUIRE_SUPPLEMENT,
        expected_version,
        lambda item: item.require_supplement(missing=missing, at=work.now),
    )


async def supplement_item(
    work: UnitOfWork, item_id: UUID, *, expected_version: int, material_ids: Sequence[UUID]
) -> tuple[Application, ApplicationItem]:
    """The applicant, or its agent, hands in what was missing."""
    application, item = await get_item(work, item_id)
    project = await get_project(work, application.project_id)
    known = await known_ids(work, project.id, material_ids)
    for index, material_id in enumerate(material_ids):
        if material_id not in known:
            raise MaterialUnknown(material_id=material_id, pointer=f"/material_ids/{index}")
    return await _change(
        work,
        item.id,
        Step.SUPPLEMENT,
        expected_version,
        lambda item: item.supplement(material_ids=material_ids, at=work.now),
    )


async def refuse_item(
    work: UnitOfWork, item_id: UUID, *, expected_version: int, competent: bool, reason: str
) -> tuple[Application, ApplicationItem]:
    """The window turns an item away: 不受理 (needs no approval) or 不予受理 (another organ's)."""
    step = Step.REFUSE_NOT_A_MATTER if competent else Step.REFUSE_NOT_COMPETENT
    return await _change(
        work, item_id, step, expected_version, lambda item: item.refuse(competent=competent, reason=reason)
    )


async def retract_item(
    work: UnitOfWork, item_id: UUID, *, expected_version: int, reason: str
) -> tuple[Application, ApplicationItem]:
    """The applicant takes an item back before acceptance (撤件)."""
    return await _change(work, item_id, Step.RETRACT, expected_version, lambda item: item.retract(reason=reason))


async def deem_accepted(work: UnitOfWork, missed: DeadlineMissed) -> None:
    """No notice went out in time: the item counts as accepted (行政许可法 32). Nothing where it was answered."""
    if missed.purpose != SUPPLEMENT_NOTICE:
        return
    _, item = await store.get_item(work, missed.subject_id, lock=True) or (None, None)
    if item is None or item.deadline_id != missed.deadline_id or not item.silence_accepts:
        return
    item.deem_accepted(acceptance_number=await next_number(work, "SL", acceptance_numbers))
    item.deadline_id = None
    await store.save_item(work, item)
    publish_outcome(work, item)
    work.audit("application_item.deemed_accepted", "application_item", item.id, after={"accepted_at": item.accepted_at})

"""Packages and their items in PostgreSQL, and what is told of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table, Text, Uuid, bindparam, func, select, update
from sqlalchemy.dialects.postgresql import ARRAY

from services.intake_service.mandate.agreements.store import AGREEMENTS, mandates_of
from services.intake_service.parties.policy import IN_DISTRICT, OF_OWNER, for_owner
from services.intake_service.parties.projects.store import project
from services.intake_service.tables import metadata
from services.intake_service.window.applications.domain import COURSE, Application, ApplicationItem
from services.intake_service.window.applications.policy import may
from shared.contracts.intake.applications import (
    ItemAcceptanceUndone,
    ItemAccepted,
    ItemNotAccepted,
    ItemReceived,
    ItemSupplemented,
    ItemSupplementRequired,
    ItemUndoAsked,
)
from shared.contracts.intake.deadlines import IntakeDeadlineRequested, IntakeDeadlineSettled
from shared.kit.change import Resource
from shared.kit.columns import MOMENT, Code, among
from shared.kit.database import Prepared
from shared.kit.rows import Rows
from shared.kit.scope import Scope
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.callers import bodies_of, enterprise_of, serves_all_projects
from shared.vocabulary.fields import ItemField
from shared.vocabulary.roles import Role
from shared.vocabulary.scopes import projects_of
from shared.vocabulary.statuses import ItemStatus, UndoRefusal

_OTHERS_AT_MOST = 50

application = Table(
    "application",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("application_number", Text, nullable=False, unique=True),
    Column("project_id", Uuid, ForeignKey(project.c.id), nullable=False),
    Column("owner_uscc", Text, nullable=False),
    Column("submitted_by", Text, nullable=False),
    Column("agreement_id", Uuid),
    Column("received_at", MOMENT, nullable=False),
)
Index("ix_application_owner", application.c.owner_uscc, application.c.id)
Index("ix_application_project", application.c.project_id, application.c.id)

application_item = Table(
    "application_item",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("application_id", Uuid, ForeignKey(application.c.id), nullable=False),
    Column("project_id", Uuid, nullable=False),
    Column("owner_uscc", Text, nullable=False),
    Column("submitted_by", Text, nullable=False),
    Column("agreement_id", Uuid),
    Column("item_code", Text, nullable=False),
    Column("item_name", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("status", Code(ItemStatus), nullable=False),
    Column("received_at", MOMENT, nullable=False),
    Column("material_ids", ARRAY(Uuid), nullable=False),
    Column("missing", ARRAY(Text), nullable=False),
    Column("supplement_told_at", MOMENT),
    Column("supplemented_at", MOMENT),
    Column("acceptance_number", Text, unique=True),
    Column("accepted_at", MOMENT),
    Column("deemed", Boolean, nullable=False),
    Column("reason", Text),
    Column("deadline_id", Uuid),
    Column("case_ended_at", MOMENT),
    Column("undo_asked_at", MOMENT),
    Column("undo_asked_by", Text),
    Column("undo_reason", Text),
    Column("undo_refusal", Code(UndoRefusal)),
    Column("undone_at", MOMENT),
    Column("updated_at", MOMENT, nullable=False),
    Column("version", Integer, nullable=False),
)
_IS_PENDING = among(application_item.c.status, COURSE.open) & application_item.c.case_ended_at.is_(None)
Index("ix_application_item_application", application_item.c.application_id)
Index("ix_application_item_project", application_item.c.project_id, application_item.c.item_code, application_item.c.id)
Index("ix_application_item_owner", application_item.c.owner_uscc, application_item.c.id)
Index("ix_application_item_status", application_item.c.status, application_item.c.id)
Index("ix_application_item_item_code", application_item.c.item_code, application_item.c.id)
SUPPLEMENTED = among(application_item.c.status, [ItemStatus.RECEIVED]) & application_item.c.supplemented_at.is_not(None)
"""What was missing has come, and the window has not answered yet."""
Index("ix_application_item_supplemented", application_item.c.id, postgresql_where=SUPPLEMENTED)
Index("ix_application_item_updated_at", application_item.c.updated_at, application_item.c.id)
Index("ix_application_item_body_updated_at", *(application_item.c[name] for name in ("body", "updated_at", "id")))
Index("ix_application_item_body", application_item.c.body, application_item.c.id)
Index("ix_application_item_body_status", application_item.c.body, application_item.c.status, application_item.c.id)
Index(
    "uq_application_item_pending",
    application_item.c.project_id,
    application_item.c.item_code,
    unique=True,
    postgresql_where=_IS_PENDING,
)


async def _with_mandates(work: UnitOfWork, items: Sequence[ApplicationItem], _: bool = False) -> None:
    """Bring the agreements under which the caller may act on items for their owners.

    That is one in force that covers the item, whoever handed it in; where there is none, the one under which the caller
    handed it in, as it stands now.
    """
    if not items or not work.principal.has(Role.SERVICE_OFFICER):
        return
    in_force = await mandates_of(work, work.actor, {one.project_id for one in items})
    mine = {one.agreement_id for one in items if one.agreement_id and one.submitted_by == work.actor}
    known = await AGREEMENTS.rows.several(work, mine) if mine else {}
    for one in items:
        covering = (
            mandate
            for mandate in in_force
            if mandate.project_id == one.project_id and mandate.covers(item_code=one.item_code, stage=one.stage)
        )
        one.mandate = next(covering, known.get(one.agreement_id) if one.submitted_by == work.actor else None)


APPLICATIONS = Resource(
    kind="application",
    what=("申报件", "application"),
    rows=Rows(application, Application),
    scope=OF_OWNER,
    events={},
    on_record=("application_number", "agreement_id"),
    on_behalf_of=for_owner,
)
ITEMS = Resource(
    kind="application_item",
    what=("申报件", "application"),
    rows=Rows(
        application_item,
        ApplicationItem,
        changing=(
            *("status", "material_ids", "missing", "supplement_told_at", "supplemented_at", "acceptance_number"),
            *("accepted_at", "deemed", "reason", "deadline_id", "case_ended_at"),
            *("undo_asked_at", "undo_asked_by", "undo_reason", "undo_refusal", "undone_at"),
        ),
    ),
    scope=Scope(serves_all_projects, IN_DISTRICT, owner_uscc=enterprise_of, body=bodies_of, project_id=projects_of),
    names={"item_id": "id"},
    may=may,
    completed=_with_mandates,
    events={
        "received": ItemReceived,
        "supplement_required": ItemSupplementRequired,
        "supplemented": ItemSupplemented,
        "accepted": ItemAccepted,
        "deemed_accepted": ItemAccepted,
        "acceptance_undo_asked": ItemUndoAsked,
        "acceptance_undone": ItemAcceptanceUndone,
        ItemStatus.NOT_A_MATTER: ItemNotAccepted,
        ItemStatus.NOT_COMPETENT: ItemNotAccepted,
        ItemStatus.RETRACTED: ItemNotAccepted,
        "deadline_requested": IntakeDeadlineRequested,
        "deadline_settled": IntakeDeadlineSettled,
    },
    corrects=ItemField,
    on_record=(
        *("item_code", "status", "reason", "missing", "acceptance_number", "accepted_at", "case_ended_at"),
        *("undo_reason", "undo_refusal", "mandate_id"),
    ),
    off_record=("received", "deadline_requested", "deadline_settled"),
    on_behalf_of=for_owner,
)

_ITEMS_OF = Prepared(
    select(application_item)
    .where(application_item.c.application_id == func.any(bindparam("packages", type_=ARRAY(Uuid))))
    .order_by(application_item.c.item_code)
)


async def items_of(work: UnitOfWork, application_ids: Collection[UUID]) -> dict[UUID, list[ApplicationItem]]:
    """The items of packages, by package, in the order of their codes."""
    found: dict[UUID, list[ApplicationItem]] = {one: [] for one in application_ids}
    items = [ITEMS.rows.of(row) for row in await _ITEMS_OF.all(work.connection, packages=application_ids)]
    for item in items:
        found[item.application_id].append(item)
    await _with_mandates(work, items)
    return found


_OTHERS = Prepared(
    select(application_item)
    .where(
        application_item.c.project_id == bindparam("its_project"),
        application_item.c.item_code == bindparam("its_code"),
        application_item.c.id != bindparam("its_id"),
    )
    .order_by(application_item.c.id.desc())
    .limit(_OTHERS_AT_MOST)
)


async def others_of(work: UnitOfWork, item: ApplicationItem) -> list[ApplicationItem]:
    """The other times, the newest first, at which the project handed in the same item."""
    values = {"its_project": item.project_id, "its_code": item.item_code, "its_id": item.id}
    others = [ITEMS.rows.of(row) for row in await _OTHERS.all(work.connection, **values)]
    await _with_mandates(work, others)
    return others


_PENDING = Prepared(
    select(application_item).where(
        application_item.c.project_id == bindparam("its_project"),
        application_item.c.item_code == func.any(bindparam("codes", type_=ARRAY(Text))),
        _IS_PENDING,
    )
)


async def pending(work: UnitOfWork, project_id: UUID, item_codes: Collection[str]) -> dict[str, ApplicationItem]:
    """Those of the items that the project has on their way to a decision, by their codes."""
    rows = await _PENDING.all(work.connection, its_project=project_id, codes=item_codes)
    return {row["item_code"]: ITEMS.rows.of(row) for row in rows}


_ARE_ANOTHER_S = [
    Prepared(update(table).where(table.c.project_id == bindparam("its_project")).values(values))
    for table, values in (
        (application, {"owner_uscc": bindparam("its_owner")}),
        (application_item, {"owner_uscc": bindparam("its_owner"), "updated_at": bindparam("now", type_=MOMENT)}),
    )
]


async def pass_applications(work: UnitOfWork, project_id: UUID, *, to: str) -> None:
    """The packages of a locked project and their items are another owner's from now on: it is the applicant."""
    packages, items = _ARE_ANOTHER_S
    await packages.run(work.connection, its_project=project_id, its_owner=to)
    await items.run(work.connection, its_project=project_id, its_owner=to, now=work.now)

"""Drafts in PostgreSQL. Nothing is told of them; that they were begun, saved and discarded is on record.

Their title and content are not on record: they are no statement yet, and each save would be kept for good.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text, Uuid, bindparam, delete, func, select

from services.intake_service.mandate.agreements.store import IN_FORCE, agreement
from services.intake_service.parties.owners.store import owner
from services.intake_service.parties.policy import for_owner
from services.intake_service.parties.projects.store import PROJECTS, project
from services.intake_service.tables import metadata
from services.intake_service.window.drafts.domain import Draft, DraftedOperation
from services.intake_service.window.drafts.policy import agent_of, may
from shared.kit.change import Resource
from shared.kit.columns import MOMENT, Code, Json
from shared.kit.database import Prepared
from shared.kit.rows import Rows
from shared.kit.scope import Scope, Through
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.callers import enterprise_of

draft = Table(
    "draft",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("operation", Code(DraftedOperation), nullable=False),
    Column("project_id", Uuid, ForeignKey(project.c.id)),
    Column("agreement_id", Uuid, ForeignKey(agreement.c.id)),
    Column("owner_id", Uuid, ForeignKey(owner.c.id), nullable=False),
    Column("owner_uscc", Text, nullable=False),
    Column("enterprise", Text),
    Column("agent", Text),
    Column("title", Text, nullable=False),
    Column("content", Json(dict[str, Any]), nullable=False),
    Column("created_at", MOMENT, nullable=False),
    Column("updated_at", MOMENT, nullable=False),
    Column("version", Integer, nullable=False),
)
Index("ix_draft_enterprise", draft.c.enterprise, draft.c.id)
Index("ix_draft_agent", draft.c.agent, draft.c.agreement_id)

_of_agent = draft.alias("of_agent")
_under_mandate = (
    select(_of_agent.c.id, _of_agent.c.agent)
    .join(agreement, agreement.c.id == _of_agent.c.agreement_id)
    .where(IN_FORCE)
    .subquery("under_mandate")
)
_UNDER_MANDATE = Through("id", _under_mandate.c.id, few=True, agent=agent_of)
"""An agent's drafts are its own while their agreement is in force. None comes into force a second time."""


async def _with_projects(work: UnitOfWork, drafts: Sequence[Draft], _: bool = False) -> None:
    """Bring the projects that drafts are about, which say whether they can be handed in; none that has passed since."""
    if ids := {one.project_id for one in drafts if one.project_id}:
        projects = await PROJECTS.rows.several(work, ids)
        for one in drafts:
            its = projects.get(one.project_id)
            one.project = its if its and its.owner_uscc == one.owner_uscc else None


DRAFTS = Resource(
    kind="draft",
    what=("草稿", "draft"),
    rows=Rows(draft, Draft, changing=("title", "content")),
    scope=Scope(lambda _: False, _UNDER_MANDATE, enterprise=enterprise_of),
    may=may,
    events={},
    on_record=("operation", "project_id", "agreement_id"),
    on_behalf_of=for_owner,
    completed=_with_projects,
)

_OF_ENTERPRISE = Prepared(
    select(func.count()).select_from(draft).where(draft.c.enterprise == bindparam("its_enterprise"))
)
_OF_AGENT = Prepared(
    select(func.count())
    .select_from(draft)
    .where(draft.c.agent == bindparam("its_agent"), draft.c.agreement_id == bindparam("its_agreement"))
)


async def kept_beside(work: UnitOfWork, new: Draft) -> int:
    """How many drafts its keeper has: an enterprise of its own, an agent under the same agreement."""
    if new.agreement_id:
        row = await _OF_AGENT.first(work.connection, its_agent=new.agent, its_agreement=new.agreement_id)
    else:
        row = await _OF_ENTERPRISE.first(work.connection, its_enterprise=new.enterprise)
    assert row
    kept: int = row[0]
    return kept


_REMOVE = Prepared(delete(draft).where(draft.c.id == bindparam("its_id")))


def remove(work: UnitOfWork, draft_id: UUID) -> None:
    """Keep a locked draft no longer."""
    _REMOVE.soon(work.transaction, {"its_id": draft_id}, table=draft.name, taken=None)

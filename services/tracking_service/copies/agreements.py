"""What tracking knows of agency agreements: for whom somebody may act, and for which items."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Column, Index, Table, Text, Uuid, bindparam, func, literal_column, select
from sqlalchemy.dialects.postgresql import ARRAY

from services.tracking_service.tables import metadata
from shared.contracts.intake.agreements import (
    AgreementAgentGone,
    AgreementConcludedByWindow,
    AgreementDrafted,
    AgreementEnded,
    AgreementSealAwaited,
    AgreementSigned,
    AgreementSigningBegun,
)
from shared.kit.columns import MOMENT
from shared.kit.copies import Copy, always, sequence_column, when
from shared.kit.database import Prepared
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.statuses import AgreementStatus

agreement_copy = Table(
    "agreement_copy",
    metadata,
    Column("agreement_id", Uuid, primary_key=True),
    Column("project_id", Uuid, nullable=False),
    Column("agreement_number", Text, nullable=False),
    Column("stages", ARRAY(Text), nullable=False),
    Column("item_codes", ARRAY(Text), nullable=False),
    Column("agent", Text, nullable=False),
    Column("agent_title", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("since", MOMENT, comment="when it came to stand where it does"),
    Column("signed_at", MOMENT),
    Column("ended_at", MOMENT),
    Column("agent_gone_at", MOMENT, comment="its agent's post left its roster"),
    sequence_column(),
)
_IN_FORCE = agreement_copy.c.status == literal_column(f"'{AgreementStatus.SIGNED}'")
Index("ix_agreement_copy_project_id", agreement_copy.c.project_id)
Index("ix_agreement_copy_mandate", agreement_copy.c.agent, agreement_copy.c.project_id, postgresql_where=_IN_FORCE)

AGREEMENTS = Copy(
    "agreement",
    agreement_copy,
    {
        AgreementDrafted: {"status": always(AgreementStatus.TO_BE_SIGNED), "since": when},
        AgreementSigningBegun: {"status": always(AgreementStatus.SIGNING_AT_WINDOW), "since": when},
        AgreementSealAwaited: {"status": always(AgreementStatus.AWAITING_APPLICANT_SEAL), "since": when},
        AgreementSigned: {"status": always(AgreementStatus.SIGNED), "since": when, "signed_at": when},
        AgreementConcludedByWindow: {"status": always(AgreementStatus.CONCLUDED_BY_WINDOW), "since": when},
        AgreementAgentGone: {"agent_gone_at": when},
        AgreementEnded: {"ended_at": when},
    },
)


@dataclass(frozen=True)
class Mandate:
    """What a signed agreement allows its agent to do for the owner: the items of its stages, or only some of them."""

    project_id: UUID
    agreement_id: UUID
    stages: frozenset[str]
    item_codes: frozenset[str]

    def covers(self, *, stage: str, item_code: str) -> bool:
        """Whether an item is within its scope; no item named means every item of the stages."""
        return item_code in self.item_codes if self.item_codes else stage in self.stages


_known = agreement_copy.c
_MANDATES = Prepared(
    select(_known.project_id, _known.agreement_id, _known.stages, _known.item_codes).where(
        _known.agent == bindparam("its_agent"),
        _known.project_id == func.any(bindparam("projects", type_=ARRAY(Uuid))),
        _IN_FORCE,
        _known.agent_gone_at.is_(None),
    )
)


async def mandates_of(work: UnitOfWork, agent: str, projects: Collection[UUID]) -> list[Mandate]:
    """The agreements under which an agent may act now for the owners of these projects."""
    rows = await _MANDATES.all(work.connection, its_agent=agent, projects=list(projects))
    return [
        Mandate(row["project_id"], row["agreement_id"], frozenset(row["stages"]), frozenset(row["item_codes"]))
        for row in rows
    ]

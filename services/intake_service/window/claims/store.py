"""Claims and their papers in PostgreSQL, and what is told of them."""

from __future__ import annotations

from collections.abc import Collection
from typing import IO
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    bindparam,
    func,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY

from services.intake_service.parties.owners.store import owner
from services.intake_service.parties.projects.store import project
from services.intake_service.tables import metadata
from services.intake_service.window.claims.domain import COURSE, Claim, Paper
from services.intake_service.window.claims.policy import OF_BOTH, OF_CLAIMANT, may
from services.intake_service.window.materials.store import add_content, content
from shared.contracts.intake.claims import ClaimClosed, ClaimCommented, ClaimFiled
from shared.kit.change import Resource
from shared.kit.columns import MOMENT, Code, among
from shared.kit.database import Prepared
from shared.kit.rows import Rows
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.callers import enterprise_of
from shared.vocabulary.statuses import ClaimStatus

claim = Table(
    "claim",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("project_id", Uuid, ForeignKey(project.c.id), nullable=False),
    Column("project_code", Text, nullable=False),
    Column("holder_uscc", Text, nullable=False),
    Column("claimant_id", Uuid, ForeignKey(owner.c.id), nullable=False),
    Column("claimant_uscc", Text, nullable=False),
    Column("claimant_name", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("filed_by", Text, nullable=False),
    Column("filed_at", MOMENT, nullable=False),
    Column("status", Code(ClaimStatus), nullable=False),
    Column("comment", Text),
    Column("commented_at", MOMENT),
    Column("decision", Text),
    Column("closed_by", Text),
    Column("closed_at", MOMENT),
    Column("version", Integer, nullable=False),
)
_IS_OPEN = among(claim.c.status, COURSE.open)
Index("ix_claim_claimant", claim.c.claimant_uscc, claim.c.id)
Index("ix_claim_holder", claim.c.holder_uscc, claim.c.id)
Index("ix_claim_status", claim.c.status, claim.c.id)
Index("ix_claim_project_code", claim.c.project_code, claim.c.id)
Index("uq_claim_open", claim.c.project_id, claim.c.claimant_uscc, unique=True, postgresql_where=_IS_OPEN)

claim_paper = Table(
    "claim_paper",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("claim_id", Uuid, ForeignKey(claim.c.id), nullable=False),
    Column("claimant_uscc", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("sha256", Text, ForeignKey(content.c.sha256), nullable=False),
    Column("size", BigInteger, nullable=False, comment="bytes"),
    Column("uploaded_by", Text, nullable=False),
    Column("created_at", MOMENT, nullable=False),
    UniqueConstraint("claim_id", "sha256", "name"),
)


def _for_whom(work: UnitOfWork, _: Claim | Paper) -> str | None:
    """Each side acts for itself, the window for neither."""
    return enterprise_of(work.principal)


CLAIMS = Resource(
    kind="claim",
    what=COURSE.what,
    rows=Rows(claim, Claim, changing=("status", "comment", "commented_at", "decision", "closed_by", "closed_at")),
    scope=OF_BOTH,
    may=may,
    events={"filed": ClaimFiled, "commented": ClaimCommented, "closed": ClaimClosed},
    on_record=("project_code", "claimant_uscc", "holder_uscc", "status", "comment", "decision"),
    on_behalf_of=_for_whom,
)
PAPERS = Resource(
    kind="claim_paper",
    what=("证明材料", "paper"),
    rows=Rows(claim_paper, Paper),
    scope=OF_CLAIMANT,
    events={},
    on_record=("claim_id", "name", "sha256", "size"),
    on_behalf_of=_for_whom,
)

_OPEN_OF_PROJECT = Prepared(
    select(claim).where(claim.c.project_id == bindparam("its_project"), _IS_OPEN).order_by(claim.c.id).with_for_update()
)


async def open_of_project(work: UnitOfWork, project_id: UUID) -> list[Claim]:
    """The claims on a project that wait for the window, locked."""
    return [CLAIMS.rows.of(row) for row in await _OPEN_OF_PROJECT.all(work.connection, its_project=project_id)]


_PAPERS_OF = Prepared(
    select(claim_paper)
    .where(claim_paper.c.claim_id == func.any(bindparam("claims", type_=ARRAY(Uuid))))
    .order_by(claim_paper.c.id)
)


async def papers_of(work: UnitOfWork, claim_ids: Collection[UUID]) -> dict[UUID, list[Paper]]:
    """The papers of claims, by claim, in the order in which they came."""
    found: dict[UUID, list[Paper]] = {one: [] for one in claim_ids}
    for row in await _PAPERS_OF.all(work.connection, claims=list(claim_ids)):
        found[row["claim_id"]].append(PAPERS.rows.of(row))
    return found


async def add_paper(work: UnitOfWork, paper: Paper, file: IO[bytes]) -> None:
    """Store a paper that is not there yet, with its content."""
    await add_content(work, paper, file)
    paper.say("handed_in")
    PAPERS.create(work, paper)

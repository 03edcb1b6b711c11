"""Agency agreements: who acts under each, for what, and whether it is in force."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Table, Text, Uuid

from services.notify_service.tables import metadata
from shared.contracts.intake.agreements import (
    AgreementAgentGone,
    AgreementConcludedByWindow,
    AgreementDrafted,
    AgreementEnded,
    AgreementSigned,
)
from shared.kit.columns import Codes
from shared.kit.copies import Copy, always, sequence_column

agreement_copy = Table(
    "agreement_copy",
    metadata,
    Column("agreement_id", Uuid, primary_key=True),
    Column("project_id", Uuid, nullable=False),
    Column("agent", Text, nullable=False),
    Column("stages", Codes(), nullable=False),
    Column("item_codes", Codes(), nullable=False, comment="only these items of the stages; all of them where empty"),
    Column("in_force", Boolean, nullable=False),
    sequence_column(),
)
Index("ix_agreement_copy_in_force", agreement_copy.c.project_id, postgresql_where=agreement_copy.c.in_force)
AGREEMENTS = Copy(
    "agreement",
    agreement_copy,
    {
        AgreementDrafted: {"in_force": always(False)},
        AgreementSigned: {"in_force": always(True)},
        AgreementConcludedByWindow: {"in_force": always(False)},
        AgreementAgentGone: {"in_force": always(False)},
        AgreementEnded: {"in_force": always(False)},
    },
)

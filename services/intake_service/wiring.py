"""The one place where the intake service is put together."""

from __future__ import annotations

from pathlib import Path

from services.intake_service.mandate.agreements import domain as agreements
from services.intake_service.mandate.requests import domain as requests
from services.intake_service.parties.owners import domain as owners
from services.intake_service.parties.projects import domain as projects
from services.intake_service.parties.projects.domain import (
    ApprovalAuthority,
    Condition,
    ConstructionNature,
    FundingSource,
    Ground,
    WorksKind,
)
from services.intake_service.subscriptions import SUBSCRIPTIONS
from services.intake_service.tables import metadata
from services.intake_service.window.applications import domain as applications
from services.intake_service.window.claims import domain as claims
from services.intake_service.window.dossiers import domain as dossiers
from services.intake_service.window.drafts import domain as drafts
from services.intake_service.window.materials.domain import MaterialKind, MaterialStatus
from services.intake_service.window.materials.domain import Step as MaterialStep
from shared.kit.service import Service
from shared.kit.settings import Settings
from shared.vocabulary.districts import District
from shared.vocabulary.fields import ItemField, MaterialField, OwnerField, ProjectField
from shared.vocabulary.modes import Channel, Mode
from shared.vocabulary.projects import Investment, ProjectType
from shared.vocabulary.roles import Role
from shared.vocabulary.scopes import SYSTEMS, Opening
from shared.vocabulary.stages import Stage
from shared.vocabulary.statuses import AgreementStatus, ClaimStatus, ItemStatus, RequestStatus, UndoRefusal


def service() -> Service:
    """The front window: all that an enterprise brings or asks."""
    return Service(
        name="intake",
        title="Daiban intake · 前台受理",
        description="The front window: owners, projects, requests, agreements, applications and materials.",
        settings=Settings,
        metadata=metadata,
        migrations=Path(__file__).parent / "migrations",
        subscriptions=SUBSCRIPTIONS,
        vocabulary=(
            Role,
            Opening,
            District,
            Investment,
            ProjectType,
            FundingSource,
            WorksKind,
            ConstructionNature,
            ApprovalAuthority,
            Condition,
            Ground,
            Mode,
            Channel,
            RequestStatus,
            ClaimStatus,
            AgreementStatus,
            MaterialKind,
            Stage,
            ItemStatus,
            UndoRefusal,
            MaterialStatus,
            MaterialField,
            ItemField,
            OwnerField,
            ProjectField,
            drafts.DraftedOperation,
        ),
        operations=(
            owners.Action,
            projects.Action,
            requests.Step,
            requests.Action,
            agreements.Step,
            agreements.Action,
            MaterialStep,
            applications.Step,
            claims.Step,
            dossiers.Action,
            drafts.Step,
        ),
        begins=(owners.Action.REGISTER_OWNER, owners.Action.REGISTER_PROJECT, owners.Action.FILE_CLAIM),
        auditors=(Role.AUDITOR,),
        scoped=SYSTEMS,
    )

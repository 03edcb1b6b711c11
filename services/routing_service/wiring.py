"""What the routing service is made of."""

from __future__ import annotations

from pathlib import Path

from services.routing_service.assignments import domain as assignments
from services.routing_service.assignments.domain import AssignmentStatus
from services.routing_service.catalogue.domain import Confidence, ItemKind, LimitBasis, LimitSide
from services.routing_service.directory.departments.domain import BodyKind
from services.routing_service.officers import domain as officers
from services.routing_service.seed import seed
from services.routing_service.subscriptions import SUBSCRIPTIONS
from services.routing_service.tables import metadata
from shared.kit.service import Service
from shared.kit.settings import Settings
from shared.vocabulary.levels import Level
from shared.vocabulary.limits import LimitStatus, LimitUnit
from shared.vocabulary.posts import PostRole
from shared.vocabulary.projects import Investment, ProjectType
from shared.vocabulary.roles import Role
from shared.vocabulary.scopes import SYSTEMS
from shared.vocabulary.stages import Stage


def service() -> Service:
    """The definition of the service."""
    return Service(
        name="routing",
        title="Daiban routing · 部门协同",
        description="The departments: bodies and rosters, the catalogue, chief service officers, assignments.",
        settings=Settings,
        metadata=metadata,
        migrations=Path(__file__).parent / "migrations",
        subscriptions=SUBSCRIPTIONS,
        commands={"seed": seed},
        vocabulary=(
            Role,
            BodyKind,
            PostRole,
            ItemKind,
            LimitStatus,
            Confidence,
            LimitUnit,
            Level,
            Stage,
            AssignmentStatus,
            LimitBasis,
            LimitSide,
            Investment,
            ProjectType,
        ),
        operations=(assignments.Step, officers.Action),
        auditors=(Role.AUDITOR,),
        scoped=SYSTEMS,
    )

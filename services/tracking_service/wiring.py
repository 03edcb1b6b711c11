"""The tracking service: what the kit must know to run it."""

from __future__ import annotations

from pathlib import Path

from services.tracking_service.calendar.domain import Light
from services.tracking_service.cases.domain import CaseStatus, Step
from services.tracking_service.cases.use_cases import keep_time
from services.tracking_service.deadlines.domain import DeadlineState
from services.tracking_service.settings import TrackingSettings
from services.tracking_service.subscriptions import SUBSCRIPTIONS
from services.tracking_service.tables import metadata
from services.tracking_service.tasks.domain import TaskKind, TaskSubject, Turn
from shared.kit.service import Service, Timer
from shared.vocabulary.districts import District
from shared.vocabulary.fields import CaseField
from shared.vocabulary.levels import Level
from shared.vocabulary.limits import LimitStatus, LimitUnit, Purpose
from shared.vocabulary.roles import Role
from shared.vocabulary.scopes import SYSTEMS
from shared.vocabulary.stages import Stage
from shared.vocabulary.statuses import AgreementStatus, ItemStatus, Outcome, UndoRefusal


def service() -> Service:
    """The definition of the service."""
    return Service(
        name="tracking",
        title="进度跟踪 tracking",
        description="The only clock, and how far every item is against its limit.",
        settings=TrackingSettings,
        metadata=metadata,
        migrations=Path(__file__).parent / "migrations",
        subscriptions=SUBSCRIPTIONS,
        vocabulary=(
            *(Stage, AgreementStatus, ItemStatus, CaseStatus, Outcome, UndoRefusal, Level, CaseField),
            *(Role, District),
            *(Light, LimitStatus, LimitUnit, DeadlineState, Purpose, TaskKind, TaskSubject, Turn),
        ),
        operations=(Step,),
        timers=[Timer("deadlines", keep_time)],
        auditors=(Role.AUDITOR,),
        scoped=SYSTEMS,
    )

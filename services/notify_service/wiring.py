"""The notify service: every word that leaves the house. The one place where its parts are chosen."""

from __future__ import annotations

from pathlib import Path

from services.notify_service.channels.sending import send_mail
from services.notify_service.deliveries import domain as deliveries
from services.notify_service.deliveries.domain import Channel, DeliveryStatus, Outcome
from services.notify_service.messages import domain as messages
from services.notify_service.preferences import domain as preferences
from services.notify_service.settings import NotifySettings
from services.notify_service.subscriptions import SUBSCRIPTIONS
from services.notify_service.tables import metadata
from shared.kit.service import Service
from shared.kit.words import Language
from shared.vocabulary.roles import Role
from shared.vocabulary.scopes import SYSTEMS


def service() -> Service:
    """The service's definition."""
    return Service(
        name="notify",
        title="Daiban 通知服务 notify",
        description="Who is told what, over which channel, and what became of it: messages, preferences, deliveries.",
        settings=NotifySettings,
        metadata=metadata,
        migrations=Path(__file__).parent / "migrations",
        subscriptions=SUBSCRIPTIONS,
        vocabulary=(Role, Language, Channel, DeliveryStatus, Outcome),
        operations=(messages.Step, preferences.Action, deliveries.Step),
        background=(send_mail,),
        auditors=(Role.AUDITOR,),
        scoped=SYSTEMS,
    )

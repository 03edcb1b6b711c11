"""The inbox."""

from __future__ import annotations

from uuid import UUID

from services.notify_service.messages.store import MESSAGES, message
from shared.kit.lists import Filter, List, Sort, either

MESSAGE_LIST = List(
    "messages",
    message,
    scope=MESSAGES.scope,
    few_claims=(),
    filters={
        "unread": Filter(
            bool,
            "true: only unread ones; false: only read ones",
            condition=either(message.c.read_at.is_(None), message.c.read_at.is_not(None)),
        ),
        "project_id": Filter(UUID, few=True),
    },
    sorts={"created_at": Sort((message.c.id,), along=[("receiver",), ("receiver", "unread")])},
)

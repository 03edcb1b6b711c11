"""Notices that this process hears itself go through no database."""

from __future__ import annotations

from typing import cast

from shared.kit.database import Database
from shared.kit.notifying import Notifier


async def test_what_is_heard_here_is_called_back_at_once_and_not_sent() -> None:
    heard = []
    notifier = Notifier(cast("Database", None))  # which a notice that is sent would need
    with notifier.hearing("notify_delivery_due", lambda: heard.append("due")):
        notifier.send({("notify_delivery_due", "")})
    assert heard == ["due"]
    await notifier.close()

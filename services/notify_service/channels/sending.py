"""The worker's loop that sends what is due. Several workers may run it: each takes other deliveries."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import timedelta

from prometheus_client import Counter

from services.notify_service.channels.email import Mailer
from services.notify_service.deliveries.domain import Retrying
from services.notify_service.deliveries.use_cases import claim, record
from services.notify_service.settings import NotifySettings
from shared.kit.database import is_passing
from shared.kit.logging import get_logger
from shared.kit.runtime import Runtime

log = get_logger(__name__)

ATTEMPTS = Counter("daiban_mail_attempts_total", "Attempts to send an e-mail", ["outcome"])
_ACTOR = "channel:email"


async def send_next(runtime: Runtime, mailer: Mailer, retrying: Retrying) -> bool:
    """Send the e-mail that has been due longest. False where none is due.

    The attempt is on record before it is made and its end afterwards, in two transactions, with no row locked while
    the server is spoken to.
    """
    async with runtime.transaction(actor=_ACTOR) as work:
        claimed = await claim(work, retrying)
    if claimed is None:
        return False
    assert claimed.delivery.address is not None
    result = await mailer.send(claimed.delivery.id, claimed.delivery.address, claimed.letter)
    async with runtime.transaction(actor=_ACTOR) as work:
        delivery = await record(work, claimed, result, retrying)
    ATTEMPTS.labels(result.outcome.value).inc()
    log.info(
        "e-mail attempted",
        delivery_id=str(delivery.id),
        attempt=claimed.attempt,
        outcome=result.outcome.value,
        code=result.code,
        status=delivery.status.value,
    )
    return True


async def send_mail(runtime: Runtime) -> None:
    """Send what is due until cancelled; a letter in hand is finished first."""
    settings = runtime.settings
    assert isinstance(settings, NotifySettings)
    mailer = Mailer(settings)
    retrying = Retrying(timedelta(seconds=settings.mail_backoff_s), settings.mail_max_attempts)
    try:
        while True:
            letter = asyncio.ensure_future(send_next(runtime, mailer, retrying))
            try:
                more = await asyncio.shield(letter)
            except asyncio.CancelledError:
                with suppress(Exception):
                    await letter
                raise
            except Exception as error:
                if not is_passing(error):
                    raise
                log.warning("mail waits out a fault", error=str(error))
                more = False
            if not more:
                await mailer.close()
                await asyncio.sleep(settings.mail_poll_s)
    finally:
        await mailer.close()

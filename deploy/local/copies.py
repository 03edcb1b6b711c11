"""Whether the services have their copies of the seed data: catalogue and bodies come to them as events."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable

import asyncpg
from sqlalchemy.engine import URL

from deploy.local.postgres import DATABASE
from deploy.processes.patience import Patience
from shared.contracts.routing.catalogue import ItemPublished
from shared.contracts.routing.departments import BodyPublished

COPIES = {
    "intake": (ItemPublished, BodyPublished),
    "tracking": (ItemPublished, BodyPublished),
    "notify": (BodyPublished,),
}
"""Which of routing's seeded things each service keeps a copy of."""

_MISSING = """
    SELECT count(*) FROM routing.outbox AS sent
    WHERE sent.type = ANY($1) AND NOT EXISTS (SELECT FROM {service}.inbox AS got WHERE got.event_id = sent.event_id)
"""


async def missing(admin: URL) -> dict[str, int]:
    """How many seed events each service has not handled yet; only the services that lack any."""
    url = admin.set(drivername="postgresql", database=DATABASE).render_as_string(hide_password=False)
    connection = await asyncpg.connect(url)
    try:
        counts = {
            service: await connection.fetchval(
                _MISSING.format(service=service), [contract.event_type for contract in contracts]
            )
            for service, contracts in COPIES.items()
        }
    finally:
        await connection.close()
    return {service: count for service, count in counts.items() if count}


async def wait_for_copies(admin: URL, signs: Callable[[], Hashable]) -> dict[str, int]:
    """Wait until nothing is missing; what still is when patience ends. signs: see Patience."""
    patience = Patience(signs)
    while True:
        left = await missing(admin)
        if not left or patience.ended():
            return left
        await asyncio.sleep(0.1)

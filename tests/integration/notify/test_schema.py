"""The migrations make exactly the tables that the code knows."""

from __future__ import annotations

import asyncio

from alembic import command

from shared.kit.migrate import alembic_config
from testing.backing import Backing


async def test_the_migrations_make_what_the_tables_say(backing: Backing) -> None:
    config = alembic_config(backing.service("notify"), backing.settings("notify"))
    await asyncio.to_thread(command.check, config)

"""Alembic per service: own schema, own version table in it, own role.

A service's ``migrations/env.py`` calls :func:`run_migrations`; everything else goes through :func:`upgrade`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

from alembic import command, context
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData
from sqlalchemy.ext.asyncio import create_async_engine

from shared.kit.service import Service
from shared.kit.settings import Settings


def alembic_config(service: Service, settings: Settings | None = None) -> Config:
    """Alembic's configuration for a service's schema. Without settings it only knows the migrations."""
    config = Config()
    config.set_main_option("script_location", str(service.migrations))
    config.set_main_option("path_separator", "os")
    config.set_main_option("version_locations", str(service.migrations / "versions"))
    config.attributes["metadata"] = service.metadata
    if settings:
        config.attributes["database_url"] = settings.database_url
    return config


def upgrade(service: Service, settings: Settings) -> None:
    """Bring the service's schema to the newest version. Safe to run while another process does."""
    command.upgrade(alembic_config(service, settings), "head")


def later_migrations(service: Service) -> Iterator[tuple[str, str]]:
    """Each migration after the service's first: its file's name, and what it would say to the database."""
    config = alembic_config(service)
    for revision in reversed(list(ScriptDirectory.from_config(config).walk_revisions())):
        if revision.down_revision:
            config.output_buffer = StringIO()
            command.upgrade(config, f"{revision.down_revision}:{revision.revision}", sql=True)
            yield Path(revision.path).name, config.output_buffer.getvalue()


def run_migrations() -> None:
    """What every ``env.py`` does."""
    config = context.config
    metadata: MetaData = config.attributes["metadata"]
    if context.is_offline_mode():
        _run(metadata, dialect_name="postgresql", literal_binds=True)
        return
    connection: Connection | None = config.attributes.get("connection")
    if connection is not None:
        _migrate(connection, metadata)
        return

    async def connect() -> None:
        # With its own schema as the default one, Alembic would look for the tables there under no schema's name.
        engine = create_async_engine(
            config.attributes["database_url"], connect_args={"server_settings": {"search_path": "pg_catalog"}}
        )
        async with engine.connect() as opened:
            await opened.run_sync(_migrate, metadata)
            await opened.commit()
        await engine.dispose()

    asyncio.run(connect())


def _migrate(connection: Connection, metadata: MetaData) -> None:
    assert metadata.schema
    # Two processes that migrate at once take turns.
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock(hashtextextended('migrate:{metadata.schema}', 2))")
    _run(
        metadata,
        connection=connection,
        include_schemas=True,
        include_name=lambda name, kind, _: kind != "schema" or name == metadata.schema,
        compare_server_default=False,
    )


def _run(metadata: MetaData, **how: Any) -> None:
    context.configure(target_metadata=metadata, version_table_schema=metadata.schema, **how)
    with context.begin_transaction():
        # Whoever waits for a lock holds up all who come after: rather give up, and be run again.
        context.execute("SET LOCAL lock_timeout = '5s'")
        context.execute("SET LOCAL statement_timeout = '10min'")
        context.run_migrations()

"""Alembic per service: own schema, own version table in it, own role.

A service's ``migrations/env.py`` calls :func:`run_migrations`; everything else goes through :func:`upgrade`.
"""

from __future__ import annotations

import asyncio

from alembic import command, context, op
from alembic.config import Config
from sqlalchemy import Connection, MetaData
from sqlalchemy.ext.asyncio import create_async_engine

from shared.kit.service import Service
from shared.kit.settings import Settings
from shared.kit.tables import service_metadata


def alembic_config(service: Service, settings: Settings) -> Config:
    """Alembic's configuration for a service's schema."""
    config = Config()
    config.set_main_option("script_location", str(service.migrations))
    config.set_main_option("path_separator", "os")
    config.set_main_option("version_locations", str(service.migrations / "versions"))
    config.attributes["metadata"] = service.metadata
    config.attributes["database_url"] = settings.database_url
    return config


def upgrade(service: Service, settings: Settings) -> None:
    """Bring the service's schema to the newest version. Safe to run while another process does."""
    command.upgrade(alembic_config(service, settings), "head")


def create_kit_tables(schema: str) -> None:
    """What each service's first migration begins with: the kit's tables, as they are today."""
    service_metadata(schema).create_all(op.get_bind())


def drop_kit_tables(schema: str) -> None:
    """Take them back."""
    service_metadata(schema).drop_all(op.get_bind())


def run_migrations() -> None:
    """What every ``env.py`` does."""
    config = context.config
    metadata: MetaData = config.attributes["metadata"]
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
    context.configure(
        connection=connection,
        target_metadata=metadata,
        version_table_schema=metadata.schema,
        include_schemas=True,
        include_name=lambda name, kind, _: kind != "schema" or name == metadata.schema,
        compare_server_default=False,
    )
    with context.begin_transaction():
        context.run_migrations()

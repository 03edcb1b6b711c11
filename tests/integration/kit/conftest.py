"""A schema that no service has, for the kit's forms alone."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from deploy.local.postgres import role
from shared.kit.runtime import Runtime
from testing.backing import Backing
from tests.integration.kit.letters import OPERATIONS, SCHEMA, metadata


@pytest.fixture(scope="session")
async def letters(backing: Backing) -> AsyncIterator[Runtime]:
    """A process of a service that has nothing but letters. It borrows a role; the schema is its own."""
    admin = await backing.admin()
    await admin.execute(f"CREATE SCHEMA {SCHEMA} AUTHORIZATION {role('intake')}")
    await admin.close()
    runtime = await Runtime.start(SCHEMA, backing.settings("intake"), application="test")
    runtime.operations = OPERATIONS
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    async with runtime.database.transaction() as connection:
        for table in metadata.sorted_tables:
            await connection.execute(str(CreateTable(table).compile(dialect=dialect)))
            for index in table.indexes:
                await connection.execute(str(CreateIndex(index).compile(dialect=dialect)))
    yield runtime
    await runtime.close()

"""The audit chain shows what was altered or removed; a service's role reaches its own schema only."""

from __future__ import annotations

import asyncio

import asyncpg
import pytest

from deploy.local.stack_file import SERVICES
from shared.kit.audit import Verdict, seal, verify
from shared.kit.migrate import upgrade
from testing.backing import Backing
from testing.tested_service import TestedService
from tests.integration.intake.conftest import fresh_uscc


async def _sealed(intake: TestedService) -> Verdict:
    uscc = fresh_uscc()
    body = {"uscc": uscc, "name": "示例", "contact_name": "联系岗", "contact_phone": "020-12345678"}
    await intake.client.post("/owners", json=body, headers=intake.as_("owner", enterprise=uscc))
    while True:
        async with intake.runtime.transaction() as work:
            if not await seal(work):
                break
    return await _verdict(intake)


async def _verdict(intake: TestedService) -> Verdict:
    async with intake.runtime.reading() as connection:
        return await verify(connection)


async def test_sealed_entries_make_a_chain_without_gaps(intake: TestedService) -> None:
    first = await _sealed(intake)
    second = await _sealed(intake)
    assert first.broken_at is None
    assert (second.sealed, second.unsealed, second.broken_at) == (first.sealed + 1, 0, None)
    assert second.head != first.head


async def test_an_altered_entry_is_named(intake: TestedService) -> None:
    whole = await _sealed(intake)
    admin = await intake.backing.admin()
    try:
        altered = "UPDATE intake.audit_entry SET actor = $2 WHERE position = $1 RETURNING id"
        actor = await admin.fetchval("SELECT actor FROM intake.audit_entry WHERE position = $1", whole.sealed)
        entry = await admin.fetchval(altered, whole.sealed, "somebody-else")
        broken = await _verdict(intake)
        assert (broken.broken_at, broken.reason) == (whole.sealed, f"entry {entry} was altered")
        await admin.execute(altered, whole.sealed, actor)
    finally:
        await admin.close()
    assert (await _verdict(intake)).broken_at is None


async def test_a_removed_entry_leaves_a_gap(intake: TestedService) -> None:
    await _sealed(intake)
    whole = await _sealed(intake)
    admin = await intake.backing.admin()
    removed = await admin.fetchrow("DELETE FROM intake.audit_entry WHERE position = $1 RETURNING *", whole.sealed - 1)
    assert removed
    broken = await _verdict(intake)
    assert (broken.broken_at, broken.reason) == (whole.sealed - 1, "entry is missing")
    names = ", ".join(removed.keys())
    places = ", ".join(f"${place}" for place in range(1, len(removed) + 1))
    insert = f"INSERT INTO intake.audit_entry ({names}) OVERRIDING SYSTEM VALUE VALUES ({places})"
    await admin.execute(insert, *removed.values())
    await admin.close()
    assert (await _verdict(intake)).broken_at is None


@pytest.mark.parametrize("service", SERVICES)
async def test_a_role_reaches_its_own_schema_only(backing: Backing, service: str) -> None:
    url = backing.settings(service).database_url.replace("+asyncpg", "")
    connection = await asyncpg.connect(url)
    try:
        assert await connection.fetchval(f"SELECT count(*) FROM {service}.outbox") >= 0
        for other in SERVICES:
            if other != service:
                with pytest.raises(asyncpg.InsufficientPrivilegeError):
                    await connection.fetchval(f"SELECT count(*) FROM {other}.outbox")
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute("CREATE TABLE public.anything (id int)")
    finally:
        await connection.close()


@pytest.mark.parametrize("service", SERVICES)
async def test_migrating_again_changes_nothing(backing: Backing, service: str) -> None:
    await asyncio.to_thread(upgrade, backing.service(service), backing.settings(service))

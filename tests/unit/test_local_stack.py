"""What the local stack promises about its folder, its database roles and its seed copies."""

from __future__ import annotations

import fcntl
import importlib
import json
import os
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest

from deploy.local.copies import COPIES, missing
from deploy.local.environment import service_environment
from deploy.local.postgres import Passwords, admin_url, create_schemas, service_url
from deploy.local.stack import AlreadyRunningError, LocalStack
from deploy.local.stack_file import SERVICES, StackFile
from shared.kit.service import Service
from testing.backing import Backing


def test_every_service_that_copies_seed_data_is_waited_for() -> None:
    seeded = {contract.event_type for contracts in COPIES.values() for contract in contracts}
    for name in SERVICES:
        service: Service = importlib.import_module(f"services.{name}_service.wiring").service()
        heard = {subscription.type for subscription in service.subscriptions} & seeded
        assert heard == {contract.event_type for contract in COPIES.get(name, ())}


async def test_a_second_stack_on_the_same_folder_is_refused_and_disturbs_nothing(tmp_path: Path) -> None:
    StackFile(str(tmp_path), {"gateway": 8000}, launcher_pid=os.getpid()).save()
    before = (tmp_path / "stack.json").read_text()
    with (tmp_path / "lock").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(AlreadyRunningError, match=r"http://127\.0\.0\.1:8000"):
            await LocalStack(tmp_path).__aenter__()
    assert (tmp_path / "stack.json").read_text() == before


def test_stack_json_tells_what_others_need(tmp_path: Path) -> None:
    StackFile(str(tmp_path), {"gateway": 8000}).save()
    told = json.loads((tmp_path / "stack.json").read_text())
    assert told["base_url"] == "http://127.0.0.1:8000"
    assert told["clock_file"] == str(tmp_path / "clock")
    assert StackFile.load(tmp_path) == StackFile(str(tmp_path), {"gateway": 8000})


def test_a_service_is_not_told_the_servers_admin_url(backing: Backing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DAIBAN_DATABASE_URL", "postgresql://admin:secret@db.example:5432/postgres")
    told = service_environment("intake", backing.stack)["DAIBAN_DATABASE_URL"]
    assert told.startswith("postgresql+asyncpg://daiban_intake:")
    assert told.endswith("@db.example:5432/daiban")
    assert "secret" not in told


@pytest.fixture
async def as_intake(backing: Backing) -> AsyncIterator[asyncpg.Connection[asyncpg.Record]]:
    passwords = Passwords(backing.stack.data)
    url = service_url("intake", admin_url(backing.stack, passwords), passwords).set(drivername="postgresql")
    connection = await asyncpg.connect(url.render_as_string(hide_password=False))
    yield connection
    await connection.close()


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM routing.outbox",
        "SELECT * FROM tracking.outbox",
        "SELECT * FROM notify.outbox",
        "CREATE TABLE public.mine (id int)",
        "CREATE SCHEMA another",
        "CREATE TEMPORARY TABLE mine (id int)",
        "CREATE ROLE mine",
        "SET ROLE daiban_routing",
        "CREATE DATABASE mine",
        "SELECT pg_read_file('/etc/hostname')",
    ],
)
async def test_a_services_role_touches_nothing_but_its_own_schema(
    as_intake: asyncpg.Connection[asyncpg.Record], statement: str
) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await as_intake.execute(statement)


async def test_a_services_role_works_in_its_own_schema_by_default(
    as_intake: asyncpg.Connection[asyncpg.Record],
) -> None:
    assert await as_intake.fetchval("SELECT current_schema()") == "intake"
    assert await as_intake.fetchval("SELECT count(*) >= 0 FROM outbox")


async def test_schemas_can_be_created_again_and_missing_copies_are_counted(backing: Backing) -> None:
    passwords = Passwords(backing.stack.data)
    admin = admin_url(backing.stack, passwords)
    await create_schemas(admin, passwords)
    assert set(await missing(admin)) <= set(COPIES)

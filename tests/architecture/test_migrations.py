"""Migrations make exactly the tables that the code knows, and later ones can be applied while the system runs."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from alembic import command

from deploy.local.stack_file import SERVICES
from services.intake_service.wiring import service as intake
from shared.kit.migrate import alembic_config, later_migrations
from shared.kit.service import Service
from testing.backing import Backing
from testing.migrations import SERVICES as CHECKED
from testing.migrations import faults, main


@pytest.mark.parametrize("name", SERVICES)
async def test_the_migrations_make_what_the_tables_say(backing: Backing, name: str) -> None:
    config = alembic_config(backing.service(name), backing.settings(name))
    await asyncio.to_thread(command.check, config)


def test_every_later_migration_can_be_applied_while_the_system_runs(capsys: pytest.CaptureFixture[str]) -> None:
    code = main()
    assert code == 0, capsys.readouterr().out
    assert set(CHECKED) == set(SERVICES)


_MIGRATION = """
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "{number}", {before}, None, None


def upgrade() -> None:
    {does}
"""


def with_migrations(folder: Path, *later: str) -> Service:
    """A service with a first migration that nobody would let through later, and others after it."""
    versions = folder / "versions"
    versions.mkdir(parents=True)
    (folder / "env.py").write_text("from shared.kit.migrate import run_migrations\n\nrun_migrations()\n")
    before = "None"
    for place, does in enumerate(('op.drop_column("owner", "uscc", schema="intake")', *later), 1):
        number = f"{place:04}"
        file = versions / f"{number}_one.py"
        file.write_text(_MIGRATION.format(number=number, before=before, does=does))
        before = repr(number)
    return replace(intake(), migrations=folder)


ADDED = 'op.add_column("owner", sa.Column("note", sa.Text()), schema="intake")'
MADE = """op.create_table("one", sa.Column("id", sa.Uuid(), primary_key=True), schema="intake")
    op.create_index("ix_one", "one", ["id"], schema="intake")"""
INDEXED = """with op.get_context().autocommit_block():
        given = {"schema": "intake", "postgresql_concurrently": True, "if_not_exists": True}
        op.create_index("ix_owner_name", "owner", ["name"], **given)"""
SET_ASIDE = """op.execute("-- squawk-ignore ban-drop-column\\nALTER TABLE intake.owner DROP COLUMN name")"""
BOUND = """op.create_foreign_key(
        "fk", "request", "owner", ["owner_uscc"], ["uscc"], source_schema="intake", referent_schema="intake"
    )"""


@pytest.mark.parametrize("later", [ADDED, MADE, INDEXED, SET_ASIDE])
def test_a_migration_that_holds_nobody_up_passes(tmp_path: Path, later: str) -> None:
    assert faults(with_migrations(tmp_path / "migrations", later)) == []


@pytest.mark.parametrize(
    ("later", "rule"),
    [
        ('op.create_index("ix_owner_name", "owner", ["name"], schema="intake")', "require-concurrent-index-creation"),
        ('op.drop_column("owner", "name", schema="intake")', "ban-drop-column"),
        ('op.alter_column("owner", "name", nullable=False, schema="intake")', "adding-not-nullable-field"),
        ('op.alter_column("owner", "name", new_column_name="title", schema="intake")', "renaming-column"),
        (BOUND, "adding-foreign-key-constraint"),
    ],
)
def test_one_that_locks_breaks_or_loses_is_refused_and_named(tmp_path: Path, later: str, rule: str) -> None:
    found = faults(with_migrations(tmp_path / "migrations", ADDED, later))
    assert any(rule in one for one in found), found
    assert all(one.startswith("intake: 0003_one.py:") for one in found)


def test_a_service_without_later_migrations_has_none_to_check(tmp_path: Path) -> None:
    assert list(later_migrations(with_migrations(tmp_path / "migrations"))) == []

"""Alembic's entry."""

from shared.kit.migrate import run_migrations

run_migrations()

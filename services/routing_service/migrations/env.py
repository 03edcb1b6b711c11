"""Alembic's environment of the schema ``routing``."""

from shared.kit.migrate import run_migrations

run_migrations()

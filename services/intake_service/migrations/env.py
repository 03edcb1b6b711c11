"""Alembic's entry for the schema ``intake``."""

from shared.kit.migrate import run_migrations

run_migrations()

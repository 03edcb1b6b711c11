"""Know of an agreement that it is over, and not only when that was said: a clock may be set back."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    over: sa.Column[bool] = sa.Column("over", sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column("agreement_copy", over, schema="notify")
    op.alter_column("agreement_copy", "over", server_default=None, schema="notify")
    op.drop_column("agreement_copy", "at", schema="notify")


def downgrade() -> None:
    """Take back."""
    at = sa.Column("at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now())
    op.add_column("agreement_copy", at, schema="notify")
    op.alter_column("agreement_copy", "at", server_default=None, schema="notify")
    op.drop_column("agreement_copy", "over", schema="notify")

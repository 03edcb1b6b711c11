"""Tell the planner that a desk's assignments are its body's: without it, one's own queue is sorted whole."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.execute(
        "CREATE STATISTICS routing.assignment_desk (dependencies, mcv) ON body, assignee, status FROM routing.assignment"
    )


def downgrade() -> None:
    """Take back."""
    op.execute("DROP STATISTICS routing.assignment_desk")

"""The tables of the notify service, and the kit's."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from shared.kit.migrations import create_kit_tables, drop_kit_tables

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    create_kit_tables("notify")
    op.create_table(
        "agreement_copy",
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("agent", sa.Text(), nullable=False),
        sa.Column("stages", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column(
            "item_codes",
            postgresql.ARRAY(sa.Text()),
            nullable=False,
            comment="only these items of the stages; all of them where empty",
        ),
        sa.Column("in_force", sa.Boolean(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("agreement_id", name="pk_agreement_copy"),
        schema="notify",
    )
    op.create_index(
        "ix_agreement_copy_in_force",
        "agreement_copy",
        ["project_id"],
        unique=False,
        schema="notify",
        postgresql_where=sa.text("in_force"),
    )
    op.create_table(
        "assignment_copy",
        sa.Column("acceptance_number", sa.Text(), nullable=False),
        sa.Column("assignee", sa.Text(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("acceptance_number", name="pk_assignment_copy"),
        schema="notify",
    )
    op.create_table(
        "body_copy",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_body_copy"),
        schema="notify",
    )
    op.create_table(
        "case_copy",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("application_item_id", sa.Uuid(), nullable=False),
        sa.Column("acceptance_number", sa.Text(), nullable=False),
        sa.Column("item_code", sa.Text(), nullable=False),
        sa.Column("item_name", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", name="pk_case_copy"),
        schema="notify",
    )
    op.create_table(
        "message",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("event_type", sa.Text(), nullable=False),
        sa.Column("receiver", sa.Text(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("subject_id", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("read_by", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_message"),
        sa.UniqueConstraint("event_id", "receiver", name="uq_message_event_id_receiver"),
        schema="notify",
    )
    op.create_index("ix_message_inbox", "message", ["receiver", "id"], unique=False, schema="notify")
    op.create_index("ix_message_project", "message", ["receiver", "project_id", "id"], unique=False, schema="notify")
    op.create_index(
        "ix_message_unread",
        "message",
        ["receiver", "id"],
        unique=False,
        schema="notify",
        postgresql_where=sa.text("read_at IS NULL"),
    )
    op.create_table(
        "officer_copy",
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("officer", sa.Text(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("project_id", name="pk_officer_copy"),
        schema="notify",
    )
    op.create_table(
        "post_copy",
        sa.Column("subject", sa.Text(), nullable=False, comment="as in the post's tokens"),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("subject", name="pk_post_copy"),
        schema="notify",
    )
    op.create_index("ix_post_copy_body_role", "post_copy", ["body", "role"], unique=False, schema="notify")
    op.create_table(
        "preference",
        sa.Column("receiver", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("email_enabled", sa.Boolean(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("receiver", name="pk_preference"),
        schema="notify",
    )
    op.create_table(
        "project_copy",
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("project_code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("owner_uscc", sa.Text(), nullable=False),
        sa.Column("owner_name", sa.Text(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("project_id", name="pk_project_copy"),
        schema="notify",
    )
    op.create_table(
        "delivery",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("receiver", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("spent", sa.Integer(), nullable=False, comment="attempts since the last retry by hand"),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempt_list", postgresql.JSONB(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["message_id"], ["notify.message.id"], name="fk_delivery_message_id"),
        sa.PrimaryKeyConstraint("id", name="pk_delivery"),
        sa.UniqueConstraint("message_id", "channel", name="uq_delivery_message_id_channel"),
        schema="notify",
    )
    op.create_index(
        "ix_delivery_due",
        "delivery",
        ["next_attempt_at"],
        unique=False,
        schema="notify",
        postgresql_where=sa.text("status = 'pending'"),
    )
    op.create_index("ix_delivery_status", "delivery", ["status", "id"], unique=False, schema="notify")


def downgrade() -> None:
    """Take back."""
    drop_kit_tables("notify")
    for table in (
        "delivery",
        "project_copy",
        "preference",
        "post_copy",
        "officer_copy",
        "message",
        "case_copy",
        "body_copy",
        "assignment_copy",
        "agreement_copy",
    ):
        op.drop_table(table, schema="notify")

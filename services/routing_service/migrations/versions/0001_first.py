"""The first tables."""

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
    create_kit_tables("routing")
    op.create_table(
        "assignment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("project_name", sa.Text(), nullable=False),
        sa.Column("application_item_id", sa.Uuid(), nullable=False),
        sa.Column("acceptance_number", sa.Text(), nullable=False),
        sa.Column("item_code", sa.Text(), nullable=False),
        sa.Column("item_name", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("assignee", sa.Text(), nullable=False),
        sa.Column("assignee_title", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column(
            "deadline_id", sa.Uuid(), nullable=True, comment="the deadline that runs for the assignee to take it up"
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
        sa.UniqueConstraint("acceptance_number", name=op.f("uq_assignment_acceptance_number")),
        schema="routing",
    )
    op.create_index("ix_assignment_updated_at", "assignment", ["updated_at", "id"], unique=False, schema="routing")
    op.create_index(
        "ix_assignment_body_updated_at", "assignment", ["body", "updated_at", "id"], unique=False, schema="routing"
    )
    op.create_index(
        "ix_assignment_assignee", "assignment", ["assignee", "created_at", "id"], unique=False, schema="routing"
    )
    op.create_index(
        "ix_assignment_assignee_status",
        "assignment",
        ["assignee", "status", "created_at", "id"],
        unique=False,
        schema="routing",
    )
    op.create_index("ix_assignment_body", "assignment", ["body", "created_at", "id"], unique=False, schema="routing")
    op.create_index(
        "ix_assignment_body_status",
        "assignment",
        ["body", "status", "created_at", "id"],
        unique=False,
        schema="routing",
    )
    op.create_index("ix_assignment_created", "assignment", ["created_at", "id"], unique=False, schema="routing")
    op.create_index("ix_assignment_project", "assignment", ["project_id", "body"], unique=False, schema="routing")
    op.create_index(
        "ix_assignment_application_item_id",
        "assignment",
        ["application_item_id", "created_at", "id"],
        unique=False,
        schema="routing",
    )
    op.create_index(
        "ix_assignment_status", "assignment", ["status", "created_at", "id"], unique=False, schema="routing"
    )
    op.create_table(
        "body",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False, comment="place in the directory"),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("full_name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("roster_version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_body")),
        schema="routing",
    )
    op.create_index("ix_body_position", "body", ["position", "code"], unique=False, schema="routing")
    op.create_table(
        "project_copy",
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("owner_uscc", sa.Text(), nullable=False),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column(
            "request_accepted_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="its request in force was accepted; none: it is not in the service",
        ),
        sa.Column(
            "bodies",
            postgresql.ARRAY(sa.Text()),
            nullable=True,
            comment="that have an accepted item of it; none: there is no such item yet",
        ),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("search", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("owner_search", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("project_id", name=op.f("pk_project_copy")),
        schema="routing",
    )
    op.create_index(
        "ix_project_copy_search",
        "project_copy",
        [sa.literal_column("(search || owner_search)")],
        unique=False,
        schema="routing",
        postgresql_using="gin",
    )
    op.create_index(
        "ix_project_copy_district", "project_copy", ["district", "project_id"], unique=False, schema="routing"
    )
    op.create_table(
        "project_type",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False, comment="place in lists"),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("national_code", sa.Text(), nullable=True, comment="流程类型 of the national exchange standard"),
        sa.Column("overall_limit", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_project_type")),
        schema="routing",
    )
    op.create_table(
        "response_time",
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.CheckConstraint("days >= 0", name=op.f("ck_response_time_days")),
        sa.PrimaryKeyConstraint("level", "valid_from", name=op.f("pk_response_time")),
        schema="routing",
    )
    op.create_table(
        "officer_term",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("officer", sa.Text(), nullable=False),
        sa.Column("officer_title", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("appointed_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["routing.project_copy.project_id"], name=op.f("fk_officer_term_project_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_officer_term")),
        schema="routing",
    )
    op.create_index("ix_officer_term_project", "officer_term", ["project_id", "id"], unique=False, schema="routing")
    op.create_index(
        "uq_officer_term_current",
        "officer_term",
        ["project_id"],
        unique=True,
        schema="routing",
        postgresql_where=sa.text("until IS NULL"),
    )
    op.create_table(
        "post",
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False, comment="place on the roster"),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["body"], ["routing.body.code"], name=op.f("fk_post_body")),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_post")),
        schema="routing",
    )
    op.create_index("ix_post_body", "post", ["body", "position"], unique=False, schema="routing")
    op.create_index("ix_post_role", "post", ["role", "body", "position"], unique=False, schema="routing")
    op.create_table(
        "stage",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False, comment="place in lists"),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("order", sa.Integer(), nullable=True, comment="place in the course; none for what runs beside it"),
        sa.Column("lead_body", sa.Text(), nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["lead_body"], ["routing.body.code"], name=op.f("fk_stage_lead_body")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_stage")),
        schema="routing",
    )
    op.create_table(
        "item",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column(
            "valid_until",
            sa.Date(),
            nullable=True,
            comment="the day from which the next version counts; none for the current one",
        ),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column(
            "entry", postgresql.JSONB(astext_type=sa.Text()), nullable=False, comment="as catalogue/items.yaml has it"
        ),
        sa.Column(
            "sources", postgresql.JSONB(astext_type=sa.Text()), nullable=False, comment="what the entry's sources are"
        ),
        sa.Column("search", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(["body"], ["routing.body.code"], name=op.f("fk_item_body")),
        sa.ForeignKeyConstraint(["stage"], ["routing.stage.code"], name=op.f("fk_item_stage")),
        sa.PrimaryKeyConstraint("code", "version", name=op.f("pk_item")),
        schema="routing",
    )
    op.create_index(
        "ix_item_body",
        "item",
        ["body", "code"],
        unique=False,
        schema="routing",
        postgresql_where=sa.text("valid_until IS NULL"),
    )
    op.create_index(
        "ix_item_stage",
        "item",
        ["stage", "code"],
        unique=False,
        schema="routing",
        postgresql_where=sa.text("valid_until IS NULL"),
    )
    op.create_index(
        "ix_item_search",
        "item",
        ["search"],
        unique=False,
        schema="routing",
        postgresql_using="gin",
        postgresql_where=sa.text("valid_until IS NULL"),
    )
    op.create_index(
        "uq_item_current",
        "item",
        ["code"],
        unique=True,
        schema="routing",
        postgresql_where=sa.text("valid_until IS NULL"),
    )
    # One's own queue is sorted whole where the planner does not know that a desk's assignments are its body's.
    op.execute(
        "CREATE STATISTICS routing.assignment_desk (dependencies, mcv) ON body, assignee, status FROM routing.assignment"
    )


def downgrade() -> None:
    """Take back; indexes go with their tables."""
    drop_kit_tables("routing")
    for table in (
        "item",
        "stage",
        "post",
        "officer_term",
        "response_time",
        "project_type",
        "project_copy",
        "body",
        "assignment",
    ):
        op.drop_table(table, schema="routing")

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
    create_kit_tables("tracking")
    op.create_table(
        "agreement_copy",
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("agreement_number", sa.Text(), nullable=False),
        sa.Column("stages", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("item_codes", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("agent", sa.Text(), nullable=False),
        sa.Column("agent_title", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=True, comment="when it came to stand where it does"),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "agent_gone_at", sa.DateTime(timezone=True), nullable=True, comment="its agent's post left its roster"
        ),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("agreement_id", name=op.f("pk_agreement_copy")),
        schema="tracking",
    )
    op.create_index(
        "ix_agreement_copy_mandate",
        "agreement_copy",
        ["agent", "project_id"],
        unique=False,
        schema="tracking",
        postgresql_where=sa.text("status = 'signed'"),
    )
    op.create_index("ix_agreement_copy_project_id", "agreement_copy", ["project_id"], unique=False, schema="tracking")
    op.create_table(
        "application_item_copy",
        sa.Column("application_item_id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("item_code", sa.Text(), nullable=False),
        sa.Column("item_name", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True, comment="when it was told what is missing"),
        sa.Column("supplemented_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("application_item_id", name=op.f("pk_application_item_copy")),
        schema="tracking",
    )
    op.create_index(
        "ix_application_item_copy_project_id_body",
        "application_item_copy",
        ["project_id", "body"],
        unique=False,
        schema="tracking",
    )
    op.create_table(
        "assignment_copy",
        sa.Column("assignment_id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("application_item_id", sa.Uuid(), nullable=False),
        sa.Column("acceptance_number", sa.Text(), nullable=True),
        sa.Column("item_name", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("assignee", sa.Text(), nullable=False),
        sa.Column("assignee_title", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=True, comment="when it came to whom it stands with"),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("assignment_id", name=op.f("pk_assignment_copy")),
        sa.UniqueConstraint("acceptance_number", name=op.f("uq_assignment_copy_acceptance_number")),
        schema="tracking",
    )
    op.create_index(
        "ix_assignment_copy_application_item_id",
        "assignment_copy",
        ["application_item_id"],
        unique=False,
        schema="tracking",
    )
    op.create_table(
        "body_copy",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_body_copy")),
        schema="tracking",
    )
    op.create_table(
        "clock_setting",
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("warning_days", sa.Integer(), nullable=False, comment="days of the limit's unit before the due date"),
        sa.PrimaryKeyConstraint("valid_from", name=op.f("pk_clock_setting")),
        schema="tracking",
    )
    op.create_table(
        "deadline",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("asker", sa.Text(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("base", sa.Date(), nullable=False),
        sa.Column("limit_days", sa.Integer(), nullable=False),
        sa.Column("limit_unit", sa.Text(), nullable=False),
        sa.Column("stops", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("warned_on", sa.Date(), nullable=True),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("reckoned_through", sa.Integer(), nullable=False),
        sa.Column("neared_for", sa.Date(), nullable=True),
        sa.Column("missed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadline")),
        schema="tracking",
    )
    op.create_index(
        "ix_deadline_case_due_on",
        "deadline",
        ["due_on", "id"],
        unique=False,
        schema="tracking",
        postgresql_where=sa.text("purpose = 'case' AND settled_at IS NULL AND due_on IS NOT NULL"),
    )
    op.create_index(
        "ix_deadline_case_body_due_on",
        "deadline",
        ["body", "due_on", "id"],
        unique=False,
        schema="tracking",
        postgresql_where=sa.text("purpose = 'case' AND settled_at IS NULL AND due_on IS NOT NULL"),
    )
    op.create_index(
        "ix_deadline_due_on",
        "deadline",
        ["due_on"],
        unique=False,
        schema="tracking",
        postgresql_where=sa.text("state = 'running'"),
    )
    op.create_index(
        "ix_deadline_provisional",
        "deadline",
        ["reckoned_through"],
        unique=False,
        schema="tracking",
        postgresql_where=sa.text("state = 'running' AND provisional"),
    )
    op.create_index(
        "ix_deadline_subject_id",
        "deadline",
        ["subject_id"],
        unique=False,
        schema="tracking",
        postgresql_where=sa.text("settled_at IS NULL"),
    )
    op.create_index(
        "ix_deadline_warned_on",
        "deadline",
        ["warned_on"],
        unique=False,
        schema="tracking",
        postgresql_where=sa.text("state = 'running' AND neared_for IS DISTINCT FROM due_on"),
    )
    op.create_table(
        "item_case",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("owner_uscc", sa.Text(), nullable=False),
        sa.Column("application_item_id", sa.Uuid(), nullable=False),
        sa.Column("acceptance_number", sa.Text(), nullable=False),
        sa.Column("item_code", sa.Text(), nullable=False),
        sa.Column("item_name", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("limit_days", sa.Integer(), nullable=True),
        sa.Column("limit_unit", sa.Text(), nullable=True),
        sa.Column("limit_status", sa.Text(), nullable=False),
        sa.Column("procedure_rules", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deemed", sa.Boolean(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("procedures", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("document_number", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_case")),
        sa.UniqueConstraint("acceptance_number", name=op.f("uq_item_case_acceptance_number")),
        schema="tracking",
    )
    op.create_index("ix_item_case_item_code", "item_case", ["item_code", "id"], unique=False, schema="tracking")
    op.create_index("ix_item_case_updated_at", "item_case", ["updated_at", "id"], unique=False, schema="tracking")
    op.create_index(
        "ix_item_case_body_updated_at", "item_case", ["body", "updated_at", "id"], unique=False, schema="tracking"
    )
    op.create_index("ix_item_case_body_opened_at", "item_case", ["body", "opened_at"], unique=False, schema="tracking")
    op.create_index("ix_item_case_body_closed_at", "item_case", ["body", "closed_at"], unique=False, schema="tracking")
    op.create_index("ix_item_case_body", "item_case", ["body", "id"], unique=False, schema="tracking")
    op.create_index("ix_item_case_body_status", "item_case", ["body", "status", "id"], unique=False, schema="tracking")
    op.create_index("ix_item_case_owner_uscc", "item_case", ["owner_uscc", "id"], unique=False, schema="tracking")
    op.create_index("ix_item_case_project_id", "item_case", ["project_id", "id"], unique=False, schema="tracking")
    op.create_index(
        "ix_item_case_application_item_id", "item_case", ["application_item_id", "id"], unique=False, schema="tracking"
    )
    op.create_index("ix_item_case_status", "item_case", ["status", "id"], unique=False, schema="tracking")
    op.create_table(
        "item_copy",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("limit", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("no_limit_of_its_own", sa.Boolean(), nullable=False),
        sa.Column("special_procedures", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("code", "version", name=op.f("pk_item_copy")),
        schema="tracking",
    )
    op.create_table(
        "officer_copy",
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("officer", sa.Text(), nullable=False),
        sa.Column("officer_title", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("project_id", name=op.f("pk_officer_copy")),
        schema="tracking",
    )
    op.create_index(
        "ix_officer_copy_officer",
        "officer_copy",
        ["officer"],
        unique=False,
        schema="tracking",
        postgresql_where=sa.text("until IS NULL"),
    )
    op.create_table(
        "project_copy",
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("project_code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("owner_uscc", sa.Text(), nullable=False),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("owner_name", sa.Text(), nullable=False),
        sa.Column("eligible", sa.Boolean(), nullable=False),
        sa.Column("override_reason", sa.Text(), nullable=True),
        sa.Column("search", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("owner_search", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("project_id", name=op.f("pk_project_copy")),
        schema="tracking",
    )
    op.create_index(
        "ix_project_copy_search",
        "project_copy",
        [sa.literal_column("(search || owner_search)")],
        unique=False,
        schema="tracking",
        postgresql_using="gin",
    )
    op.create_index(
        "ix_project_copy_district", "project_copy", ["district", "project_id"], unique=False, schema="tracking"
    )
    op.create_table(
        "claim_copy",
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("filed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("claim_id", name=op.f("pk_claim_copy")),
        schema="tracking",
    )
    op.create_table(
        "request_copy",
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("modes", sa.ARRAY(sa.Text()), nullable=True),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("request_id", name=op.f("pk_request_copy")),
        schema="tracking",
    )
    op.create_index("ix_request_copy_project_id", "request_copy", ["project_id"], unique=False, schema="tracking")
    op.create_table(
        "task",
        sa.Column("id", sa.Uuid(), nullable=False, comment="of the thing that waits"),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("party", sa.Text(), nullable=False, comment="whose turn it is: WINDOW, a credit code, a body's code"),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("application_item_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True, comment="the item's name, or the agreement's number"),
        sa.Column("assignee", sa.Text(), nullable=True, comment="the post with which the item stands"),
        sa.Column("assignee_title", sa.Text(), nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False, comment="9999-12-31: no clock runs"),
        sa.Column("warned_on", sa.Date(), nullable=True, comment="absent: shows no light"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
        schema="tracking",
    )
    for columns in (
        ["due_on"],
        ["party", "due_on"],
        ["kind", "due_on"],
        ["party", "kind", "due_on"],
        ["assignee", "party", "due_on"],
        ["since"],
        ["party", "since"],
    ):
        op.create_index("_".join(["ix_task", *columns]), "task", [*columns, "id"], unique=False, schema="tracking")
    op.create_index("ix_task_project_id", "task", ["project_id"], unique=False, schema="tracking")
    op.create_index("ix_task_application_item_id", "task", ["application_item_id"], unique=False, schema="tracking")
    op.create_table(
        "timeline_entry",
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("words_zh", sa.Text(), nullable=False),
        sa.Column("words_en", sa.Text(), nullable=False),
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Text(), nullable=False),
        sa.Column("data", postgresql.JSON(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("project_id", "number", name=op.f("pk_timeline_entry")),
        schema="tracking",
    )
    op.create_table(
        "timeline_head",
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("last_number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("project_id", name=op.f("pk_timeline_head")),
        schema="tracking",
    )
    # How early the light warns is our own choice (the notice leaves it open): dated, so that it can be changed.
    op.execute("INSERT INTO tracking.clock_setting (valid_from, warning_days) VALUES ('2019-05-15', 2)")


def downgrade() -> None:
    """Take back."""
    drop_kit_tables("tracking")
    for table in (
        "timeline_head",
        "timeline_entry",
        "task",
        "request_copy",
        "claim_copy",
        "project_copy",
        "officer_copy",
        "item_copy",
        "item_case",
        "deadline",
        "clock_setting",
        "body_copy",
        "assignment_copy",
        "application_item_copy",
        "agreement_copy",
    ):
        op.drop_table(table, schema="tracking")

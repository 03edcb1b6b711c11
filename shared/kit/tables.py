"""The tables that each service has in its own schema for events, idempotency and audit."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSON, JSONB

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


def service_metadata(schema: str) -> MetaData:
    """A service's metadata, with the kit's tables in it already. Its own tables are added by its ``store.py`` files."""
    metadata = MetaData(schema=schema, naming_convention=NAMING)
    moment = DateTime(timezone=True)
    outbox = Table(
        "outbox",
        metadata,
        Column("id", BigInteger, Identity(), primary_key=True),
        Column("event_id", Uuid, nullable=False, unique=True),
        Column("type", Text, nullable=False),
        Column("key", Text, nullable=False),
        Column("subject", Text, nullable=False),
        Column("data", JSON, nullable=False),
        Column("traceparent", Text),
        Column("occurred_at", moment, nullable=False),
        Column("recorded_at", moment, nullable=False, server_default=text("clock_timestamp()")),
        Column("published_at", moment),
    )
    Index("ix_outbox_pending", outbox.c.id, postgresql_where=outbox.c.published_at.is_(None))
    Index("ix_outbox_published_at", outbox.c.published_at)
    Table(
        "inbox",
        metadata,
        Column("event_id", Uuid, primary_key=True),
        Column("handled_at", moment, nullable=False, server_default=text("clock_timestamp()"), index=True),
    )
    Table(
        "dead_letter",
        metadata,
        Column("id", BigInteger, Identity(), primary_key=True),
        Column("event_id", Text, nullable=False, index=True),
        Column("type", Text, nullable=False),
        Column("key", Text, nullable=False),
        Column("headers", JSONB, nullable=False),
        Column("data", LargeBinary, nullable=False),
        Column("origin", Text, nullable=False, comment="topic/partition/offset"),
        Column("cause", Text, nullable=False),
        Column("put_aside_at", moment, nullable=False, server_default=text("clock_timestamp()")),
        Column("replayed_at", moment),
    )
    waiting = Table(
        "waiting_event",
        metadata,
        Column("id", BigInteger, Identity(), primary_key=True),
        Column("event_id", Uuid, nullable=False, unique=True),
        Column("type", Text, nullable=False),
        Column("source", Text, nullable=False),
        Column("key", Text, nullable=False),
        Column("headers", JSONB, nullable=False),
        Column("data", LargeBinary, nullable=False),
        Column("origin", Text, nullable=False, comment="topic/partition/offset"),
        Column("waits_for", Text, comment="kind:key; null where it only stands behind another of its source and key"),
        Column("since", moment, nullable=False, server_default=text("clock_timestamp()")),
        Column("tries", Integer, nullable=False, server_default=text("0"), comment="see shared/kit/events/deaths.py"),
    )
    Index("ix_waiting_event_queue", waiting.c.source, waiting.c.key, waiting.c.id)
    Index("ix_waiting_event_waits_for", waiting.c.waits_for, waiting.c.id)
    Table(
        "partition_watch",
        metadata,
        Column("topic", Text, primary_key=True),
        Column("partition", Integer, primary_key=True, autoincrement=False),
        Column("begun", Integer, nullable=False, comment="how many in a row have begun with it and not ended in order"),
        Column("in_hand", BigInteger, comment="offset of the record that is handled alone"),
        Column("times", Integer, nullable=False, server_default=text("0"), comment="how often that was begun"),
    )
    Table(
        "idempotency_key",
        metadata,
        Column("subject", Text, primary_key=True),
        Column("key", Text, primary_key=True),
        Column("fingerprint", LargeBinary, nullable=False, comment="SHA-256 of method, path and body"),
        Column("status", Integer, nullable=False),
        Column("headers", JSONB, nullable=False),
        Column("body", LargeBinary, nullable=False),
        Column("answered_at", moment, nullable=False, server_default=text("clock_timestamp()"), index=True),
    )
    Table(
        "ticket",
        metadata,
        Column("hash", LargeBinary, primary_key=True, comment="SHA-256 of the ticket"),
        Column("address", Text, nullable=False),
        Column("holder", JSONB, nullable=False),
        Column("expires_at", moment, nullable=False, index=True),
    )
    Table(
        "revision",
        metadata,
        Column("subject_id", Uuid, primary_key=True),
        Column("version", Integer, primary_key=True, autoincrement=False, comment="of the thing, since then"),
        Column("at", moment, nullable=False),
        Column("by", Text, nullable=False),
        Column("reason", Text, nullable=False),
        Column("changes", JSONB, nullable=False, comment="what each field was and is: field, before, after"),
    )
    audit = Table(
        "audit_entry",
        metadata,
        Column("id", BigInteger, Identity(), primary_key=True),
        Column("at", moment, nullable=False),
        Column("actor", Text, nullable=False),
        Column("on_behalf_of", Text),
        Column("action", Text, nullable=False),
        Column("subject_kind", Text, nullable=False),
        Column("subject_id", Text, nullable=False),
        Column("before", JSONB),
        Column("after", JSONB),
        Column("request_id", Text),
        Column("position", BigInteger, unique=True, comment="place in the chain, from 1 without gaps"),
        Column("hash", Text, comment="SHA-256 of the hash before it and of this entry"),
    )
    Index("ix_audit_entry_unsealed", audit.c.id, postgresql_where=audit.c.position.is_(None))
    Index("ix_audit_entry_at", audit.c.at, audit.c.id)
    Index("ix_audit_entry_subject", audit.c.subject_id, audit.c.at, audit.c.id)
    Index("ix_audit_entry_actor", audit.c.actor, audit.c.at, audit.c.id)
    Index(
        "ix_audit_entry_on_behalf_of",
        audit.c.on_behalf_of,
        audit.c.at,
        audit.c.id,
        postgresql_where=audit.c.on_behalf_of.is_not(None),
    )
    return metadata

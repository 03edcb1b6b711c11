"""What tracking knows of requests for agency service: which wait for an answer, and what an accepted one needs."""

from __future__ import annotations

from sqlalchemy import Column, Index, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY

from services.tracking_service.tables import metadata
from shared.contracts.intake.requests import RequestAccepted, RequestClosed, RequestSubmitted
from shared.kit.columns import MOMENT
from shared.kit.copies import Copy, always, sequence_column, when
from shared.vocabulary.statuses import RequestStatus

request_copy = Table(
    "request_copy",
    metadata,
    Column("request_id", Uuid, primary_key=True),
    Column("project_id", Uuid, nullable=False),
    Column("status", Text, nullable=False),
    Column("submitted_at", MOMENT),
    Column("accepted_at", MOMENT),
    Column("modes", ARRAY(Text)),
    sequence_column(),
)
Index("ix_request_copy_project_id", request_copy.c.project_id)

REQUESTS = Copy(
    "request",
    request_copy,
    {
        RequestSubmitted: {"status": always(RequestStatus.SUBMITTED), "submitted_at": when},
        RequestAccepted: {"status": always(RequestStatus.ACCEPTED), "accepted_at": when},
        RequestClosed: {},
    },
)

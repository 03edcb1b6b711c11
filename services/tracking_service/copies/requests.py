"""What tracking knows of requests for agency service: which of them the window has still to answer."""

from __future__ import annotations

from sqlalchemy import Column, Table, Text, Uuid

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
    sequence_column(),
)

REQUESTS = Copy(
    "request",
    request_copy,
    {
        RequestSubmitted: {"status": always(RequestStatus.SUBMITTED), "submitted_at": when},
        RequestAccepted: {"status": always(RequestStatus.ACCEPTED)},
        RequestClosed: {},
    },
)

"""Drafts in requests and answers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import orjson
from pydantic import Field

from services.intake_service.window.drafts.domain import Draft, DraftedOperation
from services.intake_service.window.drafts.store import DRAFTS
from shared.kit.http.actions import NextAction
from shared.kit.http.fields import Line, Moment, RequestModel
from shared.kit.http.views import ViewModel
from shared.kit.unit_of_work import UnitOfWork

_CONTENT = "fields of the operation's body as far as they are filled in, up to 64 KiB of JSON"


class BeginDraft(RequestModel):
    """What is filled in so far, and of which form."""

    operation: DraftedOperation = Field(examples=["submit_request"])
    project_id: UUID | None = Field(None, description="what it is about; none to register a project")
    agreement_id: UUID | None = Field(None, description="the agreement under which an agent fills it in")
    title: Line = Field(description="by which you find it again", examples=["黄埔厂房代办申请"])
    content: dict[str, Any] = Field(description=_CONTENT, examples=[{"modes": ["consult", "act"]}])


class ReplaceDraft(RequestModel):
    """What is filled in by now, in place of what was."""

    title: Line = Field(examples=["黄埔厂房代办申请"])
    content: dict[str, Any] = Field(description=_CONTENT, examples=[{"modes": ["consult", "act"]}])


class DraftRow(ViewModel):
    """A draft in a list: its content stands in the draft itself."""

    id: UUID
    operation: DraftedOperation
    operation_label: str
    project_id: UUID | None
    project_name: str | None
    agreement_id: UUID | None = Field(description="the agreement under which its agent fills it in")
    title: str
    created_at: Moment
    updated_at: Moment
    version: int
    next_actions: list[NextAction]


class DraftView(DraftRow):
    """草稿: what its keeper has filled in so far, and nobody else sees."""

    content: dict[str, Any]


def row(work: UnitOfWork, draft: Draft) -> DraftRow:
    """A draft in a list as its keeper sees it."""
    return DraftRow.of(draft, **_of(work, draft))


def view(work: UnitOfWork, draft: Draft) -> DraftView:
    """A draft as its keeper sees it."""
    return DraftView.of(draft, **_of(work, draft))


def _of(work: UnitOfWork, draft: Draft) -> dict[str, Any]:
    actions = orjson.loads(DRAFTS.offers(work, draft).text_on(draft))
    for action in actions:
        if action["operation_id"] == draft.operation:
            action["prefill"] = draft.body
    return {"project_name": draft.project.name if draft.project else None, "next_actions": actions}

"""Owners in requests and answers."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from services.intake_service.parties.owners.domain import Owner, mask_name, mask_phone
from services.intake_service.parties.owners.store import OWNERS
from shared.kit import spelling
from shared.kit.http.actions import NextAction
from shared.kit.http.fields import CorrectionModel, Line, Moment, Phone, RequestModel, spelled
from shared.kit.http.history import Mask
from shared.kit.http.views import ViewModel
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.callers import is_owner

Uscc = Annotated[str, spelled(spelling.capitals), StringConstraints(min_length=1, max_length=30)]
"""A 统一社会信用代码 in its one spelling; whether it can be one, the owner's rule says."""


class RegisterOwner(RequestModel):
    """An enterprise and its contact for the service."""

    uscc: Uscc = Field(description="统一社会信用代码 (GB 32100-2015)", examples=["91440101000000001M"])
    name: Line = Field(examples=["示例制造有限公司"])
    contact_name: Line = Field(examples=["项目联系岗"])
    contact_phone: Phone = Field(examples=["020-83000000转801"])


class CorrectOwner(CorrectionModel):
    """What is right of an enterprise's name and contact, and why it is corrected."""

    name: Line | None = None
    contact_name: Line | None = None
    contact_phone: Phone | None = Field(None, examples=["020-83000000转802"])


class OwnerView(ViewModel):
    """项目单位. The contact is masked for all but the enterprise itself; see the contact's own route."""

    id: UUID
    uscc: str
    name: str
    contact_name: str
    contact_phone: str
    created_at: Moment
    version: int
    next_actions: list[NextAction]


def view(work: UnitOfWork, owner: Owner) -> OwnerView:
    """An owner as this caller sees it: its contact masked, unless it is its own."""
    shown = {name: mask(getattr(owner, name)) for name, mask in masks(work, owner).items()}
    return OwnerView.of(owner, **shown, next_actions=OWNERS.next_actions(work, owner))


def masks(work: UnitOfWork, owner: Owner) -> dict[str, Mask]:
    """What is shown of its contact, field by field, to a caller who is not the enterprise itself."""
    return {} if is_owner(work.principal, owner.uscc) else {"contact_name": mask_name, "contact_phone": mask_phone}


class ContactView(ViewModel):
    """An owner's contact, unmasked. Each look at it is on record."""

    contact_name: str
    contact_phone: str

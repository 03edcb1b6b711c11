"""Owners in requests and answers."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from services.intake_service.parties.owners.domain import Owner, mask_name, mask_phone
from services.intake_service.parties.owners.store import OWNERS
from shared.kit import spelling
from shared.kit.http.actions import NextAction
from shared.kit.http.fields import Line, Moment, Phone, RequestModel, spelled
from shared.kit.http.views import ViewModel
from shared.kit.unit_of_work import UnitOfWork

Uscc = Annotated[str, spelled(spelling.capitals), StringConstraints(min_length=1, max_length=30)]
"""A 统一社会信用代码 in its one spelling; whether it can be one, the owner's rule says."""


class RegisterOwner(RequestModel):
    """An enterprise and its contact for the service."""

    uscc: Uscc = Field(description="统一社会信用代码 (GB 32100-2015)", examples=["91440101000000001M"])
    name: Line
    contact_name: Line
    contact_phone: Phone = Field(examples=["020-83000000转801"])


class OwnerView(ViewModel):
    """项目单位. The contact is masked; see the contact's own route."""

    id: UUID
    uscc: str
    name: str
    contact_name: str
    contact_phone: str
    created_at: Moment
    version: int
    next_actions: list[NextAction]


def view(work: UnitOfWork, owner: Owner) -> OwnerView:
    """An owner as this caller sees it, its contact masked."""
    masked = {"contact_name": mask_name(owner.contact_name), "contact_phone": mask_phone(owner.contact_phone)}
    return OwnerView.of(owner, **masked, next_actions=OWNERS.next_actions(work, owner))


class ContactView(ViewModel):
    """An owner's contact, unmasked. Each look at it is on record."""

    contact_name: str
    contact_phone: str

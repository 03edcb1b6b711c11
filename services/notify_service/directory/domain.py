"""What the service must know of others' facts to tell the right people: small copies, fed by events."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Project:
    """A project and its owner (项目单位). owner_uscc: the enterprise's 统一社会信用代码."""

    id: UUID
    code: str
    name: str
    owner_uscc: str
    owner_name: str


@dataclass(frozen=True)
class Case:
    """A case (办件), as far as a deadline on it must be told."""

    id: UUID
    application_item_id: UUID
    acceptance_number: str
    item_code: str
    item_name: str
    body: str

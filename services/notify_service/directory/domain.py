"""What the service must know of others' facts to tell the right people: small copies, fed by events."""

from __future__ import annotations

from collections.abc import Sequence
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


@dataclass(frozen=True)
class Surroundings:
    """What is known around an event. None: not known (yet), or the event has nothing of that kind.

    body_name: of the case's body, where there is a case, else of the event's; officer: the subject of the project's
    chief service officer; assignee: of the post that the matter stands with; agents: of the agreement's agent, in force
    or not, where the event speaks of one, else of those who may act for the project now; body_officers: of the body's
    chief service officers.
    """

    project: Project | None
    case: Case | None
    body_name: str | None
    officer: str | None
    assignee: str | None
    agents: Sequence[str]
    body_officers: Sequence[str]

"""Sentences that routing's tests begin with: seeded bodies and items, a project in the service, an accepted item."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import httpx
import pytest

from shared.contracts.deadlines import DeadlineMissed
from shared.contracts.intake.applications import ItemAccepted
from shared.contracts.intake.projects import ProjectRegistered
from shared.contracts.intake.requests import RequestAccepted
from shared.contracts.routing.deadlines import RoutingDeadlineRequested
from shared.contracts.tracking.cases import CaseAnnulled, CaseDecided
from shared.kit.ids import new_id
from testing.tested_service import TestedService

OWNER = "91440101000000001M"
STRANGER = "91440101000000002Q"
_serial = itertools.count(1)


def accepted_item(project_id: UUID, body: str = "PNR", *, code: str = "S2-PNR-11") -> ItemAccepted:
    return ItemAccepted(
        application_item_id=new_id(),
        application_id=new_id(),
        acceptance_number=f"SL20261123{next(_serial):06d}",
        project_id=project_id,
        item_code=code,
        item_name="建设工程规划许可证核发",
        stage="S2",
        body=body,
        accepted_at=datetime(2026, 11, 23, 1, tzinfo=UTC),
        deemed=False,
    )


def decided(item: ItemAccepted) -> CaseDecided:
    return CaseDecided(
        case_id=new_id(),
        project_id=item.project_id,
        application_item_id=item.application_item_id,
        acceptance_number=item.acceptance_number,
        item_code=item.item_code,
        item_name=item.item_name,
        body=item.body,
        at=item.accepted_at,
        outcome="passed",
        document_number=None,
        light="normal",
    )


def annulled(item: ItemAccepted) -> CaseAnnulled:
    told = decided(item).model_dump(include=set(CaseAnnulled.model_fields))
    return CaseAnnulled(**told, reason="误点受理", asked_at=item.accepted_at)


@dataclass
class Departments:
    """The departments' side, and who comes to it."""

    service: TestedService

    @property
    def client(self) -> httpx.AsyncClient:
        return self.service.client

    async def project(self, *, accepted: bool = True, owner: str = OWNER, project_id: UUID | None = None) -> UUID:
        project_id = project_id or new_id()
        registered = ProjectRegistered(
            project_id=project_id,
            project_code=f"2019-440112-47-03-{next(_serial):06d}",
            name="知识城某某大厦",
            owner_id=new_id(),
            owner_uscc=owner,
            owner_name="某某建设有限公司",
            district="440112",
            investment="private",
            project_type="private_general",
            eligible=True,
            grounds=["social_investment"],
        )
        await self.service.deliver(registered)
        if accepted:
            await self.service.deliver(RequestAccepted(request_id=new_id(), project_id=project_id, modes=["act"]))
        return project_id

    async def put(self, item: ItemAccepted) -> dict[str, Any]:
        """The assignment of an item that was accepted just now, as the data bureau sees it."""
        await self.service.deliver(item)
        return await self.assignment_of(item)

    async def assignment_of(self, item: ItemAccepted) -> dict[str, Any]:
        (row,) = await self.service.rows(
            "SELECT id FROM assignment WHERE acceptance_number = :number", number=item.acceptance_number
        )
        return await self.assignment_of_id(row["id"])

    async def assignment_of_id(self, assignment_id: UUID | str) -> dict[str, Any]:
        answer = await self.client.get(f"/assignments/{assignment_id}", headers=self.service.as_("data_bureau"))
        assert answer.status_code == 200, answer.text
        told: dict[str, Any] = answer.json()
        return told

    async def deadlines(self, assignment: dict[str, Any]) -> list[dict[str, Any]]:
        return await self.service.published(RoutingDeadlineRequested, subject_id=assignment["id"])

    async def miss(self, deadline: dict[str, Any]) -> None:
        """Tracking says that a deadline has passed."""
        await self.service.deliver(self.missed(deadline))

    @staticmethod
    def missed(deadline: dict[str, Any]) -> DeadlineMissed:
        """What tracking says when a deadline has passed."""
        told = {name: deadline[name] for name in DeadlineMissed.model_fields if name in deadline}
        return DeadlineMissed(**told, due_on=datetime.now(UTC).date(), provisional=False)

    async def acknowledge(self, assignment: dict[str, Any], role: str, **claims: Any) -> httpx.Response:
        headers = self.service.as_(role, version=assignment["version"], **claims)
        return await self.client.post(f"/assignments/{assignment['id']}/acknowledge", headers=headers)


@pytest.fixture(scope="session")
async def departments(routing: TestedService) -> Departments:
    await routing.service.commands["seed"](routing.runtime)
    return Departments(routing)

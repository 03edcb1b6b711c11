"""Sentences that tracking's tests begin with: a catalogue, projects, items that were accepted, days that pass."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest

from services.tracking_service.calendar.domain import Limit, due
from shared.contracts import event as contract
from shared.contracts.event import SpecialProcedureRule
from shared.contracts.intake.agreements import AgreementSigned
from shared.contracts.intake.applications import ItemAccepted, ItemReceived, ItemUndoAsked
from shared.contracts.intake.projects import ProjectRegistered
from shared.contracts.routing.catalogue import ItemPublished
from shared.contracts.routing.departments import BodyPublished
from shared.kit.clock import LOCAL, local_date
from shared.kit.ids import new_id
from shared.vocabulary.limits import LimitUnit
from testing.backing import Backing
from testing.tested_service import TestedService

OWNER = "91440101000000001M"
STRANGER = "91440101000000002Q"
PERMIT = "S2-PNR-11"
"""20 working days; an expert review stops its clock, a site visit does not."""
UNCONFIRMED = "S2-PNR-12"
"""Its limit is 未核定."""
GAS = "UTL-GAS-01"
"""5 calendar days; its rectification may take 10 working days."""
_serial = itertools.count(1)


def published_item(
    code: str,
    limit: contract.Limit | None,
    *procedures: SpecialProcedureRule,
    version: int = 1,
    valid_from: date = date(2019, 5, 15),
    body: str = "PNR",
) -> ItemPublished:
    return ItemPublished(
        code=code,
        version=version,
        valid_from=valid_from,
        name="建设工程规划许可证核发",
        stage=code[:2] if code[0] == "S" else "UTL",
        body=body,
        kind="administrative_license",
        limit=limit,
        materials=[],
        investments=["government", "private"],
        project_types=["all"],
        special_procedures=list(procedures),
    )


def procedure(type_: str, name: str, *, stops: bool, max_days: int | None = None) -> SpecialProcedureRule:
    return SpecialProcedureRule(type=type_, name=name, stops_clock=stops, max_days=max_days)


def body(code: str, name: str) -> BodyPublished:
    return BodyPublished(code=code, name=name, full_name=f"广州市{name}", kind="bureau", roster_version=1, posts=[])


def working_days_after(base: date, days: int) -> date:
    found = due(base, Limit(days, LimitUnit.WORKING_DAY))
    assert found
    return found.on


@dataclass
class Clock:
    """The clock of the service under test. It only goes forward, to nine in the morning of a day."""

    backing: Backing
    ahead: timedelta = field(default=timedelta(0))

    @property
    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    @property
    def today(self) -> date:
        return local_date(self.now)

    def move_to(self, day: date) -> None:
        self.ahead += max(datetime.combine(day, time(9), LOCAL) - self.now, timedelta(0))
        self.backing.move_clock(self.ahead)


@dataclass
class Hall:
    """Tracking, and who comes to it."""

    service: TestedService

    @property
    def client(self) -> httpx.AsyncClient:
        return self.service.client

    async def project(self, owner: str = OWNER, *, district: str = "440112") -> UUID:
        project_id = new_id()
        await self.service.deliver(
            ProjectRegistered(
                project_id=project_id,
                project_code=f"2019-440112-47-03-{next(_serial):06d}",
                name="知识城某某大厦",
                owner_id=new_id(),
                owner_uscc=owner,
                owner_name="某某建设有限公司",
                district=district,
                investment="private",
                project_type="private_general",
                eligible=True,
                grounds=["social_investment"],
            )
        )
        return project_id

    def received_item(self, project_id: UUID, code: str = PERMIT, body: str = "PNR") -> ItemReceived:
        return ItemReceived(
            application_item_id=new_id(),
            application_id=new_id(),
            application_number=f"SJ20261123{next(_serial):06d}",
            project_id=project_id,
            item_code=code,
            item_name="建设工程规划许可证核发",
            stage=code[:2] if code[0] == "S" else "UTL",
            body=body,
            received_at=self.service.runtime.clock.now(),
            submitted_by="GSD-officer-1",
            agreement_id=None,
        )

    def accepted_item(
        self,
        project_id: UUID,
        code: str = PERMIT,
        body: str = "PNR",
        *,
        at: datetime | None = None,
        received: ItemReceived | None = None,
        deemed: bool = False,
    ) -> ItemAccepted:
        received = received or self.received_item(project_id, code, body)
        return ItemAccepted(
            **received.model_dump(include={"application_item_id", "application_id", "project_id", "item_code"}),
            **received.model_dump(include={"item_name", "stage", "body"}),
            acceptance_number=f"SL20261123{next(_serial):06d}",
            accepted_at=at or self.service.runtime.clock.now(),
            deemed=deemed,
        )

    async def case(self, project_id: UUID | None = None, code: str = PERMIT, body: str = "PNR") -> dict[str, Any]:
        """A case that was opened just now."""
        return await self.case_of(self.accepted_item(project_id or await self.project(), code, body))

    async def case_of(self, item: ItemAccepted) -> dict[str, Any]:
        await self.service.deliver(item)
        (row,) = await self.service.rows(
            "SELECT id FROM item_case WHERE application_item_id = :item", item=item.application_item_id
        )
        return await self.read(row["id"])

    def undo_asked(
        self,
        case: Mapping[str, Any],
        *,
        received_at: datetime | None = None,
        silence_accepts: bool = True,
        asked_at: datetime | None = None,
    ) -> ItemUndoAsked:
        """What intake says when the window asks that the acceptance be undone that a case came of."""
        now = self.service.runtime.clock.now()
        same = ("project_id", "application_item_id", "acceptance_number", "item_code", "item_name", "stage", "body")
        return ItemUndoAsked(
            **{name: case[name] for name in same},
            asked_at=asked_at or now,
            asked_by="GSD-window-1",
            reason="误点受理",
            received_at=received_at or now,
            answer_limit=contract.Limit(days=5, unit="working_day") if silence_accepts else None,
        )

    async def read(self, case_id: UUID | str, role: str = "data_bureau", **claims: Any) -> dict[str, Any]:
        answer = await self.client.get(f"/cases/{case_id}", headers=self.service.as_(role, **claims))
        assert answer.status_code == 200, answer.text
        told: dict[str, Any] = answer.json()
        assert answer.headers["etag"].startswith(f'"{told["version"]}-')
        return told

    async def ask(
        self, case: dict[str, Any], step: str, role: str = "handler", json: Any = None, **claims: Any
    ) -> httpx.Response:
        """Try a step on a case, as a handler of its body unless told otherwise."""
        given = {"version": case["version"]} | ({"body": case["body"]} if role == "handler" else {}) | claims
        return await self.client.post(f"/cases/{case['id']}/{step}", json=json, headers=self.service.as_(role, **given))

    async def do(self, case: dict[str, Any], step: str, json: Any = None, **claims: Any) -> dict[str, Any]:
        answer = await self.ask(case, step, json=json, **claims)
        assert answer.status_code == 200, answer.text
        told: dict[str, Any] = answer.json()
        return told

    async def timeline(self, project_id: UUID | str) -> list[dict[str, Any]]:
        """A project's entries, oldest first."""
        headers = self.service.as_("data_bureau")
        answer = await self.client.get(f"/projects/{project_id}/timeline?limit=100", headers=headers)
        assert answer.status_code == 200, answer.text
        return list(reversed(answer.json()["items"]))

    async def signed_agreement(
        self, project_id: UUID, *, stages: list[str], items: list[str] | None = None, agent: str = "GSD-officer-1"
    ) -> AgreementSigned:
        signed = AgreementSigned(
            agreement_id=new_id(),
            agreement_number=f"XY20261123{next(_serial):06d}",
            project_id=project_id,
            stages=stages,
            item_codes=items or [],
            agent=agent,
            agent_title="政务服务数据管理局 代办员 1",
        )
        await self.service.deliver(signed)
        return signed


@pytest.fixture(scope="session")
async def hall(tracking: TestedService) -> Hall:
    review = procedure("expert_review", "专家评审", stops=True)
    visit = procedure("site_visit", "现场踏勘", stops=False)
    await tracking.deliver(
        body("PNR", "规划和自然资源局"),
        published_item(PERMIT, contract.Limit(days=20, unit="working_day"), review, visit),
        published_item(UNCONFIRMED, None, review),
        published_item(
            GAS,
            contract.Limit(days=5, unit="calendar_day"),
            procedure("rectification", "整改", stops=True, max_days=10),
            body="GAS",
        ),
    )
    return Hall(tracking)


@pytest.fixture
def days(backing: Backing) -> Any:
    yield Clock(backing)
    backing.move_clock(timedelta(0))

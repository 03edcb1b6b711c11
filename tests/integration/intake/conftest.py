"""Sentences that intake's tests begin with: an owner, its project, an accepted request, a signed agreement."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest

from services.intake_service.parties.owners.domain import uscc_check_character
from shared.contracts.event import Post, TeamPost
from shared.contracts.routing.catalogue import ItemPublished
from shared.contracts.routing.departments import BodyPublished
from shared.contracts.tracking.cases import CaseAnnulled, CaseAnnulmentRefused
from shared.kit.ids import new_id
from testing.tested_service import TestedService

_serial = itertools.count(1)
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def fresh_uscc() -> str:
    first = f"91440101T{next(_serial):08d}"
    return first + uscc_check_character(first)


def fresh_project_code(region: str = "440112") -> str:
    return f"2019-{region}-47-03-{next(_serial):06d}"


def item(code: str, **changes: Any) -> ItemPublished:
    stage, body, _ = code.split("-")
    values: dict[str, Any] = {
        "code": code,
        "version": 1,
        "valid_from": date(2019, 5, 15),
        "name": f"事项 {code}",
        "stage": stage,
        "body": body,
        "kind": "administrative_license",
        "limit": None,
        "materials": ["申请表"],
        "investments": ["government", "private"],
        "project_types": ["all"],
        "special_procedures": [],
    }
    return ItemPublished(**values | changes)


def a_project() -> dict[str, Any]:
    """What is said of a project when it is registered, besides whose it is."""
    return {
        "project_code": fresh_project_code(),
        "name": "示例厂房新建项目",
        "district": "440112",
        "project_type": "industrial",
        "investment": "private",
        "funding": "social",
        "works": "building",
        "nature": "new",
        "authority": "municipal",
        "total_investment": "120000000.00",
    }


def data_bureau(*, without: str = "") -> BodyPublished:
    """The data bureau with its own team, as routing seeds it; or without one of the posts."""
    roles = {"window": "window_clerk", "officer": "service_officer", "cso": "project_officer"}
    titles = {"window": "综合窗口", "officer": "代办员", "cso": "项目首席服务官"}
    team = [
        TeamPost(subject=f"GSD-{what}-{n}", title=f"政务服务数据管理局 {titles[what]} {n}", role=role)
        for what, role in roles.items()
        for n in (1, 2, 3)
    ]
    return BodyPublished(
        code="GSD",
        name="政务服务数据管理局",
        full_name="广州市政务服务数据管理局",
        kind="data_bureau",
        roster_version=1,
        posts=[Post(subject="GSD-admin-1", title="政务服务数据管理局 管理员 1", role="data_bureau")],
        team=[post for post in team if post.subject != without],
    )


def _of_case(item: Mapping[str, Any]) -> dict[str, Any]:
    told = {name: item[name] for name in ("project_id", "acceptance_number", "item_code", "item_name", "body")}
    asked_at = datetime.fromisoformat(item["undo_asked_at"]) if item["undo_asked_at"] else datetime.now(UTC)
    ids = {"case_id": new_id(), "application_item_id": item["id"]}
    return {**told, **ids, "at": datetime.now(UTC), "asked_at": asked_at}


def annulled(item: Mapping[str, Any]) -> CaseAnnulled:
    """What tracking says when the acceptance of an item is undone, as the window saw that when it asked."""
    return CaseAnnulled(**_of_case(item), reason="误点受理")


def annulment_refused(item: Mapping[str, Any], refusal: str = "handling_begun") -> CaseAnnulmentRefused:
    """What tracking says when that can not be."""
    return CaseAnnulmentRefused(**_of_case(item), refusal=refusal, asked_by="GSD-window-1")


@dataclass
class Window:
    """The one window, and who comes to it."""

    service: TestedService

    def owner(self, uscc: str) -> dict[str, str]:
        return self.service.as_("owner", enterprise=uscc)

    async def post(self, path: str, body: Any, headers: dict[str, str], expect: int = 201) -> dict[str, Any]:
        answer = await self.service.client.post(path, json=body, headers=headers)
        assert answer.status_code == expect, answer.text
        told: dict[str, Any] = answer.json()
        return told

    async def registered_owner(self, uscc: str | None = None) -> dict[str, Any]:
        uscc = uscc or fresh_uscc()
        body = {"uscc": uscc, "name": "示例制造有限公司", "contact_name": "联系岗", "contact_phone": "020-12345678"}
        return await self.post("/owners", body, self.owner(uscc))

    def project_body(self, owner: dict[str, Any], **changes: Any) -> dict[str, Any]:
        return {"owner_id": owner["id"], **a_project(), **changes}

    async def registered_project(self, owner: dict[str, Any] | None = None, **changes: Any) -> dict[str, Any]:
        owner = owner or await self.registered_owner()
        return await self.post("/projects", self.project_body(owner, **changes), self.owner(owner["uscc"]))

    async def accepted_request(
        self, project: dict[str, Any], modes: tuple[str, ...] = ("consult", "act")
    ) -> dict[str, Any]:
        body = {"project_id": project["id"], "modes": list(modes), "channel": "online"}
        request = await self.post("/requests", body, self.owner(project["owner_uscc"]))
        clerk = self.service.as_("window_clerk", version=request["version"])
        return await self.post(f"/requests/{request['id']}/accept", None, clerk, 200)

    async def signed_agreement(self, project: dict[str, Any], **changes: Any) -> dict[str, Any]:
        agreement = await self.drafted_agreement(project, **changes)
        for step, role in (("begin-signing", "window_clerk"), ("submit-for-seal", "window_clerk"), ("sign", "owner")):
            agreement = await self.step(agreement, step, role, project)
        return agreement

    async def drafted_agreement(self, project: dict[str, Any], **changes: Any) -> dict[str, Any]:
        request = await self.accepted_request(project)
        body = {
            "request_id": request["id"],
            "stages": ["S1", "S2", "S3"],
            "agent": "GSD-officer-1",
        } | changes
        return await self.post("/agreements", body, self.service.as_("window_clerk"))

    async def step(
        self,
        agreement: dict[str, Any],
        step: str,
        role: str,
        project: dict[str, Any],
        expect: int = 200,
        body: Any = None,
    ) -> dict[str, Any]:
        headers = self.service.as_(role, version=agreement["version"], enterprise=project["owner_uscc"])
        return await self.post(f"/agreements/{agreement['id']}/{step}", body, headers, expect)

    async def upload(
        self,
        project: dict[str, Any],
        headers: dict[str, str] | None = None,
        *,
        name: str = "申请表",
        data: bytes = PDF,
        media_type: str = "application/pdf",
        expect: int = 201,
        **fields: Any,
    ) -> dict[str, Any]:
        answer = await self.service.client.post(
            f"/projects/{project['id']}/materials",
            files={"file": ("a", data, media_type)},
            data={"name": name, **fields},
            headers=headers or self.owner(project["owner_uscc"]),
        )
        assert answer.status_code == expect, answer.text
        told: dict[str, Any] = answer.json()
        return told


@pytest.fixture(scope="session")
async def window(intake: TestedService) -> Window:
    await intake.deliver(
        data_bureau(),
        item("S1-DRC-06"),
        item("S1-PNR-02"),
        item("S2-PNR-11"),
        item("UTL-PWR-03"),
        item("S1-DRC-02", investments=["government"]),
    )
    return Window(intake)

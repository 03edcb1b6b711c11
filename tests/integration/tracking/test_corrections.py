"""What was written down of a decision is put right by whom it may, with the reason; the owner reads what it was."""

from __future__ import annotations

from typing import Any

import pytest

from shared.contracts.tracking.cases import CaseDecided, CaseDecisionCorrected
from shared.kit.ids import new_id
from tests.integration.tracking.conftest import STRANGER, Hall

WHY = {"reason": "文号录入有误"}
NUMBER = {"document_number": "穗规〔示例〕2号", **WHY}
OUTCOME = {"outcome": "refused", **WHY}
OFFICER = {"role": "chief_service_officer", "body": "PNR", "sub": "PNR-cso"}
LEADER = {"role": "leader", "body": "PNR", "sub": "PNR-leader"}


@pytest.fixture
async def case(hall: Hall) -> dict[str, Any]:
    """A case that its handler has decided."""
    started = await hall.do(await hall.case(), "start")
    return await hall.do(started, "decide", {"outcome": "passed", "document_number": "穗规〔示例〕1号"})


async def history(hall: Hall, case: dict[str, Any], role: str = "owner", **claims: Any) -> list[dict[str, Any]]:
    answer = await hall.client.get(f"/cases/{case['id']}/history", headers=hall.service.as_(role, **claims))
    assert answer.status_code == 200, answer.text
    told: list[dict[str, Any]] = answer.json()["items"]
    return told


@pytest.mark.parametrize("outcome", ["passed", "passed_with_gaps"])
async def test_an_approval_without_the_number_of_its_document_is_refused(hall: Hall, outcome: str) -> None:
    started = await hall.do(await hall.case(), "start")
    refused = await hall.ask(started, "decide", json={"outcome": outcome})
    assert (refused.status_code, refused.json()["code"]) == (422, "case.document_number_missing")
    assert [one["pointer"] for one in refused.json()["errors"]] == ["/document_number"]
    assert (await hall.read(started["id"]))["status"] == "in_handling"
    assert (await hall.do(started, "decide", {"outcome": "refused"}))["status"] == "decided"


async def test_the_chief_service_officer_puts_the_number_right_and_the_owner_reads_what_it_was(
    hall: Hall, case: dict[str, Any]
) -> None:
    corrected = await hall.do(case, "decision/correct", {**NUMBER, "remark": "已核对"}, **OFFICER)
    assert (corrected["document_number"], corrected["remark"]) == ("穗规〔示例〕2号", "已核对")
    assert (corrected["closed_at"], corrected["clock"]) == (case["closed_at"], case["clock"])
    (event,) = await hall.service.published(CaseDecisionCorrected, case_id=case["id"])
    assert (event["changed"], event["outcome"]) == (["document_number", "remark"], "passed")
    assert len(await hall.service.published(CaseDecided, case_id=case["id"])) == 1
    (one,) = await history(hall, case)
    assert (one["by"], one["reason"], one["version"]) == ("PNR-cso", WHY["reason"], corrected["version"])
    assert {change["field_label"]: (change["before"], change["after"]) for change in one["changes"]} == {
        "文号": ("穗规〔示例〕1号", "穗规〔示例〕2号"),
        "备注": (None, "已核对"),
    }
    newest = (await hall.timeline(case["project_id"]))[-1]
    assert newest["kind"] == "case.decision_corrected"
    assert "办理结果的登记已更正" in newest["words_zh"]
    assert newest["words_zh"].endswith("，现为：办结（通过），文号 穗规〔示例〕2号。原因：文号录入有误")


async def test_the_leader_puts_the_outcome_right_to_what_its_document_says(hall: Hall, case: dict[str, Any]) -> None:
    corrected = await hall.do(case, "outcome/correct", OUTCOME, **LEADER)
    assert (corrected["outcome_label"], corrected["document_number"]) == ("办结（不通过）", None)
    assert (corrected["national_code"], corrected["status"]) == (13, "decided")
    back = {"outcome": "passed", **WHY}
    refused = await hall.ask(corrected, "outcome/correct", json=back, **LEADER)
    assert (refused.status_code, refused.json()["code"]) == (422, "case.document_number_missing")
    again = await hall.do(corrected, "outcome/correct", {**back, "document_number": "穗规〔示例〕1号"}, **LEADER)
    assert (again["outcome"], again["document_number"]) == (case["outcome"], case["document_number"])
    newest, first = await history(hall, case)
    assert [{one["field"]: one["after_label"] for one in revision["changes"]} for revision in (first, newest)] == [
        {"outcome": "办结（不通过）", "document_number": None},
        {"outcome": "办结（通过）", "document_number": None},
    ]


@pytest.mark.parametrize(("step", "body", "by"), [("decision", NUMBER, OFFICER), ("outcome", OUTCOME, LEADER)])
class TestWhicheverIsCorrected:
    """The same for both."""

    async def test_nobody_else_may(
        self, hall: Hall, case: dict[str, Any], step: str, body: dict[str, Any], by: dict[str, Any]
    ) -> None:
        for role, claims, status in (
            ("handler", {"body": "PNR"}, 403),
            (by["role"], {"body": "HUC"}, 404),
            ("owner", {}, 403),
            ("stranger", {}, 403),
            ("window_clerk", {}, 403),
            ("data_bureau", {}, 403),
            ("auditor", {}, 403),
        ):
            refused = await hall.ask(case, f"{step}/correct", role, json=body, **claims)
            assert refused.status_code == status, (role, refused.text)
        assert await history(hall, case) == []
        unseen = await hall.client.get(
            f"/cases/{case['id']}/history", headers=hall.service.as_("owner", enterprise=STRANGER)
        )
        assert unseen.status_code == 404

    async def test_only_what_is_decided_of_the_version_that_was_read_and_once(
        self, hall: Hall, case: dict[str, Any], step: str, body: dict[str, Any], by: dict[str, Any]
    ) -> None:
        early = await hall.ask(await hall.case(), f"{step}/correct", json=body, **by)
        assert (early.status_code, early.json()["code"]) == (409, "transition.illegal")
        headers = hall.service.as_(**by, version=case["version"]) | {"Idempotency-Key": str(new_id())}
        path = f"/cases/{case['id']}/{step}/correct"
        first, second = [await hall.client.post(path, json=body, headers=headers) for _ in range(2)]
        assert (first.status_code, second.json()) == (200, first.json())
        stale = await hall.ask(case, f"{step}/correct", json=body, **by)
        assert (stale.status_code, stale.json()["code"]) == (412, "version.stale")
        same = await hall.ask(first.json(), f"{step}/correct", json=body, **by)
        assert (same.status_code, same.json()["code"]) == (422, "correction.nothing_changed")
        assert len(await history(hall, case)) == 1

"""An owner whose project somebody else has registered claims it with papers, and the window decides."""

from __future__ import annotations

import asyncio
from typing import Any

from shared.contracts.intake.agreements import AgreementEnded
from shared.contracts.intake.claims import ClaimClosed, ClaimCommented, ClaimFiled
from shared.contracts.intake.projects import ProjectPassed
from shared.contracts.intake.requests import RequestClosed
from testing.tested_service import offered
from tests.integration.intake.conftest import PDF, Window, fresh_project_code

DEED = PDF + b"% deed\n"
REASON = {"reason": "备案证载明的项目单位与认领单位一致"}
Json = dict[str, Any]


async def claim(window: Window, project: Json, owner: Json, expect: int = 201, **changes: Any) -> Json:
    given = {"owner_id": owner["id"], "project_code": project["project_code"], "reason": "项目备案证载明我单位"}
    answer = await window.service.client.post(
        "/claims",
        files={"file": ("a", changes.pop("data", DEED), "application/pdf")},
        data={**given, "name": "项目备案证", **changes},
        headers=window.owner(owner["uscc"]),
    )
    assert answer.status_code == expect, answer.text
    told: Json = answer.json()
    return told


async def step(window: Window, claimed: Json, way: str, caller: Json | None, body: Json, expect: int = 200) -> Json:
    """caller: the owner that does it; the window where there is none."""
    role, claims = ("owner", {"enterprise": caller["uscc"]}) if caller else ("window_clerk", {})
    headers = window.service.as_(role, version=claimed["version"], **claims)
    return await window.post(f"/claims/{claimed['id']}/{way}", body, headers, expect)


async def seen(window: Window, path: str, owner: Json) -> int:
    return (await window.service.client.get(path, headers=window.owner(owner["uscc"]))).status_code


async def listed(window: Window, owner: Json, **filters: str) -> list[str]:
    answer = await window.service.client.get("/claims", params=filters, headers=window.owner(owner["uscc"]))
    return [one["id"] for one in answer.json()["items"]]


async def test_a_refused_registration_says_the_way_out_and_not_whose_the_project_is(window: Window) -> None:
    holder = await window.registered_owner()
    project = await window.registered_project(holder)
    true_owner = await window.registered_owner()
    body = window.project_body(true_owner, project_code=project["project_code"])
    refused = await window.service.client.post("/projects", json=body, headers=window.owner(true_owner["uscc"]))
    assert (refused.status_code, refused.json()["code"]) == (409, "project.taken")
    assert "提出项目归属认领" in refused.json()["way_out"]
    assert holder["uscc"] not in refused.text
    assert holder["name"] not in refused.json()["detail"]


async def test_a_claim_comes_with_a_paper_and_the_owner_is_told_but_not_shown_it(window: Window) -> None:
    holder, claimant, stranger = [await window.registered_owner() for _ in range(3)]
    project = await window.registered_project(holder)
    filed = await claim(window, project, claimant)
    assert offered(filed) == ["hand_in_claim_paper", "withdraw_claim"]
    assert (filed["project_id"], filed["holder_uscc"], filed["comment"]) == (None, None, None)
    (told,) = await window.service.published(ClaimFiled, claim_id=filed["id"])
    assert (told["owner_uscc"], told["claimant_uscc"]) == (holder["uscc"], claimant["uscc"])
    path = f"/claims/{filed['id']}"
    its = (await window.service.client.get(path, headers=window.owner(holder["uscc"]))).json()
    assert (its["claimant_name"], its["papers"], offered(its)) == (claimant["name"], [], ["comment_on_claim"])
    assert its["project_id"] == project["id"]
    content = f"{path}/papers/{filed['papers'][0]['id']}/content"
    for owner, can_see, can_read in ((claimant, 200, 200), (holder, 200, 404), (stranger, 404, 404)):
        assert await seen(window, path, owner) == can_see
        assert await seen(window, content, owner) == can_read
        assert (filed["id"] in await listed(window, owner)) == (can_see == 200)
    clerk = await window.service.client.get(content, headers=window.service.as_("window_clerk"))
    assert (clerk.content, clerk.headers["content-type"]) == (DEED, "application/pdf")
    another = await claim(window, await window.registered_project(holder), claimant)
    elsewhere = content.replace(filed["id"], another["id"])
    assert await seen(window, elsewhere, claimant) == 404


async def test_who_is_a_party_finds_the_claim_by_status_and_code(window: Window) -> None:
    holder, claimant = [await window.registered_owner() for _ in range(2)]
    project = await window.registered_project(holder)
    filed = await claim(window, project, claimant)
    for owner in (holder, claimant):
        assert await listed(window, owner, status="filed", project_code=project["project_code"]) == [filed["id"]]
        assert await listed(window, owner, status="granted") == []


async def test_a_code_is_claimed_however_it_was_typed(window: Window) -> None:
    holder, claimant = [await window.registered_owner() for _ in range(2)]
    project = await window.registered_project(holder)
    typed = project["project_code"].translate({ord("-"): " ", **{ord(str(n)): chr(0xFF10 + n) for n in range(10)}})
    assert (await claim(window, project, claimant, project_code=typed))["project_code"] == project["project_code"]


async def test_a_claim_needs_a_project_that_is_anothers_and_one_is_enough(window: Window) -> None:
    holder, claimant = [await window.registered_owner() for _ in range(2)]
    project = await window.registered_project(holder)
    free = await claim(window, {"project_code": fresh_project_code()}, claimant, 409)
    assert (free["code"], free["way_out"]) == ("claim.project_not_taken", "请直接登记该项目。")
    assert (await claim(window, project, holder, 409))["code"] == "claim.own_project"
    wrong = await claim(window, {"project_code": "2019-44"}, claimant, 422)
    assert (wrong["code"], wrong["errors"][0]["pointer"]) == ("project.code_invalid", "/project_code")
    assert (await claim(window, project, claimant, 422, data=b""))["code"] == "material.empty"
    other = await window.registered_owner()
    assert (await claim(window, project, claimant, 404, owner_id=other["id"]))["code"] == "not_found"
    assert await listed(window, claimant) == []
    filed = await claim(window, project, claimant)
    assert (await claim(window, project, claimant, 200))["id"] == filed["id"]
    assert (await claim(window, project, claimant, 409, data=PDF))["code"] == "claim.open"
    await step(window, filed, "withdraw", claimant, REASON)
    again = await claim(window, project, claimant)
    assert again["id"] != filed["id"]


async def test_a_paper_that_came_later_makes_a_decision_on_what_was_read_before_stale(window: Window) -> None:
    holder, claimant = [await window.registered_owner() for _ in range(2)]
    filed = await claim(window, await window.registered_project(holder), claimant)
    path = f"/claims/{filed['id']}/papers"
    for data, status, count in ((DEED + b"more", 201, 2), (DEED + b"more", 200, 2)):
        answer = await window.service.client.post(
            path,
            files={"file": ("b", data, "application/octet-stream")},
            data={"name": "用地批复"},
            headers=window.owner(claimant["uscc"]),
        )
        assert (answer.status_code, len(answer.json()["papers"])) == (status, count)
    stale = await step(window, filed, "grant", None, REASON, 412)
    assert stale["code"] == "version.stale"
    withdrawn = await step(window, answer.json(), "withdraw", claimant, REASON)
    late = await window.service.client.post(
        path, files={"file": ("c", PDF, "")}, data={"name": "其他"}, headers=window.owner(claimant["uscc"])
    )
    assert (withdrawn["status_label"], late.status_code) == ("已撤回", 409)


async def test_the_owner_comments_and_the_window_refuses_with_its_reason_told_to_both(window: Window) -> None:
    holder, claimant = [await window.registered_owner() for _ in range(2)]
    project = await window.registered_project(holder)
    filed = await claim(window, project, claimant)
    commented = await step(window, filed, "comment", holder, {"comment": "项目由我单位立项"})
    assert len(await window.service.published(ClaimCommented, claim_id=filed["id"])) == 1
    at_window = await window.service.client.get(f"/claims/{filed['id']}", headers=window.service.as_("window_clerk"))
    assert at_window.json()["comment"] == "项目由我单位立项"
    assert offered(at_window.json()) == ["grant_claim", "refuse_claim"]
    refused = await step(window, commented, "refuse", None, REASON)
    assert (refused["status"], refused["decision"], offered(refused)) == ("refused", REASON["reason"], [])
    (told,) = await window.service.published(ClaimClosed, claim_id=filed["id"])
    assert (told["owner_uscc"], told["claimant_uscc"], told["status"]) == (
        holder["uscc"],
        claimant["uscc"],
        "refused",
    )
    assert (told["reason"], await window.service.published(ProjectPassed, project_id=project["id"])) == (
        REASON["reason"],
        [],
    )
    hidden = await window.service.client.get(f"/claims/{filed['id']}", headers=window.owner(claimant["uscc"]))
    assert (hidden.json()["decision"], hidden.json()["comment"]) == (REASON["reason"], None)
    trail = await window.service.rows(
        "SELECT action, actor, on_behalf_of FROM audit_entry WHERE subject_id = :id ORDER BY id", id=filed["id"]
    )
    assert [(one["action"], one["on_behalf_of"]) for one in trail] == [
        ("claim.filed", claimant["uscc"]),
        ("claim.commented", holder["uscc"]),
        ("claim.closed", None),
    ]


async def test_a_granted_claim_passes_the_project_with_all_that_hangs_on_it(window: Window) -> None:
    holder, claimant, another = [await window.registered_owner() for _ in range(3)]
    project = await window.registered_project(holder)
    agreement = await window.signed_agreement(project)
    material = await window.upload(project)
    agent = {"sub": "GSD-officer-1"}
    package = {
        "project_id": project["id"],
        "agreement_id": agreement["id"],
        "items": [{"item_code": "S1-PNR-02", "material_ids": [material["id"]]}],
    }
    handed_in = await window.post("/applications", package, window.service.as_("service_officer", **agent))
    (item,) = handed_in["items"]
    filed = await claim(window, project, claimant)
    of_another = await claim(window, project, another)
    granted = await step(window, filed, "grant", None, REASON)
    assert (granted["status"], granted["decision"]) == ("granted", REASON["reason"])

    theirs = (
        f"/projects/{project['id']}",
        f"/projects/{project['id']}/materials",
        f"/materials/{material['id']}/content",
        f"/applications/{handed_in['id']}",
        f"/application-items/{item['id']}",
        f"/application-items/{item['id']}/dossier",
    )
    for path in theirs:
        assert (await seen(window, path, holder), await seen(window, path, claimant)) == (404, 200), path
    now = (await window.service.client.get(theirs[0], headers=window.owner(claimant["uscc"]))).json()
    assert (now["owner_uscc"], now["owner_id"]) == (claimant["uscc"], claimant["id"])
    assert "submit_request" in offered(now)
    # What the former owner asked for and signed is over, and stays its own: the claimant has asked and signed nothing.
    for path, status in (
        (f"/requests/{agreement['request_id']}", "ended"),
        (f"/agreements/{agreement['id']}", "terminated"),
    ):
        over = await window.service.client.get(path, headers=window.owner(holder["uscc"]))
        assert (over.json()["status"], await seen(window, path, claimant)) == (status, 404)
    # Its agent acts no more; the claimant goes on with what was handed in.
    as_agent = await window.service.client.get(theirs[4], headers=window.service.as_("service_officer", **agent))
    assert offered(as_agent.json()) == []
    stopped = await window.post("/applications", package, window.service.as_("service_officer", **agent), 409)
    assert stopped["code"] == "agreement.not_in_force"
    await window.upload(project, data=PDF + b"late", expect=404)
    retracted = await window.post(
        f"/application-items/{item['id']}/retract",
        {"reason": "重新申报"},
        window.service.as_("owner", enterprise=claimant["uscc"], version=item["version"]),
        200,
    )
    assert retracted["status"] == "retracted"
    # Each is told, in an order in which whoever listens knows of each end whose it was.
    for contract in (RequestClosed, AgreementEnded, ProjectPassed):
        assert len(await window.service.published(contract, project_id=project["id"])) == 1
    (passed,) = await window.service.published(ProjectPassed, project_id=project["id"])
    assert (passed["owner_uscc"], passed["owner_name"]) == (claimant["uscc"], claimant["name"])
    assert passed["former_owner_uscc"] == holder["uscc"]
    order = await window.service.rows(
        "SELECT type FROM outbox WHERE key = :key AND type LIKE ANY (ARRAY['%closed.v1', '%passed.v1', '%ended.v1'])"
        " ORDER BY id",
        key=project["id"],
    )
    assert [one["type"].split(".", 2)[2] for one in order][:3] == [
        "request.closed.v1",
        "agreement.ended.v1",
        "project.passed.v1",
    ]
    # Another's claim on what is the claimant's now is answered too.
    (answered,) = await window.service.published(ClaimClosed, claim_id=of_another["id"])
    assert (answered["status"], answered["claimant_uscc"]) == ("refused", another["uscc"])
    assert (await claim(window, project, another))["status"] == "filed"
    assert (await claim(window, project, claimant, 409))["code"] == "claim.own_project"


async def test_a_project_without_a_service_just_changes_hands(window: Window) -> None:
    holder, claimant = [await window.registered_owner() for _ in range(2)]
    project = await window.registered_project(holder)
    filed = await claim(window, project, claimant)
    await step(window, filed, "grant", None, REASON)
    assert await window.service.published(RequestClosed, project_id=project["id"]) == []
    assert await seen(window, f"/projects/{project['id']}", claimant) == 200
    (entry,) = await window.service.rows(
        "SELECT before, after FROM audit_entry WHERE subject_id = :id AND action = 'project.passed'", id=project["id"]
    )
    assert holder["uscc"] in str(entry["before"])
    assert claimant["uscc"] in str(entry["after"])


async def test_a_project_passes_under_the_name_to_which_its_claimant_was_corrected(window: Window) -> None:
    claimant = await window.registered_owner()
    project = await window.registered_project()
    filed = await claim(window, project, claimant)
    headers = window.service.as_("owner", enterprise=claimant["uscc"], version=1)
    name = {"name": "示例精密制造有限公司", "reason": "登记时填写有误"}
    await window.post(f"/owners/{claimant['id']}/correct", name, headers, 200)
    await step(window, filed, "grant", None, REASON)
    (passed,) = await window.service.published(ProjectPassed, project_id=project["id"])
    assert passed["owner_name"] == name["name"]


async def test_of_two_claims_that_are_granted_at_once_one_is(window: Window) -> None:
    holder, first, second = [await window.registered_owner() for _ in range(3)]
    project = await window.registered_project(holder)
    claims = [await claim(window, project, one) for one in (first, second)]
    answers = await asyncio.gather(
        *(
            window.service.client.post(
                f"/claims/{one['id']}/grant", json=REASON, headers=window.service.as_("window_clerk", version=1)
            )
            for one in claims
        )
    )
    assert sorted(one.status_code for one in answers) in ([200, 409], [200, 412])
    assert len(await window.service.published(ProjectPassed, project_id=project["id"])) == 1


async def test_a_claim_is_no_matter_of_other_systems(window: Window) -> None:
    holder, claimant = [await window.registered_owner() for _ in range(2)]
    filed = await claim(window, await window.registered_project(holder), claimant)
    for path in ("/claims", f"/claims/{filed['id']}"):
        refused = await window.service.client.get(path, headers=window.service.as_("system"))
        assert (refused.status_code, refused.json()["code"]) == (403, "not_permitted")

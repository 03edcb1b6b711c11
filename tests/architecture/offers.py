"""One of each kind of thing in each of its states, for what the API offers to do with it: made over HTTP, as it is."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from services.intake_service.mandate.agreements.domain import COURSE as AGREEMENT
from services.intake_service.mandate.agreements.domain import Step as AgreementStep
from services.notify_service.deliveries.domain import DeliveryStatus, Outcome, Result, Retrying
from services.notify_service.deliveries.store import DELIVERIES
from services.routing_service.assignments.domain import AssignmentStatus
from services.tracking_service.cases.domain import CaseStatus
from shared.vocabulary.statuses import AgreementStatus, ClaimStatus, RequestStatus
from testing.tested_service import TestedService
from tests.fuzz.course import NOWHERE
from tests.integration.intake.conftest import (
    PDF,
    Window,
    a_project,
    annulled,
    annulment_refused,
    data_bureau,
    item,
)
from tests.integration.notify.conftest import Story
from tests.integration.routing.conftest import OWNER, Departments, accepted_item, decided
from tests.integration.tracking.conftest import PERMIT, Hall, procedure, published_item
from tests.integration.tracking.conftest import body as published_body

AGENT, BODY = "GSD-officer-1", "PNR"
REASON = {"json": {"reason": "项目调整"}}


@dataclass(frozen=True)
class Thing:
    """A thing with an id, and whose it is: the enterprise, the body, its handler and the agent whose rows it is among.

    given: ids of what a call about it may have to name; other: the enterprise on its other side, where it has two.
    """

    id: str
    enterprise: str
    body: str = BODY
    agent: str = AGENT
    handler: str = "PNR-handler-1"
    given: Mapping[str, str] = field(default_factory=dict)
    other: str = "91440101000000002Q"


@dataclass(frozen=True)
class Resource:
    """A kind of thing whose view has next_actions.

    read: the operation that shows one; states: the names that ``make`` takes; sent: what goes with a call of an
    operation besides what the offer says; named: what its body says of the thing, which an offer has filled in (also
    for operations that lie elsewhere, and make something else); again: operations that are not offered once they are
    done, and done again change nothing; elsewhere: operations that are offered here as well as where they belong, and
    that others may call, too.
    """

    service: str
    read: str
    states: tuple[str, ...]
    make: Callable[[TestedService, str], Awaitable[Thing]]
    sent: Mapping[str, Callable[[Thing], dict[str, Any]]] = field(default_factory=dict)
    named: Mapping[str, Callable[[Thing], dict[str, str]]] = field(default_factory=dict)
    again: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()


def callers(thing: Thing) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Everybody who may come: what they are to the thing, their role, their claims."""
    yield "its owner", "owner", {"enterprise": thing.enterprise}
    yield "another owner", "owner", {"enterprise": thing.other}
    yield "its agent", "service_officer", {"sub": thing.agent}
    yield "another officer", "service_officer", {"sub": "GSD-officer-9"}
    yield "its handler", "handler", {"body": thing.body, "sub": thing.handler}
    for role in ("handler", "chief_service_officer", "leader"):
        yield f"its body's {role}", role, {"body": thing.body, "sub": f"{thing.body}-{role}-9"}
        yield f"another body's {role}", role, {"body": "WTR"}
    for role in ("window_clerk", "data_bureau", "leading_group", "auditor", "system"):
        yield role, role, {}


async def _window(service: TestedService) -> Window:
    await service.deliver(data_bureau(), item("S1-DRC-06"), item("S1-PNR-02"))
    return Window(service)


async def _owner(service: TestedService, _: str) -> Thing:
    window = await _window(service)
    owner, foreign = await window.registered_owner(), await window.registered_project()
    return Thing(owner["id"], owner["uscc"], given={"project_code": foreign["project_code"]})


def _claiming(one: Thing) -> dict[str, Any]:
    data = {"project_code": one.given["project_code"], "reason": "备案证", "name": "备案证"}
    return {"files": {"file": ("a", PDF, "application/pdf")}, "data": data}


async def _project(service: TestedService, state: str) -> Thing:
    window = await _window(service)
    project = await window.registered_project(authority="district" if state == "out of scope" else "municipal")
    if state == "asked":
        body = {"project_id": project["id"], "modes": ["act"]}
        await window.post("/requests", body, window.owner(project["owner_uscc"]))
    return Thing(project["id"], project["owner_uscc"])


async def _request(service: TestedService, state: str) -> Thing:
    window = await _window(service)
    project = await window.registered_project()
    if state in {"accepted, agreement open", "accepted, agreement over"}:
        agreement = await window.drafted_agreement(project)
        if state == "accepted, agreement over":
            await window.step(agreement, "decline", "owner", project, body={"reason": "条款不合适"})
        return Thing(agreement["request_id"], project["owner_uscc"])
    body = {"project_id": project["id"], "modes": ["consult" if state == "accepted, not to act" else "act"]}
    request = await window.post("/requests", body, window.owner(project["owner_uscc"]))
    ways = {"accepted": "accept", "accepted, not to act": "accept", "declined": "decline", "ended": "end"}
    if way := ways.get(state):
        role = "owner" if way == "end" else "window_clerk"
        headers = service.as_(role, version=1, enterprise=project["owner_uscc"])
        await window.post(
            f"/requests/{request['id']}/{way}", {"reason": "原因"} if way != "accept" else None, headers, 200
        )
    return Thing(request["id"], project["owner_uscc"])


_WAYS = {
    "begin-signing": AgreementStep.BEGIN_SIGNING,
    "submit-for-seal": AgreementStep.SUBMIT_FOR_SEAL,
    "sign": AgreementStep.SIGN,
    "decline": AgreementStep.DECLINE,
    "end": AgreementStep.END,
    "terminate": AgreementStep.TERMINATE_BY_WINDOW,
    "conclude-by-window": AgreementStep.CONCLUDE_BY_WINDOW,
    "conclude": AgreementStep.CONCLUDE,
}


def _way_to(state: str) -> list[str]:
    """The shortest way there from a draft, by the course itself."""
    ways: dict[str, list[str]] = {AgreementStatus.TO_BE_SIGNED: []}
    while state not in ways:
        for known, before in list(ways.items()):
            for way, step in _WAYS.items():
                if after := AGREEMENT.states[AgreementStatus(known)].get(step):
                    ways.setdefault(after, [*before, way])
    return ways[state]


async def _agreement(service: TestedService, state: str) -> Thing:
    window = await _window(service)
    project = await window.registered_project()
    agreement = await window.drafted_agreement(project)
    for way in _way_to(state):
        role = "owner" if way in {"sign", "decline", "end", "conclude"} else "window_clerk"
        body = {"reason": "原因"} if way in {"decline", "end", "terminate"} else None
        agreement = await window.step(agreement, way, role, project, body=body)
    assert agreement["status"] == state
    return Thing(agreement["id"], project["owner_uscc"], given={"project_id": project["id"]})


_ITEM_WAYS: dict[str, list[tuple[str, dict[str, Any] | None]]] = {
    "received": [],
    "supplement_required": [("require-supplement", {"missing": ["申请表"]})],
    "received, told already": [("require-supplement", {"missing": ["申请表"]}), ("supplement", None)],
    "accepted": [("accept", None)],
    "not_a_matter": [("refuse", {"outcome": "not_a_matter", "reason": "无需许可"})],
    "not_competent": [("refuse", {"outcome": "not_competent", "reason": "非本机关"})],
    "retracted": [("retract", {"reason": "撤件"})],
    "received, mandate over": [],
    "undo_asked": [("accept", None), ("undo-acceptance", {"reason": "误点受理"})],
    "received, acceptance undone": [("accept", None), ("undo-acceptance", {"reason": "误点受理"})],
    "accepted, undo refused": [("accept", None), ("undo-acceptance", {"reason": "误点受理"})],
}


async def _item(service: TestedService, state: str) -> Thing:
    window = await _window(service)
    project = await window.registered_project()
    agreement = await window.signed_agreement(project)
    material = await window.upload(project)
    package = {"project_id": project["id"], "agreement_id": agreement["id"], "items": [{"item_code": "S1-PNR-02"}]}
    handed_in = await window.post("/applications", package, service.as_("service_officer", sub=AGENT))
    (one,) = handed_in["items"]
    for way, body in _ITEM_WAYS[state]:
        role = "owner" if way in {"supplement", "retract"} else "window_clerk"
        headers = service.as_(role, version=one["version"], enterprise=project["owner_uscc"])
        sent = {"material_ids": [material["id"]]} if way == "supplement" else body
        one = await window.post(f"/application-items/{one['id']}/{way}", sent, headers, 200)
    if state == "received, mandate over":
        await window.step(agreement, "end", "owner", project, body={"reason": "不再需要"})
    elif state == "received, acceptance undone":
        await service.deliver(annulled(one))
    elif state == "accepted, undo refused":
        await service.deliver(annulment_refused(one))
    return Thing(
        one["id"], project["owner_uscc"], given={"material": material["id"], "application": one["application_id"]}
    )


async def _application(service: TestedService, _: str) -> Thing:
    one = await _item(service, "received")
    return Thing(one.given["application"], one.enterprise)


async def _material(service: TestedService, state: str) -> Thing:
    window = await _window(service)
    project = await window.registered_project()
    agreement = await window.signed_agreement(project)
    agent = service.as_("service_officer", sub=AGENT)
    material = await window.upload(project, agent, agreement_id=agreement["id"])
    if state == "in use":
        items = [{"item_code": "S1-PNR-02", "material_ids": [material["id"]]}]
        await window.post(
            "/applications", {"project_id": project["id"], "items": items}, window.owner(project["owner_uscc"])
        )
    elif state == "withdrawn":
        headers = service.as_("window_clerk", version=1)
        await window.post(f"/materials/{material['id']}/withdraw", REASON["json"], headers, 200)
    elif state == "mandate over":
        await window.step(agreement, "end", "owner", project, body={"reason": "不再需要"})
    return Thing(material["id"], project["owner_uscc"])


async def _claim(service: TestedService, state: str) -> Thing:
    window = await _window(service)
    project, claimant = await window.registered_project(), await window.registered_owner()
    answer = await service.client.post(
        "/claims",
        files={"file": ("a", PDF, "application/pdf")},
        data={
            "owner_id": claimant["id"],
            "project_code": project["project_code"],
            "reason": "备案证",
            "name": "备案证",
        },
        headers=window.owner(claimant["uscc"]),
    )
    one = answer.json()
    ways = {"granted": "grant", "refused": "refuse", "withdrawn": "withdraw"}
    if way := ways.get(state):
        role = "owner" if way == "withdraw" else "window_clerk"
        headers = service.as_(role, version=1, enterprise=claimant["uscc"])
        await window.post(f"/claims/{one['id']}/{way}", {"reason": "原因"}, headers, 200)
    return Thing(one["id"], claimant["uscc"], other=project["owner_uscc"])


_DRAFTED: dict[str, Callable[[], dict[str, Any]]] = {
    "submit_request": lambda: {"modes": ["consult"]},
    "register_project": a_project,
    "submit_application": lambda: {"items": [{"item_code": "S1-DRC-06"}]},
}


async def _draft(service: TestedService, state: str) -> Thing:
    window = await _window(service)
    owner = await window.registered_owner()
    operation, _, how = state.partition(", ")
    body = {"operation": operation, "title": "草稿", "content": _DRAFTED[operation]()}
    keeper = window.owner(owner["uscc"])
    if operation != "register_project":
        project = await window.registered_project(owner)
        body["project_id"] = project["id"]
    if how == "its agent's":
        agreement = await window.signed_agreement(project)
        body["agreement_id"] = agreement["id"]
        keeper = service.as_("service_officer", sub=AGENT)
    one = await window.post("/drafts", body, keeper)
    if how == "asked":
        await window.post("/requests", {"project_id": project["id"], "modes": ["act"]}, window.owner(owner["uscc"]))
    return Thing(one["id"], owner["uscc"])


def _reason(_: Thing) -> dict[str, Any]:
    return REASON


def _package(_: Thing) -> dict[str, Any]:
    return {"json": {"items": [{"item_code": "S1-DRC-06"}]}}


def _file(_: Thing) -> dict[str, Any]:
    return {"files": {"file": ("a", PDF, "application/pdf")}, "data": {"name": "申请表"}}


def _files(_: Thing) -> dict[str, Any]:
    return {"files": [("file", ("申请表.pdf", PDF, "application/pdf"))]}


INTAKE = (
    Resource(
        "intake",
        "get_owner",
        ("registered",),
        _owner,
        sent={
            "register_project": lambda _: {"json": a_project()},
            "file_claim": _claiming,
            "correct_owner": lambda _: {"json": {"contact_phone": "020-87654321", **REASON["json"]}},
        },
        named={name: lambda one: {"owner_id": one.id} for name in ("register_project", "file_claim")},
    ),
    Resource(
        "intake",
        "get_project",
        ("eligible", "asked", "out of scope"),
        _project,
        sent={
            "submit_request": lambda _: {"json": {"modes": ["consult"]}},
            "submit_application": _package,
            "hand_in_material": _file,
            "hand_in_materials": _files,
            "correct_project": lambda _: {"json": {"total_investment": "1.00", **REASON["json"]}},
            "correct_project_facts": lambda _: {"json": {"nature": "rebuild", **REASON["json"]}},
            "override_eligibility": lambda _: {"json": {"eligible": True, "reason": "市重点项目"}},
        },
        named={
            "submit_request": lambda one: {"project_id": one.id},
            "submit_application": lambda one: {"project_id": one.id},
        },
    ),
    Resource(
        "intake",
        "get_request",
        (*RequestStatus, "accepted, agreement open", "accepted, agreement over", "accepted, not to act"),
        _request,
        sent={
            "decline_request": _reason,
            "end_request": _reason,
            "draft_agreement": lambda _: {"json": {"stages": ["S1"], "agent": AGENT}},
        },
        named={"draft_agreement": lambda one: {"request_id": one.id}},
    ),
    Resource(
        "intake",
        "get_agreement",
        tuple(AGREEMENT.states),
        _agreement,
        sent={
            "decline_agreement": _reason,
            "end_agreement": _reason,
            "terminate_agreement": _reason,
            "submit_application": _package,
            "hand_in_material": _file,
            "hand_in_materials": _files,
        },
        named={
            "submit_application": lambda one: {"project_id": one.given["project_id"], "agreement_id": one.id},
            "hand_in_material": lambda one: {"agreement_id": one.id},
            "hand_in_materials": lambda one: {"agreement_id": one.id},
        },
    ),
    Resource("intake", "get_application", ("received",), _application),
    Resource(
        "intake",
        "get_application_item",
        tuple(_ITEM_WAYS),
        _item,
        sent={
            "require_supplement": lambda _: {"json": {"missing": ["申请表"]}},
            "supplement_item": lambda one: {"json": {"material_ids": [one.given["material"]]}},
            "refuse_item": _reason,
            "retract_item": _reason,
            "undo_acceptance": _reason,
        },
        named={"refuse_item": lambda _: {"outcome": "not_competent"}},
    ),
    Resource(
        "intake",
        "get_claim",
        tuple(ClaimStatus),
        _claim,
        sent={
            "hand_in_claim_paper": lambda _: {
                "files": {"file": ("a", PDF + b"more", "application/pdf")},
                "data": {"name": "批复"},
            },
            "comment_on_claim": lambda _: {"json": {"comment": "项目由我单位立项"}},
            "grant_claim": _reason,
            "refuse_claim": _reason,
            "withdraw_claim": _reason,
        },
    ),
    Resource(
        "intake",
        "get_material",
        ("handed in", "in use", "withdrawn", "mandate over"),
        _material,
        sent={"withdraw_material": _reason},
    ),
    Resource("intake", "get_dossier", ("received", "accepted"), _item),
    Resource(
        "intake",
        "get_draft",
        (
            *("submit_request", "submit_request, asked", "register_project"),
            *("submit_application", "submit_application, its agent's"),
        ),
        _draft,
        sent={
            "replace_draft": lambda _: {"json": {"title": "草稿", "content": {}}},
            **dict.fromkeys(_DRAFTED, lambda _: {"json": {}}),
        },
        elsewhere=tuple(_DRAFTED),
    ),
)


async def _departments(service: TestedService) -> Departments:
    if not await service.rows("SELECT code FROM body LIMIT 1"):
        await service.service.commands["seed"](service.runtime)
    return Departments(service)


async def _assignment(service: TestedService, state: str) -> Thing:
    departments = await _departments(service)
    item_ = accepted_item(await departments.project())
    assignment = await departments.put(item_)
    if state == "acknowledged":
        await departments.acknowledge(assignment, "handler", sub=assignment["assignee"])
    elif state == "closed":
        await service.deliver(decided(item_))
    assert (await departments.assignment_of(item_))["status"] == state
    return Thing(assignment["id"], OWNER, handler=assignment["assignee"])


async def _officer(service: TestedService, state: str) -> Thing:
    departments = await _departments(service)
    project = await departments.project(accepted=state != "not in the service")
    thing = Thing(str(project), OWNER)
    if state == "in office":
        await service.client.post(
            f"/projects/{project}/chief-service-officer",
            json={"officer": "GSD-cso-1"},
            headers=service.as_("data_bureau"),
        )
    return thing


ROUTING = (
    Resource("routing", "get_assignment", tuple(AssignmentStatus), _assignment),
    Resource(
        "routing",
        "get_officer",
        ("not in the service", "nobody named", "in office"),
        _officer,
        sent={"appoint_officer": lambda _: {"json": {"officer": "GSD-cso-2"}}},
    ),
)


async def _case(service: TestedService, state: str) -> Thing:
    review = procedure("expert_review", "专家评审", stops=True)
    await service.deliver(published_body("PNR", "规划和自然资源局"), published_item(PERMIT, None, review))
    hall = Hall(service)
    project = await hall.project()
    await hall.signed_agreement(project, stages=["S2"], agent=AGENT)
    case = await hall.case(project)
    given = {"procedure_id": NOWHERE}
    if state not in {"accepted", "withdrawn", "annulled"}:
        case = await hall.do(case, "start")
    if state == "special_procedure":
        case = await hall.do(case, "special-procedures", {"type": "expert_review"})
        given = {"procedure_id": case["special_procedures"][0]["procedure_id"]}
    elif state == "decided":
        case = await hall.do(case, "decide", {"outcome": "passed", "document_number": "穗规〔2026〕1号"})
    elif state == "withdrawn":
        case = await hall.do(case, "withdraw", {"reason": "方案调整"}, role="owner", enterprise=OWNER)
    elif state == "annulled":
        await service.deliver(hall.undo_asked(case))
        case = await hall.read(case["id"])
    assert case["status"] == state
    return Thing(case["id"], OWNER, given=given)


TRACKING = (
    Resource(
        "tracking",
        "get_case",
        tuple(CaseStatus),
        _case,
        sent={
            "begin_special_procedure": lambda _: {"json": {"type": "expert_review"}},
            "decide_case": lambda _: {"json": {"outcome": "refused"}},
            "correct_decision": lambda _: {"json": {"document_number": "穗规〔2026〕2号", **REASON["json"]}},
            "correct_outcome": lambda _: {"json": {"outcome": "refused", **REASON["json"]}},
            "withdraw_case": _reason,
        },
    ),
)


async def _told(service: TestedService) -> tuple[Story, str]:
    """A project's owner who has been told that its request was accepted, and the id of that message."""
    story = Story()
    await service.deliver(story.body_published(), story.registered(), story.request_accepted())
    (row,) = await service.rows("SELECT id FROM message WHERE project_id = :project", project=story.project_id)
    return story, str(row["id"])


async def _message(service: TestedService, state: str) -> Thing:
    story, message = await _told(service)
    if state == "read":
        await service.client.post(
            f"/messages/{message}/read", headers=service.as_("owner", enterprise=story.enterprise)
        )
    return Thing(message, story.enterprise, story.body, handler=story.handler)


async def _delivery(service: TestedService, state: str) -> Thing:
    story, _ = await _told(service)
    await service.deliver(story.assignment_created())
    (row,) = await service.rows(
        "SELECT id FROM delivery WHERE receiver = :handler AND channel = 'email'", handler=f"post:{story.handler}"
    )
    async with service.runtime.transaction(actor="the mail channel") as work:
        delivery = await DELIVERIES.rows.get(work, row["id"], lock=True)
        assert delivery
        async with DELIVERIES.changing(work, delivery):
            if state == "failed":
                delivery.give_up("550 no such mailbox", work.now)
            elif state == "cancelled":
                delivery.cancel(work.now)
            elif state == "delivered":
                begun = delivery.begin_attempt(work.now, address="handler@daiban.example")
                retrying = Retrying(timedelta(seconds=5), max_attempts=3)
                delivery.conclude(begun, Result(Outcome.DELIVERED), work.now, retrying)
    return Thing(str(row["id"]), story.enterprise, story.body, handler=story.handler)


async def _preference(_: TestedService, __: str) -> Thing:
    """Everybody has one, and there is nothing to make."""
    return Thing("", OWNER)


NOTIFY = (
    Resource(
        "notify",
        "get_preference",
        ("own",),
        _preference,
        sent={"put_preference": lambda _: {"json": {"email": "office@daiban.example"}}},
    ),
    Resource("notify", "get_message", ("unread", "read"), _message, again=("read_message",)),
    Resource("notify", "get_delivery", tuple(DeliveryStatus), _delivery),
)
RESOURCES = (*INTAKE, *ROUTING, *TRACKING, *NOTIFY)

"""What each service knows before it is fuzzed: something of every kind, and where it can be found."""

from __future__ import annotations

from collections.abc import Mapping

from services.intake_service.parties.owners.domain import uscc_check_character
from shared.contracts.event import Limit
from testing.tested_service import TestedService
from tests.integration.intake.conftest import Window, data_bureau, item
from tests.integration.notify.conftest import Story
from tests.integration.routing.conftest import OWNER, Departments, accepted_item
from tests.integration.tracking.conftest import GAS, PERMIT, UNCONFIRMED, Hall, procedure, published_item
from tests.integration.tracking.conftest import body as published_body

World = Mapping[str, list[str]]
"""Values that exist, by the name of the parameter or field that takes them."""
_VERSIONS = ['"1"', '"2"', '"3"', '"4"']


async def intake(service: TestedService) -> World:
    """Projects of the usual owner and of another, at every step of the way to accepted items."""
    await service.deliver(data_bureau(), item("S1-DRC-06"), item("S1-PNR-02"), item("S2-PNR-11"), item("S1-DRC-02"))
    window = Window(service)
    other = "91440101F00000000"
    owners = [await window.registered_owner(uscc) for uscc in (OWNER, other + uscc_check_character(other))]
    projects = [await window.registered_project(owners[0]) for _ in range(5)]
    projects.append(await window.registered_project(owners[1]))
    submitted = {"project_id": projects[0]["id"], "modes": ["consult"], "channel": "online"}
    requests = [await window.post("/requests", submitted, window.owner(OWNER))]
    requests.append(await window.accepted_request(projects[1]))
    agreements = [await window.drafted_agreement(projects[2]), await window.signed_agreement(projects[3])]
    agreements.append(await window.signed_agreement(projects[5]))
    materials = [await window.upload(projects[number]) for number in (3, 5)]
    handed_in = [{"item_code": code, "material_ids": [materials[0]["id"]]} for code in ("S1-DRC-06", "S1-PNR-02")]
    application = await window.post(
        "/applications", {"project_id": projects[3]["id"], "items": handed_in}, window.owner(OWNER)
    )
    return {
        "owner_id": [one["id"] for one in owners],
        "project_id": [one["id"] for one in projects],
        "request_id": [one["id"] for one in requests],
        "agreement_id": [one["id"] for one in agreements],
        "material_id": [one["id"] for one in materials],
        "material_ids": [one["id"] for one in materials],
        "application_id": [application["id"]],
        "item_id": [one["id"] for one in application["items"]],
        "item_code": ["S1-DRC-06", "S1-PNR-02", "S2-PNR-11"],
        "agent": ["GSD-officer-1"],
        "district": ["440112", "440104"],
        "uscc": [OWNER],
        "If-Match": _VERSIONS,
    }


async def routing_(service: TestedService) -> World:
    """The seeded bodies and items, projects with and without an officer, open assignments."""
    await service.service.commands["seed"](service.runtime)
    departments = Departments(service)
    projects = [await departments.project() for _ in range(3)]
    assignments = [
        await departments.put(accepted_item(project, body)) for project in projects for body in ("PNR", "DRC")
    ]
    return {
        "project_id": [str(one) for one in projects],
        "assignment_id": [one["id"] for one in assignments],
        "code": ["PNR", "DRC", "S2-PNR-11"],
        "body": ["PNR", "DRC"],
        "officer": ["GSD-cso-1", "GSD-cso-2"],
        "title": ["首席服务官", "代办员"],
        "stage": ["S1", "S2"],
        "If-Match": _VERSIONS,
    }


async def tracking(service: TestedService) -> World:
    """Projects with cases of items with a limit and without, one of them in a special procedure."""
    review = procedure("expert_review", "专家评审", stops=True)
    visit = procedure("site_visit", "现场踏勘", stops=False)
    rectification = procedure("rectification", "整改", stops=True, max_days=10)
    await service.deliver(
        published_body("PNR", "规划和自然资源局"),
        published_item(PERMIT, Limit(days=20, unit="working_day"), review, visit),
        published_item(UNCONFIRMED, None, review),
        published_item(GAS, Limit(days=5, unit="calendar_day"), rectification, body="GAS"),
    )
    hall = Hall(service)
    projects = [await hall.project() for _ in range(3)]
    cases = [await hall.case(project, code) for project in projects for code in (PERMIT, UNCONFIRMED)]
    cases.append(await hall.case(projects[0], GAS, "GAS"))
    await hall.signed_agreement(projects[0], stages=["S1", "S2", "S3"])
    started = await hall.do(cases[0], "start")
    suspended = await hall.do(started, "special-procedures", {"type": "expert_review"})
    return {
        "project_id": [str(one) for one in projects],
        "case_id": [one["id"] for one in cases],
        "procedure_id": [suspended["special_procedures"][0]["procedure_id"]],
        "type": ["expert_review"],
        "body": ["PNR", "GAS"],
        "If-Match": _VERSIONS,
    }


async def notify(service: TestedService) -> World:
    """A project's whole story, told to its owner, its agent and the posts of its body."""
    story = Story()
    story.enterprise, story.body, story.agent, story.officer = OWNER, "PNR", "GSD-officer-1", "PNR-cso"
    story.handler, story.chief = "PNR-handler-1", "PNR-cso"
    await service.deliver(
        story.body_published(),
        story.registered(),
        story.request_accepted(),
        story.agreement_drafted(),
        story.agreement_signed(),
        story.officer_appointed(),
        story.supplement_required(),
        story.item_accepted(),
        story.assignment_created(),
        story.case_opened(),
        story.deadline_neared(),
        story.case_decided(),
    )
    messages = await service.rows("SELECT id FROM message ORDER BY id")
    deliveries = await service.rows("SELECT id FROM delivery ORDER BY id")
    assert messages
    assert deliveries
    return {
        "message_id": [str(row["id"]) for row in messages],
        "delivery_id": [str(row["id"]) for row in deliveries],
        "project_id": [str(story.project_id)],
        "If-Match": _VERSIONS,
    }


WORLDS = {"intake": intake, "routing": routing_, "tracking": tracking, "notify": notify}

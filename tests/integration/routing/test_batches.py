"""What comes in numbers is taken in together: each handler gets a share, one odd event holds up nobody else's."""

from __future__ import annotations

import copy
from collections import Counter

from services.routing_service.directory.departments.domain import bodies_from
from services.routing_service.directory.departments.use_cases import publish_bodies
from shared.contracts.event import Event
from shared.contracts.intake.applications import ItemAccepted
from shared.contracts.routing.assignments import AssignmentCreated, AssignmentEscalated
from shared.contracts.routing.deadlines import RoutingDeadlineRequested, RoutingDeadlineSettled
from shared.contracts.tracking.cases import CaseStarted
from shared.kit.ids import new_id
from testing.plans import recorded
from tests.integration.routing.conftest import Departments, accepted_item, decided
from tests.integration.routing.test_directory_and_catalogue import read


async def test_of_a_batch_every_handler_gets_a_share(departments: Departments) -> None:
    project_id = await departments.project()
    items = [accepted_item(project_id, body) for _ in range(10) for body in ("PWR", "TRA")]
    held = await held_by(departments)
    await departments.service.deliver(*items)
    after = await held_by(departments)
    for body in ("PWR", "TRA"):
        subjects = [f"{body}-handler-{number}" for number in (1, 2)]
        assert sum(after[one] - held[one] for one in subjects) == 10
        assert abs(after[subjects[0]] - after[subjects[1]]) <= abs(held[subjects[0]] - held[subjects[1]])
    told = await departments.service.published(AssignmentCreated, project_id=project_id)
    assert [event["application_item_id"] for event in told] == [str(item.application_item_id) for item in items]
    assert len(await departments.service.published(RoutingDeadlineRequested, project_id=project_id)) == 20


async def test_a_batch_costs_as_many_statements_however_many_it_holds(departments: Departments) -> None:
    project_id = await departments.project()

    async def statements(*events: Event) -> int:
        async with recorded(departments.service) as found:
            await departments.service.deliver(*events)
        return len(found)

    few, many = ([accepted_item(project_id, body) for body in ("MET", "URB") * number] for number in (1, 30))
    assert await statements(*few) == await statements(*many)
    assert await statements(*map(started, few)) == await statements(*map(started, many))
    assert await statements(*map(decided, few)) == await statements(*map(decided, many))
    assert len(await departments.service.published(RoutingDeadlineSettled, project_id=project_id)) == 62


async def test_an_item_that_a_batch_holds_twice_is_put_once(departments: Departments) -> None:
    item = accepted_item(await departments.project())
    await departments.service.deliver(item, item)
    assert len(await departments.service.published(AssignmentCreated, project_id=item.project_id)) == 1
    assert len(await departments.service.published(RoutingDeadlineRequested, project_id=item.project_id)) == 1


async def test_one_of_an_unknown_project_waits_and_the_others_of_its_batch_do_not(departments: Departments) -> None:
    known, unknown = accepted_item(await departments.project()), accepted_item(new_id())
    await departments.service.deliver(started(unknown), started(known))
    assert (await departments.assignment_of(known))["status"] == "acknowledged"
    assert await departments.service.waiting(unknown.project_id) == [f"project:{unknown.project_id}"]
    await departments.project(project_id=unknown.project_id)
    assert (await departments.assignment_of(unknown))["status"] == "acknowledged"


async def test_ends_that_are_heard_before_their_beginnings_leave_nothing_open(departments: Departments) -> None:
    project_id = await departments.project()
    put, unheard = accepted_item(project_id, "GAS"), accepted_item(project_id, "GAS")
    await departments.service.deliver(put)
    await departments.service.deliver(decided(put), decided(unheard), decided(put))
    await departments.service.deliver(unheard)
    for item in (put, unheard):
        assert (await departments.assignment_of(item))["status"] == "closed"


async def test_all_that_nobody_took_up_climb_together(departments: Departments) -> None:
    project_id = await departments.project()
    items = [accepted_item(project_id, body) for body in ("CAD", "FOR", "CAD")]
    await departments.service.deliver(*items)
    deadlines = await departments.service.published(RoutingDeadlineRequested, project_id=project_id)
    await departments.service.deliver(*(departments.missed(one) for one in (*deadlines, *deadlines)))
    told = await departments.service.published(AssignmentEscalated, project_id=project_id)
    assert [event["assignee"] for event in told] == ["CAD-cso", "FOR-cso", "CAD-cso"]
    assert {(await departments.assignment_of(item))["version"] for item in items} == {2}


async def test_until_the_posts_above_the_bodies_are_seeded_items_wait(departments: Departments) -> None:
    service, item = departments.service, accepted_item(await departments.project())
    content = copy.deepcopy(read("directory/departments/bodies.yaml"))
    content["posts_above_the_bodies"] = {}
    async with service.runtime.transaction() as work:
        await publish_bodies(work, bodies_from(content))
    try:
        await service.deliver(item)
        assert await service.waiting(item.project_id) == ["post:data_bureau"]
    finally:
        await service.service.commands["seed"](service.runtime)
    await service.dispatcher.sweep()
    assert (await departments.assignment_of(item))["status"] == "open"


def started(item: ItemAccepted) -> CaseStarted:
    return CaseStarted(**decided(item).model_dump(exclude={"outcome", "document_number", "light"}))


async def held_by(departments: Departments) -> Counter[str]:
    """How many assignments stand with each post that are not closed."""
    rows = await departments.service.rows(
        "SELECT assignee, count(*) AS held FROM assignment WHERE status <> 'closed' GROUP BY assignee"
    )
    return Counter({row["assignee"]: row["held"] for row in rows})

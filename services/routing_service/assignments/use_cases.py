"""What can be done with assignments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from asyncpg import Record

from services.routing_service.assignments import publishing, store
from services.routing_service.assignments.domain import Assignment, AssignmentStatus, Level, first_holder
from services.routing_service.assignments.policy import check_may_see, visible
from services.routing_service.assignments.store import Desk
from services.routing_service.directory.departments.domain import PostRole
from shared.contracts.event import Limit
from shared.kit.clock import local_date
from shared.kit.errors import check_version
from shared.kit.events.waiting import Missing
from shared.kit.ids import new_id
from shared.kit.pages import page
from shared.kit.unit_of_work import UnitOfWork

WITHOUT_ROSTER = "该部门没有名单，工单由政务服务数据管理局承接协调（方案三（一））。"


@dataclass(frozen=True)
class Matter:
    """An accepted item, as the events of intake and of tracking both tell it."""

    project_id: UUID
    application_item_id: UUID
    acceptance_number: str
    item_code: str
    item_name: str
    body: str


async def list_assignments(
    work: UnitOfWork,
    *,
    status: AssignmentStatus | None,
    project_id: UUID | None,
    mine: bool,
    size: int,
    cursor: str | None,
) -> tuple[list[Record], str | None]:
    """A page of the assignments that the caller may see, oldest first; ``mine``: those that stand with the caller."""
    query = store.select_assignments().where(visible(work.principal))
    if status:
        query = query.where(store.assignment.c.status == status.value)
    if project_id:
        query = query.where(store.assignment.c.project_id == project_id)
    if mine:
        query = query.where(store.assignment.c.assignee == work.principal.subject)
    order = [store.assignment.c.created_at, store.assignment.c.id]
    return await page(work, "assignments", query, order, size=size, cursor=cursor)


async def get_assignment(work: UnitOfWork, assignment_id: UUID, *, lock: bool = False) -> Assignment:
    """An assignment that the caller may see; raises NotFound."""
    return check_may_see(work.principal, await store.get(work, assignment_id, lock=lock))


async def acknowledge_assignment(work: UnitOfWork, assignment_id: UUID, *, expected_version: int) -> Assignment:
    """Whoever it stands with takes it up (notice 三(一): 及时响应). Raises NotFound, NotYours, IllegalTransition."""
    one = await get_assignment(work, assignment_id, lock=True)
    check_version(given=expected_version, current=one.version)
    await _acknowledge(work, one, by=work.principal.subject)
    return one


async def take_up(work: UnitOfWork, matter: Matter) -> None:
    """The body has begun to handle the case: whoever the assignment stands with has taken it up thereby."""
    one = await _assignment_of(work, matter)
    if one.status is AssignmentStatus.OPEN:
        await _acknowledge(work, one, by=one.assignee)


async def _acknowledge(work: UnitOfWork, one: Assignment, *, by: str) -> None:
    settled = one.acknowledge(by=by, at=work.now)
    await store.save(work, one)
    work.publish(publishing.acknowledged(one))
    if settled:
        work.publish(publishing.deadline_settled(one, settled, met=True, at=work.now))
    _audit(work, "assignment.acknowledged", one, before={"status": AssignmentStatus.OPEN.value})


async def put_to_body(work: UnitOfWork, matter: Matter) -> Assignment:
    """Put a matter to its body: to the handler who holds the fewest. A matter that was put to it already stays so.

    A body without a roster (it is no addressee of the notice) has its matters with the data bureau, so that none is
    lost. Returns the assignment, locked.
    """
    level, desk, note = _first_desk(await store.desks_for(work, matter.body, local_date(work.now)))
    one = Assignment(
        id=new_id(),
        project_id=matter.project_id,
        application_item_id=matter.application_item_id,
        acceptance_number=matter.acceptance_number,
        item_code=matter.item_code,
        item_name=matter.item_name,
        body=matter.body,
        assignee=desk.subject,
        assignee_title=desk.title,
        deadline_id=new_id(),
        created_at=work.now,
        level=level,
        note=note,
    )
    if not await store.add(work, one):
        # Whoever put it there has committed, or our insert would still wait for it.
        known = await store.get_by_item(work, matter.application_item_id)
        assert known
        return known
    work.publish(publishing.created(one))
    _request_deadline(work, one, desk)
    _audit(work, "assignment.created", one, before=None)
    return one


async def escalate(work: UnitOfWork, assignment_id: UUID, *, missed: UUID) -> None:
    """The deadline ``missed`` has passed: put the assignment one level higher, if that is the deadline that runs."""
    one = await store.get(work, assignment_id, lock=True)
    if one is None:
        raise ValueError(f"there is no assignment {assignment_id}, though its deadline {missed} was missed")
    before = {"level": one.level.value, "assignee": one.assignee}
    from_assignee = one.assignee
    desks = await store.desks_for(work, one.body, local_date(work.now))
    ladder = {level: on_level[0] for level, on_level in _team(desks).items()}
    if not one.climb(missed=missed, posts=ladder, next_deadline_id=new_id()):
        return
    await store.save(work, one)
    work.publish(publishing.escalated(one, from_assignee=from_assignee))
    _request_deadline(work, one, ladder[one.level])
    _audit(work, "assignment.escalated", one, before=before)


async def close_assignment(work: UnitOfWork, matter: Matter) -> None:
    """The matter's case is over; so is the assignment, taken up or not.

    Tracking may be heard before intake (they are two topics): then the assignment begins here, and ends at once.
    """
    one = await _assignment_of(work, matter)
    if one.status is AssignmentStatus.CLOSED:
        return
    before = {"status": one.status.value}
    moot = one.close(at=work.now)
    await store.save(work, one)
    if moot:
        work.publish(publishing.deadline_settled(one, moot, met=False, at=work.now))
    _audit(work, "assignment.closed", one, before=before)


async def publish_response_times(work: UnitOfWork, entries: Sequence[Mapping[str, Any]]) -> int:
    """Take over the response times of the data file; those already in force stay. Returns how many are new."""
    made = await store.save_response_times(work, entries)
    for entry in entries:
        work.arrived("response_time", entry["level"])
    if made:
        work.audit("response_times.published", "response_time", "all", after={"response_times": list(entries)})
    return made


async def _assignment_of(work: UnitOfWork, matter: Matter) -> Assignment:
    """The matter's assignment, locked; it begins here where the matter was not put to its body yet."""
    return await store.get_by_item(work, matter.application_item_id) or await put_to_body(work, matter)


def _first_desk(desks: Sequence[Desk]) -> tuple[Level, Desk, str | None]:
    team = _team(desks)
    del team[Level.LEADING_GROUP]
    if found := first_holder(team, {desk.subject: desk.held for desk in desks}):
        return *found, None
    bureau = next(desk for desk in desks if desk.role is PostRole.DATA_BUREAU)
    return Level.HANDLER, bureau, WITHOUT_ROSTER


def _team(desks: Sequence[Desk]) -> dict[Level, list[Desk]]:
    """Desks by their level of the ladder; the data bureau's own is on none."""
    team: dict[Level, list[Desk]] = {}
    for desk in desks:
        if desk.role is not PostRole.DATA_BUREAU:
            team.setdefault(Level(desk.role.value), []).append(desk)
    if Level.LEADING_GROUP not in team:
        raise Missing("post", Level.LEADING_GROUP)
    return team


def _request_deadline(work: UnitOfWork, one: Assignment, desk: Desk) -> None:
    if one.deadline_id is None:
        return
    if desk.days is None:
        raise Missing("response_time", one.level)
    limit = Limit.model_validate({"days": desk.days, "unit": desk.unit})
    work.publish(publishing.deadline_requested(one, one.deadline_id, limit, base=work.now))


def _audit(work: UnitOfWork, action: str, one: Assignment, *, before: dict[str, str] | None) -> None:
    after = {"status": one.status.value, "level": one.level.value, "assignee": one.assignee}
    work.audit(action, "assignment", one.id, before=before, after=after)

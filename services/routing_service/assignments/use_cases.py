"""What can be done with assignments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from services.routing_service.assignments import publishing, store
from services.routing_service.assignments.domain import Assignment, AssignmentStatus, Holder, Level, first_holder
from services.routing_service.assignments.policy import check_may_see, visible
from services.routing_service.departments.domain import Post, PostRole
from services.routing_service.departments.store import posts_for
from shared.contracts.event import Limit
from shared.kit.clock import local_date
from shared.kit.http.edge import check_version
from shared.kit.http.pages import page
from shared.kit.ids import new_id
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
) -> tuple[list[Row[Any]], str | None]:
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
    one = await put_to_body(work, matter)
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
    if known := await store.get_by_item(work, matter.application_item_id):
        return known
    posts = await posts_for(work, matter.body)
    level, holder, note = await _first_holder(work, posts)
    one = Assignment(
        id=new_id(),
        project_id=matter.project_id,
        application_item_id=matter.application_item_id,
        acceptance_number=matter.acceptance_number,
        item_code=matter.item_code,
        item_name=matter.item_name,
        body=matter.body,
        assignee=holder.subject,
        assignee_title=holder.title,
        deadline_id=new_id(),
        created_at=work.now,
        level=level,
        note=note,
    )
    if not await store.add(work, one):
        # Another worker had it meanwhile: its row is committed, or our insert would still wait for it.
        known = await store.get_by_item(work, matter.application_item_id)
        assert known
        return known
    work.publish(publishing.created(one))
    await _request_deadline(work, one)
    _audit(work, "assignment.created", one, before=None)
    return one


async def escalate(work: UnitOfWork, assignment_id: UUID, *, missed: UUID) -> None:
    """The deadline ``missed`` has passed: put the assignment one level higher, if that is the deadline that runs."""
    one = await store.get(work, assignment_id, lock=True)
    if one is None:
        raise ValueError(f"there is no assignment {assignment_id}, though its deadline {missed} was missed")
    before = {"level": one.level.value, "assignee": one.assignee}
    from_assignee = one.assignee
    ladder = {level: holders[0] for level, holders in _team(await posts_for(work, one.body)).items()}
    if not one.climb(missed=missed, posts=ladder, next_deadline_id=new_id()):
        return
    await store.save(work, one)
    work.publish(publishing.escalated(one, from_assignee=from_assignee))
    await _request_deadline(work, one)
    _audit(work, "assignment.escalated", one, before=before)


async def close_assignment(work: UnitOfWork, matter: Matter) -> None:
    """The matter's case is over; so is the assignment, taken up or not.

    Tracking may be heard before intake (they are two topics): then the assignment begins here, and ends at once.
    """
    one = await put_to_body(work, matter)
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
    if made:
        work.audit("response_times.published", "response_time", "all", after={"response_times": list(entries)})
    return made


async def _first_holder(work: UnitOfWork, posts: Sequence[Post]) -> tuple[Level, Holder, str | None]:
    team = _team(posts)
    del team[Level.LEADING_GROUP]
    held = await store.held_by(work, [holder.subject for holders in team.values() for holder in holders])
    if found := first_holder(team, held):
        return *found, None
    bureau = next(post for post in posts if post.role is PostRole.DATA_BUREAU)
    return Level.HANDLER, Holder(bureau.subject, bureau.title), WITHOUT_ROSTER


def _team(posts: Sequence[Post]) -> dict[Level, list[Holder]]:
    """Posts by their level of the ladder; the data bureau's own is on none."""
    team: dict[Level, list[Holder]] = {}
    for post in posts:
        if post.role is not PostRole.DATA_BUREAU:
            team.setdefault(Level(post.role.value), []).append(Holder(post.subject, post.title))
    if Level.LEADING_GROUP not in team:
        raise ValueError("no post of the leading group is known: run the seed, then replay this")
    return team


async def _request_deadline(work: UnitOfWork, one: Assignment) -> None:
    if one.deadline_id:
        days, unit = await store.response_time_of(work, one.level, local_date(work.now))
        limit = Limit.model_validate({"days": days, "unit": unit})
        work.publish(publishing.deadline_requested(one, one.deadline_id, limit, base=work.now))


def _audit(work: UnitOfWork, action: str, one: Assignment, *, before: dict[str, str] | None) -> None:
    after = {"status": one.status.value, "level": one.level.value, "assignee": one.assignee}
    work.audit(action, "assignment", one.id, before=before, after=after)

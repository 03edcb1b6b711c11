"""What can be done with assignments, and what intake and tracking say that moves them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from services.routing_service.assignments.domain import KIND, Assignment, AssignmentStatus, Desk, Step, Team
from services.routing_service.assignments.store import (
    ASSIGNMENTS,
    note_names,
    of_acceptances,
    of_gone_posts,
    save_response_times,
    teams_of,
)
from services.routing_service.copies.projects import names_of
from shared.contracts.deadlines import DeadlineMissed
from shared.contracts.intake.applications import ItemAccepted
from shared.contracts.intake.projects import ProjectCorrected
from shared.contracts.tracking.cases import CaseAnnulled, CaseDecided, CaseStarted, CaseWithdrawn
from shared.kit.clock import local_date
from shared.kit.errors import Version
from shared.kit.events.envelope import Envelope
from shared.kit.events.waiting import Missing, SomeMissing
from shared.kit.ids import new_id
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.limits import Purpose

WITHOUT_ROSTER = "该部门没有名单，工单由政务服务数据管理局承接协调（方案三（一））。"

UNDONE = "受理已由窗口撤回，工单随之了结：{reason}"

Matter = ItemAccepted | CaseStarted | CaseDecided | CaseWithdrawn | CaseAnnulled
"""What intake and tracking tell of an accepted item."""
Told = Sequence[tuple[Matter, Envelope]]


async def acknowledge(work: UnitOfWork, assignment_id: UUID, version: Version) -> Assignment:
    """Whoever it stands with takes it up (notice 三(一): 及时响应). Raises NotYours."""
    async with ASSIGNMENTS.change(work, assignment_id, Step.ACKNOWLEDGE, version=version) as assignment:
        assignment.acknowledge(at=work.now)
    return assignment


async def put_to_bodies(work: UnitOfWork, told: Told) -> None:
    """Put accepted items to their bodies: each to the handler who holds the fewest. What was put to one stays so."""
    teams = await _teams(work, {event.body for event, _ in told}, [envelope.id for _, envelope in told])
    names = await names_of(work, {event.project_id for event, _ in told})
    missing: dict[UUID, Missing] = {}
    new: list[Assignment] = []
    for event, envelope in told:
        team = teams[event.body]
        desk = team.first()
        if event.project_id not in names:
            missing[envelope.id] = Missing("project", event.project_id)
        elif lacking := _lacking(desk):
            missing[envelope.id] = lacking
        else:
            assignment = Assignment(
                id=new_id(),
                project_id=event.project_id,
                project_name=names[event.project_id],
                application_item_id=event.application_item_id,
                acceptance_number=event.acceptance_number,
                item_code=event.item_code,
                item_name=event.item_name,
                body=event.body,
                assignee=desk.subject,
                assignee_title=desk.title,
                created_at=work.now,
                level=desk.level,
                note=None if team.roster else WITHOUT_ROSTER,
            )
            assignment.put(desk)
            new.append(assignment)
    if missing:
        raise SomeMissing(missing)
    await ASSIGNMENTS.add_new(work, new)


async def show_names(work: UnitOfWork, told: Sequence[tuple[ProjectCorrected, Envelope]]) -> None:
    """Projects' names were put right: their assignments show those that the copies have now."""
    await note_names(work, {event.project_id for event, _ in told})


async def take_up(work: UnitOfWork, told: Told) -> None:
    """Bodies have begun to handle cases: whoever the assignments stand with has taken them up thereby."""
    found = await _assignments_of(work, told)
    async with ASSIGNMENTS.changing(work, *found):
        for assignment in found:
            if assignment.status is AssignmentStatus.OPEN:
                assignment.acknowledge(at=work.now)


async def close(work: UnitOfWork, told: Told) -> None:
    """Cases are over, decided, withdrawn or annulled; so are their assignments, taken up or not."""
    found = await _assignments_of(work, told)
    notes = {
        event.acceptance_number: UNDONE.format(reason=event.reason)
        for event, _ in told
        if isinstance(event, CaseAnnulled)
    }
    async with ASSIGNMENTS.changing(work, *found):
        for assignment in found:
            if assignment.status is not AssignmentStatus.CLOSED:
                assignment.close(at=work.now, note=notes.get(assignment.acceptance_number))


async def escalate(work: UnitOfWork, told: Sequence[tuple[DeadlineMissed, Envelope]]) -> None:
    """Nobody took assignments up in time: they climb one level. Other deadlines are others' business."""
    ours = [
        (event, envelope.id)
        for event, envelope in told
        if event.purpose == Purpose.ACKNOWLEDGEMENT and event.subject_kind == KIND
    ]
    found = await ASSIGNMENTS.rows.several(work, {event.subject_id for event, _ in ours}, lock=True) if ours else {}
    if absent := {event.subject_id for event, _ in ours} - found.keys():
        raise ValueError(f"there are no assignments {absent}, though deadlines of theirs were missed")
    due = [(event, id_) for event, id_ in ours if event.deadline_id == found[event.subject_id].deadline_id]
    if not due:
        return
    teams = await _teams(work, {found[event.subject_id].body for event, _ in due}, [id_ for _, id_ in due])
    missing: dict[UUID, Missing] = {}
    async with ASSIGNMENTS.changing(work, *found.values()):
        for event, id_ in due:
            assignment = found[event.subject_id]
            desk = teams[assignment.body].above(assignment.level)
            if lacking := _lacking(desk):
                missing[id_] = lacking
            else:
                assignment.climb(desk, missed=event.deadline_id, at=work.now)
        if missing:
            raise SomeMissing(missing)


async def move_from_gone_posts(work: UnitOfWork) -> int:
    """Rosters have changed: what stands with a post that is gone, taken up or not, goes to another. Returns how many.

    Raises Missing where that post's response time is not known.
    """
    stranded = await of_gone_posts(work)
    teams = await teams_of(work, {one.body for one in stranded}, local_date(work.now)) if stranded else {}
    async with ASSIGNMENTS.changing(work, *stranded):
        for one in stranded:
            desk = teams[one.body].instead(one.level)
            if lacking := _lacking(desk):
                raise lacking
            one.move(desk, at=work.now)
    return len(stranded)


async def publish_response_times(work: UnitOfWork, entries: Sequence[Mapping[str, Any]]) -> int:
    """Take over the response times of the data file; those already in force stay. Returns how many are new."""
    made = await save_response_times(work, entries)
    for entry in entries:
        work.arrived("response_time", entry["level"])
    if made:
        work.audit("response_times.published", "response_time", "all", after={"response_times": list(entries)})
    return made


async def _assignments_of(work: UnitOfWork, told: Told) -> list[Assignment]:
    """The matters' assignments, locked.

    Tracking may be heard before intake (they are two topics): then an assignment begins here.
    """
    numbers = {event.acceptance_number for event, _ in told}
    found = await of_acceptances(work, numbers)
    if new := [(event, envelope) for event, envelope in told if event.acceptance_number not in found]:
        await put_to_bodies(work, new)
        # Some may have been put by another process: it has committed, or our insert would still wait for it.
        found = await of_acceptances(work, numbers)
    return list(found.values())


async def _teams(work: UnitOfWork, bodies: Collection[str], for_events: Collection[UUID]) -> dict[str, Team]:
    try:
        return await teams_of(work, bodies, local_date(work.now))
    except Missing as missing:
        raise SomeMissing(dict.fromkeys(for_events, missing)) from missing


def _lacking(desk: Desk) -> Missing | None:
    """What has to be known before something can stand with a post."""
    return None if desk.limit or desk.is_last else Missing("response_time", desk.level)

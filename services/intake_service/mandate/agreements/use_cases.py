"""What can be done with agency agreements."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from services.intake_service.copies.catalogue import ItemUnknown, items_by_code
from services.intake_service.copies.posts import role_and_title_of
from services.intake_service.mandate.agreements.domain import (
    COURSE,
    Agreement,
    AgreementOpen,
    ModeNotAsked,
    OutsideScope,
    RequestNotInForce,
    Step,
)
from services.intake_service.mandate.agreements.store import AGREEMENTS, of_gone_agents, open_of_request
from services.intake_service.mandate.requests.store import REQUESTS, note_agreement
from services.intake_service.numbers import next_number
from services.intake_service.parties.projects.store import PROJECTS
from services.intake_service.parties.projects.use_cases import check_applies
from services.intake_service.tables import agreement_numbers
from shared.contracts.routing.departments import BodyPublished
from shared.kit.errors import NotFound, Version
from shared.kit.events.envelope import Envelope
from shared.kit.ids import new_id
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.modes import Mode
from shared.vocabulary.posts import AGENTS, check_post
from shared.vocabulary.stages import Stage
from shared.vocabulary.statuses import RequestStatus


async def draft(
    work: UnitOfWork,
    *,
    request_id: UUID,
    stages: Collection[Stage],
    item_codes: Collection[str],
    agent: str,
) -> Agreement:
    """The window draws up an agreement for an accepted request that asks for acting (代办).

    Raises RequestNotInForce, ModeNotAsked, AgreementOpen, PostUnknown, PostOfAnotherRole, ItemUnknown, OutsideScope
    for an item of a stage that is not mandated, ItemNotApplicable.
    """
    request = await REQUESTS.get(work, request_id, lock=True)
    if request.status is not RequestStatus.ACCEPTED:
        raise RequestNotInForce(state=request.status.words, pointer="/request_id")
    if Mode.ACT not in request.modes:
        raise ModeNotAsked(pointer="/request_id")
    if opened := await open_of_request(work, request_id):
        raise AgreementOpen(agreement_number=opened.agreement_number, pointer="/request_id")
    agent_title = check_post(agent, await role_and_title_of(work, agent), AGENTS, pointer="/agent")
    agreement = Agreement(
        id=new_id(),
        agreement_number=await next_number(work, "XY", agreement_numbers),
        request_id=request.id,
        project_id=request.project_id,
        owner_uscc=request.owner_uscc,
        stages=frozenset(stages),
        item_codes=frozenset(item_codes),
        agent=agent,
        agent_title=agent_title,
        created_at=work.now,
    )
    if item_codes:
        await _check_items(work, agreement, list(item_codes))
    agreement.say("drafted")
    AGREEMENTS.create(work, agreement)
    note_agreement(work, request.id, is_open=True)
    return agreement


async def _check_items(work: UnitOfWork, agreement: Agreement, item_codes: list[str]) -> None:
    known = await items_by_code(work, item_codes)
    project = await PROJECTS.get(work, agreement.project_id)
    for index, code in enumerate(item_codes):
        pointer = f"/item_codes/{index}"
        if code not in known:
            raise ItemUnknown(item_code=code, pointer=pointer)
        if known[code].stage not in agreement.stages:
            scope = "、".join(sorted(agreement.stages))
            number = agreement.agreement_number
            raise OutsideScope(item_code=code, agreement_number=number, scope=scope, pointer=pointer)
        check_applies(project, known[code], pointer=pointer)


async def take_step(
    work: UnitOfWork, agreement_id: UUID, step: Step, version: Version, reason: str | None = None
) -> Agreement:
    """Take a step of the agreement's course. The owner may end it at any time (notice 二(五)1)."""
    request_id = (await AGREEMENTS.get(work, agreement_id)).request_id
    await REQUESTS.rows.get(work, request_id, lock=True)  # first, as in draft
    async with AGREEMENTS.change(work, agreement_id, step, version=version) as agreement:
        agreement.take(step, now=work.now, reason=reason)
    note_agreement(work, request_id, is_open=not COURSE.is_over(agreement.status))
    return agreement


async def lose_agents(work: UnitOfWork, _: Sequence[tuple[BodyPublished, Envelope]]) -> None:
    """Rosters have changed: nobody acts under agreements whose agent's post is gone."""
    stranded = await of_gone_agents(work)
    async with AGREEMENTS.changing(work, *stranded):
        for agreement in stranded:
            agreement.lose_agent()


async def mandate_of(work: UnitOfWork, agreement_id: UUID, project_id: UUID) -> Agreement:
    """The project's agreement under which the caller acts for its owner, locked, so that it cannot end meanwhile.

    Raises NotFound, AgreementNotInForce, AgentGone, NotTheAgent.
    """
    agreement = await AGREEMENTS.get(work, agreement_id, lock=True)
    if agreement.project_id != project_id:
        raise NotFound(what=AGREEMENTS.what, pointer="/agreement_id")
    agreement.check_may_act(work.principal.subject)
    return agreement

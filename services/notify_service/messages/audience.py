"""Finds an audience's receivers: in the event itself where it names them, else in the directory."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from services.notify_service.directory import store as directory
from services.notify_service.messages.domain import Audience
from services.notify_service.messages.waiting import Known, Missing
from services.notify_service.preferences.domain import Receiver, enterprise, post
from shared.contracts.roles import Role
from shared.kit.unit_of_work import UnitOfWork


async def receivers(
    work: UnitOfWork, audiences: Collection[Audience], facts: Mapping[str, Any]
) -> tuple[list[Receiver], Missing | None]:
    """The receivers of all the audiences, each once, in the audiences' order, and what must be known to find the rest.

    An audience that nobody is in (a project without agent or officer) is left out.
    """
    found: dict[Receiver, None] = {}
    missing = None
    for audience in audiences:
        if audience is Audience.OWNER:
            found[enterprise(facts["owner_uscc"])] = None
            continue
        posts = await _posts(work, audience, facts)
        if isinstance(posts, Missing):
            missing = missing or posts
        else:
            found |= {post(subject): None for subject in posts}
    return list(found), missing


async def _posts(work: UnitOfWork, audience: Audience, facts: Mapping[str, Any]) -> list[str] | Missing:
    match audience:
        case Audience.AGENT:
            return await _agents(work, facts)
        case Audience.OFFICER:
            return _one(facts.get("officer") or await directory.officer_of(work, facts["project_id"]))
        case Audience.PREDECESSOR:
            return _one(facts["predecessor"])
        case Audience.FORMER_ASSIGNEE:
            return _one(facts["from_assignee"])
        case Audience.ASSIGNEE:
            return await _assignee(work, facts)
        case _:
            return await _body_officers(work, facts["body"])


async def _agents(work: UnitOfWork, facts: Mapping[str, Any]) -> list[str]:
    if agreement := facts.get("agreement_id"):
        return _one(await directory.agent_of_agreement(work, agreement))
    return await directory.agents_of_project(work, facts["project_id"])


async def _assignee(work: UnitOfWork, facts: Mapping[str, Any]) -> list[str] | Missing:
    item = facts["application_item_id"]
    known = facts.get("assignee") or await directory.assignee_of_item(work, item)
    return [known] if known else Missing.of(Known.ASSIGNMENT, item)


async def _body_officers(work: UnitOfWork, body: str) -> list[str] | Missing:
    if await directory.body_name(work, body) is None:
        return Missing.of(Known.BODY, body)
    return await directory.posts_of_body(work, body, role=Role.CHIEF_SERVICE_OFFICER)


def _one(subject: str | None) -> list[str]:
    return [subject] if subject else []

"""Finds an audience's receivers: in the event itself where it names them, else in the directory."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from services.notify_service.directory.domain import Surroundings
from services.notify_service.messages.domain import Audience
from services.notify_service.messages.waiting import Known, Missing
from services.notify_service.preferences.domain import Receiver, enterprise, post


def receivers(
    audiences: Collection[Audience], facts: Mapping[str, Any], around: Surroundings
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
        posts = _posts(audience, facts, around)
        if isinstance(posts, Missing):
            missing = missing or posts
        else:
            found |= {post(subject): None for subject in posts}
    return list(found), missing


def _posts(audience: Audience, facts: Mapping[str, Any], around: Surroundings) -> Sequence[str] | Missing:
    match audience:
        case Audience.AGENT:
            return around.agents
        case Audience.OFFICER:
            return _one(facts.get("officer") or around.officer)
        case Audience.PREDECESSOR:
            return _one(facts["predecessor"])
        case Audience.FORMER_ASSIGNEE:
            return _one(facts["from_assignee"])
        case Audience.ASSIGNEE:
            known = _one(facts.get("assignee") or around.assignee)
            return known or Missing.of(Known.ASSIGNMENT, facts["application_item_id"])
        case _:
            return Missing.of(Known.BODY, facts["body"]) if around.body_name is None else around.body_officers


def _one(subject: str | None) -> list[str]:
    return [subject] if subject else []

"""Who is told: an audience's receivers, in the event itself where it names them, else as known around it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from enum import StrEnum
from typing import Any

from services.notify_service.preferences.domain import WINDOW, Receiver, enterprise, post
from shared.kit.events.waiting import Missing


class Audience(StrEnum):
    """Who is told of an event, as seen from the project or the matter. The value: the fact that names them."""

    OWNER = "owner_uscc"
    """项目单位: its whole enterprise, one shared inbox."""
    CLAIMANT = "claimant_uscc"
    """The enterprise that claims the project."""
    AGENT = "agents"
    """代办员: the agent of the agreement that the event speaks of, else all who may act for the project."""
    OFFICER = "officer"
    """The project's 首席服务官."""
    PREDECESSOR = "predecessor"
    """The chief service officer who hands the project over."""
    ASSIGNEE = "assignee"
    """The post that the matter stands with at its body."""
    FORMER_ASSIGNEE = "from_assignee"
    """The post that an assignment climbed away from."""
    BODY_OFFICER = "body_officers"
    """The body's 首席服务官."""
    WINDOW = "window"
    """综合窗口: all of its people, one shared inbox. No fact names it: there is one."""


def receivers(audiences: Collection[Audience], facts: Mapping[str, Any]) -> list[Receiver]:
    """The receivers of all the audiences, each once, in the audiences' order.

    An audience that nobody is in (a project without agent or officer) is left out. Raises Missing where it is not known
    yet who is in one.
    """
    if Audience.ASSIGNEE in audiences and facts["assignee"] is None:
        raise Missing("assignment", facts["acceptance_number"])
    if Audience.BODY_OFFICER in audiences and facts["body_name"] is None:
        raise Missing("body", facts["body"])
    return list(dict.fromkeys(receiver for audience in audiences for receiver in _in(audience, facts)))


def _in(audience: Audience, facts: Mapping[str, Any]) -> Iterator[Receiver]:
    if audience is Audience.WINDOW:
        yield WINDOW
        return
    named = facts[audience]
    if audience in {Audience.OWNER, Audience.CLAIMANT}:
        yield enterprise(named)
    else:
        yield from map(post, [named] if isinstance(named, str) else named or ())

"""Chief service officers in requests and answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from pydantic import Field

from services.routing_service.officers.domain import Project, Term
from services.routing_service.officers.store import PROJECTS
from shared.kit.http.actions import NextAction
from shared.kit.http.fields import Code, Moment, RequestModel
from shared.kit.http.views import ViewModel
from shared.kit.unit_of_work import UnitOfWork


class AppointOfficer(RequestModel):
    """Who is to answer for the project from now on."""

    officer: Annotated[
        Code, Field(description="subject of a post whose role is project_officer", examples=["GSD-cso-1"])
    ]


class TermView(ViewModel):
    """A time in office."""

    officer: str
    officer_title: str
    since: Moment
    until: Annotated[Moment | None, Field(description="absent: in office")]
    appointed_by: str


class OfficerView(ViewModel):
    """项目首席服务官, with all who were before."""

    project_id: UUID
    project_name: str
    current: Annotated[TermView | None, Field(description="absent: nobody is in office")]
    history: Annotated[list[TermView], Field(description="every term, the first one first")]
    next_actions: list[NextAction]


def view(work: UnitOfWork, project: Project, terms: Sequence[Term]) -> OfficerView:
    """A project's terms as this caller sees them."""
    return OfficerView.of(
        project,
        project_name=project.name,
        current=TermView.of(terms[-1]) if terms and terms[-1].until is None else None,
        history=[TermView.of(term) for term in terms],
        next_actions=PROJECTS.next_actions(work, project),
    )

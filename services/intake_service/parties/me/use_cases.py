"""Who the caller is, as far as intake knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from asyncpg import Record

from services.intake_service.copies.posts import names_of_bodies, seat_of
from services.intake_service.parties.owners.domain import Action
from services.intake_service.parties.owners.store import registered
from shared.kit.labels import words_of
from shared.kit.principals import Principal
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.callers import body_of, enterprise_of
from shared.vocabulary.districts import District
from shared.vocabulary.roles import Role
from shared.vocabulary.scopes import Opening, bodies_of_system, opened_by

_ON_NO_ROSTER = {Role.OWNER, Role.SYSTEM}


@dataclass(frozen=True)
class Opened:
    """A scope of a system. code: of what it names, with its name where it is known."""

    scope: str
    opens: Opening
    code: str | None
    name: str | None


@dataclass(frozen=True)
class Myself:
    """The caller. seat: its post, None on no roster; body: code and name; owner: what its enterprise is registered as.

    name: of a body that is not known (yet), its code.
    """

    principal: Principal
    roles: list[Role]
    seat: Record | None
    body: tuple[str, str] | None
    uscc: str | None
    owner: Record | None
    scopes: list[Opened] | None

    @property
    def begins_not(self) -> list[Action]:
        """What is not the caller's to begin: an enterprise is registered once, and has projects after that."""
        if self.principal.has(Role.WINDOW_CLERK):
            return []
        if not self.uscc:
            return [Action.REGISTER_OWNER, Action.REGISTER_PROJECT, Action.FILE_CLAIM]
        return [Action.REGISTER_OWNER] if self.owner else [Action.REGISTER_PROJECT, Action.FILE_CLAIM]

    @property
    def known(self) -> dict[str, str | UUID]:
        """What the body of a beginning can have filled in."""
        of_owner = {"owner_id": self.owner["id"]} if self.owner else {}
        return {"uscc": self.uscc, **of_owner} if self.uscc else {}


async def myself(work: UnitOfWork) -> Myself:
    """Who the caller is, by its token and by what is known of its post, body and enterprise.

    One look at the database for an enterprise, for a post, for a system of bodies; two for who is both, or whose token
    names another body than its roster.
    """
    principal = work.principal
    roles = [role for role in Role if role in principal.roles]
    uscc, body = enterprise_of(principal), body_of(principal)
    seat = await seat_of(work, principal.subject) if set(roles) - _ON_NO_ROSTER else None
    names = {seat["body"]: seat["body_name"]} if seat else {}
    named = bodies_of_system(principal) | ({body} if body else set())
    if named - names.keys():
        names |= await names_of_bodies(work, named)
    return Myself(
        principal,
        roles,
        seat,
        body=(body, names.get(body, body)) if body else None,
        uscc=uscc,
        owner=await registered(work, uscc) if uscc else None,
        scopes=_opened(principal, names) if principal.has(Role.SYSTEM) else None,
    )


def _opened(principal: Principal, names: Mapping[str, str]) -> list[Opened]:
    """What each scope of a system opens, in the order of what there is to open; others say nothing here."""
    found = []
    for scope in sorted(principal.scopes):
        if told := opened_by(scope):
            opens, code = told
            name = words_of(District, code)[0] if opens is Opening.DISTRICT and code else names.get(code or "")
            found.append(Opened(scope, opens, code, name))
    return sorted(found, key=lambda one: list(Opening).index(one.opens))

"""What the token of another government system opens: the scopes (RFC 6749, 3.3) of the role ``system``.

``daiban.read`` and ``daiban.write`` say what may be done at all. The others say with what, each for itself, and
together they open what any of them opens: with fewer scopes a system never sees more.

- ``daiban.city``: every project of the city;
- ``district:440112``: the projects of a district, and what hangs on them;
- ``project:<id>``: one project, and what hangs on it;
- ``body:PNR``: what a body's own people see.

Other scopes, as an issuer may add them (``openid``), say nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from shared.kit.labels import Labelled
from shared.kit.principals import Principal, Scoped
from shared.vocabulary.roles import Role

READ, WRITE = "daiban.read", "daiban.write"
CITY = "daiban.city"
_BODY, _DISTRICT, _PROJECT = "body:", "district:", "project:"

SYSTEMS = Scoped(
    role=Role.SYSTEM,
    read=READ,
    write=WRITE,
    told={
        READ: "read",
        WRITE: "write, where the role may",
        CITY: "with every project of the city",
        f"{_DISTRICT}{{code}}": "with the projects of a district, such as district:440112",
        f"{_PROJECT}{{id}}": "with one project, by its id",
        f"{_BODY}{{code}}": "with what a body's own people see, such as body:PNR",
    },
)
"""What the edge asks of the role, and what the API's document tells of it."""

T = TypeVar("T")


class Opening(Labelled):
    """What a scope opens, whatever it names."""

    READ = "read", "查询", "reading"
    WRITE = "write", "办理（以角色可办的为限）", "writing, where the role may"
    CITY = "city", "全市项目", "every project of the city"
    DISTRICT = "district", "一个区的项目", "the projects of a district"
    PROJECT = "project", "一个项目", "one project"
    BODY = "body", "一个部门可见的内容", "what a body's own people see"


def is_of_whole_city(principal: Principal) -> bool:
    """Whether the caller is a system with every project of the city."""
    return principal.has(Role.SYSTEM) and CITY in principal.scopes


def bodies_of_system(principal: Principal) -> frozenset[str]:
    """The codes of the bodies as which a system sees."""
    return _named(principal, _BODY, _body)


def districts_of(principal: Principal) -> frozenset[str]:
    """The codes of the districts whose projects a system sees."""
    return _named(principal, _DISTRICT, _district)


def projects_of(principal: Principal) -> frozenset[UUID]:
    """The projects that a system sees one by one."""
    return _named(principal, _PROJECT, UUID)


def opened_by(scope: str) -> tuple[Opening, str | None] | None:
    """What a scope opens, and the code or id of what it names; None where it says nothing here."""
    if scope in _WHOLE:
        return _WHOLE[scope], None
    for opening, prefix, parse in _NAMING:
        if (named := _read(scope, prefix, parse)) is not None:
            return opening, str(named)
    return None


def is_known(scope: str) -> bool:
    """Whether a scope says something here."""
    return opened_by(scope) is not None


def _named(principal: Principal, prefix: str, parse: Callable[[str], T]) -> frozenset[T]:
    if not principal.has(Role.SYSTEM):
        return frozenset()
    found = (_read(scope, prefix, parse) for scope in principal.scopes)
    return frozenset(one for one in found if one is not None)


def _read(scope: str, prefix: str, parse: Callable[[str], T]) -> T | None:
    """What a scope with this prefix names; None where it is another, or names nothing that can be."""
    if not scope.startswith(prefix):
        return None
    try:
        return parse(scope.removeprefix(prefix))
    except ValueError:
        return None


def _body(code: str) -> str:
    return _matching(r"[A-Z0-9]+", code)


def _district(code: str) -> str:
    return _matching(r"[0-9]{6}", code)


def _matching(form: str, code: str) -> str:
    if not re.fullmatch(form, code, re.ASCII):
        raise ValueError(code)
    return code


_WHOLE = {READ: Opening.READ, WRITE: Opening.WRITE, CITY: Opening.CITY}
_NAMING: tuple[tuple[Opening, str, Callable[[str], object]], ...] = (
    (Opening.DISTRICT, _DISTRICT, _district),
    (Opening.PROJECT, _PROJECT, UUID),
    (Opening.BODY, _BODY, _body),
)

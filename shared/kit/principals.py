"""Who is calling."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Principal:
    """An authenticated caller.

    subject: the token's ``sub``; roles: what it may act as; scopes: what the token is for (RFC 6749, 3.3); claims:
    further string claims, such as the enterprise or body that its rows are bound to.
    """

    subject: str
    roles: frozenset[str]
    name: str = ""
    claims: Mapping[str, str] = field(default_factory=dict)
    scopes: frozenset[str] = frozenset()

    def has(self, *roles: str) -> bool:
        """Whether any of the roles is among the caller's."""
        return not self.roles.isdisjoint(roles)

    def claim(self, name: str) -> str | None:
        """A further claim, or None."""
        return self.claims.get(name)


@dataclass(frozen=True)
class Scoped:
    """A role whose tokens open no more than their scopes say.

    read, write: the scopes without which nothing is read, or written; told: every scope with what it opens.
    """

    role: str
    read: str
    write: str
    told: Mapping[str, str]

    def missing(self, principal: Principal, *, writes: bool) -> str | None:
        """The scope that a caller would need and has not; None for callers of other roles, and where it has it."""
        needed = self.write if writes else self.read
        return needed if principal.has(self.role) and needed not in principal.scopes else None

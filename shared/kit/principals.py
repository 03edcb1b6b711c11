"""Who is calling."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Principal:
    """An authenticated caller.

    subject: the token's ``sub``; roles: what it may act as; claims: further string claims, such as the enterprise or
    body that its rows are bound to.
    """

    subject: str
    roles: frozenset[str]
    name: str = ""
    claims: Mapping[str, str] = field(default_factory=dict)

    def has(self, *roles: str) -> bool:
        """Whether any of the roles is among the caller's."""
        return not self.roles.isdisjoint(roles)

    def claim(self, name: str) -> str | None:
        """A further claim, or None."""
        return self.claims.get(name)

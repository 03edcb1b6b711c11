"""Whose work is counted for whom."""

from __future__ import annotations

from collections.abc import Mapping

from shared.kit.principals import Principal
from shared.vocabulary.callers import bodies_of, oversees
from shared.vocabulary.roles import BODY_ROLES, OVERSEEING, Role

READERS = (*BODY_ROLES, *OVERSEEING, Role.SYSTEM)
"""The roles that may ask."""


def counted_for(principal: Principal, bodies: Mapping[str, str]) -> dict[str, str]:
    """Of the bodies (names by codes) those whose work the caller sees: its own; overseers see all."""
    mine = bodies.keys() if oversees(principal) else bodies_of(principal)
    return {code: name for code, name in bodies.items() if code in mine}

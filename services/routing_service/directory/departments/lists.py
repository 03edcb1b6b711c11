"""The directory of bodies."""

from __future__ import annotations

from services.routing_service.directory.departments.domain import BodyKind
from services.routing_service.directory.departments.store import body
from shared.kit.lists import Filter, List, Sort

BODY_LIST = List(
    "bodies",
    body,
    filters={"kind": Filter(BodyKind)},
    sorts={"position": Sort((body.c.position, body.c.code), along=[("kind",)])},
    upward=True,
)

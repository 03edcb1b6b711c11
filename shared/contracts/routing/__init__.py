"""Events of the routing service (topic ``daiban.routing``): who does what."""

from __future__ import annotations

from shared.contracts.event import Event
from shared.contracts.routing.assignments import (
    AssignmentAcknowledged,
    AssignmentCreated,
    AssignmentEscalated,
    AssignmentMoved,
)
from shared.contracts.routing.catalogue import ItemPublished
from shared.contracts.routing.deadlines import RoutingDeadlineRequested, RoutingDeadlineSettled
from shared.contracts.routing.departments import BodyPublished
from shared.contracts.routing.officers import ChiefServiceOfficerAppointed, ChiefServiceOfficerReleased

EVENTS: tuple[type[Event], ...] = (
    BodyPublished,
    ItemPublished,
    ChiefServiceOfficerAppointed,
    ChiefServiceOfficerReleased,
    AssignmentCreated,
    AssignmentAcknowledged,
    AssignmentEscalated,
    AssignmentMoved,
    RoutingDeadlineRequested,
    RoutingDeadlineSettled,
)

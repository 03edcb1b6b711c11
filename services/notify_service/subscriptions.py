"""Everything this service listens to: first what its copies take in, then what people are told of.

So an event finds what it has just taught: the agent of an agreement just signed is among those told of it.
"""

from __future__ import annotations

from services.notify_service.copies.agreements import AGREEMENTS
from services.notify_service.copies.assignments import ASSIGNMENTS
from services.notify_service.copies.bodies import BODIES, POSTS
from services.notify_service.copies.cases import CASES
from services.notify_service.copies.officers import OFFICERS
from services.notify_service.copies.projects import PROJECTS
from services.notify_service.telling.handlers import tell
from services.notify_service.telling.rules import TOLD
from shared.contracts.routing.departments import BodyPublished
from shared.kit.events.subscriptions import on_many

SUBSCRIPTIONS = (
    *PROJECTS.subscriptions,
    *AGREEMENTS.subscriptions,
    *OFFICERS.subscriptions,
    *ASSIGNMENTS.subscriptions,
    *CASES.subscriptions,
    *BODIES.subscriptions,
    on_many(BodyPublished, POSTS.take),
    *(on_many(contract, tell) for contract in TOLD),
)

"""What can be done with bodies."""

from __future__ import annotations

from collections.abc import Sequence

from services.routing_service.directory.departments.domain import Body
from services.routing_service.directory.departments.store import all_bodies, save
from shared.contracts.routing.departments import BodyPublished
from shared.kit.unit_of_work import UnitOfWork


async def publish_bodies(work: UnitOfWork, bodies: Sequence[Body]) -> int:
    """Take over bodies with their rosters, and tell what is new or changed. Returns how many that are.

    A body that is no longer named stays: what stands with it must not get lost.
    """
    known = await all_bodies(work)
    changed = []
    for position, body in enumerate(bodies):
        before, version, placed = known.get(body.code, (None, 0, position))
        if before == body and placed == position:
            continue
        changed.append((body, version + (before != body), position))
        if before != body:
            told = {**vars(body), "roster_version": version + 1, "posts": body.roster, "team": body.team}
            work.publish(BodyPublished.model_validate(told, from_attributes=True))
            for post in body.posts:
                work.arrived("post", post.role)
            after = {"roster_version": version + 1, "posts": [post.subject for post in body.posts]}
            old = {"roster_version": version} if before else None
            work.audit("body.published", "body", body.code, before=old, after=after)
    if changed:
        await save(work, changed)
    return len(changed)

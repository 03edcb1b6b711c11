"""What can be done with bodies."""

from __future__ import annotations

from collections.abc import Sequence

from asyncpg import Record

from services.routing_service.directory.departments import store
from services.routing_service.directory.departments.domain import Body
from services.routing_service.directory.departments.publishing import body_published
from shared.kit.errors import NotFound
from shared.kit.pages import page
from shared.kit.unit_of_work import UnitOfWork


async def list_bodies(work: UnitOfWork, *, size: int, cursor: str | None) -> tuple[list[Record], str | None]:
    """A page of the directory."""
    order = [store.body.c.position, store.body.c.code]
    return await page(work, "bodies", store.select_bodies(), order, size=size, cursor=cursor)


async def get_body(work: UnitOfWork, code: str) -> tuple[Body, int]:
    """A body with its posts, and its roster's version; raises NotFound."""
    found = await store.get(work, code)
    if found is None:
        raise NotFound(what=("部门", "body"))
    return found


async def publish_bodies(work: UnitOfWork, bodies: Sequence[Body]) -> int:
    """Take over bodies with their rosters, and tell what is new or changed. Returns how many that are.

    A body that is no longer named stays: what stands with it must not get lost.
    """
    known = await store.all_bodies(work)
    changed = []
    for position, body in enumerate(bodies):
        before, version, placed = known.get(body.code, (None, 0, position))
        if before == body and placed == position:
            continue
        changed.append((body, version + (before != body), position))
        if before != body:
            work.publish(body_published(body, version + 1))
            for post in body.posts:
                work.arrived("post", post.role)
            after = {"roster_version": version + 1, "posts": [post.subject for post in body.posts]}
            old = {"roster_version": version} if before else None
            work.audit("body.published", "body", body.code, before=old, after=after)
    if changed:
        await store.save(work, changed)
    return len(changed)

"""The ``seed`` command: brings what the data files say into the tables, and tells the others what is new or changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from services.routing_service.assignments.use_cases import move_from_gone_posts, publish_response_times
from services.routing_service.catalogue.use_cases import publish_catalogue
from services.routing_service.directory.departments.domain import bodies_from
from services.routing_service.directory.departments.use_cases import publish_bodies
from services.routing_service.officers.use_cases import hand_over_from_gone_posts
from shared.kit.runtime import Runtime

_HERE = Path(__file__).parent


async def seed(runtime: Runtime) -> None:
    """load bodies, rosters, catalogue and response times; a second run changes nothing.

    What stands with a post that has left its roster goes to another one, and so do the projects of such an officer.
    """
    bodies = bodies_from(_read("directory/departments/bodies.yaml"))
    catalogue = _read("catalogue/items.yaml")
    response_times = _read("assignments/response_times.yaml")
    async with runtime.transaction(actor="command:seed") as work:
        # Two that seed at once take turns: the second finds nothing to do.
        await work.connection.execute("SELECT pg_advisory_xact_lock(hashtextextended('routing:seed', 3))")
        changed_bodies = await publish_bodies(work, bodies)
        changed_items = await publish_catalogue(work, catalogue)
        await publish_response_times(work, response_times["response_times"])
        moved = await move_from_gone_posts(work) if changed_bodies else 0
        handed_over = await hand_over_from_gone_posts(work) if changed_bodies else 0
    print(
        f"routing: {changed_bodies} bodies and {changed_items} items are new or changed;"
        f" {moved} assignments moved, {handed_over} projects handed over"
    )


def _read(name: str) -> dict[str, Any]:
    # The loader in C is ten times as fast; PyYAML built without libyaml has only the other.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    content: dict[str, Any] = yaml.load((_HERE / name).read_text(encoding="utf-8"), Loader=loader)  # noqa: S506
    return content

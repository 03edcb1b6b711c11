"""The one call that says how far a project is."""

from __future__ import annotations

from uuid import UUID

from starlette.responses import Response

from services.tracking_service.progress.overview import overview
from services.tracking_service.progress.schemas import ProgressView
from shared.kit.http.edge import Work, allow, edge_router
from shared.vocabulary.roles import EVERYONE

router = edge_router("progress", "进度 · how far a whole project is: at once, as a timeline, and live")


@router.get("/projects/{project_id}/progress", response_model=ProgressView, summary="项目进度总览", **allow(*EVERYONE))
async def get_progress(project_id: UUID, work: Work) -> Response:
    """How far everything of a project is: officer, agreements, each item against its limit, the newest entries."""
    return Response(await overview(work, project_id), media_type="application/json")

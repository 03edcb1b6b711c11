"""Routes of bundles."""

from __future__ import annotations

from uuid import UUID

from fastapi import Response

from services.intake_service.parties.policy import READERS
from services.intake_service.window.bundles.use_cases import entries, of_item, of_package
from services.intake_service.window.materials.recognition import file_name
from shared.kit.http.archives import ZIP, archive_answer
from shared.kit.http.edge import CurrentRequest, CurrentRuntime, Work, allow, edge_router
from shared.kit.http.files import files_of
from shared.kit.http.tickets import TicketView, give_ticket
from shared.vocabulary.roles import BODY_ROLES

router = edge_router("materials", "申请材料 · the files of a project")
_ARCHIVE = files_of(ZIP)


@router.get(
    "/applications/{application_id}/materials.zip",
    summary="申报件材料打包下载",
    response_class=Response,
    **allow(*READERS, ticket=True, content=_ARCHIVE),
)
async def download_application_materials(
    application_id: UUID, work: Work, runtime: CurrentRuntime, request: CurrentRequest
) -> Response:
    """The materials of all the package's items, each once, with a list of contents (`contents.csv`)."""
    package, materials = await of_package(work, application_id)
    name = file_name(package.application_number, ZIP)
    return archive_answer(request, name=name, entries=entries(work, runtime, materials))


@router.post(
    "/applications/{application_id}/materials.zip/ticket",
    summary="申报件材料打包下载的短时链接",
    **allow(*READERS, key_required=False),
)
async def issue_application_materials_ticket(application_id: UUID, work: Work, request: CurrentRequest) -> TicketView:
    """A link to the archive that needs no token for a few minutes, for `href`."""
    await of_package(work, application_id)
    return await give_ticket(request)


@router.get(
    "/application-items/{item_id}/materials.zip",
    summary="事项材料打包下载",
    response_class=Response,
    **allow(*READERS, *BODY_ROLES, ticket=True, content=_ARCHIVE),
)
async def download_item_materials(
    item_id: UUID, work: Work, runtime: CurrentRuntime, request: CurrentRequest
) -> Response:
    """The materials of one item, as its dossier lists them, with a list of contents (`contents.csv`)."""
    item, materials = await of_item(work, item_id)
    name = file_name(f"{item.acceptance_number or item.item_code} {item.item_name}", ZIP)
    return archive_answer(request, name=name, entries=entries(work, runtime, materials))


@router.post(
    "/application-items/{item_id}/materials.zip/ticket",
    summary="事项材料打包下载的短时链接",
    **allow(*READERS, *BODY_ROLES, key_required=False),
)
async def issue_item_materials_ticket(item_id: UUID, work: Work, request: CurrentRequest) -> TicketView:
    """A link to the archive that needs no token for a few minutes, for `href`."""
    await of_item(work, item_id)
    return await give_ticket(request)

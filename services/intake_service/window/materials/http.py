"""Routes of materials."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import PureWindowsPath
from typing import Annotated
from uuid import UUID

from fastapi import File, Form, Response, UploadFile
from pydantic import TypeAdapter, ValidationError

from services.intake_service.parties.policy import READERS
from services.intake_service.parties.projects.store import PROJECTS
from services.intake_service.window.materials.domain import MAX_BYTES, MaterialKind, MaterialStatus
from services.intake_service.window.materials.lists import MATERIAL_LIST
from services.intake_service.window.materials.recognition import EXTENSIONS, file_name
from services.intake_service.window.materials.schemas import HandedInFilesView, MaterialView, handed_in_view, view
from services.intake_service.window.materials.store import MATERIALS, Stored, read_chunks
from services.intake_service.window.materials.use_cases import Given, hand_in, hand_in_several, readable, withdraw
from shared.kit.http.edge import CurrentRequest, EdgeRequest, IfMatch, Work, allow, edge_router
from shared.kit.http.fields import Line, Reason
from shared.kit.http.files import download, file_answer
from shared.kit.http.forms import MAX_FILES
from shared.kit.http.history import RevisionView, history_of, revisions_of
from shared.kit.http.lists import listed
from shared.kit.http.pages import Page
from shared.kit.http.problems import problem_of
from shared.kit.http.tickets import TicketView, give_ticket
from shared.kit.lists import Asked
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.roles import BODY_ROLES, Role

router = edge_router("materials", "申请材料 · the files of a project")

MAX_BATCH_BYTES = 200 * 1_048_576 + 64 * 1024
MAX_FORM_BYTES = MAX_BYTES + 64 * 1024
_LINE = TypeAdapter[str](Line)
UploadedFile = Annotated[UploadFile, File(description="PDF, image, drawing, office document or archive, up to 20 MiB")]

UnderAgreement = Annotated[
    UUID | None,
    Form(
        description="the agreement under which an agent hands it in; empty, as browsers send it, says nothing",
        json_schema_extra={
            "anyOf": [{"type": "string", "format": "uuid"}, {"type": "string", "maxLength": 0}, {"type": "null"}]
        },
    ),
]


@router.post(
    "/projects/{project_id}/materials",
    status_code=201,
    summary="提交材料",
    **allow(
        Role.OWNER,
        Role.SERVICE_OFFICER,
        Role.WINDOW_CLERK,
        key_required=False,
        max_body_bytes=MAX_FORM_BYTES,
    ),
)
async def hand_in_material(
    project_id: UUID,
    work: Work,
    response: Response,
    file: UploadedFile,
    name: Annotated[
        Line, Form(description="what the material is called in the item's list", examples=["可行性研究报告"])
    ],
    kind: Annotated[MaterialKind, Form()] = MaterialKind.ELECTRONIC,
    agreement_id: UnderAgreement = None,
) -> MaterialView:
    """Hand in a file. Its content makes it idempotent: the same again answers 200 with what is there."""
    given = Given(name, declared_type(file), file.file)
    material, is_new = await hand_in(work, given, project_id=project_id, agreement_id=agreement_id, kind=kind)
    response.status_code = 201 if is_new else 200
    return view(work, material)


@router.post(
    "/projects/{project_id}/materials/batch",
    summary="批量提交材料",
    **allow(Role.OWNER, Role.SERVICE_OFFICER, Role.WINDOW_CLERK, key_required=False, max_body_bytes=MAX_BATCH_BYTES),
)
async def hand_in_materials(
    project_id: UUID,
    work: Work,
    request: CurrentRequest,
    file: Annotated[
        list[UploadFile],
        File(
            description="up to 20 files, 200 MiB together, each called as its file is",
            min_length=1,
            max_length=MAX_FILES,
        ),
    ],
    kind: Annotated[MaterialKind, Form(description="of all of them")] = MaterialKind.ELECTRONIC,
    agreement_id: UnderAgreement = None,
) -> HandedInFilesView:
    """Hand in files at once, each for itself: what is refused says why and keeps no other back. The same file again is
    the material that is there.
    """
    given = [Given(called(one), declared_type(one), one.file) for one in file]
    came = await hand_in_several(work, given, project_id=project_id, agreement_id=agreement_id, kind=kind)
    return handed_in_view(
        work, zip([one.filename or "" for one in file], came, strict=True), lambda refused: problem_of(request, refused)
    )


def called(file: UploadFile) -> str:
    """What a material is called that came with a file's name alone: that without its ending, as one line."""
    stem = PureWindowsPath(file.filename or "").stem
    try:
        return _LINE.validate_python(stem[:200])
    except ValidationError:
        return "未命名材料"


def declared_type(file: UploadFile) -> str:
    """The media type that came with a file, without its parameters; empty where none came."""
    return (file.content_type or "").partition(";")[0].strip().lower()


@listed(
    router,
    "/projects/{project_id}/materials",
    MATERIAL_LIST,
    summary="项目的材料",
    roles=READERS,
    view=Page[MaterialView],
    export={
        "name": "材料名称",
        "kind_label": "形式",
        "media_type": "文件类型",
        "size": "字节数",
        "sha256": "SHA-256",
        "uploaded_by": "提交人",
        "created_at": "提交时间",
    },
)
async def list_materials(work: UnitOfWork, asked: Asked, project_id: UUID) -> Page[MaterialView]:
    """The materials that were handed in for a project; those that were withdrawn only where they are asked for."""
    project = await PROJECTS.get(work, project_id)
    status = asked.filters.get("status") or MaterialStatus.HANDED_IN
    asked = replace(asked, filters={**asked.filters, "status": status})
    found = await MATERIAL_LIST.page(work, asked, within={"project_id": project.id})
    return Page(items=[view(work, one) for one in await MATERIALS.of_rows(work, found.rows)], **found.around)


@router.get("/materials/{material_id}", summary="材料", **allow(*READERS, *BODY_ROLES))
async def get_material(material_id: UUID, work: Work) -> MaterialView:
    """One material. A body's people see those of their items."""
    return view(work, await MATERIALS.get(work, material_id))


@router.post(
    "/materials/{material_id}/withdraw",
    summary="撤回材料",
    **allow(Role.OWNER, Role.SERVICE_OFFICER, Role.WINDOW_CLERK),
)
async def withdraw_material(material_id: UUID, body: Reason, version: IfMatch, work: Work) -> MaterialView:
    """Take back what was handed in by mistake, before an item has it; only the auditor reads its content then."""
    return view(work, await withdraw(work, material_id, version, body.reason))


@listed(
    router,
    "/materials/{material_id}/history",
    revisions_of(MATERIALS),
    summary="材料的更正记录",
    roles=(*READERS, *BODY_ROLES),
    view=Page[RevisionView],
)
async def list_material_history(work: UnitOfWork, asked: Asked, material_id: UUID) -> Page[RevisionView]:
    """Whether it was withdrawn, by whom, and why."""
    return await history_of(work, MATERIALS, await MATERIALS.get(work, material_id), asked)


@router.get(
    "/materials/{material_id}/content",
    summary="材料内容",
    response_class=Response,
    **download(*READERS, *BODY_ROLES, media_types=EXTENSIONS),
)
async def get_material_content(material_id: UUID, work: Work, request: CurrentRequest) -> Response:
    """The file as it was handed in, or the part of it that ``Range`` asks for."""
    return await content_answer(request, await readable(work, material_id))


async def content_answer(request: EdgeRequest, stored: Stored) -> Response:
    """A stored file, or the part of it that is asked for."""
    return await file_answer(
        request,
        name=file_name(stored.name, stored.media_type),
        media_type=stored.media_type,
        size=stored.size,
        etag=f'"{stored.sha256}"',
        read=partial(read_chunks, request.runtime, stored),
    )


@router.post(
    "/materials/{material_id}/content/ticket",
    summary="材料内容的短时链接",
    **allow(*READERS, *BODY_ROLES, key_required=False),
)
async def issue_material_ticket(material_id: UUID, work: Work, request: CurrentRequest) -> TicketView:
    """A link to the file that needs no token for a few minutes, for `href`."""
    await MATERIALS.get(work, material_id)
    return await give_ticket(request)

"""Materials in answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from uuid import UUID

from pydantic import Field

from services.intake_service.window.materials.domain import Material, MaterialKind, MaterialStatus
from services.intake_service.window.materials.store import MATERIALS
from shared.kit.errors import Refusal
from shared.kit.http.actions import NextAction
from shared.kit.http.fields import Moment
from shared.kit.http.problems import Problem
from shared.kit.http.views import ViewModel
from shared.kit.unit_of_work import UnitOfWork


class MaterialView(ViewModel):
    """申请材料."""

    id: UUID
    project_id: UUID
    name: str
    kind: MaterialKind
    kind_label: str
    media_type: str
    sha256: str = Field(description="of the content, hexadecimal")
    size: int = Field(description="bytes")
    uploaded_by: str
    agreement_id: UUID | None
    created_at: Moment
    status: MaterialStatus
    status_label: str
    version: int
    next_actions: list[NextAction]


class HandedInView(ViewModel):
    """What came of one file: it is a material, or there is a problem and nothing is kept of it."""

    file_name: str
    handed_in: bool
    material: MaterialView | None = Field(description="also where the same file was there already; null where refused")
    problem: Problem | None = Field(description="why it was refused; null where it was not")


class HandedInFilesView(ViewModel):
    """批量提交结果: what came of each file, in the order in which they came."""

    handed_in: int
    refused: int
    files: list[HandedInView]


def view(work: UnitOfWork, material: Material) -> MaterialView:
    """A material as this caller sees it."""
    return MaterialView.of(material, next_actions=MATERIALS.next_actions(work, material))


def handed_in_view(
    work: UnitOfWork,
    came: Iterable[tuple[str, tuple[Material, bool] | Refusal]],
    problem: Callable[[Refusal], Problem],
) -> HandedInFilesView:
    """What came of several files, by their names. problem: a refusal in the caller's language."""
    files = [
        HandedInView(file_name=name, handed_in=False, material=None, problem=problem(one))
        if isinstance(one, Refusal)
        else HandedInView(file_name=name, handed_in=True, material=view(work, one[0]), problem=None)
        for name, one in came
    ]
    taken = sum(one.handed_in for one in files)
    return HandedInFilesView(handed_in=taken, refused=len(files) - taken, files=files)

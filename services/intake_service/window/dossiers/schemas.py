"""Dossiers in answers."""

from __future__ import annotations

from uuid import UUID

from pydantic import Field

from services.intake_service.mandate.agreements.schemas import AgreementView
from services.intake_service.mandate.agreements.schemas import view as agreement_view
from services.intake_service.parties.owners.schemas import OwnerView
from services.intake_service.parties.owners.schemas import view as owner_view
from services.intake_service.parties.projects.schemas import ProjectView
from services.intake_service.parties.projects.schemas import view as project_view
from services.intake_service.window.applications.schemas import ApplicationItemView, item_view
from services.intake_service.window.dossiers.domain import Action, Dossier
from services.intake_service.window.dossiers.policy import may
from services.intake_service.window.materials.schemas import MaterialView
from services.intake_service.window.materials.schemas import view as material_view
from shared.kit.http.actions import NextAction
from shared.kit.http.fields import Moment
from shared.kit.http.views import ViewModel
from shared.kit.unit_of_work import UnitOfWork


class PackageView(ViewModel):
    """The package with which the item was handed in, without its other items."""

    id: UUID
    application_number: str
    submitted_by: str
    received_at: Moment


class DossierView(ViewModel):
    """卷宗: all that a decision on the item needs."""

    item: ApplicationItemView
    package: PackageView
    project: ProjectView
    owner: OwnerView = Field(description="its contact masked; to look at it: reveal_item_contact")
    agreement: AgreementView | None = Field(description="under which an agent handed it in; absent: the owner did")
    materials: list[MaterialView] = Field(description="of the item, as handed in and supplemented")
    earlier: list[ApplicationItemView] = Field(
        description="the other times at which the project handed in the same item, the newest first"
    )
    next_actions: list[NextAction]


def view(work: UnitOfWork, dossier: Dossier) -> DossierView:
    """A dossier as this caller sees it."""
    mine = tuple(step for step in Action if may(work.principal, dossier.item, step))
    return DossierView.of(
        dossier,
        item=item_view(work, dossier.item),
        package=PackageView.of(dossier.package),
        project=project_view(work, dossier.project),
        owner=owner_view(work, dossier.owner),
        agreement=agreement_view(work, dossier.agreement) if dossier.agreement else None,
        materials=[material_view(work, one) for one in dossier.materials],
        earlier=[item_view(work, one) for one in dossier.earlier],
        next_actions=work.operations.offers("dossier", mine, {"item_id": "id"}).on(dossier.item),
    )

"""The dossier (卷宗) of an item: all that its body needs for a decision, in one read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from services.intake_service.mandate.agreements.domain import Agreement
from services.intake_service.parties.owners.domain import Owner
from services.intake_service.parties.projects.domain import Project
from services.intake_service.window.applications.domain import Application, ApplicationItem
from services.intake_service.window.materials.domain import Material
from shared.kit.labels import Labelled


class Action(Labelled):
    """What can be done with a dossier, named by the operation that does it."""

    REVEAL = "reveal_item_contact", "查看联系人（记入审计）", "look at the contact (on record)"


@dataclass(frozen=True)
class Dossier:
    """An item with what belongs to it.

    package: with which it was handed in; agreement: under which, None where the owner did; materials: the item's, in
    their order; earlier: the other times at which the project handed in the same item, the newest first.
    """

    item: ApplicationItem
    package: Application
    project: Project
    owner: Owner
    agreement: Agreement | None
    materials: Sequence[Material]
    earlier: Sequence[ApplicationItem]

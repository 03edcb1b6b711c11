"""The list of projects."""

from __future__ import annotations

from typing import Annotated

from services.intake_service.parties.owners.schemas import Uscc
from services.intake_service.parties.projects.schemas import ProjectCodeField
from services.intake_service.parties.projects.store import PROJECTS, project
from shared.kit import spelling
from shared.kit.http.fields import spelled
from shared.kit.http.lists import CHANGED_SINCE
from shared.kit.lists import Filter, List, Sort
from shared.vocabulary.districts import District
from shared.vocabulary.projects import ProjectType

PROJECT_LIST = List(
    "projects",
    project,
    scope=PROJECTS.scope,
    filters={
        "project_code": Filter(ProjectCodeField, "投资项目统一代码", few=True),
        "owner_uscc": Filter(Uscc, "项目单位的统一社会信用代码", few=True),
        "district": Filter(Annotated[District, spelled(spelling.code)], "行政区划代码"),
        "project_type": Filter(ProjectType),
        "updated_since": CHANGED_SINCE,
    },
    sorts={
        "created_at": Sort((project.c.id,), along=[("district",), ("project_type",)]),
        "updated_at": Sort((project.c.updated_at, project.c.id), along=[("district",)], feed=True),
    },
    search=project.c.search.contains,
)

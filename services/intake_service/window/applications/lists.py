"""The lists of packages and of their items."""

from __future__ import annotations

from uuid import UUID

from services.intake_service.parties.projects.store import found, names_beside
from services.intake_service.window.applications.store import (
    APPLICATIONS,
    ITEMS,
    SUPPLEMENTED,
    application,
    application_item,
)
from shared.kit.http.fields import Upper
from shared.kit.http.lists import CHANGED_SINCE
from shared.kit.lists import Filter, List, Sort, flag
from shared.kit.search import is_number
from shared.vocabulary.statuses import ItemStatus

APPLICATION_LIST = List(
    "applications",
    application,
    scope=APPLICATIONS.scope,
    filters={
        "project_id": Filter(UUID, few=True),
        "application_number": Filter(Upper, "收件号", few=True),
    },
    sorts={"received_at": Sort((application.c.id,))},
    search=lambda words: found(application.c.project_id, words) | is_number(application.c.application_number, words),
    beside=names_beside(application),
)
ITEM_LIST = List(
    "application_items",
    application_item,
    scope=ITEMS.scope,
    filters={
        "project_id": Filter(UUID, few=True),
        "application_id": Filter(UUID, few=True),
        "acceptance_number": Filter(Upper, "受理号", few=True),
        "status": Filter(ItemStatus),
        "body": Filter(Upper, "code of a body"),
        "item_code": Filter(Upper, "事项编码"),
        "supplemented": Filter(bool, "only those whose supplement waits for an answer", condition=flag(SUPPLEMENTED)),
        "updated_since": CHANGED_SINCE,
    },
    sorts={
        "received_at": Sort(
            (application_item.c.id,),
            along=[("status",), ("body",), ("body", "status"), ("item_code",), ("supplemented",)],
        ),
        "updated_at": Sort((application_item.c.updated_at, application_item.c.id), along=[("body",)], feed=True),
    },
    search=lambda words: (
        found(application_item.c.project_id, words) | is_number(application_item.c.acceptance_number, words)
    ),
    beside=names_beside(application_item),
)

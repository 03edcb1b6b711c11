"""The audit trail of a service over REST: page by page, as an export, and a check of its chain."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import StringConstraints
from sqlalchemy import Table, bindparam

from shared.kit.audit import Verdict, verify
from shared.kit.columns import MOMENT
from shared.kit.http.edge import EdgeRouter, Work, allow, edge_router
from shared.kit.http.fields import Instant, Moment, Upper
from shared.kit.http.lists import listed
from shared.kit.http.pages import Page
from shared.kit.http.views import ViewModel
from shared.kit.lists import Asked, Filter, List, Sort
from shared.kit.unit_of_work import UnitOfWork

_Text = Annotated[str, StringConstraints(min_length=1, max_length=200)]
_SINCE, _UNTIL = (bindparam(f"its_{name}", type_=MOMENT) for name in ("since", "until"))


class AuditEntryView(ViewModel):
    """Something that was done: by whom, for whom, to what, and how that was before and after.

    position and hash: its place in the chain; absent until it is sealed, a moment later.
    """

    id: int
    at: Moment
    actor: str
    on_behalf_of: str | None
    action: str
    subject_kind: str
    subject_id: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    request_id: str | None
    position: int | None
    hash: str | None


class VerdictView(ViewModel):
    """What a check of the chain has found."""

    whole: bool
    sealed: int
    unsealed: int
    head: str
    broken_at: int | None
    reason: str | None


def audit_router(service: str, entries: Table, auditors: Sequence[str]) -> EdgeRouter:
    """The routes by which the auditors of a service read its trail. Their operations are named by the service."""
    router = edge_router("audit", "审计记录 · what was done, by whom, for whom")

    listing = List(
        "audit",
        entries,
        filters={
            "subject_id": Filter(_Text, "id of what was changed", few=True),
            "actor": Filter(_Text, "sub of who did it"),
            "on_behalf_of": Filter(Upper, "the enterprise it was done for"),
            "since": Filter(Instant, "from this moment on", of="at", condition=lambda _: entries.c.at >= _SINCE),
            "until": Filter(Instant, "before this moment", of="at", condition=lambda _: entries.c.at < _UNTIL),
        },
        sorts={
            "at": Sort((entries.c.at, entries.c.id), along=[("actor",), ("on_behalf_of",), ("actor", "on_behalf_of")])
        },
    )

    async def list_audit(work: UnitOfWork, asked: Asked) -> Page[AuditEntryView]:
        """Everything that was done in this service."""
        found = await listing.page(work, asked)
        return Page(items=list(map(AuditEntryView.of, found.rows)), **found.around)

    list_audit.__name__ = f"list_{service}_audit"
    listed(
        router,
        "/audit",
        listing,
        summary="审计记录",
        roles=tuple(auditors),
        view=Page[AuditEntryView],
        size=50,
        export={
            "at": "时间",
            "actor": "操作者",
            "on_behalf_of": "代表",
            "action": "操作",
            "subject_kind": "对象类型",
            "subject_id": "对象",
            "before": "变更前",
            "after": "变更后",
            "request_id": "请求编号",
            "position": "链中位置",
            "hash": "校验值",
        },
    )(list_audit)

    @router.get("/audit/verification", name=f"verify_{service}_audit", summary="核验审计链", **allow(*auditors))
    async def verify_audit(work: Work) -> VerdictView:
        """Walk the whole chain and recompute each hash: an altered entry breaks it, a removed one leaves a gap."""
        verdict: Verdict = await verify(work.connection)
        return VerdictView.of(verdict, whole=verdict.broken_at is None)

    return router

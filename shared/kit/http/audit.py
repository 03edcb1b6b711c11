"""The audit trail of a service over REST: page by page, as an export, and a check of its chain."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query
from sqlalchemy import Select, Table, select
from starlette.responses import Response, StreamingResponse

from shared.kit.audit import Verdict, verify
from shared.kit.http.edge import CurrentRuntime, Work, allow, edge_router
from shared.kit.http.fields import Instant, Moment
from shared.kit.http.pages import Cursor, Page, PageSize
from shared.kit.http.views import ViewModel, to_json
from shared.kit.pages import page
from shared.kit.unit_of_work import UnitOfWork

NDJSON = "application/x-ndjson"
_EXPORTED_AT_ONCE = 1_000
_Subject = Annotated[str | None, Query(min_length=1, max_length=200, description="id of what was changed")]
_Actor = Annotated[str | None, Query(min_length=1, max_length=200, description="sub of who did it")]
_Behalf = Annotated[str | None, Query(min_length=1, max_length=200, description="the enterprise it was done for")]
_Since = Annotated[Instant | None, Query(description="from this moment on")]
_Until = Annotated[Instant | None, Query(description="before this moment")]


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


def audit_router(service: str, entries: Table, auditors: Sequence[str]) -> APIRouter:
    """The routes by which the auditors of a service read its trail. Their operations are named by the service."""
    router = edge_router("audit")

    def chosen(**wanted: Any) -> Select[Any]:
        since, until = wanted.pop("since"), wanted.pop("until")
        having = [entries.c[name] == value for name, value in wanted.items() if value is not None]
        having += [entries.c.at >= since] if since else []
        having += [entries.c.at < until] if until else []
        return select(entries).where(*having)

    async def pages(
        work: UnitOfWork, query: Select[Any], size: int, cursor: str | None
    ) -> tuple[list[AuditEntryView], str | None]:
        order = [entries.c.at, entries.c.id]
        rows, following = await page(work, "audit", query, order, size=size, cursor=cursor, descending=True)
        return [AuditEntryView.of(row) for row in rows], following

    @router.get("/audit", name=f"list_{service}_audit", summary="审计记录", **allow(*auditors))
    async def list_audit(
        work: Work,
        limit: PageSize = 50,
        cursor: Cursor = None,
        subject_id: _Subject = None,
        actor: _Actor = None,
        on_behalf_of: _Behalf = None,
        since: _Since = None,
        until: _Until = None,
    ) -> Page[AuditEntryView]:
        """Everything that was done in this service, the newest first."""
        query = chosen(subject_id=subject_id, actor=actor, on_behalf_of=on_behalf_of, since=since, until=until)
        items, following = await pages(work, query, limit, cursor)
        return Page(items=items, next_cursor=following)

    @router.get(
        "/audit/export",
        name=f"export_{service}_audit",
        summary="导出审计记录",
        response_class=Response,
        **allow(*auditors, transaction=False, content={NDJSON: {"type": "string"}}),
    )
    async def export_audit(
        runtime: CurrentRuntime,
        subject_id: _Subject = None,
        actor: _Actor = None,
        on_behalf_of: _Behalf = None,
        since: _Since = None,
        until: _Until = None,
    ) -> Response:
        """The same as a file, one entry a line (NDJSON), however many there are."""
        query = chosen(subject_id=subject_id, actor=actor, on_behalf_of=on_behalf_of, since=since, until=until)

        async def lines() -> AsyncIterator[bytes]:
            cursor: str | None = None
            while True:
                async with runtime.reading() as connection:
                    work = runtime.work(connection, None, None)
                    items, cursor = await pages(work, query, _EXPORTED_AT_ONCE, cursor)
                yield b"".join(to_json(one) + b"\n" for one in items)
                if cursor is None:
                    return

        name = f"audit-{service}.ndjson"
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
        return StreamingResponse(lines(), media_type=NDJSON, headers=headers)

    @router.get("/audit/verification", name=f"verify_{service}_audit", summary="核验审计链", **allow(*auditors))
    async def verify_audit(work: Work) -> VerdictView:
        """Walk the whole chain and recompute each hash: an altered entry breaks it, a removed one leaves a gap."""
        verdict: Verdict = await verify(work.connection)
        return VerdictView.of(verdict, whole=verdict.broken_at is None)

    return router

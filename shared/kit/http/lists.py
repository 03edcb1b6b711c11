"""Lists over HTTP: their routes, parameters and exports, all of it from how the list is declared."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Annotated, Any, Literal, TypeVar

import orjson
from fastapi import APIRouter, Query
from sqlalchemy import bindparam, literal_column
from starlette.responses import Response

from shared.kit.columns import MOMENT
from shared.kit.http.edge import CurrentRequest, Work, allow, public
from shared.kit.http.fields import Instant, Line
from shared.kit.http.sheets import MEDIA_TYPES, SheetFormat, sheet
from shared.kit.http.views import to_json
from shared.kit.lists import FEED_LAG, Asked, Filter, List
from shared.kit.unit_of_work import UnitOfWork

R = TypeVar("R", bound=Callable[..., Awaitable[Any]])
_EXPORTED_AT_ONCE = 200
CHANGED_SINCE = Filter(
    Instant,
    "changed at or after this moment: the beginning of a feed, which then goes on from next_cursor",
    of="updated_at",
    condition=lambda _: literal_column("updated_at") >= bindparam("its_updated_since", type_=MOMENT),
)
"""The filter ``updated_since`` of a list that has a feed."""


def listed(
    router: APIRouter,
    path: str,
    listing: List,
    *,
    summary: str,
    roles: tuple[str, ...] | None,
    view: Any,
    export: Mapping[str, str] | None = None,
    size: int = 20,
) -> Callable[[R], R]:
    """Declare the route of a list on the function that shows what was asked for of it.

    The function takes ``work``, ``asked`` and what the path names, and returns the page (or its JSON). roles: who may
    call it, None: anybody; view: of the page; export: the fields of a row (``clock.due_on`` of a nested one) that its
    table has, each with its heading, where the list can be had as one at ``<path>/export``; size: rows of a page unless
    told.
    """

    def declare(show: R) -> R:
        given = [
            one
            for one in inspect.signature(show, eval_str=True).parameters.values()
            if one.name not in {"work", "asked"}
        ]
        chosen = _chosen(listing)
        of_page = [
            _parameter("limit", Annotated[int, Query(ge=1, le=100, description="rows of a page")], size),
            _parameter("cursor", _CURSOR, None),
            _parameter("count", Annotated[bool, Query(description="also count the rows, up to 1,000")], default=False),
        ]

        async def page(work: UnitOfWork, **values: Any) -> Any:
            asked = _asked(listing, values)
            paged = replace(asked, size=values["limit"], cursor=values["cursor"], counted=values["count"])
            found = await show(work=work, asked=paged, **{one.name: values[one.name] for one in given})
            return Response(found, media_type="application/json") if isinstance(found, bytes) else found

        _sign(page, show, [_parameter("work", Work), *given, *chosen, *of_page], view)
        page.__doc__ = f"{inspect.getdoc(show)}\n\n{_orders(listing)}"
        who = allow(*roles) if roles is not None else public()
        router.get(path, summary=summary, response_model=view, **who)(page)
        router.routes[-1].listing = listing  # type: ignore[attr-defined]
        if export:
            _export(router, path, listing, show, given, export, summary=summary, roles=roles or ())
        return show

    return declare


_CURSOR = Annotated[str | None, Query(max_length=400, description="next_cursor or previous_cursor of another page")]


def _export(
    router: APIRouter,
    path: str,
    listing: List,
    show: Callable[..., Awaitable[Any]],
    given: list[inspect.Parameter],
    columns: Mapping[str, str],
    *,
    summary: str,
    roles: tuple[str, ...],
) -> None:
    """The route by which a list is had as a table, however long it is."""

    async def export(request: Any, **values: Any) -> Response:
        kind: SheetFormat = values.pop("format")
        asked = replace(_asked(listing, values), size=_EXPORTED_AT_ONCE)
        further = {one.name: values[one.name] for one in given}

        async def rows_after(cursor: str | None) -> tuple[list[Mapping[str, Any]], str | None]:
            async with request.runtime.reading() as connection:
                work = request.runtime.work(connection, request.principal)
                found = await show(work=work, asked=replace(asked, cursor=cursor), **further)
            told = orjson.loads(found if isinstance(found, bytes) else to_json(found))
            is_last = len(told["items"]) < _EXPORTED_AT_ONCE
            return told["items"], None if is_last else told["next_cursor"]

        return await sheet(kind, listing.name, columns, rows_after)

    kind = Annotated[SheetFormat, Query(description="of the table")]
    needed = [_parameter("request", CurrentRequest), *given, *_chosen(listing), _parameter("format", kind, "csv")]
    _sign(export, show, needed, Response, name=show.__name__.replace("list_", "export_", 1))
    export.__doc__ = "All rows of the list as a table, narrowed and ordered as the list is."
    content = {one: {"type": "string", "format": "binary"} for one in MEDIA_TYPES.values()}
    declared = allow(*roles, transaction=False, content=content)
    router.get(f"{path}/export", summary=f"导出{summary}", response_class=Response, **declared)(export)


def _asked(listing: List, values: Mapping[str, Any]) -> Asked:
    filters = {name: values[name] for name in listing.filters if values.get(name) is not None}
    return Asked(filters, values.get("sort"), values.get("search"))


def _chosen(listing: List) -> list[inspect.Parameter]:
    """The parameters by which a list is narrowed and ordered."""
    found = [
        _parameter(name, Annotated[one.kind | None, Query(description=one.what or None)], None)
        for name, one in listing.filters.items()
    ]
    if listing.search is not None:
        found.append(_parameter("search", Annotated[Line | None, Query(description=_SEARCH)], None))
    orders: Any = Literal.__getitem__(tuple(listing.orders))
    told = f"order; a minus turns it. Unless told: {listing.usual}"
    found.append(_parameter("sort", Annotated[orders | None, Query(description=told)], None))
    return found


_SEARCH = "names (two characters suffice), their initials in pinyin, whole numbers; of several words each must be there"


def _orders(listing: List) -> str:
    """Which filters go with which order, for the API's page."""
    few = [name for name, one in listing.filters.items() if one.few]
    lines = ["Filters that go with an order:", ""]
    for name, sort in listing.sorts.items():
        sets = [f"`{'` + `'.join(one)}`" for one in sort.along]
        bound = [f"`{one}`" for one, declared in listing.filters.items() if declared.of == name]
        lines.append(f"- `{name}`: {', '.join([*sets, *bound]) or 'none alone'}")
    if few:
        lines += ["", f"`{'`, `'.join(few)}` go with every order and every other filter."]
    if any(sort.feed for sort in listing.sorts.values()):
        lag = int(FEED_LAG.total_seconds())
        lines += [
            "",
            f"`sort=updated_at` is a feed of changes. It tells a row once its last change is {lag} seconds old, and",
            "misses none; its last page has a `next_cursor` too, from which the next reading goes on.",
        ]
    return "\n".join(lines)


def _parameter(name: str, annotation: Any, default: Any = inspect.Parameter.empty) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=default)


def _sign(route: Any, show: Any, parameters: list[inspect.Parameter], answer: Any, *, name: str | None = None) -> None:
    """Let a route look as if it had been written with these parameters."""
    parameters = [one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in parameters]
    route.__name__ = route.__qualname__ = name or show.__name__
    route.__module__ = show.__module__
    route.__signature__ = inspect.Signature(parameters, return_annotation=answer)

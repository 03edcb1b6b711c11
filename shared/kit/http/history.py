"""The history of a thing as the API shows it: its corrections, the newest first, to whoever sees the thing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from pydantic import Field
from sqlalchemy import Table

from shared.kit.change import Resource
from shared.kit.http.fields import Moment
from shared.kit.http.pages import Page
from shared.kit.http.views import ViewModel
from shared.kit.lists import Asked, List, Sort
from shared.kit.revisions import Change, revision_of
from shared.kit.unit_of_work import UnitOfWork

Mask = Callable[[str], str]
"""What is shown of a value that the caller may not read whole."""


class ChangeView(ViewModel):
    """One field of a correction: what it was, and what it is since then."""

    field: str
    field_label: str
    before: str | None
    before_label: str | None = Field(description="of a code, its label")
    after: str | None
    after_label: str | None = Field(description="of a code, its label")


class RevisionView(ViewModel):
    """更正记录: one correction. version: that which the thing has since then."""

    version: int
    at: Moment
    by: str
    reason: str
    changes: list[ChangeView]


def revisions_of(resource: Resource[Any]) -> List:
    """The list of the corrections of a resource's things, one thing at a time."""
    return _list_of(resource.revisions.table)


@cache
def _list_of(table: Table) -> List:
    return List("revisions", table, sorts={"version": Sort((table.c.version,))})


async def history_of(
    work: UnitOfWork, resource: Resource[Any], thing: Any, asked: Asked, *, masks: Mapping[str, Mask] | None = None
) -> Page[RevisionView]:
    """A page of the corrections of a thing that the caller sees.

    masks: for the fields of which the caller sees a part only.
    """
    found = await revisions_of(resource).page(work, asked, within={"subject_id": thing.id})
    shown = []
    for one in map(revision_of, found.rows):
        changes = [_change(resource, change, (masks or {}).get(change.field)) for change in one.changes]
        shown.append(RevisionView.of(one, changes=changes))
    return Page(items=shown, **found.around)


def _change(resource: Resource[Any], change: Change, mask: Mask | None) -> ChangeView:
    before, after = ((mask(value) if mask and value else value) for value in (change.before, change.after))
    return ChangeView(
        field=change.field,
        field_label=resource.field_label(change.field),
        before=before,
        before_label=resource.value_label(change.field, before),
        after=after,
        after_label=resource.value_label(change.field, after),
    )

"""Pages as the API shows them: what a caller may ask for, and what it gets."""

from __future__ import annotations

from typing import Annotated, Generic, TypeVar

from fastapi import Query
from pydantic import Field

from shared.kit.http.views import ViewModel

T = TypeVar("T")

PageSize = Annotated[int, Query(ge=1, le=100, description="rows of a page")]
Cursor = Annotated[str | None, Query(max_length=400, description="next_cursor of the page before")]


class Page(ViewModel, Generic[T]):
    """A page of a list, in the list's order."""

    items: list[T]
    next_cursor: str | None = Field(None, description="cursor of the next page; absent on the last one")

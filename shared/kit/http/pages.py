"""Pages as the API shows them."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from pydantic import Field

from shared.kit.http.views import ViewModel

T = TypeVar("T")


class Page(ViewModel, Generic[T]):
    """A page of a list, in the list's order."""

    items: list[T]
    next_cursor: str | None = Field(None, description="cursor of the next page; absent on the last one")
    previous_cursor: str | None = Field(None, description="cursor of the page before; absent on the first one")
    count: int | None = Field(None, description="how many rows there are in all, up to 1,000; where that was asked")
    count_exact: bool | None = Field(None, description="false: there are more than count")

    @classmethod
    def model_parametrized_name(cls, params: tuple[Any, ...]) -> str:
        """What OpenAPI calls a page: ``OwnerPage`` for one of ``OwnerView``."""
        return f"{params[0].__name__.removesuffix('View')}Page"

"""What a caller may do next, as every view of a thing tells it."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from shared.kit.http.views import ViewModel

Need = Literal["If-Match", "Idempotency-Key"]


class NextAction(ViewModel):
    """下一步: what you may do now, as the call that does it. Send what ``prefill`` says and what you add to it."""

    operation_id: str = Field(description="of the operation in this document")
    label: str = Field(description="what a button says")
    label_en: str
    method: Literal["POST", "PUT", "PATCH", "DELETE"]
    path: str = Field(description="filled in, below the base URL")
    needs: list[Need] = Field(description="headers: the version that you read as If-Match; a key of your own")
    media_type: str | None = Field(description="of the body; null: it takes none")
    body_schema: str | None = Field(description="the body's schema, by its name among this document's components")
    prefill: dict[str, Any] = Field(
        description="fields of the body that are given: whose it is, what is decided, what a draft holds"
    )

"""The code lists of a service, for portals that show labels beside codes or offer them for choice."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import Literal

from fastapi.responses import Response
from pydantic import Field

from shared.kit.http.conditional import NOT_MODIFIED
from shared.kit.http.edge import EdgeRouter, edge_router, public
from shared.kit.http.views import ViewModel, to_json
from shared.kit.labels import Labelled
from shared.kit.operations import operation_of


class CodeView(ViewModel):
    """代码及其名称."""

    code: str
    label: str
    label_en: str
    order: int = Field(description="its place in the list, from 0")
    colour: Literal["green", "blue", "yellow", "red", "grey"] | None = Field(
        description="a hint in what to show it; null where it does not say how well something stands"
    )


def vocabulary_router(service: str, vocabulary: Sequence[type[Labelled]], steps: Sequence[Labelled]) -> EdgeRouter:
    """The route that tells a service's code lists, each by the name of its class in snake_case, and its operations.

    They change with a release. The route's operation is named by the service: every service has one, and whoever joins
    their documents needs each once.
    """
    lists = {_name(one): _codes(one) for one in vocabulary}
    told = to_json({**lists, "operation": _operations(steps)})
    etag = f'"{hashlib.sha256(told).hexdigest()[:16]}"'
    headers = {"ETag": etag, "Cache-Control": "public, max-age=3600"}
    allowed = public(transaction=False)
    allowed["responses"] |= NOT_MODIFIED
    router = edge_router("vocabulary", "代码表 · every code with its words in both languages")

    @router.get(
        "/vocabulary",
        name=f"get_{service}_vocabulary",
        summary="代码表",
        response_model=dict[str, list[CodeView]],
        **allowed,
    )
    async def get_vocabulary() -> Response:
        """Every code list of this service, and ``operation``: what ``next_actions`` offer. Each code has its Chinese
        and its English label. May be kept for an hour; 304 where it is still as you have it.
        """
        return Response(told, media_type="application/json", headers=headers)

    return router


def _codes(kind: type[Labelled]) -> list[CodeView]:
    return [CodeView.of(code, code=code.value, order=place) for place, code in enumerate(kind)]


def _operations(steps: Sequence[Labelled]) -> list[CodeView]:
    """The operations that steps are taken by; one that several steps are taken by has all their labels."""
    labels: dict[str, dict[tuple[str, str], None]] = {}
    for step in filter(operation_of, steps):
        labels.setdefault(operation_of(step), {})[step.words] = None
    return [
        CodeView(
            code=operation,
            label="／".join(zh for zh, _ in words),
            label_en="; ".join(en for _, en in words),
            order=place,
            colour=None,
        )
        for place, (operation, words) in enumerate(labels.items())
    ]


def _name(one: type[Labelled]) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", one.__name__).lower()

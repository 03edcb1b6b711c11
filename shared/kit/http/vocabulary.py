"""The code lists of a service, for portals that show labels beside codes or offer them for choice."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from fastapi import APIRouter
from fastapi.responses import Response

from shared.kit.http.edge import edge_router, public
from shared.kit.http.views import ViewModel, to_json
from shared.kit.labels import Labelled


class CodeView(ViewModel):
    """代码及其名称."""

    code: str
    label: str
    label_en: str


def vocabulary_router(service: str, lists: Sequence[type[Labelled]]) -> APIRouter:
    """The route that tells the code lists, each by the name of its class in snake_case. They change with a release.

    Its operation is named by the service: every service has one, and whoever joins their documents needs each once.
    """
    told = to_json({_name(one): [CodeView.of(code, code=code.value) for code in one] for one in lists})
    headers = {"ETag": f'"{hashlib.sha256(told).hexdigest()[:16]}"', "Cache-Control": "public, max-age=3600"}
    router = edge_router("vocabulary")

    @router.get(
        "/vocabulary",
        name=f"get_{service}_vocabulary",
        summary="代码表",
        response_model=dict[str, list[CodeView]],
        **public(transaction=False),
    )
    async def get_vocabulary() -> Response:
        """Every code list of this service: each code with its Chinese and English label. May be kept for an hour."""
        return Response(told, media_type="application/json", headers=headers)

    return router


def _name(one: type[Labelled]) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", one.__name__).lower()

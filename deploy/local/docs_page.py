"""The page at ``/docs``: Swagger UI from its wheel, so that it works with no internet."""

from __future__ import annotations

from typing import Any

from starlette.responses import HTMLResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from swagger_ui_bundle import swagger_ui_path

_PAGE = """<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<title>Daiban API</title>
<link rel="icon" href="/docs/static/favicon-32x32.png">
<link rel="preload" href="/docs/openapi.json" as="fetch" crossorigin>
<style>body{margin:0} #page>p{font:16px/1.7 system-ui;margin:3rem}</style>
<div id="page"><p>正在打开接口文档…<br>Opening the API reference…</p></div>
<link rel="stylesheet" href="/docs/static/swagger-ui.css">
<script src="/docs/static/swagger-ui-bundle.js" defer></script>
<script type="module">
const spec = await (await fetch("/docs/openapi.json")).json();
SwaggerUIBundle({spec, dom_id: "#page", deepLinking: true, persistAuthorization: true,
                 docExpansion: "none", filter: true, tryItOutEnabled: true, validatorUrl: null,
                 defaultModelsExpandDepth: 0, syntaxHighlight: {activated: false}})
</script>
</html>
"""


async def _page(_: Any) -> HTMLResponse:
    return HTMLResponse(_PAGE)


ROUTES = [Route("/docs", _page), Mount("/docs/static", StaticFiles(directory=swagger_ui_path))]


def for_swagger_ui(openapi: Any) -> Any:
    """A document in the words of OpenAPI 3.0, which is all that the wheel's Swagger UI 4 reads.

    Only what differs for the reader of a page is rewritten: null as a type, constants, and examples, without which it
    would make some up from the patterns.
    """
    if isinstance(openapi, list):
        return [for_swagger_ui(part) for part in openapi]
    if not isinstance(openapi, dict):
        return openapi
    told = {name: for_swagger_ui(part) for name, part in openapi.items()}
    if isinstance(told.get("openapi"), str):
        told["openapi"] = "3.0.3"
    for choice in ("anyOf", "oneOf"):
        kinds = told.get(choice)
        if isinstance(kinds, list) and {"type": "null"} in kinds:
            left = [kind for kind in kinds if kind != {"type": "null"}]
            told["nullable"] = True
            if len(left) == 1 and "$ref" not in left[0]:
                del told[choice]
                told = {**left[0], **told}
            else:
                told[choice] = left
    if isinstance(examples := told.get("examples"), list) and "example" not in told:
        told["example"] = examples[0]
        del told["examples"]
    if "enum" not in told and not isinstance(told.get("const", {}), dict):  # not a property of that name
        told["enum"] = [told.pop("const")]
    return told

"""The local OIDC issuer. The services know it by its address only; in production the city's own takes its place."""

from __future__ import annotations

from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from deploy.local.stack_file import StackFile, data_folder
from deploy.local.token import ALGORITHM, CLAIMS, LIFETIME_S, UnknownRoleError, mint, signing_key


def create_app(stack: StackFile) -> Starlette:
    """Discovery, key set and a token endpoint that asks nobody for a password: it exists on this machine only."""
    keys = {"keys": [signing_key(stack.data).as_dict(private=False)]}

    async def discovery(_: Request) -> JSONResponse:
        return JSONResponse(
            {
                "issuer": stack.issuer,
                "jwks_uri": f"{stack.issuer}/jwks",
                "token_endpoint": f"{stack.issuer}/token",
                "response_types_supported": ["token"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": [ALGORITHM],
            }
        )

    async def jwks(_: Request) -> JSONResponse:
        return JSONResponse(keys)

    async def token(request: Request) -> JSONResponse:
        form = {name: value for name, value in (await request.form()).items() if isinstance(value, str)}
        claims: dict[str, Any] = {name: form.get(name) or None for name in CLAIMS}
        try:
            minted = mint(stack.data, form.get("role", ""), **claims)
        except UnknownRoleError as error:
            return JSONResponse({"error": "invalid_request", "error_description": str(error)}, status_code=400)
        return JSONResponse({"access_token": minted, "token_type": "Bearer", "expires_in": LIFETIME_S})

    async def live(_: Request) -> JSONResponse:
        return JSONResponse({"status": "live"})

    return Starlette(
        routes=[
            Route("/.well-known/openid-configuration", discovery),
            Route("/jwks", jwks),
            Route("/token", token, methods=["POST"]),
            Route("/health/live", live),
        ]
    )


if __name__ == "__main__":
    running = StackFile.load(data_folder())
    uvicorn.run(create_app(running), port=running.ports["issuer"], access_log=False, timeout_graceful_shutdown=1)

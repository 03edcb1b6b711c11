"""The local OIDC issuer. The services know it by its address only; in production the city's own takes its place."""

from __future__ import annotations

import base64
import binascii
from typing import Any
from urllib.parse import unquote_plus

import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from deploy.local.clients import scope_of
from deploy.local.stack_file import StackFile, data_folder
from deploy.local.token import ALGORITHM, CLAIMS, LIFETIME_S, UnknownRoleError, mint, signing_key
from shared.vocabulary.scopes import CITY, READ, SYSTEMS, WRITE

CLIENT_TOKEN_LIFETIME_S = 3600
_FORM = "application/x-www-form-urlencoded"
_NOT_KEPT = {"Cache-Control": "no-store", "Pragma": "no-cache"}


class TokenRefusedError(Exception):
    """What the token endpoint answers instead of a token (RFC 6749, 5.2)."""

    def __init__(self, error: str, why: str, *, status: int = 400) -> None:
        super().__init__(why)
        self.error, self.why, self.status = error, why, status


def create_app(stack: StackFile) -> Starlette:
    """Discovery, key set, tokens for clients, and tokens of people, for which nobody is asked for a password: it exists
    on this machine only.
    """
    keys = {"keys": [signing_key(stack.data).as_dict(private=False)]}

    async def discovery(_: Request) -> JSONResponse:
        return JSONResponse(
            {
                "issuer": stack.issuer,
                "jwks_uri": f"{stack.issuer}/jwks",
                "token_endpoint": f"{stack.issuer}/token",
                "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
                "grant_types_supported": ["client_credentials"],
                "scopes_supported": [READ, WRITE, CITY],
                "response_types_supported": ["token"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": [ALGORITHM],
            }
        )

    async def jwks(_: Request) -> JSONResponse:
        return JSONResponse(keys)

    async def token(request: Request) -> JSONResponse:
        try:
            client, scope = await _asked_by_client(stack, request)
        except TokenRefusedError as refused:
            told = {"error": refused.error, "error_description": refused.why}
            by_basic = refused.status == 401 and "authorization" in request.headers
            challenge = {"WWW-Authenticate": 'Basic realm="daiban"'} if by_basic else {}
            return JSONResponse(told, refused.status, _NOT_KEPT | challenge)
        claims: dict[str, Any] = {"sub": client, "client_id": client, "name": client, "scope": scope}
        minted = mint(stack.data, SYSTEMS.role, expires_in=CLIENT_TOKEN_LIFETIME_S, **claims)
        given = {"access_token": minted, "token_type": "Bearer", "expires_in": CLIENT_TOKEN_LIFETIME_S, "scope": scope}
        return JSONResponse(given, headers=_NOT_KEPT)

    async def token_of_role(request: Request) -> JSONResponse:
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
            Route("/token-of-role", token_of_role, methods=["POST"]),
            Route("/health/live", live),
        ]
    )


async def _asked_by_client(stack: StackFile, request: Request) -> tuple[str, str]:
    """The client that asks for a token, and the scopes that it gets (RFC 6749, 4.4.2). Raises TokenRefusedError."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        raise TokenRefusedError("invalid_request", f"send the parameters as {_FORM}")
    form = await request.form()
    if len(form.multi_items()) > len(form):
        raise TokenRefusedError("invalid_request", "a parameter is given twice")
    client, secret = _credentials(request, form)
    registered = scope_of(stack.data, client, secret)
    if registered is None:
        raise TokenRefusedError("invalid_client", "no such client, or another secret", status=401)
    if not (grant := form.get("grant_type")):
        raise TokenRefusedError("invalid_request", "grant_type is missing")
    if grant != "client_credentials":
        raise TokenRefusedError("unsupported_grant_type", "only client_credentials")
    asked = str(form.get("scope", "")).split()
    if beyond := set(asked) - set(registered.split()):
        why = f"the client is not registered for {' '.join(sorted(beyond))}, but for {registered}"
        raise TokenRefusedError("invalid_scope", why)
    return client, " ".join(asked) or registered


def _credentials(request: Request, form: FormData) -> tuple[str, str]:
    """The client's id and secret: by HTTP Basic, or else in the body (RFC 6749, 2.3.1)."""
    header = request.headers.get("authorization")
    if header is None:
        return str(form.get("client_id", "")), str(form.get("client_secret", ""))
    if "client_secret" in form:
        raise TokenRefusedError("invalid_request", "the secret is given in two ways")
    scheme, _, given = header.partition(" ")
    try:
        decoded = base64.b64decode(given.strip(), validate=True).decode() if scheme.lower() == "basic" else ""
    except (binascii.Error, UnicodeDecodeError):
        decoded = ""
    client, _, secret = decoded.partition(":")
    return unquote_plus(client), unquote_plus(secret)


if __name__ == "__main__":
    running = StackFile.load(data_folder())
    uvicorn.run(create_app(running), port=running.ports["issuer"], access_log=False, timeout_graceful_shutdown=1)

"""A client gets tokens with its secret (RFC 6749, 4.4): for what it was registered for, and with no other secret."""

from __future__ import annotations

import base64
import json
import stat
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import quote_plus

import httpx
import pytest

from deploy.local.clients import ClientRefusedError, main, register
from deploy.local.issuer import create_app
from deploy.local.stack_file import StackFile
from deploy.local.token import AUDIENCE
from shared.kit.tokens import TokenVerifier

GRANT = {"grant_type": "client_credentials"}
SCOPE = "daiban.read district:440112"


@pytest.fixture
def stack(tmp_path: Path) -> StackFile:
    file = StackFile(str(tmp_path), {"gateway": 8000, "issuer": 8001})
    file.save()
    return file


@pytest.fixture
def secret(stack: StackFile) -> str:
    return register(stack.data, "tax", SCOPE)


@pytest.fixture
async def issuer(stack: StackFile) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(create_app(stack))
    async with httpx.AsyncClient(transport=transport, base_url=stack.url("issuer")) as client:
        yield client


def basic(client: str, secret: str) -> dict[str, str]:
    both = f"{quote_plus(client)}:{quote_plus(secret)}"
    return {"Authorization": f"Basic {base64.b64encode(both.encode()).decode()}"}


@pytest.mark.parametrize("way", ["basic", "body"])
async def test_the_right_secret_gets_a_token_that_holds(
    stack: StackFile, issuer: httpx.AsyncClient, secret: str, way: str
) -> None:
    headers = basic("tax", secret) if way == "basic" else {}
    in_body = {} if way == "basic" else {"client_id": "tax", "client_secret": secret}
    answer = await issuer.post("/token", data=GRANT | in_body, headers=headers)
    given = answer.json()
    assert (answer.status_code, given["token_type"], given["scope"]) == (200, "Bearer", SCOPE)
    assert (answer.headers["cache-control"], 0 < given["expires_in"] <= 3600) == ("no-store", True)

    async def fetch(url: str) -> bytes:
        return (await issuer.get(url)).content

    url = f"{stack.url('issuer')}/jwks"
    verifier = TokenVerifier(issuer=stack.issuer, audience=AUDIENCE, jwks_url=url, fetch=fetch)
    caller = await verifier.principal(f"Bearer {given['access_token']}")
    assert (caller.subject, *caller.roles) == ("tax", "system")
    assert caller.scopes == {"daiban.read", "district:440112"}


async def test_it_may_ask_for_less_and_never_for_more(issuer: httpx.AsyncClient, secret: str) -> None:
    less = await issuer.post("/token", data=GRANT | {"scope": "daiban.read"}, headers=basic("tax", secret))
    assert less.json()["scope"] == "daiban.read"
    for scope in ("daiban.city", "daiban.read daiban.write", "district:440106", "something"):
        more = await issuer.post("/token", data=GRANT | {"scope": scope}, headers=basic("tax", secret))
        assert (more.status_code, more.json()["error"]) == (400, "invalid_scope")
        assert "access_token" not in more.json()


@pytest.mark.parametrize(
    "headers",
    [
        basic("tax", "wrong"),
        basic("tax", ""),
        basic("nobody", "wrong"),
        {"Authorization": "Basic ???"},
        {"Authorization": "Basic /w=="},
        {"Authorization": "Bearer abc"},
    ],
)
async def test_a_wrong_secret_is_refused(issuer: httpx.AsyncClient, secret: str, headers: dict[str, str]) -> None:
    answer = await issuer.post("/token", data=GRANT, headers=headers)
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
    assert answer.headers["www-authenticate"].startswith("Basic")


@pytest.mark.parametrize("body", [{}, {"client_id": "tax"}, {"client_id": "tax", "client_secret": "wrong"}])
async def test_so_it_is_in_the_body_and_where_there_is_none(
    issuer: httpx.AsyncClient, secret: str, body: dict[str, str]
) -> None:
    answer = await issuer.post("/token", data=GRANT | body)
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"grant_type": "authorization_code", "code": "1"}, "unsupported_grant_type"),
        ({"scope": SCOPE}, "invalid_request"),
        (GRANT | {"client_id": "tax", "client_secret": "twice"}, "invalid_request"),
        ({"grant_type": ["client_credentials", "password"]}, "invalid_request"),
    ],
)
async def test_other_grants_and_requests_that_are_odd_are_refused(
    issuer: httpx.AsyncClient, secret: str, sent: dict[str, str], error: str
) -> None:
    answer = await issuer.post("/token", data=sent, headers=basic("tax", secret))
    assert (answer.status_code, answer.json()["error"]) == (400, error)
    as_json = await issuer.post("/token", json=GRANT, headers=basic("tax", secret))
    assert (as_json.status_code, as_json.json()["error"]) == (400, "invalid_request")


async def test_registered_anew_it_has_a_new_secret_and_new_scopes(
    stack: StackFile, issuer: httpx.AsyncClient, secret: str
) -> None:
    other = register(stack.data, "other", "daiban.read")
    new = register(stack.data, "tax", "daiban.read body:PNR")
    for headers, status in ((basic("tax", secret), 401), (basic("tax", new), 200), (basic("other", other), 200)):
        assert (await issuer.post("/token", data=GRANT, headers=headers)).status_code == status


def test_no_secret_is_kept_and_what_is_kept_is_its_owner_s_only(stack: StackFile, secret: str) -> None:
    kept = stack.data / "oidc-clients.json"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert secret not in kept.read_text()
    assert json.loads(kept.read_text())["tax"]["scope"] == SCOPE


@pytest.mark.parametrize(
    ("name", "scope"), [("tax", ""), ("tax", "city"), ("tax", "district:天河"), ("", SCOPE), ("a b", SCOPE)]
)
def test_a_client_that_could_open_nothing_is_not_registered(stack: StackFile, name: str, scope: str) -> None:
    with pytest.raises(ClientRefusedError):
        register(stack.data, name, scope)
    assert not (stack.data / "oidc-clients.json").exists()


def test_the_command_prints_what_a_shell_can_read(
    stack: StackFile, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DAIBAN_LOCAL_DATA", str(stack.data))
    assert main(["tax", "--scope", SCOPE]) == 0
    told = dict(line.split("=", 1) for line in capsys.readouterr().out.splitlines())
    assert (told["CLIENT_ID"], told["TOKEN_URL"]) == ("tax", f"{stack.issuer}/token")
    assert len(told["CLIENT_SECRET"]) >= 40
    assert main(["tax"]) == 2
    assert "daiban.city" in capsys.readouterr().err

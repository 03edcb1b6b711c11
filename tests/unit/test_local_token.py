"""Tokens of the local stack hold before the services' own verifier, and forged ones do not."""

from __future__ import annotations

import stat
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from deploy.local.issuer import create_app
from deploy.local.stack_file import NoStackError, StackFile
from deploy.local.token import AUDIENCE, OWNER, ROLES, STRANGER, UnknownRoleError, main, mint, new_key
from services.intake_service.parties.owners.domain import check_uscc
from shared.kit.tokens import TokenVerifier, Unauthenticated


@pytest.fixture
def stack(tmp_path: Path) -> StackFile:
    file = StackFile(str(tmp_path), {"gateway": 8000, "issuer": 8001})
    file.save()
    return file


@pytest.fixture
async def issuer(stack: StackFile) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(create_app(stack))
    async with httpx.AsyncClient(transport=transport, base_url=stack.url("issuer")) as client:
        yield client


@pytest.fixture
def verifier(stack: StackFile, issuer: httpx.AsyncClient) -> TokenVerifier:

    async def fetch(url: str) -> bytes:
        return (await issuer.get(url)).content

    return TokenVerifier(issuer=stack.issuer, audience=AUDIENCE, jwks_url=f"{stack.url('issuer')}/jwks", fetch=fetch)


@pytest.mark.parametrize("role", ROLES)
async def test_a_token_of_every_role_holds(stack: StackFile, verifier: TokenVerifier, role: str) -> None:
    principal = await verifier.principal(f"Bearer {mint(stack.data, role)}")
    assert principal.roles == {"owner" if role == "stranger" else role}
    assert principal.name
    assert (principal.claim("enterprise") is not None) == (role in {"owner", "stranger"})
    assert (principal.claim("body") is not None) == (role in {"leader", "chief_service_officer", "handler"})


async def test_a_post_is_named_by_its_body_and_number(stack: StackFile, verifier: TokenVerifier) -> None:
    token = mint(stack.data, "handler", body="WAT", sub="WAT-handler-2")
    principal = await verifier.principal(f"Bearer {token}")
    assert (principal.subject, principal.claim("body"), principal.name) == ("WAT-handler-2", "WAT", "水务局 经办人 2")


async def test_a_forged_or_expired_token_or_one_from_elsewhere_does_not_hold(
    stack: StackFile, verifier: TokenVerifier
) -> None:
    bad = {
        "forged": mint(stack.data, "owner", key=new_key()),
        "expired": mint(stack.data, "owner", expires_in=-1),
        "of another issuer": mint(stack.data, "owner", iss="https://elsewhere.example"),
        "for another audience": mint(stack.data, "owner", aud="another"),
    }
    for what, token in bad.items():
        with pytest.raises(Unauthenticated):
            pytest.fail(f"{what}: {await verifier.principal(f'Bearer {token}')}")


async def test_the_issuer_gives_tokens_and_says_where_its_keys_are(
    stack: StackFile, issuer: httpx.AsyncClient, verifier: TokenVerifier
) -> None:
    told = (await issuer.get("/.well-known/openid-configuration")).json()
    assert told["issuer"] == stack.issuer
    assert "d" not in (await issuer.get("/jwks")).json()["keys"][0]
    assert told["token_endpoint"] == f"{stack.issuer}/token"
    assert told["grant_types_supported"] == ["client_credentials"]
    given = (await issuer.post("/token-of-role", data={"role": "leader", "body": "TRA"})).json()
    assert (await verifier.principal(f"Bearer {given['access_token']}")).subject == "TRA-leader"
    refused = await issuer.post("/token-of-role", data={"role": "king"})
    assert refused.status_code == 400
    assert "window_clerk" in refused.json()["error_description"]


def test_owner_and_stranger_are_two_enterprises_with_valid_codes() -> None:
    assert OWNER != STRANGER
    check_uscc(OWNER)
    check_uscc(STRANGER)


def test_the_key_is_for_its_owner_only(stack: StackFile) -> None:
    mint(stack.data, "owner")
    assert stat.S_IMODE((stack.data / "oidc-key.json").stat().st_mode) == 0o600


def test_the_command_prints_a_token_and_nothing_else(
    stack: StackFile, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DAIBAN_LOCAL_DATA", str(stack.data))
    assert main(["handler", "--body", "PNR"]) == 0
    assert capsys.readouterr().out.count(".") == 2


@pytest.mark.parametrize("arguments", [[], ["king"]])
def test_the_command_lists_the_roles_where_none_fits(
    stack: StackFile, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    monkeypatch.setenv("DAIBAN_LOCAL_DATA", str(stack.data))
    assert main(arguments) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert all(role in told.err for role in ROLES)


def test_without_a_stack_there_is_no_token_but_a_way_out(tmp_path: Path) -> None:
    with pytest.raises(NoStackError, match="make run"):
        mint(tmp_path, "owner")
    StackFile(str(tmp_path), {"gateway": 1}).save()
    with pytest.raises(UnknownRoleError):
        mint(tmp_path, "king")

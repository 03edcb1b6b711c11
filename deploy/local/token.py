"""Tokens for the local stack: ``python -m deploy.local.token ROLE`` prints one, and nothing else."""

from __future__ import annotations

import argparse
import contextlib
import functools
import json
import re
import sys
import time
import uuid
from pathlib import Path
from typing import Any

import yaml
from joserfc import jwt
from joserfc.jwk import ECKey

from deploy.local.stack_file import NoStackError, StackFile, data_folder, write_atomically
from deploy.processes.program import ROOT
from shared.vocabulary.scopes import CITY, READ

AUDIENCE = "daiban"
ALGORITHM = "ES256"
LIFETIME_S = 12 * 3600
CLAIMS = ("enterprise", "body", "sub", "name", "scope")
"""Those that one may choose."""

OWNER = "91440101000000001M"
STRANGER = "91440101000000002Q"
"""Credit codes with valid check digits (GB 32100-2015) and no enterprise behind them."""

ROLES = {
    "owner": "an enterprise (--enterprise names another)",
    "stranger": "an owner, but of another enterprise",
    "window_clerk": "the one window",
    "service_officer": "municipal service officer, who is also the agent",
    "leader": "leader of a body (--body, PNR unless told)",
    "chief_service_officer": "chief service officer of a body",
    "handler": "handler of a body",
    "data_bureau": "administrator of the service",
    "leading_group": "reads all",
    "system": "another government system (--scope; the whole city, reading, unless told)",
    "auditor": "reads the audit trail",
}

SYSTEM_SCOPE = f"{READ} {CITY}"
"""What a system's token opens, where nothing else is said: every project, to be read."""

_POSTS = {
    "window_clerk": "GSD-window-1",
    "service_officer": "GSD-officer-1",
    "data_bureau": "GSD-admin-1",
    "leading_group": "LG-1",
    "auditor": "AUD-1",
    "system": "SYS-1",
}
_BODY_POSTS = {
    "leader": ("leader", "分管领导"),
    "chief_service_officer": ("cso", "首席服务官"),
    "handler": ("handler-1", "经办人"),
}
_ON_NO_ROSTER = {"AUD-1": "审计员 1", "SYS-1": "对接系统 1"}


class UnknownRoleError(ValueError):
    """No such role. The message lists the roles there are."""

    def __init__(self, role: str) -> None:
        listed = "\n".join(f"  {name:22} {meaning}" for name, meaning in ROLES.items())
        super().__init__(f"{role!r} is not a role. The roles are:\n{listed}")


def signing_key(data: Path) -> ECKey:
    """The key that the stack's issuer signs with, made at first use (``oidc-key.json``, mode 0600)."""
    file = data / "oidc-key.json"
    if not file.exists():
        write_atomically(file, json.dumps(new_key().as_dict(private=True)), mode=0o600)
    return ECKey.import_key(json.loads(file.read_text()))


def new_key() -> ECKey:
    """A fresh key. A token signed with it is a forged one for every running stack."""
    return ECKey.generate_key("P-256", {"kid": uuid.uuid4().hex[:12], "use": "sig", "alg": ALGORITHM})


def mint(data: Path, role: str, *, key: ECKey | None = None, expires_in: float = LIFETIME_S, **claims: Any) -> str:
    """A bearer token of a role for the stack of a data folder, running or not.

    claims override what the role's usual post has: ``sub``, ``enterprise``, ``body``, ``name``, ``scope``, ``roles``,
    ``iss``, ``aud``. expires_in is in seconds, negative for an expired token; key signs instead of the stack's own.
    Raises UnknownRoleError and NoStackError.
    """
    stack = StackFile.load(data)
    given = {name: value for name, value in claims.items() if value is not None}
    key = key or signing_key(data)
    now = int(time.time())
    told: dict[str, Any] = {
        "iss": stack.issuer,
        "aud": AUDIENCE,
        "iat": now,
        "exp": now + int(expires_in),
        **_post(role, given),
        **given,
    }
    return jwt.encode({"alg": ALGORITHM, "kid": key.kid, "typ": "JWT"}, told, key)


def _post(role: str, given: dict[str, Any]) -> dict[str, Any]:
    if role not in ROLES:
        raise UnknownRoleError(role)
    if role in ("owner", "stranger"):
        enterprise = given.get("enterprise") or (OWNER if role == "owner" else STRANGER)
        return {"roles": ["owner"], "sub": f"owner-{enterprise}", "enterprise": enterprise, "name": "项目单位 经办岗"}
    if role in _BODY_POSTS:
        body = given.get("body") or "PNR"
        post, title = _BODY_POSTS[role]
        sub = given.get("sub") or f"{body}-{post}"
        number = re.search(r"-(\d+)$", sub)
        name = f"{_body_names().get(body, body)} {title}{' ' + number[1] if number else ''}"
        return {"roles": [role], "sub": sub, "body": body, "name": name}
    sub = given.get("sub") or _POSTS[role]
    name = (_team_titles() | _ON_NO_ROSTER).get(sub, sub)
    return {"roles": [role], "sub": sub, "name": name, **({"scope": SYSTEM_SCOPE} if role == "system" else {})}


@functools.cache
def _body_names() -> dict[str, str]:
    """The names of the bodies that routing seeds, by code."""
    return {body["code"]: body["name"] for body in _seed()["bodies"]}


@functools.cache
def _team_titles() -> dict[str, str]:
    """The titles of the data bureau's own posts, and of those above the bodies, by subject."""
    seed = _seed()
    teams = (team for body in seed["bodies"] for team in body.get("team", {}).values())
    posts = (*(post for team in teams for post in team), *seed["posts_above_the_bodies"].values())
    return {post["subject"]: post["title"] for post in posts}


def _seed() -> Any:
    (file,) = (ROOT / "services/routing_service").glob("**/bodies.yaml")
    return yaml.safe_load(file.read_text(encoding="utf-8"))


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m deploy.local.token", description=__doc__)
    parser.add_argument("role", nargs="?", default="")
    for claim in CLAIMS:
        parser.add_argument(f"--{claim}")
    parser.add_argument("--expires-in", type=float, default=LIFETIME_S, metavar="SECONDS")
    asked = vars(parser.parse_args(arguments))
    role, expires_in = asked.pop("role"), asked.pop("expires_in")
    try:
        token = mint(data_folder(), role, expires_in=expires_in, **asked)
    except (UnknownRoleError, NoStackError) as error:
        print(error, file=sys.stderr)
        return 2
    with contextlib.suppress(BrokenPipeError):
        print(token)
    return 0


if __name__ == "__main__":
    sys.exit(main())

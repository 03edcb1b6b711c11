"""Clients of the local issuer: systems that get tokens with a secret of their own (RFC 6749, 4.4).

``python -m deploy.local.clients NAME --scope "…"`` registers one and prints its id and secret, to be read by a shell.
The secret is shown this once: of it only a hash is kept, in the data folder. The same name again gets a new one.
"""

from __future__ import annotations

import argparse
import hashlib
import hmac
import json
import re
import secrets
import sys
from pathlib import Path

from deploy.local.stack_file import NoStackError, StackFile, data_folder, write_atomically
from shared.vocabulary.scopes import SYSTEMS, is_known

_FILE = "oidc-clients.json"
_ID = re.compile(r"[A-Za-z0-9._-]{1,64}", re.ASCII)


class ClientRefusedError(ValueError):
    """A client that cannot be registered so. The message says why, and what can be."""


def register(data: Path, name: str, scope: str) -> str:
    """Register a client, or register it anew; returns its secret. Raises ClientRefusedError."""
    if not _ID.fullmatch(name):
        raise ClientRefusedError(f"{name!r} is no id of a client: up to 64 letters, digits, dots, dashes, underscores")
    asked = scope.split()
    if not asked or (unknown := [one for one in asked if not is_known(one)]):
        listed = "\n".join(f"  {one:16} {meaning}" for one, meaning in SYSTEMS.told.items())
        why = f"not known: {' '.join(unknown)}" if asked else "say what its tokens may open"
        raise ClientRefusedError(f"{why}. The scopes are, with blanks between them:\n{listed}")
    # 256 random bits: nothing is gained by a slow hash.
    secret = secrets.token_urlsafe(32)
    clients = _read(data) | {name: {"secret_sha256": _hash(secret), "scope": " ".join(dict.fromkeys(asked))}}
    write_atomically(data / _FILE, json.dumps(clients, indent=2), mode=0o600)
    return secret


def scope_of(data: Path, name: str, secret: str) -> str | None:
    """The scopes that a client was registered with; None where there is no such client, or its secret is another."""
    known = _read(data).get(name)
    kept = known["secret_sha256"] if known else ""
    return known["scope"] if hmac.compare_digest(kept, _hash(secret)) and known else None


def _read(data: Path) -> dict[str, dict[str, str]]:
    try:
        clients: dict[str, dict[str, str]] = json.loads((data / _FILE).read_text())
    except FileNotFoundError:
        return {}
    return clients


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m deploy.local.clients", description=__doc__)
    parser.add_argument("name", nargs="?", default="")
    parser.add_argument("--scope", default="")
    asked = parser.parse_args(arguments)
    try:
        stack = StackFile.load(data_folder())
        secret = register(stack.data, asked.name, asked.scope)
    except (ClientRefusedError, NoStackError) as error:
        print(error, file=sys.stderr)
        return 2
    print(f"CLIENT_ID={asked.name}\nCLIENT_SECRET={secret}\nTOKEN_URL={stack.issuer}/token")
    return 0


if __name__ == "__main__":
    sys.exit(main())

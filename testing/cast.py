"""The people of a journey on the local stack, for a client that only knows how to call: ``python -m testing.cast``.

Prints JSON: each with a name, and a token or the id and secret of a system. The enterprise is a new one each time.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from functools import partial

from deploy.local.clients import register
from deploy.local.stack_file import NoStackError, StackFile, data_folder
from deploy.local.token import mint
from testing.journey import Minter, credit_code

_SYSTEM, _SCOPE = "journey-system", "daiban.read district:440112"
_BODIES = ("DRC", "HUC")


def cast(mint: Minter, register_client: Callable[[str, str], str]) -> list[dict[str, str]]:
    """Everybody from the enterprise to the auditor, with two bodies and all posts of their rosters."""
    people = {
        "owner": mint("owner", enterprise=credit_code()),
        "window": mint("window_clerk"),
        "officer": mint("service_officer"),
        "data bureau": mint("data_bureau"),
        "auditor": mint("auditor"),
    }
    for body in _BODIES:
        for number in (1, 2):
            people[f"{body} handler {number}"] = mint("handler", body=body, sub=f"{body}-handler-{number}")
        people[f"{body} chief service officer"] = mint("chief_service_officer", body=body)
        people[f"{body} leader"] = mint("leader", body=body)
    system = {"name": "system", "client_id": _SYSTEM, "client_secret": register_client(_SYSTEM, _SCOPE)}
    return [*({"name": name, "token": token} for name, token in people.items()), system]


def main() -> int:
    """The command; returns its exit code."""
    try:
        stack = StackFile.load(data_folder())
    except NoStackError as error:
        print(error, file=sys.stderr)
        return 2
    print(json.dumps(cast(partial(mint, stack.data), partial(register, stack.data)), ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())

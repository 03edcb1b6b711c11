"""What the local stack tells each service process through its environment."""

from __future__ import annotations

import os
from typing import TypeVar

from deploy.local import broker
from deploy.local.postgres import Passwords, admin_url, service_url
from deploy.local.stack_file import StackFile
from deploy.local.token import AUDIENCE
from shared.kit.settings import Settings

S = TypeVar("S", bound=Settings)


def service_environment(service: str, stack: StackFile) -> dict[str, str]:
    """The DAIBAN_ variables of a service. What the launcher was given goes along, unless the stack decides it."""
    passwords = Passwords(stack.data)
    url = service_url(service, admin_url(stack, passwords), passwords)
    own = {
        "DATABASE_URL": url.render_as_string(hide_password=False),
        "KAFKA_BOOTSTRAP": broker.bootstrap(stack),
        "KAFKA_IDEMPOTENT": "true",
        "KAFKA_PARTITIONS": str(broker.PARTITIONS),
        "KAFKA_REPLICATION": "1",
        "OIDC_ISSUER": stack.issuer,
        "OIDC_JWKS_URL": f"{stack.url('issuer')}/jwks",
        "OIDC_AUDIENCE": AUDIENCE,
        "OIDC_TOKEN_URL": f"{stack.issuer}/token",
        "TRUSTED_PROXIES": "127.0.0.1",  # the gateway, which believes nobody
        "CLOCK_FILE": str(stack.clock_file),
        "CORS_ORIGINS": "",  # the gateway answers for all
        "HTTP_HOST": "127.0.0.1",
        "HTTP_PORT": str(stack.ports[f"{service}-api"]),
        "WORKER_HTTP_PORT": str(stack.ports[f"{service}-worker"]),
    }
    if stack.broker == "embedded":
        own |= {
            "KAFKA_FETCH_MAX_WAIT_MS": "10",  # it polls instead of waking,
            "KAFKA_FETCH_IDLE_WAIT_MS": "100",  # which costs most of what the stack costs while nothing happens
            "KAFKA_IDEMPOTENT": "false",  # nor does it know idempotent producers
            "KAFKA_SESSION_TIMEOUT_MS": "3000",  # it lets who joins a group wait for half of it
        }
    if service == "notify":
        own |= {
            "SMTP_HOST": "127.0.0.1",
            "SMTP_PORT": str(stack.ports["mail-smtp"]),
            "SMTP_FROM": "daiban@daiban.example",
            "SMTP_STARTTLS": "false",
        }
    given = {name: value for name, value in os.environ.items() if name.startswith("DAIBAN_")}
    return given | {f"DAIBAN_{name}": value for name, value in own.items()}


def settings_of(kind: type[S], service: str, stack: StackFile, **overrides: str) -> S:
    """The settings that a service's processes have there, without going through this process's environment."""
    told = service_environment(service, stack).items()
    given = {name.lower().removeprefix("daiban_"): value for name, value in told}
    known = {name: value for name, value in given.items() if name in kind.model_fields}
    return kind(**known | overrides)  # type: ignore[arg-type]


def local_environment(stack: StackFile) -> dict[str, str]:
    """The variables of the stack's own processes (issuer, mail, gateway, prepare)."""
    given = {name: value for name, value in os.environ.items() if name.startswith("DAIBAN_")}
    return given | {"DAIBAN_LOCAL_DATA": str(stack.data)}

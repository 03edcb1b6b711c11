"""What a process loads, as the interpreter says: a worker none of the web, an API none of the broker."""

from __future__ import annotations

import subprocess
import sys

import pytest

from docs.generate import ROOT
from docs.generate import SERVICES as NAMES

WEB = {"anyio", "fastapi", "joserfc", "python_multipart", "starlette"}
BROKER = {"aiokafka"}
COMMANDS = {"alembic", "httpx", "rich"}
"""What only some commands, tests or the launcher use."""


def loaded(*modules: str) -> set[str]:
    """The packages that a fresh interpreter has loaded after it has imported some modules."""
    program = f"import sys, {', '.join(modules)}; print(*{{name.partition('.')[0] for name in sys.modules}})"
    command = (sys.executable, "-c", program)
    return set(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split())


@pytest.mark.parametrize("service", NAMES)
def test_a_worker_loads_nothing_of_the_web(service: str) -> None:
    packages = loaded(f"services.{service}_service.wiring", "shared.kit.cli", "shared.kit.worker")
    assert packages >= BROKER
    assert packages & (WEB | COMMANDS) == set()


@pytest.mark.parametrize("service", NAMES)
def test_an_api_loads_nothing_of_the_broker(service: str) -> None:
    packages = loaded(f"services.{service}_service.main", "shared.kit.cli")
    assert packages >= {"fastapi", "joserfc"}
    assert packages & (BROKER | COMMANDS) == set()

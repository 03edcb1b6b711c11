"""Read off the source: the domain keeps away from frameworks, the services from the environment and the real clock."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from docs.generate import ROOT

SOURCES = sorted(file for top in ("services", "shared") for file in (ROOT / top).rglob("*.py"))
SERVICES = [file for file in SOURCES if file.is_relative_to(ROOT / "services")]
DOMAINS = [file for file in SERVICES if file.name == "domain.py"]
FRAMEWORKS = {"aiokafka", "alembic", "asyncpg", "fastapi", "httpx", "pydantic", "sqlalchemy", "starlette"}
ENVIRONMENT = {"os.environ", "os.environb", "os.getenv", "os.putenv"}
CLOCKS = {
    "datetime.date.today",
    "datetime.datetime.now",
    "datetime.datetime.today",
    "datetime.datetime.utcnow",
    "time.gmtime",
    "time.localtime",
    "time.time",
    "time.time_ns",
}
ASKS_THE_REAL_CLOCK = {
    "shared/kit/clock.py",  # is the clock
    "shared/kit/logging.py",  # when a line was written
    "shared/kit/tokens.py",  # a token's times: security is no part of the domain's time
    "shared/kit/events/relay.py",  # the age of a row in a metric
}


def name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


@cache
def used(file: Path) -> frozenset[str]:
    """The full names of what a module imports and of the attributes that it takes of it (``datetime.datetime.now``)."""
    return frozenset(used_in(file.read_text(encoding="utf-8")))


def used_in(source: str) -> Iterator[str]:
    tree = ast.parse(source)
    full: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for one in node.names:
                full[one.asname or one.name.partition(".")[0]] = one.name if one.asname else one.name.partition(".")[0]
                yield one.name
        elif isinstance(node, ast.ImportFrom):
            for one in node.names:
                full[one.asname or one.name] = f"{node.module}.{one.name}"
                yield f"{node.module}.{one.name}"
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and (dotted := _dotted(node)):
            first, _, rest = dotted.partition(".")
            if first in full:
                yield f"{full[first]}.{rest}"


def _dotted(node: ast.expr) -> str | None:
    match node:
        case ast.Name():
            return node.id
        case ast.Attribute():
            inner = _dotted(node.value)
            return f"{inner}.{node.attr}" if inner else None
    return None


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import os\nos.environ['A']", "os.environ"),
        ("from os import environ as given", "os.environ"),
        ("from datetime import datetime as d\nd.now()", "datetime.datetime.now"),
        ("import datetime\ndatetime.datetime.now()", "datetime.datetime.now"),
        ("def late():\n    import time\n    return time.time()", "time.time"),
        ("from sqlalchemy.exc import DBAPIError", "sqlalchemy.exc.DBAPIError"),
    ],
)
def test_these_rules_see_what_they_look_for(source: str, expected: str) -> None:
    assert expected in set(used_in(source))


def test_every_service_has_a_domain_to_watch() -> None:
    assert {file.relative_to(ROOT).parts[1] for file in DOMAINS} == {
        "intake_service",
        "notify_service",
        "routing_service",
        "tracking_service",
    }


@pytest.mark.parametrize("file", DOMAINS, ids=name)
def test_the_domain_imports_no_framework(file: Path) -> None:
    assert {one.partition(".")[0] for one in used(file)} & FRAMEWORKS == set()


def test_services_know_their_environment_from_their_settings_only() -> None:
    assert [name(file) for file in SERVICES if used(file) & ENVIRONMENT] == []


def test_nobody_asks_the_real_clock_but_those_who_must() -> None:
    assert {name(file) for file in SOURCES if used(file) & CLOCKS} == ASKS_THE_REAL_CLOCK

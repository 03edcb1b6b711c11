"""The references that follow from the code: ``python -m docs.generate`` writes them, ``--check`` compares them.

events.md, courses.md, problems.md, asyncapi.yaml and openapi/ in this folder, the JSON Schema of each event in its
snapshots folder.
Both ways end with exit code 1 where services and events do not fit together; ``--check`` also where a file is stale.
"""

from __future__ import annotations

import argparse
import importlib
import json
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from docs.asyncapi_document import asyncapi_document
from docs.courses_page import courses, courses_page
from docs.events_page import events_page
from docs.problems_page import problems_page, refusals
from shared.contracts.catalogue import EVENTS
from shared.contracts.event import Event
from shared.kit.app import Api, create_app
from shared.kit.openapi import merge

ROOT = Path(__file__).resolve().parents[1]
SERVICES = ("intake", "routing", "tracking", "notify")
SNAPSHOTS = Path("shared/contracts/snapshots")

_OPENAPI = Path("docs/openapi")
_TYPE = re.compile(r"daiban\.(?P<service>[a-z]+)(\.[a-z_]+){2}\.v\d+")


def main(arguments: Sequence[str] | None = None, *, root: Path = ROOT) -> int:
    """The command; returns its exit code."""
    parser = argparse.ArgumentParser(prog="python -m docs.generate", description=__doc__)
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit 1 where a file is not as it should be"
    )
    check: bool = parser.parse_args(arguments).check

    apis = load_apis()
    heard = {api.service.name: [one.type for one in api.service.subscriptions] for api in apis}
    faults = misfits(EVENTS, heard)
    wanted = references(apis, heard)
    outdated = stale(root, wanted)
    if not check:
        write(root, outdated, wanted)
        print(f"{len(outdated)} of {len(wanted)} references written anew")
    elif outdated:
        listed = "\n".join(f"  {file}" for file in outdated)
        print(f"not as the code has it:\n{listed}\nwrite them anew with: make docs", file=sys.stderr)
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults or (check and outdated) else 0


def load_apis() -> list[Api]:
    """The services' APIs."""
    return [importlib.import_module(f"services.{name}_service.main").api() for name in SERVICES]


def references(apis: Sequence[Api], heard: Mapping[str, Sequence[str]]) -> dict[Path, str]:
    """Every generated file, by its path in the checkout, with its text."""
    openapi = {api.service.name: create_app(api).openapi() for api in apis}
    whole = merge(list(openapi.values()), title="Daiban API", version="v1")
    return {
        Path("docs/events.md"): events_page(EVENTS, heard),
        Path("docs/courses.md"): courses_page(courses(ROOT, SERVICES)),
        Path("docs/problems.md"): problems_page(refusals(ROOT)),
        Path("docs/asyncapi.yaml"): asyncapi_document(EVENTS, heard),
        **{_OPENAPI / f"{name}.json": _json(_sorted(one)) for name, one in {**openapi, "daiban": whole}.items()},
        **{SNAPSHOTS / f"{event.event_type}.json": _json(event.snapshot()) for event in EVENTS},
    }


def misfits(events: Sequence[type[Event]], heard: Mapping[str, Sequence[str]]) -> list[str]:
    """What does not fit together, one sentence each. heard: the event types that each service is subscribed to."""
    faults = []
    declared = [event.event_type for event in events]
    for event in events:
        type_ = event.event_type
        form = _TYPE.fullmatch(type_)
        consumers = [service for service, types in heard.items() if type_ in types]
        if form is None:
            faults.append(f"{event.__name__}: {type_} is not of the form daiban.<service>.<thing>.<fact>.v<number>")
        elif form["service"] not in SERVICES:
            faults.append(f"{event.__name__}: {type_} is said by {form['service']}, which is no service")
        if declared.count(type_) > 1:
            faults.append(f"{event.__name__}: {type_} is declared more than once")
        if not consumers and not event.external:
            faults.append(f"{event.__name__}: nobody listens to {type_}; drop it, or mark it external")
        if consumers and event.external:
            faults.append(f"{event.__name__}: {type_} is marked external, but {', '.join(consumers)} listens to it")
        for name in {event.key_field, event.subject_field} - event.model_fields.keys():
            faults.append(f"{event.__name__}: it has no field {name} to be ordered or known by")
    faults += [
        f"{service} listens to {type_}, which the catalogue of events does not have"
        for service, types in heard.items()
        for type_ in types
        if type_ not in declared
    ]
    return faults


def stale(root: Path, wanted: Mapping[Path, str]) -> list[Path]:
    """The files that differ from what is wanted, are missing, or are there although nothing makes them any more."""
    present = {
        file.relative_to(root) for folder in (_OPENAPI, SNAPSHOTS) for file in sorted((root / folder).glob("*.json"))
    }
    differing = {path for path, text in wanted.items() if _read(root / path) != text}
    return sorted(differing | (present - wanted.keys()))


def write(root: Path, outdated: Sequence[Path], wanted: Mapping[Path, str]) -> None:
    """Bring the outdated files up to date; those that nothing makes any more are removed."""
    for path in outdated:
        if path not in wanted:
            (root / path).unlink()
            continue
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(wanted[path], encoding="utf-8")


def _read(file: Path) -> str | None:
    return file.read_text(encoding="utf-8") if file.exists() else None


def _sorted(openapi: dict[str, Any]) -> dict[str, Any]:
    """The document with its schemas by name; routes keep the order in which a reader meets them."""
    components = openapi["components"]
    return {**openapi, "components": {**components, "schemas": dict(sorted(components["schemas"].items()))}}


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    sys.exit(main())

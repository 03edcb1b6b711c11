"""docs/courses.md: every course that something in a service takes, drawn from the table that holds it to it."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from shared.kit.course import Course
from shared.kit.operations import operation_of

_HEAD = """\
<!-- Written by `make docs` from the courses in the services' domain modules; not by hand. -->
# Courses

The states of each thing that has a course, and the steps between them. What is not drawn is refused (`409`, code
`transition.illegal`), and the refusal names what would be allowed. Who may take a step is in the `policy.py` beside the
course; `next_actions` of a thing names, by their operations, the steps that its state allows and that are the caller's.
A step without an operation is nobody's to take: it follows from what another service says, or from time.
"""


def courses(root: Path, services: Sequence[str]) -> dict[str, list[Course[Any, Any]]]:
    """The courses in the domain modules of each service, in the order of the modules' paths."""
    return {service: list(_of_service(root, service)) for service in services}


def courses_page(found: Mapping[str, Sequence[Course[Any, Any]]]) -> str:
    """The page."""
    sections = (line for service, its in found.items() for line in _section(service, its))
    return "\n".join([_HEAD, *sections])


def _of_service(root: Path, service: str) -> Iterator[Course[Any, Any]]:
    for file in sorted((root / "services" / f"{service}_service").rglob("domain.py")):
        module = importlib.import_module(".".join(file.relative_to(root).with_suffix("").parts))
        yield from (value for value in vars(module).values() if isinstance(value, Course))


def _section(service: str, its: Sequence[Course[Any, Any]]) -> Iterator[str]:
    if its:
        yield f"## {service}\n"
    for course in its:
        yield f"### {' · '.join(course.what)}\n"
        yield f"```mermaid\n{course.drawing()}\n```\n"
        steps = dict.fromkeys(step for state in course.states for step in course.steps(state))
        yield "| step | | operation |\n|---|---|---|"
        for step in steps:
            operation = operation_of(step)
            yield f"| {step.label} | {step.label_en} | {f'`{operation}`' if operation else ''} |"
        yield ""

"""What is said of each event, in Chinese and English, once for all services: the ``*.yaml`` files here.

A ``line`` stands on the project's timeline, a ``message`` goes to those whom notify's rules name. Both are checked
against what the event says when a process loads them, so that none can fail for its words later.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from shared.contracts.catalogue import EVENTS
from shared.contracts.event import Event
from shared.kit.labels import Labelled
from shared.kit.words import Form, Language, Template, WordsInvalidError
from shared.vocabulary.fields import CaseField, ProjectField
from shared.vocabulary.levels import Level
from shared.vocabulary.limits import Purpose
from shared.vocabulary.modes import Mode
from shared.vocabulary.stages import Stage
from shared.vocabulary.statuses import AgreementStatus, ClaimStatus, ItemStatus, Outcome, RequestStatus, UndoRefusal

FOLDER = Path(__file__).parent
_FORMS = "forms.yaml"

_CODES: Mapping[str, type[Labelled]] = {
    "modes": Mode,
    "stages": Stage,
    "level": Level,
    "outcome": Outcome,
    "purpose": Purpose,
}
"""The codes that a field has in every event."""
_STATUSES = {
    codes.__name__: codes
    for codes in (RequestStatus, ClaimStatus, AgreementStatus, ItemStatus, UndoRefusal, ProjectField, CaseField)
}
"""Codes of a field that has other ones elsewhere; an event's words say which they are."""

PROJECT_FIELDS = frozenset({"project_name", "project_code", "owner_name"})
CASE_FIELDS = frozenset({"item_name", "item_code", "acceptance_number"})
"""What a message may name besides what its event says: the project, the body's name, and of a deadline its case."""


@dataclass(frozen=True)
class EventWords:
    """One event's words.

    kind: the timeline's stable code; about: what the event speaks of, as the timeline names it; at: the field with the
    moment, where it is not the event's own; data: the fields that the timeline keeps beside the line.
    """

    kind: str
    about: str
    at: str | None
    data: tuple[str, ...]
    line: Template | None
    message: Template | None


@cache
def words() -> dict[str, EventWords]:
    """The words of every event that has any, by its type. Raises WordsInvalidError."""
    return load(FOLDER)


def load(folder: Path) -> dict[str, EventWords]:
    """The words in a folder's files, checked. Raises WordsInvalidError: what no event says, a language left out."""
    events = {event.event_type: event for event in EVENTS}
    common = {**_read(folder / _FORMS), **_CODES}
    made = {}
    for file in sorted(folder.glob("*.yaml")):
        for type_, given in _read(file).items() if file.name != _FORMS else ():
            if type_ not in events:
                raise WordsInvalidError(f"{file.name} has words for {type_}, which nobody says")
            made[type_] = _words(events[type_], given, common)
    return made


def _read(file: Path) -> dict[str, Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    content: dict[str, Any] = yaml.load(file.read_text("utf-8"), Loader=loader)  # noqa: S506
    return content


def _words(event: type[Event], given: Mapping[str, Any], common: Mapping[str, Form]) -> EventWords:
    _, _, aggregate, fact, _ = event.event_type.split(".")
    codes = {name: _STATUSES[code] for name, code in given.get("codes", {}).items()}
    forms = {**common, **given.get("forms", {}), **codes}
    said = frozenset(event.model_fields)
    line = _template(event, given, "line", ("line",), forms, said)
    message = _template(event, given, "message", ("subject", "body"), forms, said | _more(event))
    if unknown := {*given.get("data", ()), *([given["at"]] if "at" in given else [])} - said:
        raise WordsInvalidError(f"{event.event_type} has no fields {sorted(unknown)}")
    return EventWords(
        kind=given.get("kind", f"{aggregate}.{fact}"),
        about=given.get("about", aggregate),
        at=given.get("at"),
        data=tuple(given.get("data", ())),
        line=line,
        message=message,
    )


def _more(event: type[Event]) -> frozenset[str]:
    body = frozenset({"body_name"}) if "body" in event.model_fields else frozenset()
    return PROJECT_FIELDS | body | (CASE_FIELDS if "deadline" in event.event_type else frozenset())


def _template(
    event: type[Event],
    given: Mapping[str, Any],
    name: str,
    parts: tuple[str, ...],
    forms: Mapping[str, Form],
    facts: frozenset[str],
) -> Template | None:
    if name not in given:
        return None
    try:
        texts = {
            language: {part: _part(given[name][language.value], name, part) for part in parts} for language in Language
        }
    except (KeyError, TypeError) as error:
        raise WordsInvalidError(f"{event.event_type}: {name} lacks {error}") from error
    template = Template(texts, forms)
    if unknown := set(template.fields.values()) - facts:
        raise WordsInvalidError(f"{event.event_type}: {name} names what it does not say: {sorted(unknown)}")
    return template


def _part(given: Any, name: str, part: str) -> str:
    text = given if part == name else given[part]
    if not isinstance(text, str):
        raise TypeError(part)
    return text

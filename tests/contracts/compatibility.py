"""Whether an event may go on under its version: old data for new code, and new data for old code."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import datetime
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from pydantic import BaseModel

from docs.generate import ROOT, SNAPSHOTS
from tests.contracts.examples import examples

_FORMATS = FormatChecker()
_FORMATS.checks("date-time", raises=ValueError)(lambda text: bool(datetime.fromisoformat(text)))


def breaks(frozen: dict[str, Any], model: type[BaseModel]) -> list[str]:
    """What no longer works between a frozen schema and a model, one sentence each.

    Old data is still in topics, outboxes and dead letters, so the model must read it; consumers are deployed one after
    another, so what the model writes must fit the frozen schema. New fields therefore come as optional ones.
    """
    found = []
    for old in examples(frozen):
        try:
            model.model_validate_json(json.dumps(old))
        except ValueError as error:
            found.append(f"{model.__name__} cannot read old data {old}: {error}")
    reader = Draft202012Validator(frozen, format_checker=_FORMATS)
    for new in examples(model.model_json_schema()):
        written = json.loads(model.model_validate_json(json.dumps(new)).model_dump_json())
        try:
            reader.validate(written)
        except ValidationError as error:
            found.append(f"an older reader of {model.__name__} cannot read {written}: {error.message}")
    return found


def frozen_schemas(event_type: str) -> list[dict[str, Any]]:
    """Every version of an event's snapshot that was ever committed since it was last added, and the one in the folder.

    Where there is no history (an archive, a shallow clone), less is known, and only that is returned.
    """
    file = SNAPSHOTS / f"{event_type}.json"
    texts = {(ROOT / file).read_text(encoding="utf-8"), *_committed(file)}
    return [json.loads(text) for text in texts]


def _committed(file: Path) -> list[str]:
    if not (ROOT / ".git").exists() or not shutil.which("git"):
        return []
    texts = []
    for line in _git("log", "--raw", "--no-abbrev", "--no-renames", "--format=", "--", str(file)).splitlines():
        _, _, _, blob, change = line.partition("\t")[0].split()
        if change != "D":
            texts.append(_git("cat-file", "blob", blob))
        if change in "AD":
            break
    return texts


def _git(*arguments: str) -> str:
    asked = subprocess.run(("git", *arguments), cwd=ROOT, capture_output=True, check=True)
    return asked.stdout.decode()

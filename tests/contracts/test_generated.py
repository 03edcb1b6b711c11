"""The generated references are those of the code, and what does not fit together is named."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import ClassVar
from uuid import UUID

import pytest
import yaml

from docs.generate import ROOT, SERVICES, SNAPSHOTS, main, misfits, stale, write
from shared.contracts.catalogue import EVENTS
from shared.contracts.event import Event
from shared.contracts.intake.owners import OwnerRegistered
from shared.contracts.intake.projects import ProjectRegistered


def test_the_references_are_as_the_code_has_them(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["--check"])
    assert code == 0, capsys.readouterr().err


def test_each_operation_of_the_document_of_all_services_has_an_id_of_its_own() -> None:
    whole = json.loads((ROOT / "docs/openapi/daiban.json").read_text("utf-8"))
    ids = [operation["operationId"] for methods in whole["paths"].values() for operation in methods.values()]
    assert [id_ for id_, times in Counter(ids).items() if times > 1] == []


def test_a_stale_a_missing_and_a_left_over_file_are_named_and_mended(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main([], root=tmp_path)
    assert main(["--check"], root=tmp_path) == 0
    (tmp_path / "docs/events.md").write_text("# Events of last year")
    (tmp_path / "docs/openapi/intake.json").unlink()
    (tmp_path / SNAPSHOTS / "daiban.intake.gone.away.v1.json").write_text("{}")
    capsys.readouterr()

    assert main(["--check"], root=tmp_path) == 1
    told = capsys.readouterr().err
    assert [line.strip() for line in told.splitlines() if line.startswith(" ")] == [
        "docs/events.md",
        "docs/openapi/intake.json",
        "shared/contracts/snapshots/daiban.intake.gone.away.v1.json",
    ]
    assert "make docs" in told

    main([], root=tmp_path)
    assert main(["--check"], root=tmp_path) == 0


def test_only_what_differs_is_written(tmp_path: Path) -> None:
    wanted = {Path("docs/events.md"): "one", Path("docs/asyncapi.yaml"): "two"}
    write(tmp_path, stale(tmp_path, wanted), wanted)
    (tmp_path / "docs/asyncapi.yaml").write_text("three")
    assert stale(tmp_path, wanted) == [Path("docs/asyncapi.yaml")]


def test_the_events_page_has_each_event_once() -> None:
    page = (ROOT / "docs/events.md").read_text(encoding="utf-8")
    assert [page.count(f"### {event.__name__}\n") for event in EVENTS] == [1] * len(EVENTS)


def test_every_event_is_sent_by_its_producer_in_the_asyncapi_document() -> None:
    operations = yaml.safe_load((ROOT / "docs/asyncapi.yaml").read_text(encoding="utf-8"))["operations"]
    for event in EVENTS:
        reference = {"$ref": f"#/channels/{event.producer()}/messages/{event.__name__}"}
        assert reference in operations[f"{event.producer()}.send"]["messages"]


class SaidByNobody(Event):
    event_type: ClassVar[str] = "daiban.archive.owner.registered.v1"
    subject_field: ClassVar[str] = "owner_id"
    external: ClassVar[bool] = True

    project_id: UUID


def test_services_and_events_that_do_not_fit_are_named() -> None:
    nobody_hears: dict[str, list[str]] = {service: [] for service in SERVICES}
    type_ = ProjectRegistered.event_type

    assert misfits([ProjectRegistered], {**nobody_hears, "tracking": [type_]}) == []
    (unheard,) = misfits([ProjectRegistered], nobody_hears)
    assert f"nobody listens to {type_}" in unheard
    (undeclared,) = misfits([], {**nobody_hears, "tracking": [type_]})
    assert f"tracking listens to {type_}, which the catalogue" in undeclared
    (heard_after_all,) = misfits([OwnerRegistered], {**nobody_hears, "notify": [OwnerRegistered.event_type]})
    assert "is marked external, but notify listens" in heard_after_all
    no_service, no_field = misfits([SaidByNobody], nobody_hears)
    assert "said by archive, which is no service" in no_service
    assert "no field owner_id" in no_field
    assert "declared more than once" in misfits([OwnerRegistered, OwnerRegistered], nobody_hears)[0]

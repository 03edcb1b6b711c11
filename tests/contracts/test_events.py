"""Events keep their word: to their snapshots, to older and newer code, and to the wire."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any, ClassVar, Literal
from uuid import UUID

import pytest

from docs.generate import ROOT, SNAPSHOTS
from shared.contracts.catalogue import EVENTS
from shared.contracts.event import Event
from shared.kit.events.envelope import Envelope
from shared.kit.events.subscriptions import EventContract
from shared.kit.ids import new_id
from shared.kit.unit_of_work import EventLike
from tests.contracts.compatibility import breaks, frozen_schemas
from tests.contracts.examples import examples

every_event = pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.event_type)


@every_event
def test_an_event_is_as_its_snapshot_says(event: type[Event]) -> None:
    frozen = (ROOT / SNAPSHOTS / f"{event.event_type}.json").read_text(encoding="utf-8")
    assert event.snapshot() == json.loads(frozen), "write the snapshots anew with: make docs"


@every_event
def test_an_event_stays_readable_both_ways_since_its_first_snapshot(event: type[Event]) -> None:
    broken = [fault for frozen in frozen_schemas(event.event_type) for fault in breaks(frozen, event)]
    assert not broken, "give the new field a default, or declare the event anew under its next version"


@every_event
def test_an_event_comes_out_of_kafka_as_it_went_in(event: type[Event]) -> None:
    for data in examples(event.snapshot()):
        said = event.model_validate_json(json.dumps(data))
        contract: type[EventContract] = event
        like: EventLike = said
        envelope = Envelope(
            id=new_id(),
            type=said.event_type,
            source=said.producer(),
            key=like.event_key(),
            subject=like.event_subject(),
            time=datetime(2026, 2, 28, 9, 30, tzinfo=UTC),
            traceparent="00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        )
        headers = dict(envelope.headers())
        assert headers["ce_type"] == event.event_type.encode()
        assert Envelope.from_headers(headers.items(), envelope.key.encode()) == envelope
        assert contract.model_validate_json(said.model_dump_json()) == said


class ThingDone(Event):
    """Stands for an event that is in use."""

    event_type: ClassVar[str] = "daiban.intake.thing.done.v1"
    subject_field: ClassVar[str] = "project_id"

    project_id: UUID
    at: datetime
    kind: Literal["plain", "special"]
    reason: str | None
    names: list[str]


class ThingDoneWithMore(ThingDone):
    note: str | None = None


class ThingDoneWithOneMoreRequired(ThingDone):
    note: str


class ThingDoneRetyped(ThingDone):
    at: str  # type: ignore[assignment]


class ThingDoneWithMoreKinds(ThingDone):
    kind: Literal["plain", "special", "other"]  # type: ignore[assignment]


class ThingDoneWithFewerKinds(ThingDone):
    kind: Literal["plain"]


class ThingDoneWithReasonDemanded(ThingDone):
    reason: str


class ThingDoneWithLess(Event):
    event_type: ClassVar[str] = ThingDone.event_type
    subject_field: ClassVar[str] = "project_id"

    project_id: UUID
    at: datetime
    kind: Literal["plain", "special"]
    reason: str | None


def test_a_field_that_may_be_absent_may_be_added_and_taken_back() -> None:
    assert not breaks(ThingDone.snapshot(), ThingDone)
    assert not breaks(ThingDone.snapshot(), ThingDoneWithMore)
    assert not breaks(ThingDoneWithMore.snapshot(), ThingDone)


@pytest.mark.parametrize(
    ("changed", "whom"),
    [
        (ThingDoneWithOneMoreRequired, "old data"),
        (ThingDoneWithLess, "an older reader"),
        (ThingDoneRetyped, "an older reader"),
        (ThingDoneWithMoreKinds, "an older reader"),
        (ThingDoneWithFewerKinds, "old data"),
        (ThingDoneWithReasonDemanded, "old data"),
    ],
)
def test_a_change_that_breaks_somebody_is_found(changed: type[Event], whom: str) -> None:
    assert any(whom in fault for fault in breaks(ThingDone.snapshot(), changed))


def test_the_examples_of_a_schema_show_each_of_its_choices() -> None:
    shown: list[dict[str, Any]] = examples(ThingDoneWithMore.snapshot())
    assert {example["kind"] for example in shown} == {"plain", "special"}
    assert None in [example["reason"] for example in shown]
    assert {"note" in example for example in shown} == {True, False}

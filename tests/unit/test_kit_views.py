"""A view made from an entity or a row shows what pydantic would have shown, without being validated again."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from pydantic import TypeAdapter

from shared.kit.http.fields import Moment, Yuan
from shared.kit.http.pages import Page
from shared.kit.http.views import ViewModel, to_json
from shared.kit.labels import Labelled

ID = UUID("01976b0e-0000-7000-8000-000000000001")


class State(Labelled):
    DRAFT = "draft", "草拟", "Draft"
    SIGNED = "signed", "已签订", "Signed"


@dataclass
class Clause:
    title: str
    binding: bool = True


@dataclass
class Deed:
    id: UUID = ID
    state: State = State.SIGNED
    before: State | None = None
    kind: State = State.DRAFT
    kinds: frozenset[State] = frozenset({State.SIGNED, State.DRAFT})
    clauses: tuple[Clause, ...] = (Clause("甲"), Clause("乙", binding=False))
    last: Clause | None = None
    price: Decimal = Decimal("100.50")
    signed_at: datetime = datetime(2026, 11, 23, 16, 30, 0, 120, UTC)
    ended_at: datetime | None = None
    due_on: date = date(2026, 12, 1)
    data: dict[str, Any] = field(default_factory=lambda: {"b": [1, None], "a": "字"})


class ClauseView(ViewModel):
    title: str
    binding: bool


class DeedView(ViewModel):
    id: UUID
    state: State
    state_label: str
    before: State | None
    before_label: str | None
    kind: str
    kind_label: str
    kinds: list[State]
    clauses: list[ClauseView]
    last: ClauseView | None
    price: Yuan
    signed_at: Moment
    ended_at: Moment | None
    due_on: date
    data: dict[str, Any]
    words: str


def by_pydantic(**changes: Any) -> DeedView:
    deed = Deed()
    values: dict[str, Any] = {
        "id": deed.id,
        "state": deed.state,
        "state_label": "已签订",
        "before": None,
        "before_label": None,
        "kind": "draft",
        "kind_label": "草拟",
        "kinds": [State.DRAFT, State.SIGNED],
        "clauses": [ClauseView(title="甲", binding=True), ClauseView(title="乙", binding=False)],
        "last": None,
        "price": deed.price,
        "signed_at": deed.signed_at,
        "ended_at": None,
        "due_on": deed.due_on,
        "data": deed.data,
        "words": "契约",
    }
    return DeedView(**values | changes)


def test_a_view_of_an_entity_has_the_json_that_pydantic_writes() -> None:
    assert to_json(DeedView.of(Deed(), words="契约")) == by_pydantic().model_dump_json().encode()
    deed = Deed(before=State.DRAFT, ended_at=datetime(2026, 1, 1, tzinfo=UTC), last=Clause("丙"))
    changed = by_pydantic(
        before=State.DRAFT, before_label="草拟", ended_at=deed.ended_at, last=ClauseView(title="丙", binding=True)
    )
    assert to_json(DeedView.of(deed, words="契约")) == changed.model_dump_json().encode()


def test_a_row_holds_codes_as_text_and_gets_their_labels() -> None:
    row = vars(Deed()) | {"state": "signed", "kind": State.DRAFT, "clauses": [{"title": "甲", "binding": True}]}
    view = DeedView.of(row, words="契约")
    assert (view.state_label, view.before_label, view.kind_label) == ("已签订", None, "草拟")
    assert view.clauses == [ClauseView(title="甲", binding=True)]


def test_what_is_given_wins_and_keeps_its_place() -> None:
    noon = datetime(2026, 11, 23, 4, tzinfo=UTC)
    view = DeedView.of(Deed(), words="契约", kind="书面", kind_label="书面契约", state=State.DRAFT, signed_at=noon)
    wanted = by_pydantic(kind="书面", kind_label="书面契约", state=State.DRAFT, state_label="草拟", signed_at=noon)
    assert to_json(view) == wanted.model_dump_json().encode()
    assert view == wanted


def test_a_label_of_what_is_no_code_is_the_sources_own() -> None:
    row = vars(Deed()) | {"kind": "书面", "kind_label": "书面契约"}
    assert DeedView.of(row, words="契约").kind_label == "书面契约"


def test_a_name_that_the_view_does_not_have_is_refused() -> None:
    with pytest.raises(TypeError, match="DeedView has no field wrods"):
        DeedView.of(Deed(), wrods="契约")


def test_what_the_source_does_not_have_must_be_given() -> None:
    with pytest.raises(AttributeError, match="words"):
        DeedView.of(Deed())
    with pytest.raises(KeyError, match="words"):
        DeedView.of(vars(Deed()))


def test_a_page_and_a_list_have_the_json_that_pydantic_writes() -> None:
    views = [by_pydantic(), by_pydantic(last=ClauseView(title="丙", binding=True))]
    page: Page[DeedView] = Page(items=views, next_cursor="abc")
    assert to_json(page) == Page[DeedView](items=views, next_cursor="abc").model_dump_json().encode()
    assert to_json(views) == TypeAdapter(list[DeedView]).dump_json(views)


def test_what_has_no_json_is_no_answer() -> None:
    with pytest.raises(TypeError, match="object"):
        to_json(by_pydantic(data={"x": object()}))

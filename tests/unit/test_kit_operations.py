"""Operations as they are offered: the call of a route, filled in with what it names of a thing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import orjson
import pytest
from fastapi import File, Form, UploadFile
from sqlalchemy import MetaData

from shared.kit.app import Api, create_app
from shared.kit.http.edge import IfMatch, Work, allow, edge_router
from shared.kit.http.fields import Line, RequestModel
from shared.kit.http.views import ViewModel
from shared.kit.labels import Labelled
from shared.kit.operations import Operation, Operations, operation_of, said_by
from shared.kit.principals import Principal
from shared.kit.service import Service
from shared.kit.settings import Settings

ID, OTHER = UUID("019ab0c4-0000-7000-8000-000000000001"), UUID("019ab0c4-0000-7000-8000-000000000002")


class Step(Labelled):
    SIGN = "sign_deed", "签订（100%）", "sign all of it"
    REFUSE = "refuse_deed:outcome=not_ours", "不予受理", "refuse: another's"
    LAPSE = ":lapse", "失效", "lapse"


class Action(Labelled):
    ATTACH = "attach_paper", "提交材料", "attach a paper"
    OPEN = "open_deed", "新建", "open a deed"


@dataclass
class Deed:
    id: UUID
    land_id: UUID


class Refuse(RequestModel):
    outcome: Line
    reason: Line


class OpenDeed(RequestModel):
    land_id: UUID
    holder: Line


class DeedView(ViewModel):
    id: UUID


router = edge_router("deeds", "what is tried")


@router.post("/deeds/{deed_id}/sign", **allow("holder"))
async def sign_deed(deed_id: UUID, version: IfMatch, work: Work) -> DeedView:
    raise NotImplementedError


@router.post("/deeds/{deed_id}/refuse", **allow("clerk"))
async def refuse_deed(deed_id: UUID, body: Refuse, version: IfMatch, work: Work) -> DeedView:
    raise NotImplementedError


@router.post("/deeds", status_code=201, **allow("holder", "clerk"))
async def open_deed(body: OpenDeed, work: Work) -> DeedView:
    raise NotImplementedError


@router.post("/lands/{land_id}/papers", status_code=201, **allow("holder", key_required=False))
async def attach_paper(
    land_id: UUID,
    work: Work,
    file: Annotated[UploadFile, File()],
    name: Annotated[Line, Form()],
    deed_id: Annotated[UUID | None, Form()] = None,
) -> DeedView:
    raise NotImplementedError


def service(*operations: type[Labelled]) -> Service:
    return Service("deeds", "Deeds", "", Settings, MetaData(), Path(), operations=operations)


NAMES = {"deed_id": "id", "land_id": "land_id"}
SIGN, REFUSE, OPEN, ATTACH = OPERATIONS = [route.operation(f"/api{route.path}") for route in router.routes]  # type: ignore[attr-defined]


def offered(*steps: Labelled, on: Any = None) -> Any:
    offers = Operations(OPERATIONS).offers("deed", steps, NAMES)
    return orjson.loads(orjson.dumps(offers.on(on or Deed(ID, OTHER))))


def test_a_route_says_how_its_operation_is_called() -> None:
    holder, clerk = frozenset({"holder"}), frozenset({"clerk"})
    assert Operation("sign_deed", "POST", "/api/deeds/{deed_id}/sign", holder, ("If-Match",)) == SIGN
    assert (REFUSE.roles, REFUSE.needs, REFUSE.media_type) == (clerk, ("If-Match",), "application/json")
    assert (REFUSE.body_schema, REFUSE.fields) == ("Refuse", {"outcome", "reason"})
    assert (OPEN.needs, ATTACH.needs) == (("Idempotency-Key",), ())
    assert (ATTACH.media_type, ATTACH.body_schema) == ("multipart/form-data", "AttachPaper")
    assert ATTACH.fields == {"file", "name", "deed_id"}


def test_an_offer_names_the_thing_in_address_and_body_and_what_the_step_says() -> None:
    sign, refuse, attach, open_ = offered(Step.SIGN, Step.REFUSE, Action.ATTACH, Action.OPEN)
    assert sign == {
        "operation_id": "sign_deed",
        "label": "签订（100%）",
        "label_en": "sign all of it",
        "method": "POST",
        "path": f"/api/deeds/{ID}/sign",
        "needs": ["If-Match"],
        "media_type": None,
        "body_schema": None,
        "prefill": {},
    }
    assert (refuse["path"], refuse["prefill"]) == (f"/api/deeds/{ID}/refuse", {"outcome": "not_ours"})
    assert (attach["path"], attach["prefill"]) == (f"/api/lands/{OTHER}/papers", {"deed_id": str(ID)})
    assert (open_["path"], open_["prefill"]) == ("/api/deeds", {"land_id": str(OTHER)})


def test_each_thing_is_offered_with_its_own_ids_also_as_a_row() -> None:
    operations = Operations(OPERATIONS)
    offers = operations.offers("deed", (Step.SIGN,), NAMES)
    assert operations.offers("deed", (Step.SIGN,), NAMES) is offers
    for one in (ID, OTHER):
        assert offers.text_on(Deed(one, ID)) == offers.text_on({"id": one, "land_id": ID})
        assert f"/deeds/{one}/sign" in offers.text_on(Deed(one, ID))
    assert operations.offers("deed", (), NAMES).text_on(Deed(ID, ID)) == "[]"


def test_of_two_kinds_that_offer_the_same_each_is_named_by_its_own() -> None:
    operations = Operations(OPERATIONS)
    of_land = operations.offers("land", (Action.OPEN,), {"land_id": "id"}).text_on({"id": ID})
    of_deed = operations.offers("deed", (Action.OPEN,), NAMES).text_on({"id": ID, "land_id": OTHER})
    assert (str(ID) in of_land, str(ID) in of_deed, str(OTHER) in of_deed) == (True, False, True)


@pytest.mark.parametrize(("role", "names"), [("holder", ["open_deed"]), ("clerk", ["open_deed"]), ("nobody", [])])
def test_what_needs_nothing_that_is_there_is_offered_by_role_with_what_is_known(role: str, names: list[str]) -> None:
    operations = Operations(OPERATIONS, begins=(Action.OPEN,))
    caller = Principal("somebody", frozenset({role}))
    cases: list[tuple[dict[str, Any], dict[str, str]]] = [
        ({}, {}),
        ({"land_id": ID, "else": "not of its body"}, {"land_id": str(ID)}),
    ]
    for known, given in cases:
        told = orjson.loads(orjson.dumps(operations.beginnings(caller, **known)))
        assert [one["operation_id"] for one in told] == names
        assert [one["prefill"] for one in told] == [given] * len(names)
    assert orjson.loads(orjson.dumps(operations.beginnings(caller, but=[Action.OPEN]))) == []


def test_a_step_may_be_one_of_several_of_its_operation_or_of_none() -> None:
    assert (operation_of(Step.REFUSE), said_by(Step.REFUSE)) == ("refuse_deed", {"outcome": "not_ours"})
    assert (operation_of(Step.SIGN), said_by(Step.SIGN)) == ("sign_deed", {})
    assert (operation_of(Step.LAPSE), said_by(Step.LAPSE)) == ("", {})


def test_a_service_whose_steps_name_an_operation_that_it_has_not_does_not_start() -> None:
    class Missing(Labelled):
        ARCHIVE = "archive_deed", "归档", "archive"

    create_app(Api(service(Step, Action), routers=(router,)))
    with pytest.raises(TypeError, match="no route of deeds is called archive_deed"):
        create_app(Api(service(Step, Action, Missing), routers=(router,)))

"""Code lists as portals read them, and the labels that they show."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from sqlalchemy import MetaData

from shared.kit.app import Api, create_app
from shared.kit.http.edge import allow, edge_router
from shared.kit.http.vocabulary import CodeView
from shared.kit.labels import Colour, Labelled
from shared.kit.runtime import Runtime
from shared.kit.service import Service
from shared.kit.settings import Settings
from testing.held_answers import HeldAnswers, WrongAnswerError


class DeedState(Labelled):
    DRAFT = "draft", "草拟", "Draft", Colour.BLUE
    SIGNED = "signed", "已签订"


class Kind(Labelled):
    PAPER = "paper", "纸质", "On paper"


class Step(Labelled):
    SIGN = "sign_deed", "签订", "sign"
    REFUSE_NO_MATTER = "refuse_deed:outcome=no_matter", "不受理", "no matter"
    REFUSE_NOT_OURS = "refuse_deed:outcome=not_ours", "不予受理", "not ours"
    LAPSE = ":lapse", "失效", "lapse"


router = edge_router("deeds", "what is tried")


@router.post("/deeds/{deed_id}/sign", **allow("owner"))
async def sign_deed(deed_id: int) -> CodeView:
    raise NotImplementedError


@router.post("/deeds/{deed_id}/refuse", **allow("clerk"))
async def refuse_deed(deed_id: int) -> CodeView:
    raise NotImplementedError


SERVICE = Service("deeds", "Deeds", "", Settings, MetaData(), Path(), vocabulary=(DeedState, Kind), operations=(Step,))
SETTINGS = Settings(database_url="postgresql://nobody@127.0.0.1:1/none", oidc_issuer="none", oidc_jwks_url="none")


async def read(address: str, service: Service = SERVICE, headers: dict[str, str] | None = None) -> httpx.Response:
    app = create_app(Api(service, routers=(router,)))
    app.state.runtime = await Runtime.start("deeds", SETTINGS, application="test")
    held = HeldAnswers(app)
    try:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://daiban/api/deeds/v1") as client:
            answer = await client.get(address, headers=headers)
            await held(answer)
            return answer
    finally:
        await app.state.runtime.close()


def test_a_code_has_a_label_in_both_languages_and_shows_itself_where_it_has_none() -> None:
    assert (DeedState.DRAFT.label, DeedState.DRAFT.label_en) == ("草拟", "Draft")
    assert (DeedState.SIGNED.label, DeedState.SIGNED.label_en) == ("已签订", "signed")
    assert DeedState("draft") is DeedState.DRAFT


async def test_anybody_reads_every_code_list_without_a_database() -> None:
    answer = await read("/vocabulary")
    assert answer.status_code == 200
    assert answer.json() == {
        "deed_state": [
            {"code": "draft", "label": "草拟", "label_en": "Draft", "order": 0, "colour": "blue"},
            {"code": "signed", "label": "已签订", "label_en": "signed", "order": 1, "colour": None},
        ],
        "kind": [{"code": "paper", "label": "纸质", "label_en": "On paper", "order": 0, "colour": None}],
        "operation": [
            {"code": "sign_deed", "label": "签订", "label_en": "sign", "order": 0, "colour": None},
            {
                "code": "refuse_deed",
                "label": "不受理／不予受理",
                "label_en": "no matter; not ours",
                "order": 1,
                "colour": None,
            },
        ],
    }


async def test_code_lists_may_be_kept_until_they_change() -> None:
    first = await read("/vocabulary")
    assert first.headers["cache-control"] == "public, max-age=3600"
    assert (await read("/vocabulary")).headers["etag"] == first.headers["etag"]
    other = Service("deeds", "Deeds", "", Settings, MetaData(), Path(), vocabulary=(DeedState,))
    assert (await read("/vocabulary", other)).headers["etag"] != first.headers["etag"]


async def test_code_lists_that_one_has_are_not_sent_again() -> None:
    etag = (await read("/vocabulary")).headers["etag"]
    for known in (etag, f'W/{etag}, "another"', "*"):
        answer = await read("/vocabulary", headers={"If-None-Match": known})
        assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", etag)
    assert (await read("/vocabulary", headers={"If-None-Match": '"another"'})).status_code == 200


async def test_a_service_without_code_lists_has_no_such_address() -> None:
    bare = Service("deeds", "Deeds", "", Settings, MetaData(), Path())
    answer = await read("/vocabulary", bare)
    assert (answer.status_code, answer.json()["code"]) == (404, "route.unknown")


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b'{"deed_state":[{"code":"draft","label":"x"}]}', "'label_en' is a required property"),
        (b'{"deed_state":[{"code":1,"label":"x","label_en":"x"}]}', "1 is not of type 'string'"),
        (b'{"deed_state":[{"code":"x","label_en":"x","label":"x","order":0,"colour":null}]}', "pydantic would write"),
        (b'{"deed_state": []}', "pydantic would write"),
    ],
)
async def test_an_answer_that_is_not_as_its_document_says_is_found(content: bytes, fault: str) -> None:
    held = HeldAnswers(create_app(Api(SERVICE, routers=(router,))))
    request = httpx.Request("GET", "http://daiban/api/deeds/v1/vocabulary")
    with pytest.raises(WrongAnswerError, match=fault):
        await held(httpx.Response(200, content=content, headers={"content-type": "application/json"}, request=request))
    with pytest.raises(WrongAnswerError, match="says nothing of 202"):
        await held(httpx.Response(202, content=content, headers={"content-type": "application/json"}, request=request))

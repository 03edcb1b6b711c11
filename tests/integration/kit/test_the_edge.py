"""The HTTP edge: what is refused is refused clearly, and leaves nothing behind; what is repeated is done once."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import httpx
import pytest

from deploy.local.token import new_key
from shared.kit.ids import new_id
from shared.vocabulary.modes import Channel
from testing.tested_service import TestedService
from tests.integration.intake.conftest import Window, fresh_uscc

COUNTS = """
SELECT (SELECT count(*) FROM owner) AS owners, (SELECT count(*) FROM outbox) AS events,
       (SELECT count(*) FROM audit_entry) AS entries, (SELECT count(*) FROM idempotency_key) AS answers
"""


def owner_body(uscc: str, **changes: Any) -> dict[str, Any]:
    body = {"uscc": uscc, "name": "示例建设有限公司", "contact_name": "联系岗", "contact_phone": "020-12345678"}
    return body | changes


@pytest.fixture
def window(intake: TestedService) -> Window:
    return Window(intake)


@asynccontextmanager
async def nothing_written(intake: TestedService) -> AsyncIterator[None]:
    before = await intake.rows(COUNTS)
    yield
    assert await intake.rows(COUNTS) == before


async def test_the_same_key_and_body_get_the_first_answer_again(intake: TestedService) -> None:
    uscc = fresh_uscc()
    headers = intake.as_("owner", enterprise=uscc)
    first = await intake.client.post("/owners", json=owner_body(uscc), headers=headers)
    async with nothing_written(intake):
        again = await intake.client.post("/owners", json=owner_body(uscc), headers=headers)
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    assert (again.headers["etag"], again.headers["location"]) == (first.headers["etag"], first.headers["location"])
    assert again.headers["idempotency-replayed"] == "true"
    assert "idempotency-replayed" not in first.headers


async def test_the_same_key_with_another_body_is_refused(intake: TestedService) -> None:
    uscc = fresh_uscc()
    headers = intake.as_("owner", enterprise=uscc)
    await intake.client.post("/owners", json=owner_body(uscc), headers=headers)
    async with nothing_written(intake):
        other = await intake.client.post("/owners", json=owner_body(uscc, name="另一名称"), headers=headers)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency.key_reused")


async def test_a_key_is_its_callers_own(intake: TestedService) -> None:
    first, second = fresh_uscc(), fresh_uscc()
    for uscc in (first, second):
        headers = intake.as_("owner", enterprise=uscc, key="shared-key")
        assert (await intake.client.post("/owners", json=owner_body(uscc), headers=headers)).status_code == 201


async def test_a_refused_request_is_not_remembered(intake: TestedService) -> None:
    uscc = fresh_uscc()
    headers = intake.as_("owner", enterprise=uscc)
    async with nothing_written(intake):
        refused = await intake.client.post("/owners", json=owner_body(uscc, name=""), headers=headers)
    assert refused.status_code == 422
    assert (await intake.client.post("/owners", json=owner_body(uscc), headers=headers)).status_code == 201


async def test_fifty_at_once_under_one_key_make_one_owner(intake: TestedService) -> None:
    uscc = fresh_uscc()
    headers = intake.as_("owner", enterprise=uscc)

    async def send() -> tuple[int, bytes]:
        while True:
            answer = await intake.client.post("/owners", json=owner_body(uscc), headers=headers)
            if answer.status_code != 409:
                return answer.status_code, answer.content
            assert answer.json()["code"] == "idempotency.in_progress"
            assert answer.headers["retry-after"] == "1"
            await asyncio.sleep(0.01)

    answers = await asyncio.gather(*(send() for _ in range(50)))
    assert len(set(answers)) == 1
    assert answers[0][0] == 201
    assert await intake.rows("SELECT count(*) FROM owner WHERE uscc = :uscc", uscc=uscc) == [{"count": 1}]


@asynccontextmanager
async def uncommitted(intake: TestedService, statement: str, *values: object) -> AsyncIterator[None]:
    """Somebody else has written a row, and does not commit; who waits for that waits not long."""
    async with AsyncExitStack() as held:
        size = intake.runtime.settings.database_pool_size
        pool = [await held.enter_async_context(intake.runtime.database.connection()) for _ in range(size)]
        for one in pool:
            await one.execute("SET lock_timeout = '200ms'")
    admin = await intake.backing.admin()
    try:
        async with admin.transaction():
            await admin.execute(statement, *values)
            yield
    finally:
        await admin.close()
        for one in pool:
            await one.close()  # with its limit


async def test_who_waits_in_vain_for_anothers_row_is_not_told_that_its_own_key_is_in_use(intake: TestedService) -> None:
    known, awaited = fresh_uscc(), fresh_uscc()
    await intake.client.post("/owners", json=owner_body(known), headers=intake.as_("owner", enterprise=known))
    other = (
        "INSERT INTO intake.owner SELECT (jsonb_populate_record(o, jsonb_build_object("
        "'id', gen_random_uuid(), 'uscc', $2::text))).* FROM intake.owner AS o WHERE uscc = $1"
    )
    async with uncommitted(intake, other, known, awaited):
        headers = intake.as_("owner", enterprise=awaited)
        answer = await intake.client.post("/owners", json=owner_body(awaited), headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (503, "service.unavailable")


async def test_who_repeats_what_is_not_over_is_told_to_wait(intake: TestedService) -> None:
    known, repeated = fresh_uscc(), fresh_uscc()
    first, again, clerk = str(new_id()), str(new_id()), f"clerk-{new_id()}"
    headers = intake.as_("owner", sub=clerk, enterprise=known, key=first)
    await intake.client.post("/owners", json=owner_body(known), headers=headers)
    other = (
        "INSERT INTO intake.idempotency_key SELECT (jsonb_populate_record(k, jsonb_build_object('key', $2::text))).*"
        " FROM intake.idempotency_key AS k WHERE key = $1"
    )
    async with uncommitted(intake, other, first, again):
        headers = intake.as_("owner", sub=clerk, enterprise=repeated, key=again)
        answer = await intake.client.post("/owners", json=owner_body(repeated), headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (409, "idempotency.in_progress")


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        ({"Idempotency-Key": ""}, 400, "idempotency.key_invalid"),
        ({"Idempotency-Key": "x" * 256}, 400, "idempotency.key_invalid"),
        ({"Idempotency-Key": "two words"}, 400, "idempotency.key_invalid"),
        ({"Content-Type": "text/plain"}, 415, "body.media_type"),
        ({"Content-Type": ""}, 415, "body.media_type"),
    ],
)
async def test_odd_headers_are_refused(intake: TestedService, headers: dict[str, str], status: int, code: str) -> None:
    uscc = fresh_uscc()
    async with nothing_written(intake):
        given = intake.as_("owner", enterprise=uscc) | {"Content-Type": "application/json"} | headers
        answer = await intake.client.post("/owners", content=b"{}", headers=given)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


@pytest.mark.parametrize(
    "version",
    ["", '"1', '1"', '""1""', "W/1", 'W/W/"1"', '"1", 2', '"1",', '*, "1"', '"x"', '"1-2"', "-1", "1e3", "9" * 10],
)
async def test_a_version_is_an_etag_or_a_number(intake: TestedService, version: str) -> None:
    headers = intake.as_("window_clerk", version=version)
    async with nothing_written(intake):
        answer = await intake.client.post(f"/requests/{new_id()}/accept", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (400, "version.if_match_invalid")


@pytest.mark.parametrize("version", ["1", '"1"', 'W/"1"', ' "1" ', '"1", "2"', "*"])
async def test_a_version_may_be_weak_bare_one_of_several_or_any(intake: TestedService, version: str) -> None:
    headers = intake.as_("window_clerk", version=version)
    answer = await intake.client.post(f"/requests/{new_id()}/accept", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


async def test_a_creating_post_needs_a_key(intake: TestedService) -> None:
    uscc = fresh_uscc()
    headers = intake.as_("owner", enterprise=uscc)
    del headers["Idempotency-Key"]
    async with nothing_written(intake):
        answer = await intake.client.post("/owners", json=owner_body(uscc), headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (400, "idempotency.key_missing")


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"[" * 500_000, 400, "json.invalid"),
        (b'{"a":' * 150_000, 400, "json.invalid"),
        (b"[" * (10 * 1_048_576), 413, "body.too_large"),
        (b'{"uscc": ', 400, "json.invalid"),
        (b'{"uscc": "\xff\xfe"}', 400, "json.invalid"),
        (b'{"name": "\\ud800"}', 400, "json.invalid"),
        (b'{"uscc": NaN}', 400, "json.invalid"),
        (b"", 422, "body.invalid"),
        (b"[]", 422, "body.invalid"),
        (b"1e400", 400, "json.invalid"),
    ],
    ids=["deep array", "deep object", "10 MB", "cut", "no UTF-8", "surrogate", "NaN", "empty", "array", "1e400"],
)
async def test_hostile_bodies_get_a_clear_answer(intake: TestedService, body: bytes, status: int, code: str) -> None:
    headers = intake.as_("owner", enterprise=fresh_uscc()) | {"Content-Type": "application/json"}
    async with nothing_written(intake):
        answer = await intake.client.post("/owners", content=body, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["content-type"] == "application/problem+json"


async def test_a_nul_character_in_a_name_is_refused_with_its_field(intake: TestedService) -> None:
    uscc = fresh_uscc()
    async with nothing_written(intake):
        headers = intake.as_("owner", enterprise=uscc)
        answer = await intake.client.post("/owners", json=owner_body(uscc, name="甲\x00乙"), headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (422, "text.nul_character")
    assert answer.json()["errors"][0]["pointer"] == "/name"


async def test_unknown_and_missing_fields_are_named(intake: TestedService) -> None:
    uscc = fresh_uscc()
    headers = intake.as_("owner", enterprise=uscc)
    answer = await intake.client.post("/owners", json={"uscc": uscc, "nmae": "甲"}, headers=headers)
    found = {(one["pointer"], one["code"]) for one in answer.json()["errors"]}
    assert ("/nmae", "extra_forbidden") in found
    assert ("/name", "missing") in found


async def test_an_answer_names_no_more_faults_than_can_be_read(intake: TestedService) -> None:
    body = {f"field_{number}": 0 for number in range(20_000)}
    headers = intake.as_("owner", enterprise=fresh_uscc()) | {"Accept-Language": "en"}
    answer = await intake.client.post("/owners", json=body, headers=headers)
    assert (answer.status_code, len(answer.json()["errors"])) == (422, 100)
    assert answer.json()["detail"].startswith("20004 place(s)")
    assert len(answer.content) < 20_000


@pytest.mark.parametrize(
    ("path", "parameter", "code"),
    [
        ("/owners?usc=91440101000000001M", "usc", "parameter_unknown"),
        ("/districts?limit=1", "limit", "parameter_unknown"),
        ("/owners?limit=1&limit=2", "limit", "parameter_repeated"),
        *((f"/owners?limit={value}", "limit", "int_parsing") for value in ("1_0", "１０", "1.0", "%2B1", "1e1", "")),
        ("/projects/0193b5a0000070008000000000000000", "project_id", "uuid_parsing"),
        ("/projects/%7B0193b5a0-0000-7000-8000-000000000000%7D", "project_id", "uuid_parsing"),
    ],
)
async def test_a_parameter_that_is_unknown_repeated_or_of_another_form_is_named(
    intake: TestedService, path: str, parameter: str, code: str
) -> None:
    answer = await intake.client.get(path, headers=intake.as_("data_bureau"))
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert (error["parameter"], error["code"]) == (parameter, code)


async def test_an_unknown_parameter_is_answered_with_those_that_are_known(intake: TestedService) -> None:
    headers = intake.as_("data_bureau") | {"Accept-Language": "en"}
    answer = await intake.client.get("/owners", params={"q": "x"}, headers=headers)
    detail = answer.json()["errors"][0]["detail"]
    assert detail == "is no parameter of this address (known: count, cursor, limit, search, sort, uscc)"


async def test_a_filter_finds_what_the_field_would_store(intake: TestedService) -> None:
    uscc = fresh_uscc()
    await intake.client.post("/owners", json=owner_body(uscc), headers=intake.as_("owner", enterprise=uscc))
    asked = {"uscc": f" {uscc.lower()} "}
    found = await intake.client.get("/owners", params=asked, headers=intake.as_("data_bureau"))
    assert [one["uscc"] for one in found.json()["items"]] == [uscc]


async def test_words_follow_the_callers_language(intake: TestedService) -> None:
    for accepted, language, title in (
        ("en", "en", "Not authenticated"),
        ("fr, en;q=0.5, zh;q=0.2", "en", "Not authenticated"),
        ("zh-CN", "zh-CN", "未登录或登录已失效"),
        ("*;q=x", "zh-CN", "未登录或登录已失效"),
        (None, "zh-CN", "未登录或登录已失效"),
    ):
        headers = {"Accept-Language": accepted} if accepted else {}
        answer = await intake.client.get("/projects", headers=headers)
        assert (answer.json()["title"], answer.headers["content-language"]) == (title, language)


async def test_tokens_that_do_not_hold_are_refused_with_the_reason(intake: TestedService) -> None:
    forged = intake.as_("owner", key=None)["Authorization"].rsplit(".", 1)[0] + ".AAAA"
    for authorization, reason in (
        (intake.as_("owner", expires_in=-10)["Authorization"], "已过期"),
        (forged, "签名无效"),
        (intake.as_("owner", aud="another")["Authorization"], "不是签发给本系统"),
        (intake.as_("owner", iss="https://elsewhere.example")["Authorization"], "不是由认可的机构"),
        ("Bearer x.y.z", "签名无效"),
        ("Basic dXNlcjpwYXNz", "没有携带"),
        ("Bearer ", "没有携带"),
    ):
        answer = await intake.client.get("/projects", headers={"Authorization": authorization})
        assert (answer.status_code, answer.json()["code"]) == (401, "unauthenticated"), authorization
        assert reason in answer.json()["detail"]
        assert answer.headers["www-authenticate"] == 'Bearer realm="daiban"'


async def test_two_tokens_at_once_are_none(intake: TestedService) -> None:
    clerk, stranger = (intake.as_(role)["Authorization"] for role in ("window_clerk", "stranger"))
    for given in ((clerk, stranger), (stranger, clerk), (clerk, clerk)):
        answer = await intake.client.get("/projects", headers=[("Authorization", token) for token in given])
        assert (answer.status_code, answer.json()["code"]) == (401, "unauthenticated")


async def test_a_token_of_another_issuers_key_is_refused(intake: TestedService) -> None:
    from deploy.local.token import mint

    token = mint(intake.backing.stack.data, "owner", key=new_key())
    answer = await intake.client.get("/projects", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 401


async def test_a_token_that_was_good_is_refused_once_it_expires(intake: TestedService) -> None:
    headers = intake.as_("owner", expires_in=1)
    assert (await intake.client.get("/projects", headers=headers)).status_code == 200
    until = time.time() + 1.1
    while time.time() < until:
        await asyncio.sleep(0.05)
    assert (await intake.client.get("/projects", headers=headers)).status_code == 401


async def test_unknown_addresses_and_methods_get_problems_too(intake: TestedService) -> None:
    unknown = await intake.client.get("/nothing-here")
    assert (unknown.status_code, unknown.json()["code"]) == (404, "route.unknown")
    wrong = await intake.client.delete("/projects")
    assert (wrong.status_code, wrong.json()["code"]) == (405, "method.not_allowed")
    assert wrong.headers["allow"] == "GET, HEAD, POST"
    headers = intake.as_("auditor") | {"Host": "elsewhere.example"}
    slash = await intake.client.get("/projects/", headers=headers)
    assert (slash.status_code, slash.json()["code"]) == (404, "route.unknown")


async def test_the_request_id_comes_back(intake: TestedService) -> None:
    given = await intake.client.get("/districts", headers={"X-Request-Id": "portal-0123456789"})
    assert given.headers["x-request-id"] == "portal-0123456789"
    made = await intake.client.get("/districts", headers={"X-Request-Id": "not good\t"})
    assert made.headers["x-request-id"] != "not good\t"


async def _accepted(intake: TestedService, request: dict[str, Any], if_match: str) -> httpx.Response:
    headers = intake.as_("window_clerk", version=if_match)
    return await intake.client.post(f"/requests/{request['id']}/accept", headers=headers)


async def test_a_read_s_etag_is_taken_by_a_change_and_told_apart_by_what_was_shown(window: Window) -> None:
    intake, project = window.service, await window.registered_project()
    body = {"project_id": project["id"], "modes": ["act"]}
    request = await window.post("/requests", body, window.owner(project["owner_uscc"]))
    path = f"/requests/{request['id']}"
    as_owner = await intake.client.get(path, headers=window.owner(project["owner_uscc"]))
    as_clerk = await intake.client.get(path, headers=intake.as_("window_clerk"))
    assert as_owner.headers["etag"] != as_clerk.headers["etag"], "they may do other things with it"
    for stale in ('"7"', '"7", "8"', as_clerk.headers["etag"].replace("1-", "7-", 1)):
        answer = await _accepted(intake, request, stale)
        assert (answer.status_code, answer.json()["code"]) == (412, "version.stale")
    answer = await _accepted(intake, request, f'"7", {as_clerk.headers["etag"]}')
    assert (answer.status_code, answer.headers["etag"]) == (200, '"2"')


async def test_any_version_will_do_where_the_caller_says_so(window: Window) -> None:
    project = await window.registered_project()
    body = {"project_id": project["id"], "modes": ["act"]}
    request = await window.post("/requests", body, window.owner(project["owner_uscc"]))
    assert (await _accepted(window.service, request, "*")).status_code == 200


@pytest.mark.parametrize("form", ["{}", "W/{}", '"x", {}', "*"])
async def test_what_one_has_already_is_not_sent_again(window: Window, form: str) -> None:
    owner = await window.registered_owner()
    headers = window.owner(owner["uscc"])
    first = await window.service.client.get(f"/owners/{owner['id']}", headers=headers)
    etag = first.headers["etag"]
    again = await window.service.client.get(
        f"/owners/{owner['id']}", headers=headers | {"If-None-Match": form.format(etag)}
    )
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    other = await window.service.client.get(
        f"/owners/{owner['id']}", headers=window.service.as_("auditor") | {"If-None-Match": etag}
    )
    assert other.status_code == 200, "what another caller is shown is something else"
    changed = await window.service.client.get(f"/owners/{owner['id']}", headers=headers | {"If-None-Match": '"9"'})
    assert changed.status_code == 200


async def test_head_tells_what_get_would_without_its_content(window: Window) -> None:
    owner = await window.registered_owner()
    headers = window.owner(owner["uscc"])
    for path in ("/owners", f"/owners/{owner['id']}", "/districts", "/vocabulary", "/openapi.json"):
        got = await window.service.client.get(path, headers=headers)
        head = await window.service.client.head(path, headers=headers)
        assert (head.status_code, head.content) == (200, b"")
        told = {"content-type", "content-length", "etag"}
        assert {n: head.headers.get(n) for n in told} == {n: got.headers.get(n) for n in told}
    hidden = await window.service.client.head(f"/owners/{owner['id']}", headers=window.owner(fresh_uscc()))
    assert (hidden.status_code, hidden.content) == (404, b"")
    nowhere = await window.service.client.head(f"/requests/{new_id()}/accept", headers=headers)
    assert (nowhere.status_code, nowhere.headers["allow"]) == (405, "POST")
    wrong = await window.service.client.delete("/districts", headers=headers)
    assert wrong.headers["allow"] == "GET, HEAD"


@pytest.mark.parametrize(
    ("field", "given", "code", "zh", "en"),
    [
        ("name", "甲\n乙", "string_pattern_mismatch", "一行可见文字", "one line that can be seen"),
        ("contact_phone", "(((((", "phone_form", "电话号码，如 020-83000000", "a telephone number, such as"),
        (
            *("contact_phone", "020-83000000、13800000000", "phone_several"),
            *("只能填写一个电话号码", "must be one telephone number"),
        ),
    ],
)
async def test_a_rule_is_told_in_words_and_not_as_a_pattern(
    intake: TestedService, field: str, given: str, code: str, zh: str, en: str
) -> None:
    uscc = fresh_uscc()
    for language, words in (("zh", zh), ("en", en)):
        headers = intake.as_("owner", enterprise=uscc) | {"Accept-Language": language}
        answer = await intake.client.post("/owners", json=owner_body(uscc, **{field: given}), headers=headers)
        (error,) = answer.json()["errors"]
        assert (error["code"], words in error["detail"], "\\" in error["detail"]) == (code, True, False)


async def test_a_choice_is_told_as_its_language_lists_it(window: Window) -> None:
    project = await window.registered_project()
    body = {"project_id": project["id"], "modes": "act", "channel": "fax"}
    told = await window.post("/requests", body, window.owner(project["owner_uscc"]), 422)
    details = {error["pointer"]: error["detail"] for error in told["errors"]}
    assert details["/modes"] == "应为数组"
    assert details["/channel"] == f"请从以下选项中选择：{'、'.join(channel.label for channel in Channel)}"
    english = window.owner(project["owner_uscc"]) | {"Accept-Language": "en"}
    told = await window.post("/requests", body, english, 422)
    details = {error["pointer"]: error["detail"] for error in told["errors"]}
    assert details["/channel"] == f"must be one of: {', '.join(channel.label_en for channel in Channel)}"


async def test_a_form_has_what_the_route_knows_each_once(window: Window) -> None:
    project = await window.registered_project()
    path, headers = f"/projects/{project['id']}/materials", window.owner(project["owner_uscc"])
    file = ("a.pdf", b"%PDF-1.4\n", "application/pdf")
    for fields, pointer, code in (
        ({"name": "甲", "nmae": "乙"}, "/nmae", "extra_forbidden"),
        ({"name": ["甲", "乙"]}, "/name", "parameter_repeated"),
    ):
        answer = await window.service.client.post(path, files={"file": file}, data=fields, headers=headers)
        (error,) = answer.json()["errors"]
        assert (answer.status_code, error["pointer"], error["code"]) == (422, pointer, code)

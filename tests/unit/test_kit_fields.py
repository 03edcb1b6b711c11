"""What the services' fields take, what the clock calls a day, and how several APIs become one document."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

import pytest
from pydantic import Field, TypeAdapter, ValidationError

from shared.kit.clock import FileClock, SystemClock, clock_from, local_date
from shared.kit.http.fields import Distinct, Line, Moment, Paragraph, RequestModel, Yuan
from shared.kit.openapi import add_links, merge


class Form(RequestModel):
    line: Line = "一行"
    paragraph: Paragraph = "一段"


@pytest.mark.parametrize(
    "fields",
    [
        {"line": ""},
        {"line": "   "},
        {"line": "字" * 201},
        {"line": "两\n行"},
        {"line": "制表\t符"},
        {"line": "\x7f"},
        {"line": "右\u202efdp.exe"},
        {"line": "零\u200b宽"},
        {"line": "隔\u2066离\u2069"},
        {"line": "\u2028"},
        {"line": "\ufeff甲"},
        *(
            {"line": text}
            for text in ("\u200d", "\u3164", "\u2800\u2800", "\u00ad", "\u115f", "\ufe0f", "\u200d\u3000\u200d")
        ),
        {"paragraph": "\u3164\n\u2800"},
        {"paragraph": "空\x00字符"},
        {"paragraph": "\x1b[31m"},
        {"paragraph": "\x9b31m"},
        {"paragraph": "\u202e"},
        {"paragraph": "字" * 4001},
        {"lnie": "misspelt"},
    ],
    ids=ascii,
)
def test_text_that_does_not_fit_is_refused(fields: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        Form(**fields)


def test_text_is_trimmed_and_paragraphs_may_have_lines() -> None:
    form = Form(line=" 综合窗口 ", paragraph="第一行\n\t第二行")
    assert (form.line, form.paragraph) == ("综合窗口", "第一行\n\t第二行")


@pytest.mark.parametrize("text", ["👩‍💻 经办岗", "क्‍ष", "می‌خواهم", "éé", "𠮷野家", "①②"])
def test_text_of_any_script_is_taken_as_it_is(text: str) -> None:
    assert Form(line=text, paragraph=text) == Form.model_construct(line=text, paragraph=text)


def test_an_array_of_different_things_may_not_repeat_one() -> None:
    distinct = TypeAdapter(Annotated[set[int], Field(min_length=1), Distinct])
    assert distinct.validate_json("[1, 2]") == {1, 2}
    assert distinct.json_schema()["uniqueItems"]
    for refused in ("[1, 1]", "[]", "{}"):
        with pytest.raises(ValidationError):
            distinct.validate_json(refused)


@pytest.mark.parametrize(
    "amount", ["-0.01", "0.001", "NaN", "Infinity", "1e30", "12345678901234567.00", "", "٣", "1_000", "1e3"]
)
def test_what_is_no_sum_of_money_is_refused(amount: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Yuan).validate_python(amount)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("186000000.10", "186000000.10"),
        ("186000000.1", "186000000.10"),
        ("7", "7.00"),
        ("-0", "0.00"),
        ("-0.00", "0.00"),
    ],
)
def test_money_stays_exact_and_has_two_places(given: str, shown: str) -> None:
    money = TypeAdapter(Yuan)
    assert money.dump_json(money.validate_python(given)) == f'"{shown}"'.encode()


def test_a_moment_is_shown_in_the_citys_time() -> None:
    moment = TypeAdapter(Moment)
    assert moment.dump_json(moment.validate_python("2026-11-23T16:30:00Z")) == b'"2026-11-24T00:30:00+08:00"'


def test_a_day_begins_at_the_citys_midnight() -> None:
    midnight = datetime(2026, 11, 23, 16, tzinfo=UTC)
    assert local_date(midnight) == date(2026, 11, 24)
    assert local_date(midnight - timedelta(microseconds=1)) == date(2026, 11, 23)


def test_only_a_file_moves_the_clock(tmp_path: Path) -> None:
    file = tmp_path / "clock"
    assert isinstance(clock_from(None), SystemClock)
    moved = clock_from(file)
    assert isinstance(moved, FileClock)
    for content, ahead in ((None, 0), ("86400", 86400), ("-60.5", -60.5), ("tomorrow", 0), ("", 0)):
        if content is not None:
            file.write_text(content)
        assert abs(moved.now() - SystemClock().now() - timedelta(seconds=ahead)) < timedelta(seconds=5)


def api(service: str, **schemas: Any) -> dict[str, Any]:
    references = {name: {"$ref": f"#/components/schemas/{name}"} for name in schemas}
    return {
        "openapi": "3.1.0",
        "info": {"title": service, "description": f"the service {service}", "contact": {"name": "代办"}},
        "servers": [{"url": "/"}],
        "paths": {f"/api/{service}/v1/things": references},
        "components": {"schemas": schemas, "securitySchemes": {"oidc": {"type": "http"}}},
        "tags": [{"name": "things"}],
    }


def test_schemas_of_one_name_stay_apart_unless_they_are_the_same() -> None:
    merged = merge(
        [api("intake", Page={"a": 1}, Problem={"p": 1}), api("notify", Page={"b": 2}, Problem={"p": 1})],
        title="代办",
        version="1",
    )
    assert merged["components"]["schemas"] == {"Page": {"a": 1}, "NotifyPage": {"b": 2}, "Problem": {"p": 1}}
    assert merged["paths"]["/api/intake/v1/things"]["Page"] == {"$ref": "#/components/schemas/Page"}
    assert merged["paths"]["/api/notify/v1/things"]["Page"] == {"$ref": "#/components/schemas/NotifyPage"}
    assert merged["tags"] == [{"name": "things"}]
    assert merged["info"]["description"] == "intake: the service intake\n\nnotify: the service notify"


def test_answers_lead_to_what_takes_their_id_and_version() -> None:
    def operation(name: str, status: str = "200", *parameters: str) -> dict[str, Any]:
        return {"operationId": name, "parameters": [{"name": one} for one in parameters], "responses": {status: {}}}

    spec: dict[str, Any] = {
        "paths": {
            "/things": {"get": operation("list_things"), "post": operation("make_thing", "201")},
            "/things/{thing_id}": {"get": operation("get_thing")},
            "/things/{thing_id}/end": {"post": operation("end_thing", "200", "If-Match")},
            "/words/{code}": {"get": operation("get_word")},
        }
    }
    add_links(spec)
    answers = {
        one["operationId"]: answer.get("links", {})
        for methods in spec["paths"].values()
        for one in methods.values()
        for answer in one["responses"].values()
    }
    places = {
        (source, target): link["parameters"] for source, links in answers.items() for target, link in links.items()
    }
    here = {"path.thing_id": "$request.path.thing_id"}
    assert places == {
        ("list_things", "get_thing"): {"path.thing_id": "$response.body#/items/0/id"},
        ("make_thing", "get_thing"): {"path.thing_id": "$response.body#/id"},
        ("get_thing", "end_thing"): here | {"header.If-Match": "$response.header.ETag"},
        ("end_thing", "get_thing"): here,
    }

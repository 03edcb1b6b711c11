"""Nasty inputs by name: JSON, addresses, queries, headers, text and files. Each gets a clear answer, none is kept."""

from __future__ import annotations

import base64
import io
import os
import re
import struct
import zipfile
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from services.intake_service.window.materials.recognition import file_name
from shared.kit.pages import encode_cursor
from testing.plans import list_routes
from testing.tested_service import TestedService
from tests.fuzz.conftest import Fuzzed
from tests.fuzz.schemathesis_run import ENDLESS, LONG
from tests.fuzz.worlds import WORLDS, World
from tests.integration.intake.conftest import PDF, Window, fresh_uscc

Started = Callable[[str], Awaitable[Fuzzed]]
IN_TURN = [
    pytest.param(name, marks=pytest.mark.xdist_group("fuzz-intake" if name == "intake" else "fuzz-others"))
    for name in WORLDS
]
each_service = pytest.mark.parametrize("name", IN_TURN)
of_intake = pytest.mark.xdist_group("fuzz-intake")

JSON: dict[str, bytes] = {
    "nothing": b"",
    "blank": b" \n\t",
    "byte order mark": b"\xef\xbb\xbf{}",
    "UTF-16": '{"reason": "x"}'.encode("utf-16"),
    "UTF-32": '{"reason": "x"}'.encode("utf-32"),
    "no UTF-8": b'{"reason": "\xff\xfe"}',
    "overlong UTF-8": b'{"reason": "\xc0\x80"}',
    "CESU-8": b'{"reason": "\xed\xa0\xbd\xed\xb8\x80"}',
    "lone surrogate": b'{"reason": "\\ud83d"}',
    "surrogates the wrong way": b'{"reason": "\\ude00\\ud83d"}',
    "surrogate as a name": b'{"\\ud800": 1}',
    "escaped NUL": b'{"reason": "\\u0000"}',
    "escaped NUL as a name": b'{"\\u0000": 1}',
    "raw NUL": b'{"reason": "\x00"}',
    "raw line break": b'{"reason": "a\nb"}',
    "cut": b'{"reason": "',
    "two documents": b"{}{}",
    "trailing comma": b'{"reason": "x",}',
    "comment": b'{"reason": "x" /* y */}',
    "single quotes": b"{'reason': 'x'}",
    "bare names": b"{reason: 1}",
    "NaN": b'{"reason": NaN}',
    "Infinity": b'{"reason": -Infinity}',
    "1e400": b'{"reason": 1e400}',
    "hexadecimal": b'{"reason": 0x10}',
    "leading zero": b'{"reason": 01}',
    "a number of 10,000 digits": b'{"reason": ' + b"9" * 10_000 + b"}",
    "deep arrays": b"[" * 100_000 + b"]" * 100_000,
    "deep objects": b'{"reason":' * 1_000 + b"1" + b"}" * 1_000,
    "60,000 names": b"{" + b",".join(b'"n%d":0' % number for number in range(60_000)) + b"}",
    "the same name 50,000 times": b"{" + b",".join([b'"reason":0'] * 50_000) + b"}",
    "a text of 900 KB": b'{"reason": "' + b"x" * 900_000 + b'"}',
    "over the limit": b'{"reason": "' + b"x" * 3_000_000 + b'"}',
    "array": b"[]",
    "array of objects": b'[{"reason": "x"}]',
    "text": b'"reason"',
    "number": b"1",
    "true": b"true",
    "null": b"null",
    "prototype": b'{"__proto__": {"reason": "x"}, "constructor": {}}',
    "unknown name": b'{"__class__": "x"}',
    "a form": b"reason=x",
}
IDS = [
    "0193B5A0-0000-7000-8000-000000000000",
    "{0193b5a0-0000-7000-8000-000000000000}",
    "urn:uuid:0193b5a0-0000-7000-8000-000000000000",
    "0193b5a0000070008000000000000000",
    "00000000-0000-0000-0000-000000000000",
    "ffffffff-ffff-ffff-ffff-ffffffffffff",
    "0193b5a0-0000-7000-8000-00000000000",
    "٠193b5a0-0000-7000-8000-000000000000",
    "0",
    "-1",
    "1e9",
    "null",
    "*",
    " ",
    "\x00",
    "a\x00b",
    "\r\nX-Injected: 1",
    "..",
    "../../../../etc/passwd",
    "..\\..",
    "';SELECT pg_sleep(9)--",
    "%",
    "%00",
    "%s%n",
    "${jndi:ldap://x}",
    "{{7*7}}",
    "<script>",
    "\u202e",
    "\ufeff",
    "𠮷",
    "x" * 5_000,
]
RAW = ["%00", "%ff", "%ed%a0%80", "%c0%af", "%2e%2e%2f", "..%2f..%2f", "%", "%zz", "%25%30%30", ";a=b", "%u0041"]
"""Pieces of an address as they are sent, escapes and all."""
VALUES = [
    "",
    "0",
    "-1",
    "1e9",
    "1.5",
    "101",
    "9" * 5_000,
    str(2**31),
    str(2**63),
    "NaN",
    "true",
    "٣",
    "null",
    "0001-01-01",
]
HEADERS: list[tuple[bytes, bytes]] = [
    (b"accept-language", b"en;q=2, zh;q=-1, *;q=nan"),
    (b"accept-language", b"," * 30_000),
    (b"accept-language", b"en;q=1e400, zh;q=" + b"9" * 5_000),
    (b"accept-language", b"\xff\xfe\x00"),
    (b"accept", b"text/html;q=\xff"),
    (b"accept-encoding", b"gzip;q=-1"),
    (b"authorization", b"Bearer"),
    (b"authorization", b"Bearer \xff\xfe"),
    (b"authorization", b"Bearer " + b"." * 60_000),
    (b"authorization", b"Bearer eyJhbGciOiJub25lIn0.eyJyb2xlcyI6WyJhdWRpdG9yIl19."),
    (b"authorization", b"Negotiate " + base64.b64encode(os.urandom(300))),
    (b"content-type", b"application/json; charset=utf-7"),
    (b"content-type", b"application/json;" * 3_000),
    (b"content-type", b"multipart/form-data"),
    (b"content-type", b"\xff"),
    (b"content-length", b"-1"),
    (b"content-length", b"9" * 400),
    (b"content-encoding", b"gzip"),
    (b"expect", b"100-continue"),
    (b"forwarded", b"for=\x01"),
    (b"host", b"\xff"),
    (b"idempotency-key", b""),
    (b"idempotency-key", b"\xe4\xb8\xad"),
    (b"idempotency-key", b"x" * 60_000),
    (b"idempotency-key", b"a\tb"),
    (b"if-match", b'*, "1"'),
    (b"if-match", b'"' + b"9" * 5_000 + b'"'),
    (b"if-match", b"\xd9\xa3"),
    (b"if-match", b'"1", 2'),
    (b"range", b"bytes=0-,-1"),
    (b"traceparent", b"00-" + b"0" * 32 + b"-" + b"0" * 16 + b"-ff"),
    (b"traceparent", b"\xff" * 3_000),
    (b"x-forwarded-for", b"a, b" * 3_000),
    (b"x-http-method-override", b"DELETE"),
    (b"x-request-id", b"\xff\x00"),
    (b"x-request-id", b"x" * 60_000),
]

DECEIVING = ["甲\u202e乙", "甲\u200b", "\u2066甲\u2069", "\ufeff甲", "甲\u2028乙", "甲\x00", "甲\x1b[0m", "甲\x85乙"]
DECEIVING += ["\x7f", "\u3000", " ", ""]
HONEST = ["👩‍👩‍👧‍👦", "e\u0301\u0301", "𠮷野家", "Ǆ ﬁ ﷽", "मन्त्र", "عقد", "\U000e0100䶮", "null"]
HONEST += ["<b>&amp;'\"\\%s{0}${x}", "'; DROP TABLE owner; --"]


def wrong_digits(text: str) -> list[str]:
    """A text with its digits from elsewhere: Arabic-Indic, Devanagari, Chinese. (Full width is a width, no script.)"""
    others = ("٠١٢٣٤٥٦٧٨٩", "०१२३४५६७८९", "〇一二三四五六七八九")
    return [text.translate(str.maketrans("0123456789", digits)) for digits in others]


@asynccontextmanager
async def nothing_written(service: TestedService) -> AsyncIterator[None]:
    """No table of the service has a row more or fewer afterwards."""
    counts = " UNION ALL ".join(
        f"SELECT '{name}' AS table, count(*) AS rows FROM {name}" for name in sorted(service.service.metadata.tables)
    )
    before = await service.rows(counts)
    yield
    assert await service.rows(counts) == before


def check_refused(answer: httpx.Response, *statuses: int) -> None:
    """It is a problem in full, of one of these statuses."""
    sent = f"{answer.request.method} {str(answer.request.url)[:300]} {answer.request.headers!r:.300}"
    assert answer.status_code in statuses, f"{sent}: {answer.status_code} {answer.text[:500]}"
    assert answer.headers["content-type"] == "application/problem+json", sent
    problem = answer.json()
    assert problem["status"] == answer.status_code
    assert all(problem[field] for field in ("type", "title", "code", "detail", "way_out")), sent


def operations(service: TestedService, method: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The service's operations of a method, by their paths below its prefix."""
    for path, methods in service.app.openapi()["paths"].items():
        if method in methods and not re.search(f"{ENDLESS}$", path):
            yield path.removeprefix(service.service.prefix), methods[method]


def filled(path: str, world: World) -> str:
    """A path with what exists in the place of its parameters."""
    for name, known in world.items():
        path = path.replace(f"{{{name}}}", known[0])
    return path.replace("{year}", "2026")


def allowed(service: TestedService, operation: dict[str, Any], **given: Any) -> dict[str, str]:
    """The headers of somebody who may call it; the owner's and the window's come before an overseer's."""
    roles = operation["x-roles"] or ["auditor"]
    first = next((role for role in ("owner", "window_clerk", "handler", "data_bureau") if role in roles), roles[0])
    return service.as_(first, **given)


@each_service
async def test_no_such_json_is_taken(fuzzed: Started, name: str) -> None:
    service, world = await fuzzed(name)
    writes = [("POST", *one) for one in operations(service, "post")] + [
        ("PUT", *one) for one in operations(service, "put")
    ]
    taking_json = [one for one in writes if "application/json" in one[2].get("requestBody", {}).get("content", {})]
    async with nothing_written(service):
        for number, (method, path, operation) in enumerate(taking_json):
            headers = allowed(service, operation, version=1) | {"Content-Type": "application/json"}
            for content in JSON.values():
                if LONG or number == 0 or len(content) < 100_000:  # how large ones are refused is the same everywhere
                    url = filled(path, world)
                    answer = await service.client.request(method, url, content=content, headers=headers)
                    check_refused(answer, 400, 413, 422)


@each_service
async def test_no_such_address_leads_anywhere(fuzzed: Started, name: str) -> None:
    service, _ = await fuzzed(name)
    async with nothing_written(service):
        for method in ("get", "post"):
            for path, operation in operations(service, method):
                if "{" not in path:
                    continue
                before, _, rest = path.partition("{")
                after = rest.partition("}")[2]
                headers = allowed(service, operation, version=1)
                for piece in [*(quote(one, safe="") for one in IDS), *RAW]:
                    url = f"http://daiban{service.service.prefix}{before}{piece}{after}"
                    answer = await service.client.request(method, url, headers=headers)
                    if answer.status_code != 200:  # the address without its last piece may be a list's
                        check_refused(answer, 400, 404, 405, 415, 422)


@each_service
async def test_no_such_query_does_harm(fuzzed: Started, name: str) -> None:
    service, world = await fuzzed(name)
    async with nothing_written(service):
        for path, operation in operations(service, "get"):
            known = [one["name"] for one in operation.get("parameters", []) if one["in"] == "query"]
            address, headers = filled(path, world), allowed(service, operation)
            for query in queries(known):
                answer = await service.client.get(f"{address}?{query}", headers=headers)
                if answer.status_code != 200:
                    check_refused(answer, 400, 404, 422)


def queries(known: list[str]) -> Iterator[str]:
    for parameter in [*known, "unknown"]:
        for value in VALUES:
            yield f"{parameter}={value}"
        for piece in RAW:
            yield f"{parameter}={piece}"
        yield f"{parameter}=1&{parameter}=2"
        yield f"{parameter}[]=1"
    yield "&".join(f"n{number}=" for number in range(5_000))
    yield "limit=%00&%00=limit"


@each_service
async def test_a_made_up_cursor_is_refused(fuzzed: Started, name: str) -> None:
    service, world = await fuzzed(name)
    async with nothing_written(service):
        for path, operation in operations(service, "get"):
            if "cursor" not in {one["name"] for one in operation.get("parameters", [])}:
                continue
            address, headers = filled(path, world), allowed(service, operation)
            listing = list_routes(service).get(path)
            course = [listing.name, listing.usual] if listing else ["audit", "-at"]
            of = [world["project_id"][0]] if "{project_id}" in path else []
            for cursor in made_up_cursors(" ".join([*course, *of])):
                answer = await service.client.get(address, params={"cursor": cursor}, headers=headers)
                if answer.status_code != 200:  # it happens to be one that the list could have given out
                    check_refused(answer, 400, 404, 422)


def made_up_cursors(course: str) -> Iterator[str]:
    """Rubbish, and what somebody who reads our code can make: whole, of the list, with values that fit no row."""
    yield from ("x", "=", "====", "\x00", "中", "A" * 400, "A" * 401, base64.urlsafe_b64encode(os.urandom(64)).decode())
    values = [2**63, 2**64 - 1, -(2**63), -1, "\x00", "x\x00", 1e308, None, [], {}, True, "x" * 200]
    for value in values:
        yield encode_cursor(course, [value])
        yield encode_cursor(course, [value, value])
        yield encode_cursor(course, ["2026-11-23T00:00:00+08:00", value])
        yield encode_cursor(course, [value, "0193b5a0-0000-7000-8000-000000000000"])
    for moment in ("2026-11-23T00:00:00", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "2026-11-23"):
        yield encode_cursor(course, [moment, "0193b5a0-0000-7000-8000-000000000000"])


def takes_no_form(operation: dict[str, Any]) -> bool:
    """Whether it asks for a token, and for JSON if for any body."""
    taken = operation.get("requestBody", {"content": "application/json"})["content"]
    return bool(operation["x-roles"]) and "application/json" in taken


@each_service
async def test_no_such_header_does_harm(fuzzed: Started, name: str) -> None:
    service, world = await fuzzed(name)
    async with nothing_written(service):
        for method in ("get", "put" if name == "notify" else "post"):
            path, operation = next((path, one) for path, one in operations(service, method) if takes_no_form(one))
            usual = [(key.lower().encode(), value.encode()) for key, value in allowed(service, operation).items()]
            for header in HEADERS:
                others = [one for one in usual if one[0] != header[0]]
                for given in ([*others, header], [*usual, header], [header, *usual], [*others, header, header]):
                    url = f"{service.service.prefix}{filled(path, world)}"
                    request = httpx.Request(method, f"http://daiban{url}", headers=given, content=b"[]")
                    answer = await service.client.send(request)
                    if answer.status_code != 200:
                        check_refused(answer, 400, 401, 404, 413, 415, 422, 428)


@of_intake
async def test_text_that_deceives_is_refused_and_all_other_text_comes_back_as_it_was(fuzzed: Started) -> None:
    service, _ = await fuzzed("intake")
    window = Window(service)
    owner = await window.registered_owner()
    async with nothing_written(service):
        for text in DECEIVING:
            body = window.project_body(owner, name=text)
            told = await window.post("/projects", body, window.owner(owner["uscc"]), 422)
            assert [one["pointer"] for one in told["errors"]] == ["/name"], ascii(text)
    for text in HONEST:
        project = await window.registered_project(owner, name=text)
        read = await service.client.get(f"/projects/{project['id']}", headers=window.owner(owner["uscc"]))
        assert read.json()["name"] == text


@of_intake
async def test_digits_from_elsewhere_are_no_digits(fuzzed: Started) -> None:
    service, _ = await fuzzed("intake")
    window = Window(service)
    owner = await window.registered_owner()
    project = window.project_body(owner)
    async with nothing_written(service):
        for field in ("project_code", "district", "total_investment"):
            for wrong in wrong_digits(project[field]):
                told = await window.post("/projects", project | {field: wrong}, window.owner(owner["uscc"]), 422)
                assert [one["pointer"] for one in told["errors"]] == [f"/{field}"], wrong
        uscc = fresh_uscc()
        registered = {"uscc": uscc, "name": "甲", "contact_name": "乙", "contact_phone": "020-12345678"}
        for field in ("uscc", "contact_phone"):
            for wrong in wrong_digits(registered[field]):
                told = await window.post("/owners", registered | {field: wrong}, service.as_("window_clerk"), 422)
                assert [one["pointer"] for one in told["errors"]] == [f"/{field}"], wrong


def part(name: str, content: bytes, *, filename: str | None = None, kind: str | None = None, more: str = "") -> bytes:
    """One part of a form, as it goes over the wire."""
    disposition = f'Content-Disposition: form-data; name="{name}"' + (f'; filename="{filename}"' if filename else "")
    typed = f"\r\nContent-Type: {kind}" if kind else ""
    return b"--b\r\n" + f"{disposition}{typed}{more}\r\n\r\n".encode() + content + b"\r\n"


NAMED = part("name", "申请表".encode())
FILE = part("file", PDF, filename="a.pdf", kind="application/pdf")
END = b"--b--\r\n"
FORMS: dict[str, bytes] = {
    "nothing": b"",
    "only its end": END,
    "no file": NAMED + END,
    "no name": FILE + END,
    "two files": NAMED + FILE + FILE + END,
    "a file without a file name": NAMED + part("file", PDF, kind="application/pdf") + END,
    "an empty file": NAMED + part("file", b"", filename="a.pdf", kind="application/pdf") + END,
    "a boundary that never comes": NAMED + FILE.replace(b"--b", b"--c") + END,
    "cut in a header": NAMED + FILE[:40],
    "cut in the content": NAMED + FILE[:-20],
    "no end": NAMED,
    "no header": b"--b\r\n\r\nx\r\n" + END,
    "a header of 1 MB": NAMED + part("file", PDF, filename="a", more="\r\nX-Long: " + "x" * 1_000_000) + END,
    "10,000 headers": NAMED + part("file", PDF, filename="a", more="\r\nX: y" * 10_000) + END,
    "10,000 fields": NAMED + b"".join(part(f"n{number}", b"") for number in range(10_000)) + FILE + END,
    "10,000 names": NAMED * 10_000 + FILE + END,
    "a field of 2 MB": part("name", b"x" * 2_000_000) + FILE + END,
    "unknown fields": NAMED + part("__proto__", b"x") + part("kind", b"x") + FILE + END,
    "a name of two lines": part("name", b"a\r\nb") + FILE + END,
    "a name with NUL": part("name", b"a\x00b") + FILE + END,
    "a name that turns": part("name", "a\u202eb".encode()) + FILE + END,
    "a name as a file": part("name", b"x", filename="name") + FILE + END,
    "a file as a field": NAMED + part("file", b"x") + END,
    "a form in a form": NAMED + part("file", NAMED + END, filename="a", kind="multipart/form-data; boundary=b") + END,
    "base64": NAMED + part("file", base64.b64encode(PDF), filename="a.pdf", kind="application/pdf") + END,
    "JSON": b'{"name": "x"}',
}


@of_intake
async def test_no_such_form_is_taken(fuzzed: Started) -> None:
    service, world = await fuzzed("intake")
    url = f"/projects/{world['project_id'][0]}/materials"
    async with nothing_written(service):
        for form in FORMS.values():
            headers = service.as_("owner") | {"Content-Type": "multipart/form-data; boundary=b"}
            check_refused(await service.client.post(url, content=form, headers=headers), 400, 413, 415, 422)
        for kind in ("", "; boundary=", "; boundary=" + "b" * 5_000, "; boundary=中", '; boundary="'):
            headers = service.as_("owner") | {"Content-Type": f"multipart/form-data{kind}"}
            given = [(key.encode(), value.encode()) for key, value in headers.items()]
            answer = await service.client.post(url, content=NAMED + FILE + END, headers=given)
            check_refused(answer, 400, 415, 422)


def bomb() -> bytes:
    """A document of Word's form, 50 KB, that unpacks to 50 MB."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as document:
        document.writestr("word/document.xml", bytes(50 * 1_048_576))
    return packed.getvalue()


def png(width: int, height: int) -> bytes:
    """A PNG that says it is so large, with no more to it."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
CONTENTS = [
    ("a page that says it is a PDF", b"<html><script>alert(1)</script></html>", "application/pdf"),
    ("a program", b"MZ" + bytes(500), "application/pdf"),
    ("a drawing that scripts", b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>', "image/png"),
    ("a PNG that says it is a JPEG", png(1, 1), "image/jpeg"),
    ("a PDF that says it is a PNG", PDF, "image/png"),
    ("a zip that says it is a PDF", bomb(), "application/pdf"),
    ("NUL only", bytes(1_000), "application/pdf"),
    ("a page", b"<html></html>", "text/html"),
]


@of_intake
async def test_a_file_is_what_it_says_or_it_is_refused(fuzzed: Started) -> None:
    service, world = await fuzzed("intake")
    window, project = Window(service), {"id": world["project_id"][0], "owner_uscc": world["uscc"][0]}
    async with nothing_written(service):
        for what, data, kind in CONTENTS:
            answer = await service.client.post(
                f"/projects/{project['id']}/materials",
                files={"file": (what, data, kind)},
                data={"name": what},
                headers=window.owner(project["owner_uscc"]),
            )
            check_refused(answer, 400, 415, 422)


@of_intake
@pytest.mark.parametrize(
    "kind", ["", "application/pdf/../../x", "x" * 300, "text/html"], ids=["none", "path", "long", "page"]
)
async def test_a_type_that_means_nothing_does_no_harm(fuzzed: Started, kind: str) -> None:
    service, world = await fuzzed("intake")
    project = {"id": world["project_id"][0], "owner_uscc": world["uscc"][0]}
    name = f"类型 {kind[:30]}"
    material = await Window(service).upload(project, name=name, data=PDF, media_type=kind)
    assert material["media_type"] == "application/pdf"


@of_intake
async def test_a_file_that_is_also_another_comes_back_as_what_it_said_and_does_nothing(fuzzed: Started) -> None:
    """Nothing unpacks or draws it here; whoever fetches it is told to save it, and not to guess what it is."""
    service, world = await fuzzed("intake")
    window, project = Window(service), {"id": world["project_id"][0], "owner_uscc": world["uscc"][0]}
    polyglot = PDF + b"<script>alert(1)</script>" + bomb()
    for name, data, kind in (
        ("两面文件", polyglot, "application/pdf"),
        ("极大的图", png(2**31 - 1, 2**31 - 1), "image/png"),
        ('..\\..//"; filename="x.exe', PDF, "application/pdf"),
        ("a%0d%0aX-Injected: 1", PDF, "application/pdf"),
    ):
        material = await window.upload(project, name=name, data=data, media_type=kind)
        answer = await service.client.get(
            f"/materials/{material['id']}/content", headers=window.owner(project["owner_uscc"])
        )
        assert (answer.content, answer.headers["content-type"]) == (data, kind)
        assert answer.headers["x-content-type-options"] == "nosniff"
        disposition, _, told = answer.headers["content-disposition"].partition("; filename*=UTF-8''")
        assert re.fullmatch(r'attachment; filename="[^"\\/%]+\.(pdf|png)"', disposition)
        assert told == quote(file_name(name, kind), safe="")
        assert "x-injected" not in answer.headers

"""A package's materials, or an item's, as one archive with a list of contents, made while it is sent."""

from __future__ import annotations

import csv
import io
import os
import tracemalloc
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from starlette.types import Message

from services.intake_service.window.bundles.domain import unique_names
from services.intake_service.window.materials.store import ContentDamagedError
from tests.integration.intake.conftest import PDF, Window

Json = dict[str, Any]
MIB = 1_048_576


async def handed_in(window: Window, project: Json, *materials: list[Json]) -> Json:
    """A package whose items have these materials."""
    codes = ("S1-PNR-02", "S2-PNR-11")
    items = [
        {"item_code": code, "material_ids": [one["id"] for one in given]}
        for code, given in zip(codes, materials, strict=False)
    ]
    body = {"project_id": project["id"], "items": items}
    return await window.post("/applications", body, window.owner(project["owner_uscc"]))


async def sent(window: Window, path: str, headers: dict[str, str], hear: Callable[[Message], None]) -> None:
    """Ask the API itself, which httpx would keep the whole answer of."""

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        hear(message)

    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": f"/api/intake/v1{path}",
        "raw_path": b"",
        "query_string": b"",
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
        "client": ("test", 1),
        "server": ("test", 80),
    }
    await window.service.app(scope, receive, send)


async def test_three_files_go_in_and_come_out_byte_for_byte(window: Window) -> None:
    project = await window.registered_project()
    files = {
        "总平面图/一层": PDF + os.urandom(2 * MIB),
        "=HYPERLINK(1)": PDF + b"formula",
        "申请表": PDF + b"1",
    }
    first, second, third = [await window.upload(project, name=name, data=data) for name, data in files.items()]
    same_name = await window.upload(project, name="申请表", data=PDF + b"2")
    not_in_it = await window.upload(project, name="其他", data=PDF + b"3")
    package = await handed_in(window, project, [first, second, third], [third, same_name])
    owner = window.owner(project["owner_uscc"])
    answer = await window.service.client.get(f"/applications/{package['id']}/materials.zip", headers=owner)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/zip")
    assert f'filename="{package["application_number"]}.zip"' in answer.headers["content-disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        names = ["总平面图_一层.pdf", "=HYPERLINK(1).pdf", "申请表.pdf", "申请表 (2).pdf"]
        assert archive.namelist() == ["contents.csv", *names]
        assert [archive.read(name) for name in names] == [*files.values(), PDF + b"2"]
        listed = archive.read("contents.csv")
    assert listed.startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(io.StringIO(listed.decode("utf-8-sig")))
    assert head[0] == "文件 file"
    assert [row[0] for row in rows] == [names[0], "'=HYPERLINK(1).pdf", *names[2:]]
    for row, one in zip(rows, (first, second, third, same_name), strict=True):
        assert row[1:4] == ["电子文档", str(one["size"]), one["sha256"]]
        assert row[4] == one["created_at"][:19].replace("T", " ")
        assert row[5] == one["uploaded_by"]
    assert not_in_it["sha256"] not in listed.decode()


async def test_a_body_takes_the_materials_of_its_item_and_nobody_else_s(window: Window) -> None:
    project, stranger = await window.registered_project(), await window.registered_owner()
    one, two = [await window.upload(project, name=name, data=PDF + name.encode()) for name in ("甲", "乙")]
    package = await handed_in(window, project, [one], [two])
    item = next(one for one in package["items"] if one["item_code"] == "S1-PNR-02")
    path, whole = f"/application-items/{item['id']}/materials.zip", f"/applications/{package['id']}/materials.zip"
    for role, claims, status in (
        ("handler", {"body": "PNR"}, 200),
        ("handler", {"body": "DRC"}, 404),
        ("owner", {"enterprise": project["owner_uscc"]}, 200),
        ("owner", {"enterprise": stranger["uscc"]}, 404),
        ("window_clerk", {}, 200),
    ):
        headers = window.service.as_(role, **claims)
        for address in (path, f"{path}/ticket"):
            method = "POST" if address.endswith("ticket") else "GET"
            answer = await window.service.client.request(method, address, headers=headers)
            assert answer.status_code == status, (role, claims, address)
    assert (await window.service.client.get(whole, headers=window.owner(stranger["uscc"]))).status_code == 404
    assert (
        await window.service.client.get(whole, headers=window.service.as_("handler", body="PNR"))
    ).status_code == 403
    told = (await window.service.client.post(f"{path}/ticket", headers=window.service.as_("window_clerk"))).json()
    by_ticket = await window.service.client.get(path, params={"ticket": told["ticket"]})
    assert by_ticket.headers["cache-control"] == "no-store"
    with zipfile.ZipFile(io.BytesIO(by_ticket.content)) as archive:
        assert archive.namelist() == ["contents.csv", "甲.pdf"]
    head = await window.service.client.head(path, headers=window.service.as_("window_clerk"))
    assert (head.status_code, head.content, "content-length" in head.headers) == (200, b"", False)


async def test_a_large_bundle_is_sent_in_the_memory_of_a_few_chunks(window: Window) -> None:
    project = await window.registered_project()
    large = [await window.upload(project, name=f"图纸 {n}", data=PDF + os.urandom(15 * MIB)) for n in range(2)]
    package = await handed_in(window, project, large)
    lengths: list[int] = []
    tracemalloc.start()
    try:
        await sent(
            window,
            f"/applications/{package['id']}/materials.zip",
            window.service.as_("window_clerk"),
            lambda message: lengths.append(len(message.get("body", b""))),
        )
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert sum(lengths) > 30 * MIB
    assert max(lengths) < 3 * MIB
    assert peak < 12 * MIB


async def test_a_damaged_content_breaks_the_answer_off(window: Window) -> None:
    project = await window.registered_project()
    material = await window.upload(project, data=PDF + os.urandom(100))
    package = await handed_in(window, project, [material])
    async with window.service.runtime.transaction(actor="a fault") as work:
        await work.connection.execute(
            "UPDATE content_chunk SET bytes = bytes || '\\x00'::bytea WHERE sha256 = $1", material["sha256"]
        )
    heard: list[Message] = []
    path = f"/applications/{package['id']}/materials.zip"
    with pytest.raises(ContentDamagedError, match=material["sha256"]):
        await sent(window, path, window.service.as_("window_clerk"), heard.append)
    assert heard[-1].get("more_body") is True


def test_names_lie_beside_each_other_in_any_folder() -> None:
    long = "图" * 200
    given = ["contents.csv", "A.pdf", "a.PDF", "a (2).pdf", "con.pdf", "无后缀", f"{long}.dwg", f"{long}.dwg"]
    made = unique_names(given)
    assert made[:6] == ["contents (2).csv", "A.pdf", "a (2).PDF", "a (2) (2).pdf", "_con.pdf", "无后缀"]
    assert len({one.casefold() for one in made}) == len(made)
    assert all(len(one.encode()) <= 255 for one in made)
    assert made[6].endswith("图.dwg")
    assert made[7].endswith("图 (2).dwg")

"""Files come in and go out in the memory of a chunk, several at once, each for itself."""

from __future__ import annotations

import io
import os
import tracemalloc
import zipfile
from collections.abc import AsyncIterator
from typing import Any

from tests.integration.intake.conftest import PDF, Window, fresh_uscc

MIB = 1_048_576
Json = dict[str, Any]
File = tuple[str, bytes, str]


async def hand_in(
    window: Window, project: Json, *files: File, headers: Json | None = None, expect: int = 200, **fields: Any
) -> Json:
    """Hand in several files at once."""
    answer = await window.service.client.post(
        f"/projects/{project['id']}/materials/batch",
        files=[("file", one) for one in files],
        data=fields,
        headers=headers or window.owner(project["owner_uscc"]),
    )
    assert answer.status_code == expect, answer.text
    told: Json = answer.json()
    return told


async def test_several_files_are_handed_in_each_for_itself(window: Window) -> None:
    project = await window.registered_project()
    files = (
        ("可行性研究报告.pdf", PDF + b"% report", "application/pdf"),
        ("C:\\图纸\\总平面图.PDF", PDF + b"% plan", ""),
        ("run.exe", b"MZ" + bytes(100), "application/octet-stream"),
        ("空.pdf", b"", "application/pdf"),
    )
    told = await hand_in(window, project, *files, kind="paper_scan")
    assert (told["handed_in"], told["refused"]) == (2, 2)
    assert [one["file_name"] for one in told["files"]] == ["可行性研究报告.pdf", "总平面图.PDF", "run.exe", "空.pdf"]
    assert [one["material"]["name"] for one in told["files"] if one["handed_in"]] == ["可行性研究报告", "总平面图"]
    assert {one["material"]["kind"] for one in told["files"] if one["handed_in"]} == {"paper_scan"}
    problems = [one["problem"]["code"] for one in told["files"] if not one["handed_in"]]
    assert problems == ["material.type_unknown", "material.empty"]
    again = await hand_in(window, project, *files[:2], kind="paper_scan")
    assert [one["material"]["id"] for one in again["files"]] == [
        one["material"]["id"] for one in told["files"] if one["handed_in"]
    ]
    kept = await window.service.rows("SELECT 1 FROM material WHERE project_id = :id", id=project["id"])
    assert len(kept) == 2


async def test_who_may_hand_in_one_file_may_hand_in_several_and_nobody_else(window: Window) -> None:
    project = await window.registered_project()
    one = ("a.pdf", PDF, "application/pdf")
    stranger = await hand_in(window, project, one, headers=window.owner(fresh_uscc()), expect=404)
    assert stranger["code"] == "not_found"
    without = await hand_in(window, project, one, headers=window.service.as_("service_officer"), expect=403)
    assert without["code"] == "not_permitted"
    agreement = await window.signed_agreement(project)
    agent = window.service.as_("service_officer", sub=agreement["agent"])
    told = await hand_in(window, project, one, headers=agent, agreement_id=agreement["id"])
    assert told["files"][0]["material"]["agreement_id"] == agreement["id"]
    entry = await window.service.rows(
        "SELECT actor, on_behalf_of FROM audit_entry WHERE subject_id = :id", id=told["files"][0]["material"]["id"]
    )
    assert [*map(dict, entry)] == [{"actor": agreement["agent"], "on_behalf_of": project["owner_uscc"]}]


async def test_more_files_than_are_taken_are_refused_as_a_whole(window: Window) -> None:
    project = await window.registered_project()
    many = [(f"{n}.pdf", PDF + bytes([n]), "application/pdf") for n in range(21)]
    (error,) = (await hand_in(window, project, *many, expect=422))["errors"]
    assert (error["pointer"], error["code"]) == ("/file", "too_long")
    none = await hand_in(window, project, expect=415)
    assert none["code"] == "body.media_type"
    single = await window.service.client.post(
        f"/projects/{project['id']}/materials",
        files=[("file", many[0]), ("file", many[1])],
        data={"name": "申请表"},
        headers=window.owner(project["owner_uscc"]),
    )
    assert single.status_code == 422
    assert await window.service.rows("SELECT 1 FROM material WHERE project_id = :id", id=project["id"]) == []


async def test_a_form_that_is_cut_off_is_no_shorter_form(window: Window) -> None:
    project = await window.registered_project()
    head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="1.pdf"\r\n\r\n' + PDF
    kind = b'\r\n--b\r\nContent-Disposition: form-data; name="kind"\r\n\r\ncommitment'
    headers = window.owner(project["owner_uscc"]) | {"Content-Type": "multipart/form-data; boundary=b"}
    path = f"/projects/{project['id']}/materials/batch"
    for cut in (head, head + b"\r\n--b", head + kind, head + b"\r\n" + head):
        answer = await window.service.client.post(path, content=cut, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (400, "request.malformed"), cut
    assert await window.service.rows("SELECT 1 FROM material WHERE project_id = :id", id=project["id"]) == []
    whole = await window.service.client.post(path, content=head + kind + b"\r\n--b--\r\n", headers=headers)
    assert whole.json()["files"][0]["material"]["kind"] == "commitment"


async def test_a_name_that_is_no_line_becomes_a_plain_one(window: Window) -> None:
    project = await window.registered_project()
    files = [(name, PDF + name.encode(), "application/pdf") for name in ("\u202egpj.pdf", ".pdf", "长" * 300 + ".pdf")]
    told = await hand_in(window, project, *files)
    assert [one["material"]["name"] for one in told["files"]] == ["未命名材料", ".pdf", "长" * 200]


async def test_a_whole_batch_passes_through_the_memory_of_a_few_chunks(window: Window) -> None:
    project = await window.registered_project()
    boundary, sizes = "a-boundary", (15 * MIB, 16 * MIB, 14 * MIB)

    async def body() -> AsyncIterator[bytes]:
        for number, size in enumerate(sizes):
            disposition = f'Content-Disposition: form-data; name="file"; filename="{number}.pdf"'
            yield f"--{boundary}\r\n{disposition}\r\nContent-Type: application/pdf\r\n\r\n".encode() + PDF
            for _ in range(size // 65_536):
                yield os.urandom(65_536)
            yield b"\r\n"
        yield f"--{boundary}--\r\n".encode()

    headers = window.owner(project["owner_uscc"]) | {"Content-Type": f"multipart/form-data; boundary={boundary}"}
    tracemalloc.start()
    try:
        answer = await window.service.client.post(
            f"/projects/{project['id']}/materials/batch", content=body(), headers=headers
        )
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (answer.status_code, answer.json()["handed_in"]) == (200, 3)
    assert peak < 12 * MIB
    # as many bytes as there are, and the same
    material = answer.json()["files"][1]["material"]
    content = await window.service.client.get(f"/materials/{material['id']}/content", headers=headers)
    assert len(content.content) == material["size"] == len(PDF) + sizes[1]


async def test_an_office_document_is_told_wherever_the_name_of_its_stream_lies(window: Window) -> None:
    project = await window.registered_project()
    head, name = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "WordDocument".encode("utf-16-le")
    for place in (0, 8_180, 8_192 + MIB - 8 - 10, 3 * MIB):
        await window.upload(project, name=f"{place}", data=head + bytes(place) + name, media_type="application/msword")
    none = head + bytes(3 * MIB)
    assert (await window.upload(project, data=none, expect=415))["code"] == "material.type_unknown"
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("图纸.txt", os.urandom(3 * MIB))
    assert (await window.upload(project, data=made.getvalue(), media_type=""))["media_type"] == "application/zip"


async def test_a_damaged_content_is_not_served_as_if_it_were_whole(window: Window) -> None:
    project = await window.registered_project()
    small = await window.upload(project, name="小", data=PDF + os.urandom(100))
    large = await window.upload(project, name="大", data=PDF + os.urandom(2 * MIB))
    async with window.service.runtime.transaction(actor="a fault") as work:
        for one in (small, large):
            await work.connection.execute(
                "UPDATE content_chunk SET bytes = set_byte(bytes, 30, get_byte(bytes, 30) # 1)"
                " WHERE sha256 = $1 AND number = 0",
                one["sha256"],
            )
    headers = window.owner(project["owner_uscc"])
    answer = await window.service.client.get(f"/materials/{small['id']}/content", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (500, "internal")
    broken_off = await window.service.client.get(f"/materials/{large['id']}/content", headers=headers)
    assert int(broken_off.headers["content-length"]) == large["size"] > len(broken_off.content)
    part = {"Range": f"bytes={MIB}-{MIB + 9}"}
    answer = await window.service.client.get(f"/materials/{large['id']}/content", headers=headers | part)
    assert (answer.status_code, len(answer.content)) == (206, 10)

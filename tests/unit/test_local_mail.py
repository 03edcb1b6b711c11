"""The local mail server takes real mail, shows it, and refuses it when asked to."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from email.message import EmailMessage
from pathlib import Path

import aiosmtplib
import httpx
import pytest

from deploy.local.mail import create_app
from deploy.local.stack_file import StackFile
from deploy.processes import ports


@pytest.fixture
def stack(tmp_path: Path) -> StackFile:
    return StackFile(str(tmp_path), ports.choose(["gateway", "mail", "mail-smtp"], fixed={}))


@pytest.fixture
async def mail(stack: StackFile) -> AsyncIterator[httpx.AsyncClient]:
    app = create_app(stack)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://mail") as client,
    ):
        yield client


async def send(stack: StackFile, to: str, subject: str) -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "daiban@daiban.example", to, subject
    message.set_content("您的事项已受理。\n")
    await aiosmtplib.send(message, hostname="127.0.0.1", port=stack.ports["mail-smtp"], start_tls=False)


async def test_mail_is_shown_to_its_receiver_newest_first(stack: StackFile, mail: httpx.AsyncClient) -> None:
    await send(stack, "pnr-handler-1@daiban.example", "第一封")
    await send(stack, "pnr-handler-1@daiban.example", "第二封")
    await send(stack, "wat-handler-1@daiban.example", "别人的")
    found = (await mail.get("/messages", params={"to": "pnr-handler-1@daiban.example"})).json()["items"]
    assert [one["subject"] for one in found] == ["第二封", "第一封"]
    assert found[0]["text"] == "您的事项已受理。\n"
    assert [one["subject"] for one in (await mail.get("/messages", params={"after": 2})).json()["items"]] == ["别人的"]
    assert len(list((stack.data / "mail").glob("*.eml"))) == 3


async def test_one_can_wait_for_mail(stack: StackFile, mail: httpx.AsyncClient) -> None:
    waiting = asyncio.create_task(mail.get("/messages", params={"to": "a@daiban.example", "wait_s": 20}))
    await send(stack, "b@daiban.example", "不是这封")
    await send(stack, "a@daiban.example", "是这封")
    assert [one["subject"] for one in (await waiting).json()["items"]] == ["是这封"]
    assert (await mail.get("/messages", params={"to": "c@daiban.example", "wait_s": 0.01})).json()["items"] == []


async def test_mail_is_refused_as_often_as_asked(stack: StackFile, mail: httpx.AsyncClient) -> None:
    assert (await mail.post("/fail", json={"times": 1})).status_code == 200
    with pytest.raises(aiosmtplib.SMTPDataError) as refused:
        await send(stack, "a@daiban.example", "重试")
    assert refused.value.code == 451
    await send(stack, "a@daiban.example", "重试")
    assert len((await mail.get("/messages")).json()["items"]) == 1


@pytest.mark.parametrize("body", ['{"times": -1}', '{"times": "x"}', "[]", "{}"])
async def test_nonsense_is_refused(mail: httpx.AsyncClient, body: str) -> None:
    assert (await mail.post("/fail", content=body)).status_code == 422
    assert (await mail.get("/messages", params={"wait_s": "x"})).status_code == 422


async def test_the_page_shows_mail_as_text_only(stack: StackFile, mail: httpx.AsyncClient) -> None:
    await send(stack, "a@daiban.example", "<script>alert(1)</script>")
    page = (await mail.get("/")).text
    assert "&lt;script&gt;" in page
    assert "<script>" not in page

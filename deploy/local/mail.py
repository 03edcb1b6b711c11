"""The local mail server: takes every message, delivers none, and shows what it has.

``POST /fail {"times": n}`` makes it refuse the next n messages with a passing error, so that retries can be seen.
"""

from __future__ import annotations

import asyncio
import email
import email.policy
import html
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import uvicorn
from aiosmtpd.smtp import SMTP, Envelope, Session
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse
from starlette.routing import Route

from deploy.local.stack_file import StackFile, data_folder

_LONGEST_WAIT_S = 60.0
_SHOWN = 200


@dataclass(frozen=True)
class Mail:
    """A message that came in. id: counts from 1; to: the envelope's receivers."""

    id: int
    received_at: str
    sender: str
    to: list[str]
    subject: str
    text: str
    headers: dict[str, str]


@dataclass(frozen=True)
class Arrived:
    """A message as it came, not looked into before somebody asks."""

    id: int
    at: datetime
    sender: str
    to: list[str]
    raw: bytes

    def opened(self) -> Mail:
        """What it says."""
        parsed = email.message_from_bytes(self.raw, policy=email.policy.default)
        assert isinstance(parsed, EmailMessage)
        body = parsed.get_body(("plain", "html"))
        return Mail(
            id=self.id,
            received_at=self.at.isoformat(),
            sender=self.sender,
            to=self.to,
            subject=str(parsed.get("subject", "")),
            text=body.get_content().replace("\r\n", "\n") if body else "",
            headers={name: str(value) for name, value in parsed.items()},
        )


class MailBox:
    """The SMTP side (an aiosmtpd handler), and what has come in."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._folder.mkdir(parents=True, exist_ok=True)
        self._arrival = asyncio.Condition()
        self._arrived: list[Arrived] = []
        self.refusals_left = 0

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take a message, or refuse it for now. The name is aiosmtpd's."""
        if self.refusals_left:
            self.refusals_left -= 1
            return "451 4.3.0 refused, as asked for by POST /fail"
        number, now = len(self._arrived) + 1, datetime.now(UTC)
        raw = envelope.original_content or b""
        (self._folder / f"{now:%Y%m%dT%H%M%S}-{number:04}.eml").write_bytes(raw)
        self._arrived.append(Arrived(number, now, envelope.mail_from or "", list(envelope.rcpt_tos), raw))
        async with self._arrival:
            self._arrival.notify_all()
        return "250 OK"

    def newest(self) -> list[Mail]:
        """What came in last, newest first."""
        return [one.opened() for one in reversed(self._arrived[-_SHOWN:])]

    async def find(self, *, to: str | None, after: int, wait_s: float) -> list[Mail]:
        """Messages to an address (or to anybody) that came after the one with that id, newest first.

        Waits until there is one.
        """

        def matching() -> list[Arrived]:
            return [one for one in reversed(self._arrived[max(after, 0) :]) if to is None or to in one.to]

        try:
            async with asyncio.timeout(wait_s), self._arrival:
                await self._arrival.wait_for(matching)
        except TimeoutError:
            pass
        return [one.opened() for one in matching()]


def create_app(stack: StackFile) -> Starlette:
    """The HTTP side; its lifespan also runs the SMTP side."""
    box = MailBox(stack.data / "mail")

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        smtp = await asyncio.get_running_loop().create_server(
            lambda: SMTP(box, enable_SMTPUTF8=True, ident="daiban local mail"), "127.0.0.1", stack.ports["mail-smtp"]
        )
        async with smtp:
            yield

    async def messages(request: Request) -> JSONResponse:
        asked = request.query_params
        try:
            after, wait_s = int(asked.get("after", 0)), float(asked.get("wait_s", 0))
        except ValueError:
            return JSONResponse({"detail": "after and wait_s are numbers"}, status_code=422)
        found = await box.find(to=asked.get("to"), after=after, wait_s=min(max(wait_s, 0), _LONGEST_WAIT_S))
        return JSONResponse({"items": [asdict(mail) for mail in found]})

    async def fail(request: Request) -> JSONResponse:
        asked = await request.json()
        times = asked.get("times") if isinstance(asked, dict) else None
        if not isinstance(times, int) or times < 0:
            return JSONResponse({"detail": "times is how many messages to refuse, 0 or more"}, status_code=422)
        box.refusals_left = times
        return JSONResponse({"refusals_left": times})

    async def page(_: Request) -> HTMLResponse:
        rows = "".join(
            f"<details><summary>{mail.received_at[:19]} · {html.escape(', '.join(mail.to))} · "
            f"<b>{html.escape(mail.subject)}</b></summary><pre>{html.escape(mail.text)}</pre></details>"
            for mail in box.newest()
        )
        return HTMLResponse(
            '<!doctype html><meta charset="utf-8"><title>Daiban local mail</title>'
            "<style>body{font:16px/1.6 system-ui;max-width:60rem;margin:2rem auto}pre{white-space:pre-wrap}</style>"
            f"<h1>本地邮件 Local mail</h1>{rows or '<p>尚无邮件 No mail yet</p>'}"
        )

    async def live(_: Request) -> JSONResponse:
        return JSONResponse({"status": "live"})

    return Starlette(
        lifespan=lifespan,
        routes=[
            Route("/", page),
            Route("/messages", messages),
            Route("/fail", fail, methods=["POST"]),
            Route("/health/live", live),
        ],
    )


if __name__ == "__main__":
    running = StackFile.load(data_folder())
    uvicorn.run(create_app(running), port=running.ports["mail"], access_log=False, timeout_graceful_shutdown=1)

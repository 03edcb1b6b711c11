"""E-mail over SMTP (RFC 5321): one plain-text letter at a time over one connection that is kept while there is work."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from email.header import Header
from email.headerregistry import Address
from email.mime.text import MIMEText
from email.utils import format_datetime, formataddr
from uuid import UUID

import aiosmtplib

from services.notify_service.deliveries.domain import LONGEST_ATTEMPT, Outcome, Result
from services.notify_service.deliveries.store import Letter
from services.notify_service.preferences.domain import mask_email
from services.notify_service.settings import NotifySettings
from shared.kit.clock import LOCAL
from shared.kit.words import Language

_DETAIL_AT_MOST = 500
_SENDER_NAME = "广州市工程建设项目全程免费代办"
_FOOTER = {
    Language.ZH: "——\n本邮件由广州市工程建设项目“全程免费代办”系统自动发出，请勿回复。\n可在通知设置中关闭邮件通知。",
    Language.EN: "--\nSent by Guangzhou's free agency service for construction projects. Please do not reply.\n"
    "You can turn e-mail off in your notification preferences.",
}


def compose(delivery_id: UUID, address: str, letter: Letter, sender: str) -> MIMEText:
    """The letter as an e-mail. Its Message-ID is the delivery's, so that one sent twice is recognised as the same.

    Raises ValueError for an address that is none, or that would forge a header; a roster's are not ours to check.
    """
    address.encode("ascii")
    # MIMEText, not EmailMessage: that one loses spaces between Chinese words where it folds a subject.
    mail = MIMEText(f"{letter.body}\n\n{_FOOTER[letter.language]}\n", "plain", "utf-8")
    mail["From"] = formataddr((_SENDER_NAME, sender), "utf-8")
    mail["To"] = str(Address(addr_spec=address))
    mail["Subject"] = Header(letter.subject, "utf-8", header_name="Subject").encode()
    mail["Date"] = format_datetime(letter.created_at.astimezone(LOCAL))
    mail["Message-ID"] = f"<{delivery_id}@daiban>"
    mail["Content-Language"] = "en" if letter.language is Language.EN else "zh-CN"
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office answers
    return mail


class Mailer:
    """Sends letters. Connects when there is something to send, and again after a fault."""

    def __init__(self, settings: NotifySettings) -> None:
        self._settings = settings
        self._connection: aiosmtplib.SMTP | None = None

    async def send(self, delivery_id: UUID, address: str, letter: Letter) -> Result:
        """Send one letter, and say what became of it. Never raises for what the server says or does.

        Refused is what the server will say again tomorrow: a reply 5xx about this receiver or this letter. A 5xx to
        our greeting, login or sender is our own misconfiguration, and no reason to give a letter up.
        """
        try:
            async with asyncio.timeout(LONGEST_ATTEMPT.total_seconds()):
                connection = await self._connected()
                mail = compose(delivery_id, address, letter, self._settings.smtp_from)
                _, answer = await connection.send_message(mail, sender=self._settings.smtp_from, recipients=[address])
        except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
            result = _failed(error)
            if result.code is None or isinstance(error, aiosmtplib.SMTPConnectError):
                await self.close()
        except ValueError as error:
            result = Result(Outcome.REFUSED, None, f"no valid address: {error}")
        else:
            result = Result(Outcome.DELIVERED, 250, answer)
        # Servers like to repeat the address.
        detail = result.detail.replace(address, mask_email(address))[:_DETAIL_AT_MOST]
        return Result(result.outcome, result.code, detail)

    async def close(self) -> None:
        """Take leave of the server."""
        connection, self._connection = self._connection, None
        if connection:
            with suppress(aiosmtplib.SMTPException, OSError, TimeoutError):
                await connection.quit(timeout=1)
            connection.close()

    async def _connected(self) -> aiosmtplib.SMTP:
        if self._connection is None or not self._connection.is_connected:
            settings = self._settings
            connection = aiosmtplib.SMTP(
                hostname=settings.smtp_host,
                port=settings.smtp_port,
                start_tls=settings.smtp_starttls,
                username=settings.smtp_username,
                password=settings.smtp_password.get_secret_value() if settings.smtp_password else None,
                timeout=settings.smtp_timeout_s,
            )
            await connection.connect()
            self._connection = connection
        return self._connection


def _failed(error: Exception) -> Result:
    if isinstance(error, aiosmtplib.SMTPRecipientsRefused):
        error = error.recipients[0]
    if isinstance(error, aiosmtplib.SMTPRecipientRefused | aiosmtplib.SMTPDataError):
        outcome = Outcome.REFUSED if 500 <= error.code < 600 else Outcome.POSTPONED
        return Result(outcome, error.code, error.message)
    if isinstance(error, aiosmtplib.SMTPResponseException):
        return Result(Outcome.POSTPONED, error.code, error.message)
    return Result(Outcome.POSTPONED, None, f"{type(error).__name__}: {error}")

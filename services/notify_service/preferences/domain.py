"""Preferences: how a receiver wants to be told. The in-app message is always there; e-mail is a choice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NewType

from shared.kit.errors import Kind, Refusal, Words
from shared.kit.labels import Labelled
from shared.kit.words import Language


class Action(Labelled):
    """What can be done with a preference, named by the operation that does it."""

    CHOOSE = "put_preference", "修改通知设置", "choose how to be told"


Receiver = NewType("Receiver", str)
"""``enterprise:<USCC>`` for all of an owner's people, ``window`` for all of the window's, ``post:<subject>`` for
anybody else.
"""
WINDOW = Receiver("window")
"""The one window: whoever sits there has its inbox, and chooses where its mail goes."""


def enterprise(uscc: str) -> Receiver:
    """The receiver that an enterprise is."""
    return Receiver(f"enterprise:{uscc}")


def post(subject: str) -> Receiver:
    """The receiver that a post (or a system) is."""
    return Receiver(f"post:{subject}")


def subject_of(receiver: Receiver) -> str | None:
    """The post's subject; None for an enterprise and the window."""
    kind, _, subject = receiver.partition(":")
    return subject if kind == "post" else None


class EmailWanted(Refusal):
    """E-mail was chosen, and there is no address to send it to."""

    code = "preferences.email_missing"
    kind = Kind.INVALID
    zh = Words(
        "缺少电子邮箱",
        "选择了邮件通知，但没有填写电子邮箱；项目单位的邮箱只来自本设置。",
        "请填写电子邮箱，或关闭邮件通知。",
    )
    en = Words(
        "E-mail address missing",
        "E-mail is chosen and no address is given; an enterprise's address comes from here only.",
        "Give an address, or switch e-mail off.",
    )


@dataclass(frozen=True)
class Preference:
    """What a receiver chose. email: None means the post's office address.

    version: 0 as long as nothing was chosen; updated_at: None likewise; office: the post's office address as on its
    body's roster, where one is known.
    """

    receiver: Receiver
    email: str | None = None
    email_enabled: bool = True
    language: Language = Language.ZH
    version: int = 0
    updated_at: datetime | None = None
    office: str | None = None

    @property
    def address(self) -> str | None:
        """Where e-mail goes, if anywhere."""
        return (self.email or self.office) if self.email_enabled else None


def mask_email(email: str) -> str:
    """An address of which the first character and the domain remain."""
    name, _, host = email.rpartition("@")
    return f"{name[:1]}***@{host}"

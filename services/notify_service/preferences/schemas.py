"""Preferences in requests and answers."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field, StrictBool, StringConstraints
from pydantic_core import PydanticCustomError

from services.notify_service.preferences.domain import Action, Preference
from shared.kit import spelling
from shared.kit.http.actions import NextAction
from shared.kit.http.fields import Moment, RequestModel, spelled
from shared.kit.http.patterns import meaning
from shared.kit.http.views import ViewModel
from shared.kit.unit_of_work import UnitOfWork
from shared.kit.words import Language

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_NAME = r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"


_EMAIL = meaning(
    rf"^{_ATOM}(\.{_ATOM})*@({_NAME}\.)+{_NAME}$",
    "电子邮箱，如 bgs@daiban.example",
    "an e-mail address, such as bgs@daiban.example",
)


def _deliverable(address: str) -> str:
    local, _, domain = address.partition("@")
    if len(local) > 64 or address.startswith("=?") or domain.rsplit(".", 1)[1].isdigit():
        raise PydanticCustomError("string_pattern_mismatch", "can never be delivered", {"pattern": "local@domain"})
    return address


def _spelled(typed: str) -> str:
    whole = typed.strip()
    if len(whole.split()) > 1:
        return typed  # without the blank it would be somebody else's address, so it is refused
    local, at, domain = spelling.code(whole).partition("@")
    return local + at + domain.lower()


Email = Annotated[
    str,
    spelled(_spelled),
    StringConstraints(
        max_length=254,
        pattern=_EMAIL,
    ),
    AfterValidator(_deliverable),
]
"""An e-mail address that can be delivered (RFC 5321, 4.1.2): ASCII, no comments, quotes or encoded words, so that no
mail header can be forged; in half width, its domain in small letters."""


class PutPreference(RequestModel):
    """How you want to be told. In-app messages always come."""

    email: Email | None = Field(
        description="null: the office address of your post, as on your body's roster",
        examples=["desk@owner.example"],
    )
    email_enabled: StrictBool = True
    language: Language = Language.ZH


class PreferenceView(ViewModel):
    """通知设置: how the receiver wants to be told."""

    receiver: str = Field(description="enterprise:<USCC> for an enterprise's people, post:<subject> for others")
    in_app_enabled: bool = Field(True, description="always true")
    email: str | None = Field(description="as chosen; null: the office address")
    email_enabled: bool
    email_used: str | None = Field(description="where e-mail goes at present; null: none is sent")
    language: Language
    language_label: str
    version: int = Field(description="0: nothing was chosen yet")
    updated_at: Moment | None
    next_actions: list[NextAction]


def view(work: UnitOfWork, preference: Preference) -> PreferenceView:
    """A preference as its receiver sees it."""
    offered = work.operations.offers("preference", (Action.CHOOSE,), {}).on(preference)
    return PreferenceView.of(preference, in_app_enabled=True, email_used=preference.address, next_actions=offered)

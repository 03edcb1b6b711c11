"""Preferences in requests and answers."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StrictBool, StringConstraints

from services.notify_service.preferences.domain import Preference
from shared.kit.http.fields import Moment, RequestModel
from shared.kit.http.views import ViewModel
from shared.kit.words import Language

Email = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True,
        max_length=254,
        pattern=r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+$",
    ),
]
"""An e-mail address as HTML forms take it: ASCII, no comments, no quotes (so that no mail header can be forged)."""


class PutPreference(RequestModel):
    """How you want to be told. In-app messages always come."""

    email: Email | None = Field(description="null: the office address of your post, as on your body's roster")
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


def view(preference: Preference) -> PreferenceView:
    """A preference as its receiver sees it."""
    return PreferenceView.of(preference, in_app_enabled=True, email_used=preference.address)

"""Entries of the timeline as the API shows them."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from shared.kit.http.fields import Moment
from shared.kit.http.views import ViewModel


class EntryView(ViewModel):
    """One thing that happened to the project."""

    number: int = Field(description="from 1 without gaps within the project; the id of the live stream's event")
    at: Moment
    kind: str = Field(description="stable code, such as case.decided")
    words_zh: str
    words_en: str
    subject_kind: str
    subject_id: str
    data: dict[str, Any]

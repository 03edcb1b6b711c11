"""Ids: UUIDv7, so that they sort by the time they were made and index well."""

from __future__ import annotations

from uuid import UUID

from uuid_utils import uuid7 as text_uuid7
from uuid_utils.compat import uuid7


def new_text_id() -> str:
    """A fresh UUIDv7 as text, where nobody needs more than that: it costs a seventh."""
    return str(text_uuid7())


def new_id() -> UUID:
    """A fresh UUIDv7."""
    made: UUID = uuid7()
    return made

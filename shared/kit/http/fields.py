"""Field types that the services' request and answer models share."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainSerializer, StringConstraints

from shared.kit.clock import LOCAL

_NO_CONTROLS = r"^[^\x00-\x1f\x7f]*$"
_ONLY_BREAKS_AND_TABS = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=_NO_CONTROLS)]
"""One line of text, 1 to 200 characters, no control characters."""
Paragraph = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000, pattern=_ONLY_BREAKS_AND_TABS)
]
"""Text of up to 4,000 characters; line breaks and tabs are its only control characters."""
Yuan = Annotated[Decimal, Field(ge=0, max_digits=18, decimal_places=2), PlainSerializer(str, return_type=str)]
"""Money in yuan, up to two decimal places; a decimal string in JSON."""


def _local(moment: datetime) -> datetime:
    return moment.astimezone(LOCAL) if moment.tzinfo else moment


Moment = Annotated[datetime, AfterValidator(_local)]
"""A moment, shown in the city's time with its offset (RFC 3339)."""


class RequestModel(BaseModel):
    """Base of request bodies: unknown fields are refused, so that a misspelt one cannot go unseen."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ViewModel(BaseModel):
    """Base of answers."""

    model_config = ConfigDict(frozen=True)

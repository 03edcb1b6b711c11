"""Field types that the services' requests and views share, and what every request body holds to."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    PlainSerializer,
    StringConstraints,
    TypeAdapter,
    ValidatorFunctionWrapHandler,
    WrapValidator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from shared.kit import spelling
from shared.kit.clock import LOCAL, check_of_our_time
from shared.kit.http.patterns import meaning

# C1 controls, what turns the direction of what follows, and what takes no room: text that reads otherwise than it is
# (Unicode TR 36, 2.5). The joiners U+200C and U+200D stay, which scripts and emoji need.
_DECEIVING = r"\u0080-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
# What nobody sees: spaces and joiners of every script, fillers, selectors of variants, the empty Braille cell.
_UNSEEN = r"\s\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200c\u200d\u2800\u3164\ufe00-\ufe0f\uffa0"
# The selectors beyond U+FFFF are looked for beside the patterns, which JavaScript reads too, without its flag u.
_SEEN = re.compile(f"[^{_UNSEEN}\U000e0100-\U000e01ef]")


def _visible(refused: str) -> str:
    """The pattern of text of which at least one character can be seen. refused: what it may not hold, as in a class."""
    return rf"^[^{refused}]*[^{refused}{_UNSEEN}][^{refused}]*$"


_NO_CONTROLS = meaning(
    _visible(rf"\x00-\x1f\x7f{_DECEIVING}"),
    "一行可见文字，不含换行、控制字符或不可见的格式字符",
    "one line that can be seen, without line breaks, controls or invisible marks",
)
_ONLY_BREAKS_AND_TABS = meaning(
    _visible(rf"\x00-\x08\x0b\x0c\x0e-\x1f\x7f{_DECEIVING}"),
    "可见文字，除换行和制表符外不含控制字符或不可见的格式字符",
    "text that can be seen, without controls (but line breaks and tabs) or invisible marks",
)


def spelled(how: Callable[[str], str]) -> BeforeValidator:
    """Text in one spelling (:mod:`shared.kit.spelling`) before it is looked at further; other values as they are."""
    return BeforeValidator(lambda value: how(value) if isinstance(value, str) else value)


def _seen(pattern: str) -> AfterValidator:
    def check(text: str) -> str:
        if not _SEEN.search(text):
            raise PydanticCustomError("string_pattern_mismatch", "cannot be seen", {"pattern": pattern})
        return text

    return AfterValidator(check)


Line = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=_NO_CONTROLS),
    _seen(_NO_CONTROLS),
]
"""One line of text, 1 to 200 characters, none of them a control or deceiving one, and not all of them unseen. Names are
kept as they are typed, but for blanks at the ends: full-width punctuation is right in them."""
Code = Annotated[str, spelled(spelling.code), StringConstraints(min_length=1, max_length=100, pattern=_NO_CONTROLS)]
"""A code whose letters have a case, such as a post's subject, in its one spelling."""
Upper = Annotated[str, spelled(spelling.capitals), StringConstraints(min_length=1, max_length=20, pattern=_NO_CONTROLS)]
"""A code that is written in capitals, such as a body's, a stage's, an item's or an acceptance number, in its one
spelling, however it is typed."""
DocumentNumber = Annotated[
    str, spelled(spelling.document_number), StringConstraints(min_length=1, max_length=100, pattern=_NO_CONTROLS)
]
"""The number of a document (文号), in its one spelling."""
Paragraph = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=4000, pattern=_ONLY_BREAKS_AND_TABS),
    _seen(_ONLY_BREAKS_AND_TABS),
]
"""Text of up to 4,000 characters; line breaks and tabs are its only control characters, none is a deceiving one,
and not all are unseen."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Marks text as one of some codes in OpenAPI, where its use case refuses others in words of its own."""

    codes: type[StrEnum]

    def __get_pydantic_json_schema__(self, _: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """The codes in place of the text."""
        return handler(TypeAdapter(self.codes).core_schema)


def _phone(typed: str) -> str:
    try:
        return spelling.phone(typed)
    except spelling.NotOneNumberError as error:
        raise PydanticCustomError("phone_several", "must be one telephone number") from error
    except ValueError as error:
        raise PydanticCustomError("phone_form", "must be a telephone number") from error


Phone = Annotated[str, spelled(_phone), StringConstraints(min_length=5, max_length=40)]
"""One telephone number, with its area and its extension, in its one spelling (020-83000000转8001). Of several the one
that is answered is asked for: a contact is one number, which is masked and revealed as such."""


def _amount(typed: str) -> str:
    # Decimal also reads the digits of every script, underscores and exponents.
    try:
        return spelling.amount(typed)
    except ValueError as error:
        raise PydanticCustomError("amount_form", "must be an amount in yuan") from error


def _two_places(amount: Decimal) -> Decimal:
    return amount.quantize(_CENT) + 0  # which makes no difference but to a negative zero


_CENT = Decimal("0.01")
Yuan = Annotated[
    Decimal,
    Field(ge=0, max_digits=18, decimal_places=2),
    spelled(_amount),
    AfterValidator(_two_places),
    PlainSerializer(str, return_type=str),
]
"""Money in yuan, given with up to two decimal places and, if one likes, separators of thousands; a decimal string with
two places in JSON."""


def _local(moment: datetime) -> datetime:
    return moment.astimezone(LOCAL) if moment.tzinfo else moment


Moment = Annotated[datetime, AfterValidator(_local)]
"""A moment, shown in the city's time with its offset (RFC 3339)."""


def _of_our_time(moment: datetime) -> datetime:
    try:
        check_of_our_time(moment)
    except ValueError as error:
        raise PydanticCustomError("moment_out_of_range", "must lie in 1992 to 2199") from error
    return moment


Instant = Annotated[datetime, AfterValidator(_of_our_time)]
"""A moment that is asked for, with its offset."""


def _without_repetition(value: Any, to_set: ValidatorFunctionWrapHandler) -> Any:
    made = to_set(value)
    if isinstance(value, list) and len(value) != len(made):
        raise PydanticCustomError("repeated", "may not repeat an entry")
    return made


Distinct = WrapValidator(_without_repetition)
"""For sets in request bodies: an array that repeats an entry is refused, as its ``uniqueItems`` says."""


class RequestModel(BaseModel):
    """Base of request bodies: unknown fields are refused, so that a misspelt one cannot go unseen."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Reason(RequestModel):
    """Why."""

    reason: Paragraph = Field(examples=["项目安排有变。"])


class CorrectionModel(Reason):
    """Base of corrections: a field that is absent stays as it is, as does one that is null and not ``clearable``."""

    clearable: ClassVar[Collection[str]] = ()
    """The fields that may turn out to have no value."""

    def given(self) -> dict[str, Any]:
        """What is to be put right, by field, in the fields' order."""
        fields = {name: getattr(self, name) for name in type(self).model_fields if name != "reason"}
        said = self.model_fields_set
        return {name: it for name, it in fields.items() if name in said and (it is not None or name in self.clearable)}

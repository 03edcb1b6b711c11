"""Owners (项目单位): the enterprise that builds, and always stays the applicant (notice 二(一))."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shared.kit.errors import Kind, Refusal, Words
from shared.kit.facts import Aggregate
from shared.kit.labels import Labelled

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


class Action(Labelled):
    """What can be done with an owner, named by the operation that does it."""

    REGISTER_OWNER = "register_owner", "登记项目单位", "register an enterprise"
    REGISTER_PROJECT = "register_project", "登记项目", "register a project"
    FILE_CLAIM = "file_claim", "认领他人已登记的项目", "claim a project that another has registered"
    CORRECT = "correct_owner", "更正单位信息", "correct the enterprise's particulars"
    REVEAL_CONTACT = "reveal_contact", "查看联系人", "see the contact"


class UsccInvalid(Refusal):
    """A unified social credit code that cannot be one (GB 32100-2015)."""

    code = "owner.uscc_invalid"
    kind = Kind.INVALID
    zh = Words(
        "统一社会信用代码无效",
        "“{uscc}”不是有效的统一社会信用代码：{reason}（GB 32100-2015）。",
        "请对照营业执照核对 18 位代码。",
    )
    en = Words(
        "Credit code not valid",
        "{uscc} is no valid unified social credit code: {reason} (GB 32100-2015).",
        "Compare the 18 characters with the business licence.",
    )


class OwnerTaken(Refusal):
    """The enterprise is registered already."""

    code = "owner.taken"
    kind = Kind.CONFLICT
    zh = Words("项目单位已登记", "{uscc} 已经登记。", "请按统一社会信用代码查询已有登记。")
    en = Words("Owner registered already", "{uscc} is registered already.", "Look it up by its credit code.")


def uscc_check_character(first_17: str) -> str:
    """The check character of a credit code's first 17 characters."""
    total = sum(_ALPHABET.index(character) * weight for character, weight in zip(first_17, _WEIGHTS, strict=True))
    return _ALPHABET[(31 - total % 31) % 31]


def check_uscc(uscc: str) -> None:
    """Raise UsccInvalid unless this is a credit code with its right check character."""
    if len(uscc) != 18 or any(character not in _ALPHABET for character in uscc):
        reason = ("应为 18 位数字与大写字母（不含 I、O、S、V、Z）", "18 digits and capitals without I, O, S, V, Z")
        raise UsccInvalid(uscc=uscc, reason=reason, pointer="/uscc")
    if uscc_check_character(uscc[:17]) != uscc[17]:
        raise UsccInvalid(uscc=uscc, reason=("校验码不符", "the check character does not fit"), pointer="/uscc")


@dataclass
class Owner(Aggregate):
    """An enterprise. uscc: its 统一社会信用代码; the contact is a person's data and stays in intake."""

    id: UUID
    uscc: str
    name: str
    contact_name: str
    contact_phone: str
    created_at: datetime
    version: int = 1

    @property
    def steps(self) -> list[Action]:
        """What can be done with it, once it is registered."""
        return [Action.REGISTER_PROJECT, Action.FILE_CLAIM, Action.CORRECT, Action.REVEAL_CONTACT]

    @property
    def contact(self) -> str:
        """Its contact as the audit trail has it: masked."""
        return f"{mask_name(self.contact_name)} {mask_phone(self.contact_phone)}"

    def correct(self, given: Mapping[str, str], *, reason: str) -> None:
        """Put its name or contact right; raises NothingCorrected."""
        self.say_corrected("corrected", self.put_right(given, reason=reason))


def mask_phone(phone: str) -> str:
    """A phone number of which the first three and the last two digits remain."""
    digits = re.sub(r"\D", "", phone)
    return f"{digits[:3]}{'*' * max(3, len(digits) - 5)}{digits[-2:]}" if len(digits) > 5 else "***"


def mask_name(name: str) -> str:
    """A name of which the first character remains."""
    return name[:1] + "*" * max(1, len(name) - 1)

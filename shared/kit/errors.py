"""Refusals: what a use case says when it may not do what was asked.

A refusal is part of the API. Each class has a stable ``code``, a ``kind`` that the edges translate (HTTP: a problem
with a status; consumer: dead letter or retry), and words in Chinese and English that name the rule and the way out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, ClassVar, Self

from shared.kit.labels import Labelled


class Kind(Enum):
    """What sort of refusal this is; the value is the HTTP status that it becomes."""

    MALFORMED = 400
    UNAUTHENTICATED = 401
    FORBIDDEN = 403
    NOT_FOUND = 404
    METHOD_NOT_ALLOWED = 405
    CONFLICT = 409
    STALE = 412
    TOO_LARGE = 413
    UNSUPPORTED_MEDIA = 415
    RANGE = 416
    INVALID = 422
    PRECONDITION_REQUIRED = 428
    TOO_MANY = 429
    INTERNAL = 500
    BAD_GATEWAY = 502
    UNAVAILABLE = 503


@dataclass(frozen=True)
class Words:
    """One language's words for a refusal. ``detail`` and ``way_out`` may hold ``{name}`` fields of the refusal.

    title: what is wrong, the same for each occurrence; detail: this occurrence, with the rule and its source;
    way_out: what the caller can do now.
    """

    title: str
    detail: str
    way_out: str


class Refusal(Exception):  # noqa: N818  (a refusal is an answer, not a fault)
    """Base of everything that the domain refuses. Subclass it beside the rule, and raise it with the rule's values.

    >>> class ProjectCodeTaken(Refusal):
    ...     code = "project.code_taken"
    ...     kind = Kind.CONFLICT
    ...     zh = Words("项目代码已登记", "项目代码 {project_code} 已经登记。", "请查询已登记的项目。")
    ...     en = Words("Project code taken", "Project {project_code} is registered already.", "Look the project up.")
    >>> raise ProjectCodeTaken(project_code="2019-440104-46-03-026168", pointer="/project_code")

    ``pointer`` is the RFC 6901 JSON pointer of the field in the request body that breaks the rule, where there is one;
    ``parameter`` the name of the parameter, where it is one of the address.
    Values given as a pair ``(zh, en)`` are rendered by language, any other value as it is.
    """

    code: ClassVar[str]
    kind: ClassVar[Kind]
    zh: ClassVar[Words]
    en: ClassVar[Words]

    def __init__(self, *, pointer: str | None = None, parameter: str | None = None, **values: Any) -> None:
        self.pointer = pointer
        self.parameter = parameter
        self.values = values
        super().__init__(f"{self.code}: {self._fill(self.en.detail, english=True)}")

    def words(self, *, english: bool) -> Words:
        """This occurrence's words, filled in, in English or else in Chinese."""
        words = self.en if english else self.zh
        return Words(words.title, self._fill(words.detail, english=english), self._fill(words.way_out, english=english))

    def _fill(self, template: str, *, english: bool) -> str:
        index = 1 if english else 0
        return template.format(
            **{name: value[index] if isinstance(value, tuple) else value for name, value in self.values.items()}
        )


class NotFound(Refusal):
    """Nothing by that id, or nothing that this caller may see: the answer is the same, so that no id is given away."""

    code = "not_found"
    kind = Kind.NOT_FOUND
    zh = Words("没有找到", "没有找到{what}，或者您无权查看。", "请核对编号；确有此项的，请使用有权限的身份。")
    en = Words("Not found", "There is no such {what}, or you may not see it.", "Check the id and your identity.")


class NotPermitted(Refusal):
    """The caller may see the thing, but its role may not do this to it."""

    code = "not_permitted"
    kind = Kind.FORBIDDEN
    zh = Words("无权操作", "您的身份不能{what}。", "请由有相应职责的人员办理。")
    en = Words("Not permitted", "Your role may not {what}.", "Ask somebody whose role allows it.")


class StaleVersion(Refusal):
    """If-Match names a version that is no longer the current one (RFC 9110, 13.1.1)."""

    code = "version.stale"
    kind = Kind.STALE
    zh = Words(
        "内容已被更新", "您依据的是第 {given} 版，当前为第 {current} 版。", "请重新读取，核对后再用新的 ETag 提交。"
    )
    en = Words(
        "Version is stale",
        "You refer to version {given}; the current one is {current}.",
        "Read it again and send the new ETag.",
    )


Version = int | frozenset[int] | None
"""The version that a caller refers to: one, one of several, or None for whichever it is."""


def check_version(*, given: Version, current: int) -> None:
    """Raise StaleVersion unless the version that the caller refers to is the current one."""
    if given is None:
        return
    several = {given} if isinstance(given, int) else given
    if current not in several:
        raise StaleVersion(given="、".join(map(str, sorted(several))), current=current)


class IllegalTransition(Refusal):
    """The thing's state does not allow this step. Names the state and what would be allowed."""

    code = "transition.illegal"
    kind = Kind.CONFLICT
    zh = Words("当前状态不能这样办理", "{what}处于“{state}”，不能{step}。", "当前可以办理：{allowed}。")
    en = Words("Not possible in this state", "The {what} is {state}; it cannot {step}.", "Allowed now: {allowed}.")

    @classmethod
    def of(cls, what: tuple[str, str], *, state: Labelled, step: Labelled, allowed: Sequence[Labelled]) -> Self:
        """A thing (its name in Chinese and English) is in ``state``, which allows ``allowed`` and not ``step``."""
        return cls(what=what, state=state.words, step=step.words, allowed=_told(allowed))

    def to_who_may(self, steps: Sequence[Labelled]) -> Self:
        """The same, told to somebody who may take these steps now."""
        return type(self)(**{**self.values, "allowed": _told(steps)})


def _told(steps: Sequence[Labelled]) -> tuple[str, str]:
    return "、".join(one.label for one in steps) or "无", ", ".join(one.label_en for one in steps) or "nothing"

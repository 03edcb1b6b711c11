"""Drafts (草稿): what was filled in so far of a form that begins something, kept until it is handed in.

Somebody fills in for days, and goes on with it on another machine. A draft is said to nobody yet: it is its
enterprise's own, or its agent's under an agreement. It is no fact for other services, so it has no events. It may be
incomplete: only the names of the body's fields are looked at. The operation looks at the rest when it is handed in.
Then the draft has done its work, and is discarded.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from services.intake_service.parties.projects.domain import Project
from shared.kit.errors import Kind, Refusal, Words
from shared.kit.facts import Aggregate
from shared.kit.labels import Labelled

LARGEST_CONTENT = 64 * 1024
"""How many bytes of JSON a draft may hold."""
KEPT_AT_MOST = 100
"""How many drafts an enterprise keeps, or an agent under one agreement."""


class DraftedOperation(Labelled):
    """What a draft may be filled in for: what begins something."""

    REGISTER_PROJECT = "register_project", "登记项目", "register a project"
    SUBMIT_REQUEST = "submit_request", "申请代办服务", "ask for the service"
    SUBMIT_APPLICATION = "submit_application", "申报", "apply"


class Step(Labelled):
    """What can be done with a draft itself, named by the operation that does it."""

    REPLACE = "replace_draft", "保存草稿", "save the draft"
    DISCARD = "discard_draft", "舍弃草稿", "discard the draft"


class AboutSomethingElse(Refusal):
    """The draft names a project or an agreement where its operation has none, or lacks the one that it has."""

    code = "draft.about"
    kind = Kind.INVALID
    zh = Words("草稿所关联的内容不符", "“{operation}”的草稿{rule}。", "请按要求填写 project_id 和 agreement_id。")
    en = Words("The draft is about something else", "A draft to {operation} {rule}.", "Name what it is about as asked.")


class FieldUnknown(Refusal):
    """The operation's body has no such field."""

    code = "draft.field_unknown"
    kind = Kind.INVALID
    zh = Words(
        "草稿中有不认识的内容",
        "“{operation}”没有可填写的内容 {field}。",
        "可填写：{known}；项目、项目单位和协议由草稿自身指明。",
    )
    en = Words(
        "Not a field of the form",
        "To {operation} nothing is filled in as {field}.",
        "Fill in: {known}. The project, its owner and the agreement are named by the draft itself.",
    )


class ContentTooLarge(Refusal):
    """More than a form holds."""

    code = "draft.content_too_large"
    kind = Kind.TOO_LARGE
    zh = Words("草稿过大", "草稿内容最多 {limit} 字节。", "请缩减内容；文件请作为材料上传。")
    en = Words("Draft too large", "A draft holds up to {limit} bytes.", "Leave something out; files are materials.")


class TooManyDrafts(Refusal):
    """As many drafts as are kept are there already."""

    code = "draft.too_many"
    kind = Kind.CONFLICT
    zh = Words("草稿过多", "最多保存 {limit} 份草稿。", "请先舍弃不再需要的草稿。")
    en = Words("Too many drafts", "No more than {limit} drafts are kept.", "Discard those that you need no more.")


def check_about(operation: DraftedOperation, project_id: UUID | None, agreement_id: UUID | None) -> None:
    """Raise AboutSomethingElse unless a draft for the operation names what it is about, and nothing else."""
    wrong = None
    if operation is DraftedOperation.REGISTER_PROJECT:
        if project_id or agreement_id:
            wrong = "不能指明项目或协议", "names no project and no agreement"
    elif project_id is None:
        wrong = "须指明项目", "names its project"
    elif agreement_id and operation is DraftedOperation.SUBMIT_REQUEST:
        wrong = "不能指明协议", "names no agreement"
    if wrong:
        pointer = "/agreement_id" if project_id and agreement_id else "/project_id"
        raise AboutSomethingElse(operation=operation.words, rule=wrong, pointer=pointer)


def check_content(
    operation: DraftedOperation, content: Mapping[str, Any], *, size: int, fields: Collection[str]
) -> None:
    """Raise unless this may be kept. size: in bytes; fields: those of the operation's body.

    What the body says of the thing at hand is no content: the draft itself says it, and it cannot contradict that.
    """
    if size > LARGEST_CONTENT:
        raise ContentTooLarge(limit=LARGEST_CONTENT, pointer="/content")
    known = sorted(set(fields) - {"owner_id", "project_id", "agreement_id"})
    for name in content:
        if name not in known:
            pointer = f"/content/{name.replace('~', '~0').replace('/', '~1')}"
            raise FieldUnknown(operation=operation.words, field=name, known="、".join(known), pointer=pointer)


@dataclass
class Draft(Aggregate):
    """One form, as far as it is filled in.

    owner_id, owner_uscc: the enterprise in whose name it will be handed in; enterprise: the same where the draft is its
    own, None where it is its agent's under an agreement; agent: who that is; project: what it is about, as that is now,
    while it is the enterprise's; discarded: it has just been.
    """

    id: UUID
    operation: DraftedOperation
    project_id: UUID | None
    agreement_id: UUID | None
    owner_id: UUID
    owner_uscc: str
    enterprise: str | None
    agent: str | None
    title: str
    content: dict[str, Any]
    created_at: datetime
    version: int = 1
    updated_at: datetime | None = field(default=None, compare=False)
    project: Project | None = field(default=None, compare=False)
    discarded: bool = False

    @property
    def steps(self) -> list[DraftedOperation | Step]:
        """What can be done: what it is filled in for, where the project is open to that, and with the draft itself."""
        if self.discarded:
            return []
        is_open = self.operation is DraftedOperation.REGISTER_PROJECT
        if self.project:
            is_open = self.operation.value in {step.value for step in self.project.steps}
        return [*([self.operation] if is_open else ()), Step.REPLACE, Step.DISCARD]

    @property
    def body(self) -> dict[str, Any]:
        """The operation's body as far as it is filled in, and what it says of the thing at hand."""
        about = {"project_id": self.project_id, "agreement_id": self.agreement_id}
        if self.operation is DraftedOperation.REGISTER_PROJECT:
            about = {"owner_id": self.owner_id}
        return self.content | {name: str(value) for name, value in about.items() if value}

    def replace(self, *, title: str, content: dict[str, Any]) -> None:
        """More, or something else, is filled in."""
        self.title, self.content = title, content
        self.say("replaced")

    def discard(self) -> None:
        """It is needed no more."""
        self.discarded = True
        self.say("discarded")

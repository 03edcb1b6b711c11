"""Materials (申请材料): real files, told apart by their content, each handed in once and shared by the items."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from services.intake_service.mandate.agreements.domain import Agreement
from shared.kit.course import Course
from shared.kit.errors import Kind, Refusal, Words
from shared.kit.facts import Aggregate
from shared.kit.labels import Colour, Labelled

MAX_BYTES = 20 * 1_048_576
"""The largest file that the window takes."""


class MaterialKind(Labelled):
    """材料形式, with the codes of the city's joint approval platform in ``KIND_CODES``."""

    PAPER_SCAN = "paper_scan", "纸质（扫描）", "paper (scanned)"
    ELECTRONIC = "electronic", "电子文档", "electronic document"
    APPROVAL_RESULT = "approval_result", "审批结果材料", "result of an approval"
    JOINT_REVIEW_SCHEME = "joint_review_scheme", "联合评审方案", "scheme of a joint review"
    GAP_MATERIAL = "gap_material", "容缺材料", "handed in later (容缺)"
    COMMITMENT = "commitment", "承诺材料", "commitment"
    ELECTRONIC_LICENSE = "electronic_license", "电子证照", "electronic licence"
    JOINT_DRAWING_REVIEW = "joint_drawing_review", "联合审图结果文件", "result of a joint drawing review"


KIND_CODES = dict(zip(MaterialKind, (0, 1, 2, 3, 6, 7, 8, 9), strict=True))


class MaterialStatus(Labelled):
    """Whether a material can be used."""

    HANDED_IN = "handed_in", "已提交", "handed in", Colour.GREEN
    WITHDRAWN = "withdrawn", "已撤回", "withdrawn", Colour.GREY


class Step(Labelled):
    """What can be done with a material, named by the operation that does it."""

    WITHDRAW = "withdraw_material", "撤回误传的材料", "withdraw what was handed in by mistake"


_S = MaterialStatus
COURSE = Course(("材料", "material"), {_S.HANDED_IN: {Step.WITHDRAW: _S.WITHDRAWN}, _S.WITHDRAWN: {}})
"""It is replaced by withdrawing it and handing in the right one."""


class MaterialInUse(Refusal):
    """A material that an item has already: what a body reads stays as it is."""

    code = "material.in_use"
    kind = Kind.CONFLICT
    zh = Words(
        "材料已被使用",
        "材料“{name}”已随事项申报，不能撤回。",
        "请通过补正提交正确的材料；受理前也可以先撤件，再用正确的材料重新申报。",
    )
    en = Words(
        "Material is in use",
        "An item was handed in with {name}: it cannot be withdrawn.",
        "Hand in the right one as a supplement, or retract the item and apply anew with the right one.",
    )


class MaterialGone(Refusal):
    """The content of a material that was withdrawn."""

    code = "material.withdrawn"
    kind = Kind.NOT_FOUND
    zh = Words("材料已撤回", "材料“{name}”已撤回，内容不再提供。", "请查看更正记录了解原因，或使用重新提交的材料。")
    en = Words(
        "Material was withdrawn",
        "{name} was withdrawn; its content is served no more.",
        "Its history tells why; use the one that was handed in instead.",
    )


class MaterialEmpty(Refusal):
    """A file without content."""

    code = "material.empty"
    kind = Kind.INVALID
    zh = Words("文件为空", "文件“{name}”没有内容。", "请重新选择文件后上传。")
    en = Words("Empty file", "The file {name} has no content.", "Choose the file again.")


class MaterialTooLarge(Refusal):
    """A file over the limit."""

    code = "material.too_large"
    kind = Kind.TOO_LARGE
    zh = Words("文件过大", "文件“{name}”超过 {limit_mib} MiB 的上限。", "请压缩或拆分后上传。")
    en = Words("File too large", "The file {name} is over {limit_mib} MiB.", "Compress or split it.")


class MaterialTypeUnknown(Refusal):
    """A file of a type that the window does not take."""

    code = "material.type_unknown"
    kind = Kind.UNSUPPORTED_MEDIA
    zh = Words("不接受的文件类型", "文件“{name}”（{given}）的内容不是可接受的类型。", "可接受的文件：{accepted}。")
    en = Words("File type not taken", "What {name} ({given}) holds is of no type that is taken.", "Taken: {accepted}.")


class MaterialTypeMismatch(Refusal):
    """A file whose content is of another type than it says."""

    code = "material.type_mismatch"
    kind = Kind.INVALID
    zh = Words(
        "文件内容与类型不符", "文件“{name}”声明为 {given}，内容却是 {found}。", "请核对文件，用正确的格式重新上传。"
    )
    en = Words("Content is of another type", "{name} says {given}, but its content is {found}.", "Check the file.")


class ArchiveTooLarge(Refusal):
    """An archive with more in it than is taken, by what really comes out of it."""

    code = "material.archive_too_large"
    kind = Kind.INVALID
    zh = Words(
        "压缩包内容过大",
        "压缩包（含其中的压缩包）解压后超过 {mib} MiB、文件数超过 {entries} 个，或嵌套过深。",
        "请拆分后分别上传。",
    )
    en = Words(
        "Archive too large",
        "More than {mib} MiB or {entries} entries come out of it and those in it, or they go too deep.",
        "Split it, and hand the parts in.",
    )


@dataclass
class Material(Aggregate):
    """A file that was handed in for a project. sha256: of its content, hexadecimal; size: in bytes.

    bodies: those that have it with an item of theirs, and so may read it; mandate: the agreement under which the caller
    handed it in, where it is an agent.
    """

    id: UUID
    project_id: UUID
    owner_uscc: str
    name: str
    kind: MaterialKind
    media_type: str
    sha256: str
    size: int
    uploaded_by: str
    agreement_id: UUID | None
    created_at: datetime
    bodies: frozenset[str] = frozenset()
    status: MaterialStatus = MaterialStatus.HANDED_IN
    version: int = 1
    mandate: Agreement | None = field(default=None, compare=False)

    @property
    def steps(self) -> list[Step]:
        """What its state allows: nothing once an item has it."""
        return [] if self.bodies else COURSE.steps(self.status)

    def withdraw(self, *, reason: str) -> None:
        """It was handed in by mistake. Raises MaterialInUse, IllegalTransition."""
        if self.bodies:
            raise MaterialInUse(name=self.name)
        after = COURSE.after(self.status, Step.WITHDRAW)
        self.say_corrected("withdrawn", self.put_right({"status": after}, reason=reason))

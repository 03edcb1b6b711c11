"""Materials (申请材料): real files, told apart by their content, each handed in once and shared by the items."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shared.kit.errors import Kind, Refusal, Words
from shared.kit.facts import Aggregate
from shared.kit.labels import Labelled

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

    bodies: those that have it with an item of theirs, and so may read it.
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

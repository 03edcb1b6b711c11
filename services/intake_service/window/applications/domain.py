"""Applications at the one window (一窗综合受理, notice 三(三)): one package, many items, materials handed in once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from shared.kit.errors import IllegalTransition, Kind, Refusal, Words
from shared.kit.labels import Labelled

SUPPLEMENT_NOTICE_WORKING_DAYS = 5
"""The window says within 5 working days, once and all at once, what is missing; else the item counts as accepted from
the day of receipt (行政许可法 32)."""
SUPPLEMENT_NOTICE = "supplement_notice"
"""The purpose under which tracking watches that limit."""


class ItemStatus(Labelled):
    """Where one item of a package stands on its way to acceptance."""

    RECEIVED = "received", "收件"
    SUPPLEMENT_REQUIRED = "supplement_required", "补正"
    ACCEPTED = "accepted", "受理"
    NOT_A_MATTER = "not_a_matter", "不受理"
    NOT_COMPETENT = "not_competent", "不予受理"
    RETRACTED = "retracted", "撤件"


class Step(Labelled):
    """What can be done with an item before acceptance."""

    ACCEPT = "accept", "受理"
    REQUIRE_SUPPLEMENT = "require_supplement", "要求补正"
    SUPPLEMENT = "supplement", "补正"
    REFUSE_NOT_A_MATTER = "refuse_not_a_matter", "不受理"
    REFUSE_NOT_COMPETENT = "refuse_not_competent", "不予受理"
    RETRACT = "retract", "撤件"


_S = ItemStatus
TRANSITIONS: dict[ItemStatus, dict[Step, ItemStatus]] = {
    _S.RECEIVED: {
        Step.ACCEPT: _S.ACCEPTED,
        Step.REQUIRE_SUPPLEMENT: _S.SUPPLEMENT_REQUIRED,
        Step.REFUSE_NOT_A_MATTER: _S.NOT_A_MATTER,
        Step.REFUSE_NOT_COMPETENT: _S.NOT_COMPETENT,
        Step.RETRACT: _S.RETRACTED,
    },
    _S.SUPPLEMENT_REQUIRED: {Step.SUPPLEMENT: _S.RECEIVED, Step.RETRACT: _S.RETRACTED},
    _S.ACCEPTED: {},
    _S.NOT_A_MATTER: {},
    _S.NOT_COMPETENT: {},
    _S.RETRACTED: {},
}

APPLICANT_STEPS = frozenset({Step.SUPPLEMENT, Step.RETRACT})
"""Steps of the owner or its agent; the others are the window's."""


class SupplementToldAlready(Refusal):
    """A second notice of what is missing."""

    code = "application_item.supplement_told"
    kind = Kind.CONFLICT
    zh = Words(
        "补正只能一次告知",
        "已于 {told_at} 一次性告知补正内容，不得再次要求补正（行政许可法第三十二条）。",
        "材料齐全的请受理；确不符合的请作出不予受理决定。",
    )
    en = Words(
        "Told already",
        "What is missing was told at {told_at}, once and for all (行政许可法 32).",
        "Accept it, or refuse it with the reason.",
    )


class ItemUnknown(Refusal):
    """Not an item of the catalogue."""

    code = "item.unknown"
    kind = Kind.INVALID
    zh = Words("事项不存在", "事项目录中没有“{item_code}”。", "请在事项目录中选择。")
    en = Words("Unknown item", "The catalogue has no item {item_code}.", "Choose one from the catalogue.")


class ItemNotApplicable(Refusal):
    """An item that projects of this kind do not need."""

    code = "item.not_applicable"
    kind = Kind.INVALID
    zh = Words(
        "事项不适用于本项目",
        "事项 {item_code} {item_name} 不适用于“{investment}”“{project_type}”项目。",
        "请查阅本项目适用的事项：GET /projects/{{project_id}}/applicable-items",
    )
    en = Words(
        "Item does not apply",
        "Item {item_code} is not for projects of investment {investment} and type {project_type}.",
        "See the project's applicable items.",
    )


class ItemTwice(Refusal):
    """The same item twice in one package."""

    code = "application.item_twice"
    kind = Kind.INVALID
    zh = Words("事项重复", "事项 {item_code} 在本次申报中出现两次。", "请每个事项只申报一次。")
    en = Words("Item twice", "Item {item_code} stands twice in the package.", "Name each item once.")


class ItemPending(Refusal):
    """The project has the same item on its way already."""

    code = "application.item_pending"
    kind = Kind.CONFLICT
    zh = Words("事项已在办理", "本项目的事项 {item_code} 已收件或已受理。", "请在原件上办理；需要重报的先撤件。")
    en = Words("Item is on its way", "The project's item {item_code} was handed in already.", "Go on with that one.")


class MaterialUnknown(Refusal):
    """A material that was not handed in for this project."""

    code = "application.material_unknown"
    kind = Kind.INVALID
    zh = Words("材料不存在", "材料 {material_id} 不是本项目已提交的材料。", "请先上传材料，再引用其编号。")
    en = Words("Unknown material", "{material_id} is not a material of this project.", "Upload it first.")


@dataclass
class ApplicationItem:
    """One item of a package. Each has its own course from here on; the package only held them together."""

    id: UUID
    application_id: UUID
    project_id: UUID
    item_code: str
    item_name: str
    stage: str
    body: str
    status: ItemStatus
    received_at: datetime
    material_ids: list[UUID]
    missing: list[str] = field(default_factory=list)
    supplement_told_at: datetime | None = None
    supplemented_at: datetime | None = None
    acceptance_number: str | None = None
    accepted_at: datetime | None = None
    deemed: bool = False
    reason: str | None = None
    deadline_id: UUID | None = None
    version: int = 1

    @property
    def silence_accepts(self) -> bool:
        """Whether a missed limit makes it accepted: only where nothing was told at all, not after a supplement."""
        return self.status is ItemStatus.RECEIVED and self.supplement_told_at is None

    @property
    def steps(self) -> list[Step]:
        """What its state allows; a supplement is required once only."""
        return [
            step
            for step in TRANSITIONS[self.status]
            if not (step is Step.REQUIRE_SUPPLEMENT and self.supplement_told_at)
        ]

    def _move(self, step: Step) -> None:
        following = TRANSITIONS[self.status].get(step)
        if following is None:
            raise IllegalTransition.of(("事项", "item"), state=self.status, step=step, allowed=self.steps)
        self.status = following

    def accept(self, *, acceptance_number: str, at: datetime) -> None:
        """Accept it (受理)."""
        self._move(Step.ACCEPT)
        self.acceptance_number, self.accepted_at = acceptance_number, at

    def deem_accepted(self, *, acceptance_number: str) -> None:
        """No notice went out in time: it counts as accepted from the day of receipt (行政许可法 32).

        Raises IllegalTransition where something was told, or it is decided.
        """
        if not self.silence_accepts:
            raise IllegalTransition.of(("事项", "item"), state=self.status, step=Step.ACCEPT, allowed=self.steps)
        self._move(Step.ACCEPT)
        self.acceptance_number, self.accepted_at, self.deemed = acceptance_number, self.received_at, True

    def require_supplement(self, *, missing: Sequence[str], at: datetime) -> None:
        """Tell what is missing (补正); a second time raises SupplementToldAlready."""
        if self.supplement_told_at and self.status is ItemStatus.RECEIVED:
            raise SupplementToldAlready(told_at=self.supplement_told_at.isoformat(timespec="minutes"))
        self._move(Step.REQUIRE_SUPPLEMENT)
        self.missing, self.supplement_told_at = list(missing), at

    def supplement(self, *, material_ids: Sequence[UUID], at: datetime) -> None:
        """Hand in what was missing."""
        self._move(Step.SUPPLEMENT)
        self.supplemented_at = at
        self.material_ids = list(dict.fromkeys([*self.material_ids, *material_ids]))

    def refuse(self, *, competent: bool, reason: str) -> None:
        """Turn it away: no matter for approval at all (不受理), or not this organ's (不予受理)."""
        self._move(Step.REFUSE_NOT_A_MATTER if competent else Step.REFUSE_NOT_COMPETENT)
        self.reason = reason

    def retract(self, *, reason: str) -> None:
        """The applicant takes it back before acceptance (撤件)."""
        self._move(Step.RETRACT)
        self.reason = reason


@dataclass(frozen=True)
class Application:
    """A package (综合受理). agreement_id: under which an agent handed it in for the owner; None where the owner did."""

    id: UUID
    application_number: str
    project_id: UUID
    owner_uscc: str
    submitted_by: str
    agreement_id: UUID | None
    received_at: datetime

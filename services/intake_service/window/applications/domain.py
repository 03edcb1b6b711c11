"""Applications at the one window (一窗综合受理, notice 三(三)): one package, many items, materials handed in once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from services.intake_service.mandate.agreements.domain import Agreement
from shared.kit.course import Course
from shared.kit.errors import Kind, Refusal, Words
from shared.kit.facts import Aggregate
from shared.kit.ids import new_id
from shared.kit.labels import Labelled
from shared.vocabulary.limits import LimitUnit, Purpose
from shared.vocabulary.statuses import ItemStatus, UndoRefusal

SUPPLEMENT_NOTICE_WORKING_DAYS = 5
"""The window says within 5 working days, once and all at once, what is missing; else the item counts as accepted from
the day of receipt (行政许可法 32)."""
_ANSWER_LIMIT = {"days": SUPPLEMENT_NOTICE_WORKING_DAYS, "unit": LimitUnit.WORKING_DAY}


class Step(Labelled):
    """What can be done with an item, named by the operation (and by what its body says).

    Whether an acceptance can be undone depends on the case, so the answer comes from there, and is no operation.
    """

    ACCEPT = "accept_item", "受理", "accept"
    REQUIRE_SUPPLEMENT = "require_supplement", "要求补正", "require a supplement"
    REFUSE_NOT_A_MATTER = "refuse_item:outcome=not_a_matter", "不受理", "refuse: no approval is needed"
    REFUSE_NOT_COMPETENT = "refuse_item:outcome=not_competent", "不予受理", "refuse: another organ's"
    SUPPLEMENT = "supplement_item", "补正", "supplement"
    RETRACT = "retract_item", "撤件", "retract"
    UNDO_ACCEPTANCE = "undo_acceptance", "撤回受理", "undo the acceptance"
    UNDONE = ":undone", "准予撤回", "the acceptance is undone"
    UNDO_REFUSED = ":undo_refused", "不能撤回", "the acceptance stands"


_S = ItemStatus
COURSE = Course(
    ("事项", "item"),
    {
        _S.RECEIVED: {
            Step.ACCEPT: _S.ACCEPTED,
            Step.REQUIRE_SUPPLEMENT: _S.SUPPLEMENT_REQUIRED,
            Step.REFUSE_NOT_A_MATTER: _S.NOT_A_MATTER,
            Step.REFUSE_NOT_COMPETENT: _S.NOT_COMPETENT,
            Step.RETRACT: _S.RETRACTED,
        },
        _S.SUPPLEMENT_REQUIRED: {Step.SUPPLEMENT: _S.RECEIVED, Step.RETRACT: _S.RETRACTED},
        _S.ACCEPTED: {Step.UNDO_ACCEPTANCE: _S.UNDO_ASKED},
        _S.UNDO_ASKED: {Step.UNDONE: _S.RECEIVED, Step.UNDO_REFUSED: _S.ACCEPTED},
        _S.NOT_A_MATTER: {},
        _S.NOT_COMPETENT: {},
        _S.RETRACTED: {},
    },
)
APPLICANT_STEPS = frozenset({Step.SUPPLEMENT, Step.RETRACT})
"""Steps of the owner or its agent."""
ANSWERS = frozenset({Step.UNDONE, Step.UNDO_REFUSED})
"""Steps that the case's answer takes; all others are the window's."""


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


class SupplementHasNothingNew(Refusal):
    """A supplement that hands in only what is there already."""

    code = "application_item.supplement_nothing_new"
    kind = Kind.INVALID
    zh = Words(
        "没有新的补正材料",
        "所列材料都已随该事项提交，不构成补正。",
        "请先上传补正的材料，再在此列出。",
    )
    en = Words(
        "Nothing new",
        "All of these materials are with the item already: that is no supplement.",
        "Hand in what was missing first, and name it here.",
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
    zh = Words(
        "事项已在办理",
        "本项目的事项 {item_code} 已申报（{state}{number}），尚未办结。",
        "请在原件上办理；需要重报的，受理前先撤件，受理后先撤回办件。",
    )
    en = Words(
        "Item is on its way",
        "The project's item {item_code} was handed in already ({state}{number}) and is not decided.",
        "Go on with that one; to hand it in anew, retract it before acceptance, or withdraw its case after that.",
    )


class ItemNamedTwice(Refusal):
    """The same item twice among those that the window would accept."""

    code = "application_item.named_twice"
    kind = Kind.INVALID
    zh = Words("申报件重复", "本次受理中同一申报件列出了两次。", "请每件只列一次。")
    en = Words("Item named twice", "The same item is named twice.", "Name each item once.")


class MaterialUnknown(Refusal):
    """A material that was not handed in for this project."""

    code = "application.material_unknown"
    kind = Kind.INVALID
    zh = Words("材料不存在", "材料 {material_id} 不是本项目已提交的材料。", "请先上传材料，再引用其编号。")
    en = Words("Unknown material", "{material_id} is not a material of this project.", "Upload it first.")


class AcceptanceStands(Refusal):
    """An acceptance that can not be undone, as is known already."""

    code = "application_item.acceptance_stands"
    kind = Kind.CONFLICT
    zh = Words(
        "不能撤回受理",
        "受理（{acceptance_number}）不能撤回：{because}。",
        "由部门继续办理；不再需要的，由项目单位撤回办件。",
    )
    en = Words(
        "The acceptance stands",
        "The acceptance {acceptance_number} can not be undone: {because}.",
        "Let the body go on with it; the owner may withdraw the case where it is not needed any more.",
    )


@dataclass
class ApplicationItem(Aggregate):
    """One item of a package. Each has its own course from here on; the package only held them together.

    mandate: the agreement under which the caller acts on it for the owner, where it is an agent; deadline_id: the limit
    that runs for the window's answer; case_ended_at: when the body decided its case, or the applicant withdrew that:
    until then the project cannot hand the same item in again; undo_asked_at, undo_asked_by, undo_reason: the last
    question whether its acceptance can be undone, undo_refusal: why it can not, undone_at: when it was; all of them
    until it is accepted anew.
    """

    id: UUID
    application_id: UUID
    project_id: UUID
    owner_uscc: str
    submitted_by: str
    agreement_id: UUID | None
    item_code: str
    item_name: str
    stage: str
    body: str
    received_at: datetime
    material_ids: list[UUID]
    status: ItemStatus = ItemStatus.RECEIVED
    missing: list[str] = field(default_factory=list)
    supplement_told_at: datetime | None = None
    supplemented_at: datetime | None = None
    acceptance_number: str | None = None
    accepted_at: datetime | None = None
    deemed: bool = False
    reason: str | None = None
    deadline_id: UUID | None = None
    case_ended_at: datetime | None = None
    undo_asked_at: datetime | None = None
    undo_asked_by: str | None = None
    undo_reason: str | None = None
    undo_refusal: UndoRefusal | None = None
    undone_at: datetime | None = None
    version: int = 1
    updated_at: datetime | None = field(default=None, compare=False)
    mandate: Agreement | None = field(default=None, compare=False)

    @property
    def mandate_id(self) -> UUID | None:
        """Of the agreement under which the caller acts on it."""
        return self.mandate.id if self.mandate else None

    @property
    def silence_accepts(self) -> bool:
        """Whether a missed limit makes it accepted: only where nothing was told at all, not after a supplement."""
        return self.status is ItemStatus.RECEIVED and self.supplement_told_at is None

    @property
    def acceptance_stands(self) -> UndoRefusal | None:
        """Why its acceptance can not be undone, as far as that is known here: the case may know more."""
        if self.deemed:
            return UndoRefusal.BY_LAW
        return UndoRefusal.CASE_OVER if self.case_ended_at else self.undo_refusal

    @property
    def steps(self) -> list[Step]:
        """What its state allows; a supplement is required once only, an acceptance undone where it may be."""
        never = {Step.REQUIRE_SUPPLEMENT} if self.supplement_told_at else set()
        never |= {Step.UNDO_ACCEPTANCE} if self.acceptance_stands else set()
        return [one for one in COURSE.steps(self.status) if one not in never]

    def receive(self, *, application_number: str, at: datetime) -> None:
        """It was handed in: the window has 5 working days to answer."""
        self.say("received", application_number=application_number)
        self._request_notice(at)

    def accept(self, *, acceptance_number: str, at: datetime) -> None:
        """Accept it (受理)."""
        self._take(Step.ACCEPT)
        self._is_accepted(acceptance_number, at)
        self._answered(at)
        self.say("accepted")

    def deem_accepted(self, *, acceptance_number: str) -> None:
        """No notice went out in time: it counts as accepted from the day of receipt (行政许可法 32).

        Raises IllegalTransition where something was told, or it is decided.
        """
        self._take(Step.ACCEPT, allowed=None if self.silence_accepts else [])
        self._is_accepted(acceptance_number, self.received_at, deemed=True)
        self.deadline_id = None
        self.say("deemed_accepted")

    def require_supplement(self, *, missing: Sequence[str], at: datetime) -> None:
        """Tell what is missing (补正); a second time raises SupplementToldAlready."""
        if self.supplement_told_at and self.status is ItemStatus.RECEIVED:
            raise SupplementToldAlready(told_at=self.supplement_told_at.isoformat(timespec="minutes"))
        self._take(Step.REQUIRE_SUPPLEMENT)
        self.missing, self.supplement_told_at = list(missing), at
        self._answered(at)
        self.say("supplement_required")

    def supplement(self, *, material_ids: Sequence[UUID], at: datetime) -> None:
        """Hand in what was missing. Raises SupplementHasNothingNew."""
        self._take(Step.SUPPLEMENT)
        if set(material_ids) <= set(self.material_ids):
            raise SupplementHasNothingNew(pointer="/material_ids")
        self.supplemented_at = at
        self.material_ids = list(dict.fromkeys([*self.material_ids, *material_ids]))
        self.say("supplemented")
        self._request_notice(at)

    def refuse(self, step: Step, *, reason: str, at: datetime) -> None:
        """Turn it away: no matter for approval at all (不受理), or not this organ's (不予受理)."""
        self._take(step)
        self.reason = reason
        self._answered(at)
        self.say(self.status)

    def retract(self, *, reason: str, at: datetime) -> None:
        """The applicant takes it back before acceptance (撤件)."""
        self._take(Step.RETRACT)
        self.reason = reason
        self._answered(at, met=False)
        self.say(self.status)

    def end_case(self, *, at: datetime) -> None:
        """Its case is over, decided or withdrawn. Nothing where that is known already."""
        if self.case_ended_at is None:
            self.case_ended_at = at
            self.say("case_ended")

    def ask_to_undo(self, *, reason: str, by: str, at: datetime) -> None:
        """The window accepted it by mistake, and asks that this be undone (撤回受理): its case says whether it can.

        Raises AcceptanceStands where it is known that it can not.
        """
        if self.status is ItemStatus.ACCEPTED and (because := self.acceptance_stands):
            raise AcceptanceStands(acceptance_number=self.acceptance_number, because=because.words)
        self._take(Step.UNDO_ACCEPTANCE)
        self.undo_asked_at, self.undo_asked_by, self.undo_reason = at, by, reason
        limit = None if self.supplement_told_at else _ANSWER_LIMIT
        self.say("acceptance_undo_asked", asked_at=at, asked_by=by, reason=reason, answer_limit=limit)

    def undo_acceptance(self, *, asked_at: datetime, at: datetime) -> None:
        """Its case is annulled: it is received as it was, and the window's time to answer runs on from where it began.

        asked_at: of the question that this answers; nothing where another is asked, or none.
        """
        if not self._asked(asked_at):
            return
        number, self.accepted_at, self.undone_at = self.acceptance_number, None, at
        reason, by = self.undo_reason or "", self.undo_asked_by
        received = {"status": COURSE.after(self.status, Step.UNDONE), "acceptance_number": None}
        undone = self.put_right(received, reason=reason, by=by)
        self.say_corrected("acceptance_undone", undone, acceptance_number=number)
        self._request_notice(self.supplemented_at or self.received_at)

    def keep_acceptance(self, because: UndoRefusal, *, asked_at: datetime) -> None:
        """Its case can not be annulled: it is accepted as it was. asked_at: as in :meth:`undo_acceptance`."""
        if self._asked(asked_at):
            self.status, self.undo_refusal = COURSE.after(self.status, Step.UNDO_REFUSED), because
            self.say("undo_refused")

    def _asked(self, asked_at: datetime) -> bool:
        return self.status is ItemStatus.UNDO_ASKED and self.undo_asked_at == asked_at

    def _is_accepted(self, acceptance_number: str, at: datetime, *, deemed: bool = False) -> None:
        self.acceptance_number, self.accepted_at, self.deemed = acceptance_number, at, deemed
        self.undo_asked_at = self.undo_asked_by = self.undo_reason = self.undo_refusal = self.undone_at = None

    def _take(self, step: Step, *, allowed: list[Step] | None = None) -> None:
        self.status = COURSE.after(self.status, step, allowed=self.steps if allowed is None else allowed)

    def _request_notice(self, at: datetime) -> None:
        """Have the window's answer watched: 5 working days from then on (行政许可法 32)."""
        self.deadline_id = new_id()
        self.say(
            "deadline_requested",
            deadline_id=self.deadline_id,
            purpose=Purpose.SUPPLEMENT_NOTICE,
            subject_kind="application_item",
            subject_id=self.id,
            base=at,
            limit=_ANSWER_LIMIT,
        )

    def _answered(self, at: datetime, *, met: bool = True) -> None:
        """The window has answered (met), or need not any more."""
        if self.deadline_id:
            self.say("deadline_settled", deadline_id=self.deadline_id, met=met, at=at)
            self.deadline_id = None


@dataclass
class Application(Aggregate):
    """A package (综合受理). agreement_id: under which an agent handed it in for the owner; None where the owner did."""

    id: UUID
    application_number: str
    project_id: UUID
    owner_uscc: str
    submitted_by: str
    agreement_id: UUID | None
    received_at: datetime

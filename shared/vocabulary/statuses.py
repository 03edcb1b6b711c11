"""Where things stand, as far as more than one service speaks of it."""

from shared.kit.labels import Colour, Labelled


class RequestStatus(Labelled):
    """Where a request for agency service stands."""

    SUBMITTED = "submitted", "已提交", "submitted", Colour.BLUE
    ACCEPTED = "accepted", "已接受", "accepted", Colour.GREEN
    DECLINED = "declined", "不予接受", "declined", Colour.RED
    ENDED = "ended", "已结束", "ended", Colour.GREY


class ClaimStatus(Labelled):
    """Where a claim on a project stands."""

    FILED = "filed", "待审核", "waiting for the window", Colour.BLUE
    GRANTED = "granted", "已准予", "granted", Colour.GREEN
    REFUSED = "refused", "不予认领", "refused", Colour.RED
    WITHDRAWN = "withdrawn", "已撤回", "withdrawn", Colour.GREY


class AgreementStatus(Labelled):
    """The nine states of an agreement in practice, in the order of their numbers there."""

    TO_BE_SIGNED = "to_be_signed", "待签订", "to be signed", Colour.BLUE
    SIGNING_AT_WINDOW = "signing_at_window", "窗口签订中", "being signed at the window", Colour.BLUE
    AWAITING_APPLICANT_SEAL = "awaiting_applicant_seal", "待申请人签章", "awaiting the applicant's seal", Colour.YELLOW
    SIGNED = "signed", "已签订（代办中）", "signed", Colour.GREEN
    DECLINED = "declined", "拒绝代办", "declined by the owner", Colour.RED
    TERMINATED_BY_WINDOW = "terminated_by_window", "窗口终止", "terminated by the window", Colour.GREY
    TERMINATED = "terminated", "代办终止", "terminated by the owner", Colour.GREY
    CONCLUDED_BY_WINDOW = "concluded_by_window", "窗口办结", "concluded by the window", Colour.YELLOW
    CONCLUDED = "concluded", "代办结束", "concluded", Colour.GREEN


class ItemStatus(Labelled):
    """Where one item of a package stands on its way to acceptance."""

    RECEIVED = "received", "收件", "received", Colour.BLUE
    SUPPLEMENT_REQUIRED = "supplement_required", "补正", "supplement required", Colour.YELLOW
    ACCEPTED = "accepted", "受理", "accepted", Colour.GREEN
    UNDO_ASKED = (
        "undo_asked",
        "受理（撤回待核）",
        "accepted; whether that can be undone is being looked at",
        Colour.YELLOW,
    )
    NOT_A_MATTER = "not_a_matter", "不受理", "no approval is needed", Colour.RED
    NOT_COMPETENT = "not_competent", "不予受理", "not within the body's competence", Colour.RED
    RETRACTED = "retracted", "撤件", "retracted by the applicant", Colour.GREY


class UndoRefusal(Labelled):
    """Why an acceptance can not be undone (撤回受理)."""

    BY_LAW = "by_law", "逾期未告知补正，依法视为受理", "it counts as accepted by law, for no notice came in time"
    HANDLING_BEGUN = "handling_begun", "部门已开始办理", "the body has begun to handle it"
    CASE_OVER = "case_over", "办件已办结或已撤回", "its case is over"
    ANSWER_OVERDUE = (
        "answer_overdue",
        "告知期限已过，撤回后依法仍视为受理",
        "the time for an answer is over: undone, it would count as accepted by law",
    )


class Outcome(Labelled):
    """How a case was decided."""

    PASSED = "passed", "办结（通过）", "passed", Colour.GREEN
    PASSED_WITH_GAPS = "passed_with_gaps", "办结（容缺通过）", "passed with gaps", Colour.GREEN
    REFUSED = "refused", "办结（不通过）", "refused", Colour.RED

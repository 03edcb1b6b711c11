"""Codes of other services' facts that tracking shows to people, with their labels."""

from __future__ import annotations

from shared.kit.labels import Labelled


class Stage(Labelled):
    """Stages of a project's course (阶段); the last two run beside the others."""

    LAND = "S1", "立项用地规划许可"
    PLANNING = "S2", "工程建设许可"
    CONSTRUCTION = "S3", "施工许可"
    COMPLETION = "S4", "竣工验收"
    PARALLEL = "PAR", "并行推进"
    UTILITIES = "UTL", "公共设施接入"


class RequestMode(Labelled):
    """Modes of service (notice 二(四))."""

    CONSULT = "consult", "咨询"
    GUIDE = "guide", "指导"
    COORDINATE = "coordinate", "协调"
    ACT = "act", "代办"


class RequestClosure(Labelled):
    """How a request for service came to its end."""

    DECLINED = "declined", "不予接受"
    ENDED = "ended", "已结束"


class AgreementStatus(Labelled):
    """Where an agency agreement stands, as far as others are told."""

    TO_BE_SIGNED = "to_be_signed", "待签订"
    SIGNED = "signed", "已签订（代办中）"
    DECLINED = "declined", "拒绝代办"
    TERMINATED_BY_WINDOW = "terminated_by_window", "窗口终止"
    TERMINATED = "terminated", "代办终止"
    CONCLUDED_BY_WINDOW = "concluded_by_window", "窗口办结"
    CONCLUDED = "concluded", "代办结束"


class ItemStatus(Labelled):
    """Where an item of a package stands before it is a case."""

    RECEIVED = "received", "收件"
    SUPPLEMENT_REQUIRED = "supplement_required", "补正"
    ACCEPTED = "accepted", "受理"
    NOT_A_MATTER = "not_a_matter", "不受理"
    NOT_COMPETENT = "not_competent", "不予受理"
    RETRACTED = "retracted", "撤件"


class Level(Labelled):
    """Steps of the ladder that an assignment climbs."""

    HANDLER = "handler", "经办人"
    CHIEF_SERVICE_OFFICER = "chief_service_officer", "首席服务官"
    LEADER = "leader", "分管领导"
    LEADING_GROUP = "leading_group", "领导小组"


class Purpose(Labelled):
    """What a deadline is for; the first two are tracking's own."""

    CASE = "case", "办理"
    SPECIAL_PROCEDURE = "special_procedure", "特别程序"
    SUPPLEMENT_NOTICE = "supplement_notice", "补正告知"
    ACKNOWLEDGEMENT = "acknowledgement", "工单签收"


def label_of(codes: type[Labelled], code: str) -> str:
    """The label of a code; the code itself where another service has a newer one."""
    try:
        return codes(code).label
    except ValueError:
        return code

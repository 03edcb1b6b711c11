"""What limits count, and what they are for."""

from dataclasses import dataclass

from shared.kit.labels import Colour, Labelled


class LimitUnit(Labelled):
    """What a limit counts: 行政许可法 82 counts working days; utilities and some laws promise calendar days."""

    WORKING_DAY = "working_day", "工作日", "working days"
    CALENDAR_DAY = "calendar_day", "自然日", "calendar days"


class LimitStatus(Labelled):
    """Whether a clock runs for an item."""

    CONFIRMED = "confirmed", "已核定", "confirmed", Colour.GREEN
    UNCONFIRMED = "unconfirmed", "未核定", "not confirmed", Colour.YELLOW
    NONE_OF_ITS_OWN = "none_of_its_own", "无单独时限", "no limit of its own", Colour.GREY


@dataclass(frozen=True)
class Limit:
    """A time limit that runs a clock: a number of working or calendar days; 0 is 即时 (the same day)."""

    days: int
    unit: LimitUnit


class Purpose(Labelled):
    """What a deadline is for."""

    CASE = "case", "办理", "handling"
    SPECIAL_PROCEDURE = "special_procedure", "特别程序", "special procedure"
    SUPPLEMENT_NOTICE = "supplement_notice", "补正告知", "notice of what is missing"
    ACKNOWLEDGEMENT = "acknowledgement", "工单签收", "acknowledgement"

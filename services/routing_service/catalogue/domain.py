"""The catalogue: approval, filing and public-service items from 立项 to 竣工验收 and 公共设施接入 (notice 二(三)).

An item says who decides it, how long that may take, what must come first, what is handed in, and for which projects
it applies. The figures are data (``items.yaml``), each with the confidence with which it is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shared.kit.labels import Labelled
from shared.vocabulary.limits import Limit, LimitStatus, LimitUnit

EVERY_TYPE = "all"
"""What an item says that applies to every project type."""


class Confidence(Labelled):
    """How a figure is known. Only the first two were read in a source, and only they may start a clock."""

    VERIFIED = "verified", "已核实", "verified"
    PARTLY_VERIFIED = "partly_verified", "部分核实", "partly verified"
    OWN_KNOWLEDGE = "own_knowledge", "据业务经验", "from own knowledge"
    UNKNOWN = "unknown", "不详", "unknown"

    @property
    def checked(self) -> bool:
        """Whether the figure was read in a source, at least in part."""
        return self in (Confidence.VERIFIED, Confidence.PARTLY_VERIFIED)


class LimitBasis(Labelled):
    """On what a figure rests. GENERAL_RULE is the default of the law where an item's own norm is silent."""

    OWN_NORM = "own_norm", "本事项依据规定", "the item's own norm"
    OWN_NORM_NO_SEPARATE_LIMIT = "own_norm_no_separate_limit", "不单独计时", "no limit of its own by its norm"
    GENERAL_RULE = "general_rule", "法定默认（行政许可法第四十二条）", "default of the law (行政许可法 42)"
    CITY_GUIDE = "city_guide", "本市办事指南", "guide of the city"
    CITY_NORM = "city_norm", "本市规定", "norm of the city"
    OTHER_CITY_GUIDE = "other_city_guide", "外市办事指南", "another city's guide"
    PRESS = "press", "新闻报道", "press report"
    TEXT_READ_NO_FIGURE = "text_read_no_figure", "已查阅原文，未见期限", "text read, no figure in it"
    TEXT_NOT_CONFIRMED = "text_not_confirmed", "未能核对原文", "text not confirmed"


class LimitSide(Labelled):
    """Whose time a figure is."""

    OFFICE = "office", "办理机关", "the office's"
    APPLICANT = "applicant", "申请人", "the applicant's"


class ItemKind(Labelled):
    """What sort of act the item is."""

    ADMINISTRATIVE_LICENSE = "administrative_license", "行政许可", "administrative licence"
    FILING = "filing", "备案", "filing"
    PUBLIC_SERVICE = "public_service", "公共服务", "public service"
    OTHER = "other", "其他", "other"


@dataclass(frozen=True)
class LimitFigure:
    """A limit as the catalogue knows it.

    days: None where no figure is known; extension_days: what may be added with approval (行政许可法 42), in ``unit``;
    unit_as_written: the norm's word; basis, source, read, as_of: on what it rests, where it stands, in which copy it
    was read, when; side: the applicant's are duties of the builder; stale: an old figure, to start from.
    """

    days: int | None
    unit: LimitUnit
    confidence: Confidence
    extension_days: int | None = None
    note: str | None = None
    unit_as_written: str | None = None
    basis: LimitBasis | None = None
    side: LimitSide = LimitSide.OFFICE
    stale: bool = False
    as_of: date | None = None
    source: str | None = None
    read: str | None = None

    def checked(self) -> Limit | None:
        """The limit that runs the office's clock, where a figure was read in a source and is not stale; else None."""
        runs = self.confidence.checked and self.side is LimitSide.OFFICE and not self.stale
        return Limit(self.days, self.unit) if runs and self.days is not None else None

    @property
    def says_there_is_none(self) -> bool:
        """Whether it was read that the item has no limit of its own."""
        return self.confidence.checked and self.basis is LimitBasis.OWN_NORM_NO_SEPARATE_LIMIT


@dataclass(frozen=True)
class SpecialProcedure:
    """A procedure on the way to the decision (行政许可法 45), such as 专家评审.

    stops_clock: whether its days are left out of the limit; max_days: its own limit in working days, where one is
    known.
    """

    type: str
    name: str
    stops_clock: bool
    max_days: int | None = None
    note: str | None = None


@dataclass(frozen=True)
class Applicability:
    """For which projects the item applies.

    investment: ``government``, ``private`` or both; project_types: codes, or EVERY_TYPE; condition: the further
    condition, for people to judge.
    """

    investment: frozenset[str]
    project_types: frozenset[str]
    condition: str


@dataclass(frozen=True)
class Item:
    """One entry of the catalogue.

    prerequisites: groups of item codes; each group is needed, and one code of a group that applies to the project is
    enough. handled_with: items that it is handled together with.
    """

    code: str
    name: str
    stage: str
    body: str
    kind: ItemKind
    statutory_limit: LimitFigure
    committed_limit: LimitFigure
    prerequisites: tuple[tuple[str, ...], ...]
    materials: tuple[str, ...]
    applicability: Applicability
    special_procedures: tuple[SpecialProcedure, ...]
    result: str
    legal_basis: tuple[str, ...]
    source: tuple[str, ...]
    confidence: Confidence
    handled_with: tuple[str, ...] = ()
    note: str | None = None

    @property
    def limit(self) -> Limit | None:
        """The limit whose clock runs: the committed one (承诺时限) where it was read in a source, else the statutory
        one.

        None is 未核定: no figure is known, or only one from own knowledge, which nobody checked. Such an item runs no
        clock, because a body must not be shown as overdue against a guess.
        """
        return self.committed_limit.checked() or self.statutory_limit.checked()

    @property
    def limit_status(self) -> LimitStatus:
        """Whether there is such a limit, or is known to be none."""
        if self.limit:
            return LimitStatus.CONFIRMED
        return LimitStatus.NONE_OF_ITS_OWN if self.statutory_limit.says_there_is_none else LimitStatus.UNCONFIRMED

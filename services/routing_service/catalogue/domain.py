"""The catalogue: approval, filing and public-service items from 立项 to 竣工验收 and 公共设施接入 (notice 二(三)).

An item says who decides it, how long that may take, what must come first, what is handed in, and for which projects
it applies. The figures are data (``items.yaml``), each with the confidence with which it is known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from shared.kit.labels import Labelled


class LimitUnit(Labelled):
    """What a limit counts: 行政许可法 82 counts working days; utilities and some laws promise calendar days."""

    WORKING_DAY = "working_day", "工作日"
    CALENDAR_DAY = "calendar_day", "自然日"


class Confidence(StrEnum):
    """How a figure is known. Only the first two were read in a source, and only they may start a clock."""

    VERIFIED = "verified"
    PARTLY_VERIFIED = "partly_verified"
    OWN_KNOWLEDGE = "own_knowledge"
    UNKNOWN = "unknown"

    @property
    def checked(self) -> bool:
        """Whether the figure was read in a source, at least in part."""
        return self in (Confidence.VERIFIED, Confidence.PARTLY_VERIFIED)


class ItemKind(Labelled):
    """What sort of act the item is."""

    ADMINISTRATIVE_LICENSE = "administrative_license", "行政许可"
    FILING = "filing", "备案"
    PUBLIC_SERVICE = "public_service", "公共服务"
    OTHER = "other", "其他"


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit that runs a clock: a number of working or calendar days; 0 is 即时 (the same day)."""

    days: int
    unit: LimitUnit


@dataclass(frozen=True, slots=True)
class LimitFigure:
    """A limit as the catalogue knows it.

    days: None where no figure is known; extension_days: what may be added with approval (行政许可法 42), in ``unit``.
    """

    days: int | None
    unit: LimitUnit
    confidence: Confidence
    extension_days: int | None = None
    note: str | None = None

    def checked(self) -> Limit | None:
        """The limit, where a figure is known and was read in a source; else None."""
        return Limit(self.days, self.unit) if self.days is not None and self.confidence.checked else None


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Applicability:
    """For which projects the item applies.

    investment: ``government``, ``private`` or both; project_types: codes, or None for all of them; condition: the
    further condition, for people to judge.
    """

    investment: frozenset[str]
    project_types: frozenset[str] | None
    condition: str


@dataclass(frozen=True, slots=True)
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


def effective_limit(item: Item) -> Limit | None:
    """The limit whose clock runs: the committed one (承诺时限) where it was read in a source, else the statutory one.

    None is 未核定: no figure is known, or only one from own knowledge, which nobody checked. Such an item runs no
    clock, because a body must not be shown as overdue against a guess.
    """
    return item.committed_limit.checked() or item.statutory_limit.checked()


def applicable_to(item: Item, investment: str, project_type: str) -> bool:
    """Whether the item applies to projects of this investment and type; its ``condition`` is left for people."""
    rule = item.applicability
    return investment in rule.investment and (rule.project_types is None or project_type in rule.project_types)


def item_from(entry: Mapping[str, Any]) -> Item:
    """The item of one entry of ``items.yaml``. Raises KeyError or ValueError when it is not as laid down there."""
    applicability = entry["applicability"]
    types = applicability["project_types"]
    return Item(
        code=entry["code"],
        name=entry["name"],
        stage=entry["stage"],
        body=entry["body"],
        kind=ItemKind(entry["kind"]),
        statutory_limit=_figure(entry["statutory_limit"]),
        committed_limit=_figure(entry["committed_limit"]),
        prerequisites=tuple(tuple(group) for group in entry["prerequisites"]),
        materials=tuple(entry["materials"]),
        applicability=Applicability(
            investment=frozenset(applicability["investment"]),
            project_types=None if types == ["all"] else frozenset(types),
            condition=applicability["condition"],
        ),
        special_procedures=tuple(SpecialProcedure(**procedure) for procedure in entry["special_procedures"]),
        result=entry["result"],
        legal_basis=tuple(entry["legal_basis"]),
        source=tuple(entry["source"]),
        confidence=Confidence(entry["confidence"]),
        handled_with=tuple(entry.get("handled_with", ())),
        note=entry.get("note"),
    )


def _figure(entry: Mapping[str, Any]) -> LimitFigure:
    return LimitFigure(
        **{**entry, "unit": LimitUnit(entry["unit"]), "confidence": Confidence(entry["confidence"])},
    )

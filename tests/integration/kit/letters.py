"""A small aggregate in a schema of its own, for what the kit's forms promise whatever a service keeps in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from ipaddress import IPv4Address
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Boolean, Column, Date, Integer, Table, Text, Uuid, bindparam, func
from sqlalchemy.dialects.postgresql import ARRAY

from shared.contracts.event import Event
from shared.kit.change import Resource
from shared.kit.columns import MOMENT, Code, Codes, Json, Parsed
from shared.kit.course import Course
from shared.kit.errors import Kind, Refusal, Words
from shared.kit.facts import Aggregate
from shared.kit.labels import Labelled
from shared.kit.lists import Filter, List, Sort, flag
from shared.kit.operations import Operation, Operations
from shared.kit.principals import Principal
from shared.kit.rows import Part, Rows
from shared.kit.scope import Scope
from shared.kit.search import terms
from shared.kit.tables import service_metadata
from shared.kit.unit_of_work import UnitOfWork

SCHEMA = "letters"
metadata = service_metadata(SCHEMA)


class Topic(Labelled):
    LAND = "land", "用地", "land"
    WATER = "water", "用水", "water"
    POWER = "power", "用电", "power"


class State(Labelled):
    DRAFT = "draft", "草拟", "being drafted"
    SENT = "sent", "已发送", "sent"
    DROPPED = "dropped", "已放弃", "dropped"


class LetterField(Labelled):
    LINES = "lines", "内容", "lines"
    URGENT = "urgent", "是否急件", "urgent"
    STATUS = "status", "状态", "state"


class Step(Labelled):
    SEND = "send_letter", "发送", "send"
    DROP_LATER = "drop_letter:until=later", "暂缓", "put off"
    DROP = "drop_letter:until=for_good", "放弃", "drop"
    PEEK = "peek_at_letter", "先睹", "peek"


COURSE = Course(
    ("信函", "letter"),
    {
        State.DRAFT: {Step.SEND: State.SENT, Step.DROP: State.DROPPED, Step.DROP_LATER: State.DRAFT},
        State.SENT: {},
        State.DROPPED: {},
    },
)


@dataclass(frozen=True)
class Price:
    """Several columns of a row."""

    amount: Decimal
    payer: str | None


@dataclass(frozen=True)
class Stop:
    """A part of what is kept as JSON."""

    at: date
    topic: Topic
    passed: frozenset[UUID]
    fee: Decimal | None = None


@dataclass
class Letter(Aggregate):
    """One of every kind of value that a row can have."""

    id: UUID
    number: str
    sender: str | None
    topic: Topic
    topics: frozenset[Topic] = frozenset()
    bodies: frozenset[str] = frozenset()
    origin: IPv4Address | None = None
    route: tuple[Stop, ...] | None = None
    price: Price | None = None
    lines: list[str] = field(default_factory=list)
    written_on: date | None = None
    sent_at: datetime | None = None
    urgent: bool | None = None
    status: State = State.DRAFT
    version: int = 1
    updated_at: datetime | None = field(default=None, compare=False)

    @property
    def steps(self) -> list[Step]:
        return [*COURSE.steps(self.status), Step.PEEK]

    def correct(self, given: dict[str, Any], *, reason: str) -> None:
        self.say_corrected("corrected", self.put_right(given, reason=reason))

    def take(self, step: Step, *, at: datetime | None = None) -> None:
        self.status = COURSE.after(self.status, step)
        self.sent_at = at
        self.say(self.status)


class LetterSent(Event):
    """It is on its way."""

    event_type: ClassVar[str] = "daiban.letters.letter.sent.v1"
    subject_field: ClassVar[str] = "letter_id"
    key_field: ClassVar[str] = "letter_id"

    letter_id: UUID
    number: str
    topics: list[str]
    status: str


class LetterTold(LetterSent):
    """What another fact tells, with something of its own."""

    event_type: ClassVar[str] = "daiban.letters.letter.told.v1"

    whom: str


class Sealed(Refusal):
    """What a policy may say instead of no."""

    code = "letter.sealed"
    kind = Kind.CONFLICT
    zh = Words("已封存", "信函 {number} 已封存。", "请先启封。")
    en = Words("Sealed", "Letter {number} is sealed.", "Break the seal first.")


letter = Table(
    "letter",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("number", Text, nullable=False, unique=True),
    Column("sender", Text),
    Column("topic", Code(Topic), nullable=False),
    Column("topics", Codes(Topic), nullable=False),
    Column("bodies", Codes(), nullable=False),
    Column("origin", Parsed(IPv4Address)),
    Column("route", Json(tuple[Stop, ...])),
    Column("price_amount", Parsed(Decimal)),
    Column("price_payer", Text),
    Column("lines", ARRAY(Text), nullable=False),
    Column("written_on", Date),
    Column("sent_at", MOMENT),
    Column("urgent", Boolean),
    Column("status", Code(State), nullable=False),
    Column("updated_at", MOMENT, nullable=False),
    Column("version", Integer, nullable=False),
    Column("search", ARRAY(Text), nullable=False),
)
CHANGING = ("topics", "bodies", "origin", "route", "price", "lines", "sent_at", "urgent", "status")
ROWS = Rows(
    letter,
    Letter,
    changing=CHANGING,
    parts={"price": Part(Price, amount="price_amount", payer="price_payer")},
    derived={"search": lambda one: terms([*one.lines], [one.number])},
)
SCOPE = Scope(
    lambda caller: caller.has("auditor"),
    sender=lambda caller: caller.claim("enterprise"),
    bodies=lambda caller: caller.claim("body"),
)


def may(caller: Principal, one: Letter, step: Step) -> bool | Refusal:
    if one.lines == ["sealed"]:
        return Sealed(number=one.number)
    return step is Step.PEEK or caller.claim("enterprise") == one.sender


async def _completed(_: UnitOfWork, found: Sequence[Letter], lock: bool) -> None:
    for one in found:
        one.lines = [*one.lines, *(["completed, locked" if lock else "completed"] if one.urgent else [])]


LETTERS = Resource(
    kind="letter",
    what=COURSE.what,
    rows=ROWS,
    scope=SCOPE,
    may=may,
    events={"sent": LetterSent, "told": LetterTold, "dropped": LetterTold},
    on_record=("number", "status", "lines"),
    off_record=("told",),
    on_behalf_of=lambda _, one: one.sender,
    completed=_completed,
    corrects=LetterField,
)

LETTER_LIST = List(
    "letters",
    letter,
    scope=SCOPE,
    few_claims=("sender",),
    filters={
        "status": Filter(State),
        "topic": Filter(Topic),
        "number": Filter(str, few=True),
        "urgent": Filter(bool, condition=flag(letter.c.urgent.is_(True))),
        "written_by": Filter(
            date, of="written_on", condition=lambda _: letter.c.written_on <= bindparam("its_written_by")
        ),
        "updated_since": Filter(
            datetime, of="updated_at", condition=lambda _: letter.c.updated_at >= bindparam("its_updated_since")
        ),
    },
    sorts={
        "id": Sort((letter.c.id,), along=[("status",), ("status", "topic")]),
        "number": Sort((letter.c.number, letter.c.id)),
        "written_on": Sort((letter.c.written_on, letter.c.id), where=letter.c.written_on.is_not(None)),
        "updated_at": Sort((letter.c.updated_at, letter.c.id), feed=True),
    },
    search=letter.c.search.contains,
    beside={"its_length": func.length(letter.c.number)},
)
OPERATIONS = Operations(
    [
        Operation("send_letter", "POST", "/letters/{letter_id}/send", frozenset({"owner"}), needs=("If-Match",)),
        Operation("peek_at_letter", "POST", "/letters/{letter_id}/peek", frozenset({"owner"})),
        Operation(
            *("drop_letter", "POST", "/letters/{letter_id}/drop", frozenset({"owner"})),
            media_type="application/json",
            body_schema="Drop",
            fields=frozenset({"until", "reason"}),
        ),
    ]
)
office = Table(  # what letters name by their sender
    "office",
    metadata,
    Column("name", Text, primary_key=True),
    Column("district", Text, nullable=False),
)

moving = Table(  # what stands in no other form: no version, a key of another name
    "moving",
    metadata,
    Column("code", Text, primary_key=True),
    Column("topic", Code(Topic)),
)


@dataclass
class Moving:
    code: str
    topic: Topic | None


MOVING = Rows(moving, Moving, changing=("topic",), key="code")

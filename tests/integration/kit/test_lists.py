"""A list is what its declaration says: whose rows, narrowed, searched, in order, page by page, both ways."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import chain, count
from typing import Any

import pytest

from shared.kit import lists, runtime
from shared.kit.clock import Clock
from shared.kit.lists import FEED_LAG, Asked, FiltersApart, Found
from shared.kit.pages import CursorInvalid
from shared.kit.runtime import Runtime
from shared.kit.search import SearchTooShort
from shared.kit.unit_of_work import UnitOfWork
from tests.integration.kit.letters import LETTER_LIST, LETTERS, Letter, State, Topic
from tests.integration.kit.test_change import AUDITOR, a_letter, enterprise

MINE = count(1)


class Clockwork(Clock):
    """A clock that stands where it is put."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 27, 1, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time


@pytest.fixture
def clock(letters: Runtime, monkeypatch: pytest.MonkeyPatch) -> Clockwork:
    clock = Clockwork()
    monkeypatch.setattr(letters, "clock", clock)
    return clock


@pytest.fixture
def sender() -> str:
    return f"the sender of lists {next(MINE)}"


async def kept(letters: Runtime, *new: Letter) -> list[Letter]:
    async with letters.transaction() as work:
        await LETTERS.add_all(work, new)
    return list(new)


async def page(letters: Runtime, sender: str, asked: Asked) -> Found:
    async with letters.transaction(principal=enterprise(sender)) as work:
        return await LETTER_LIST.page(work, asked)


async def walk(letters: Runtime, sender: str, asked: Asked, *, back: bool = False) -> list[list[Any]]:
    """The ids of each page, from the first to the last; or from where ``asked`` stands back to the first."""
    pages = []
    while True:
        found = await page(letters, sender, asked)
        pages.append([row["id"] for row in found.rows])
        cursor = found.previous_cursor if back else found.next_cursor
        if cursor is None:
            return pages
        asked = replace(asked, cursor=cursor)


def ids(some: Sequence[Letter]) -> list[Any]:
    return [one.id for one in some]


async def test_every_order_is_walked_to_its_end_and_back_and_has_each_row_once(letters: Runtime, sender: str) -> None:
    several = [a_letter(sender, written_on=date(2026, 1, 1 + place // 2)) for place in range(7)]
    await kept(letters, *several, a_letter("another of lists", written_on=date(2026, 1, 1)))
    keys = {
        "id": lambda one: one.id,
        "number": lambda one: one.number,
        "written_on": lambda one: (one.written_on, one.id),
    }
    for name, key in keys.items():
        for sort, turned in ((name, False), (f"-{name}", True)):
            asked = Asked(sort=sort, size=3)
            pages = await walk(letters, sender, asked)
            assert [len(one) for one in pages] == [3, 3, 1]
            assert list(chain.from_iterable(pages)) == ids(sorted(several, key=key, reverse=turned)), sort
            found = await page(letters, sender, asked)
            assert found.previous_cursor is None
            second = await page(letters, sender, replace(asked, cursor=found.next_cursor))
            third = await page(letters, sender, replace(asked, cursor=second.next_cursor))
            assert third.next_cursor is None
            backward = await walk(letters, sender, replace(asked, cursor=third.previous_cursor), back=True)
            assert backward == [pages[1], pages[0]]
            again = await page(letters, sender, replace(asked, cursor=third.previous_cursor))
            assert [
                row["id"] for row in (await page(letters, sender, replace(asked, cursor=again.next_cursor))).rows
            ] == (pages[2])


async def test_the_newest_are_first_unless_told_otherwise(letters: Runtime, sender: str) -> None:
    several = await kept(letters, *(a_letter(sender) for _ in range(3)))
    assert LETTER_LIST.orders[0] == "-id"
    (found,) = await walk(letters, sender, Asked())
    assert found == ids(several)[::-1]


async def test_a_cursor_is_of_its_own_order(letters: Runtime, sender: str) -> None:
    await kept(letters, *(a_letter(sender) for _ in range(3)))
    found = await page(letters, sender, Asked(sort="-id", size=1))
    for sort in ("id", "number", "-number"):
        with pytest.raises(CursorInvalid):
            await page(letters, sender, Asked(sort=sort, cursor=found.next_cursor))


async def test_filters_narrow_it(letters: Runtime, sender: str) -> None:
    sent = a_letter(sender, status=State.SENT, urgent=True, written_on=date(2026, 3, 1))
    draft = a_letter(sender, topic=Topic.WATER, urgent=False, written_on=date(2026, 3, 2))
    await kept(letters, sent, draft)
    narrowed: list[tuple[dict[str, Any], list[Letter]]] = [
        ({"status": State.SENT}, [sent]),
        ({"status": State.DRAFT, "topic": Topic.WATER}, [draft]),
        ({"number": sent.number}, [sent]),
        ({"urgent": True}, [sent]),
        ({"urgent": False}, [draft, sent]),
        ({"urgent": None}, [draft, sent]),
        ({"written_by": date(2026, 3, 1)}, [sent]),
        ({"written_by": date(2026, 3, 2)}, [sent, draft]),  # in the only order that goes with it
    ]
    for filters, expected in narrowed:
        (found,) = await walk(letters, sender, Asked(filters))
        assert found == ids(expected), filters


async def test_filters_that_lie_along_no_index_are_refused_unless_something_leaves_few(letters: Runtime) -> None:
    async with letters.transaction(principal=AUDITOR) as work:  # who sees every row
        together: list[dict[str, Any]] = [{}, {"status": State.SENT}, {"status": State.SENT, "topic": Topic.LAND}]
        for filters in together:
            await LETTER_LIST.page(work, Asked(filters))
        apart: list[tuple[dict[str, Any], str | None]] = [
            ({"topic": Topic.LAND}, None),
            ({"status": State.SENT}, "number"),
            ({"urgent": True}, None),
            ({"written_by": date(2026, 1, 1)}, "number"),
        ]
        for filters, sort in apart:
            with pytest.raises(FiltersApart):
                await LETTER_LIST.page(work, Asked(filters, sort))
        await LETTER_LIST.page(work, Asked({"topic": Topic.LAND, "number": "N1"}, "number"))
        await LETTER_LIST.page(work, Asked({"topic": Topic.LAND}, search="广州"))
        with pytest.raises(FiltersApart) as refused:
            await LETTER_LIST.page(work, Asked({"topic": Topic.LAND}))
    words = refused.value.words(english=True)
    assert words.detail == "In the order id, topic cannot be what it is narrowed by alone."
    assert words.way_out == "Take one of: status、status+topic; or add what leaves little: number、search."


async def test_it_is_counted_up_to_a_thousand(letters: Runtime, sender: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "COUNTED_TO", 4)
    monkeypatch.setattr(LETTER_LIST, "_counts", {})
    await kept(letters, *(a_letter(sender) for _ in range(4)))
    counted = await page(letters, sender, Asked(size=2, counted=True))
    assert (counted.count, counted.count_exact) == (4, True)
    await kept(letters, a_letter(sender, status=State.SENT))
    counted = await page(letters, sender, Asked(size=2, counted=True, cursor=counted.next_cursor))
    assert (counted.count, counted.count_exact) == (4, False)
    of_one_state = await page(letters, sender, Asked({"status": State.SENT}, counted=True))
    assert (of_one_state.count, of_one_state.count_exact) == (1, True)
    assert (await page(letters, sender, Asked())).count is None


async def test_a_row_has_what_is_told_beside(letters: Runtime, sender: str) -> None:
    (one,) = await kept(letters, a_letter(sender))
    found = await page(letters, sender, Asked())
    assert [row["its_length"] for row in found.rows] == [len(one.number)]


async def test_names_are_searched_by_two_characters_by_initials_and_by_whole_numbers(
    letters: Runtime, sender: str
) -> None:
    number = "SL-2026-0417"
    one = a_letter(sender, lines=["广州市重庆路改造工程", "Pazhou Station"], number=number)
    await kept(letters, one, a_letter(sender, lines=["深圳湾口岸"]))
    for search in (
        *("广州", "重庆路", "改造工程", "广州 改造", "cql", "zq", "GZ", "ｇｚ", "pazhou", "station pa"),
        *(number, "sl20260417", "ＳＬ－２０２６－０４１７"),
    ):
        found = await page(letters, sender, Asked(search=search))
        assert [row["id"] for row in found.rows] == [one.id], search
    for search in ("广东", "州广", "广州 深圳", "0417x", "2026-0417"):
        assert not (await page(letters, sender, Asked(search=search))).rows, search
    for search in ("广", "a", "广 州", "，。"):
        with pytest.raises(SearchTooShort):
            await page(letters, sender, Asked(search=search))


async def test_what_is_searched_for_follows_the_name(letters: Runtime, sender: str) -> None:
    (one,) = await kept(letters, a_letter(sender, lines=["旧名"]))
    async with letters.transaction() as work, LETTERS.changing(work, one):
        one.lines = ["新称"]
        one.say("told", whom="PNR")
    assert not (await page(letters, sender, Asked(search="旧名"))).rows
    assert (await page(letters, sender, Asked(search="新称"))).rows


async def feed(
    letters: Runtime, sender: str, cursor: str | None, since: datetime | None = None
) -> tuple[list[Any], str | None]:
    """What a feed tells that is read to its end, and where it goes on."""
    told: list[Any] = []
    while True:
        filters = {"updated_since": since} if since and not cursor else {}
        found = await page(letters, sender, Asked(filters, None if filters else "updated_at", size=2, cursor=cursor))
        told += [row["number"] for row in found.rows]
        cursor = found.next_cursor
        if len(found.rows) < 2:
            return told, cursor


async def changed(work: UnitOfWork, one: Letter) -> None:
    async with LETTERS.changing(work, one):
        one.lines = [*one.lines, "changed"]
        one.say("told", whom="PNR")


async def test_a_feed_tells_every_change_once_it_is_settled_and_goes_on_where_it_ended(
    letters: Runtime, sender: str, clock: Clockwork
) -> None:
    since = clock.time
    several = await kept(letters, *(a_letter(sender) for _ in range(3)))
    assert await feed(letters, sender, None) == (
        [],
        None,
    )  # nothing is settled yet, and there is no place to go on from
    told, cursor = await feed(letters, sender, None, since)
    assert (told, cursor is not None) == ([], True)
    clock.time += FEED_LAG + timedelta(seconds=1)
    told, cursor = await feed(letters, sender, cursor)
    assert told == [one.number for one in several]
    assert await feed(letters, sender, cursor) == ([], cursor)
    async with letters.transaction() as work:
        await changed(work, several[0])
    assert await feed(letters, sender, cursor) == ([], cursor)
    clock.time += FEED_LAG + timedelta(seconds=1)
    told, cursor = await feed(letters, sender, cursor)
    assert told == [several[0].number]


async def test_a_change_that_is_committed_late_is_not_missed(letters: Runtime, sender: str, clock: Clockwork) -> None:
    since = clock.time
    first, second = await kept(letters, a_letter(sender), a_letter(sender))
    clock.time += timedelta(seconds=60)
    async with letters.transaction() as slow:
        clock.time += timedelta(seconds=5)
        async with letters.transaction() as quick:
            await changed(quick, second)
        clock.time += timedelta(seconds=runtime.TRANSACTION_AT_MOST_S - 5)  # as long as one may take
        told, cursor = await feed(letters, sender, None, since)
        assert told == [first.number]
        await changed(slow, first)
    clock.time += FEED_LAG
    assert (await feed(letters, sender, cursor))[0] == [first.number, second.number]


async def test_a_transaction_that_takes_longer_is_given_up(
    letters: Runtime, sender: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runtime, "TRANSACTION_AT_MOST_S", -1.0)
    with pytest.raises(TimeoutError):
        await kept(letters, a_letter(sender))
    monkeypatch.undo()
    assert await walk(letters, sender, Asked()) == [[]]

"""What goes into a row comes out of it, whatever its columns mean; a save writes what changes, and nothing else."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from ipaddress import IPv4Address
from uuid import UUID

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from shared.kit.ids import new_id
from shared.kit.runtime import Runtime
from tests.integration.kit.letters import CHANGING, MOVING, ROWS, Letter, Moving, Price, State, Stop, Topic, letter

unhurried = settings(max_examples=40, phases=[Phase.generate], suppress_health_check=[HealthCheck.too_slow])

text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)
amounts = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12)
topics = st.sampled_from(Topic)
moments = st.datetimes(
    min_value=datetime(1900, 1, 1),  # noqa: DTZ001
    max_value=datetime(2200, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)
stops = st.builds(
    Stop,
    st.dates(),
    topics,
    st.frozensets(st.uuids(), max_size=3),
    st.none() | amounts.map(lambda one: one.normalize()),
)
letters_ = st.builds(
    Letter,
    id=st.builds(new_id),
    number=st.builds(lambda: str(new_id())),
    sender=st.none() | text,
    topic=topics,
    topics=st.frozensets(topics),
    bodies=st.frozensets(text, max_size=4),
    origin=st.none() | st.ip_addresses(v=4),
    route=st.none() | st.lists(stops, max_size=3).map(tuple),
    price=st.none() | st.builds(Price, amounts, st.none() | text),
    lines=st.lists(text, max_size=4),
    written_on=st.none() | st.dates(min_value=date(1, 1, 1)),
    sent_at=st.none() | moments,
    urgent=st.none() | st.booleans(),
    status=st.sampled_from(State),
)


@unhurried
@given(one=letters_)
async def test_what_goes_into_a_row_comes_out_of_it(letters: Runtime, one: Letter) -> None:
    async with letters.transaction() as work:
        assert await ROWS.add(work, one)
        stored = await ROWS.get(work, one.id)
    assert stored == one
    assert stored is not one
    for name in ("topic", "status"):
        assert type(getattr(stored, name)) is type(getattr(one, name)), "a code is its member, not its text"
    assert all(type(topic) is Topic for topic in stored.topics)


@unhurried
@given(one=letters_, other=letters_)
async def test_a_save_writes_what_changes_as_the_next_version_and_nothing_else(
    letters: Runtime, one: Letter, other: Letter
) -> None:
    async with letters.transaction() as work:
        await ROWS.add(work, one)
        changed = replace(other, id=one.id, number=one.number, version=one.version)
        await ROWS.save(work, changed)
        stored = await ROWS.get(work, one.id)
    assert changed.version == 2
    expected = replace(one, version=2, **{name: getattr(other, name) for name in CHANGING})
    assert stored == expected


@unhurried
@given(several=st.lists(letters_, min_size=2, max_size=5))
async def test_several_are_added_saved_and_found_as_one_is(letters: Runtime, several: list[Letter]) -> None:
    async with letters.transaction() as work:
        await ROWS.add_all(work, several)
        for one in several:
            one.lines = [*one.lines, "更改"]
        await ROWS.save(work, *several)
        found = await ROWS.several(work, [new_id(), *(one.id for one in several)])
    assert found == {one.id: one for one in several}
    assert {one.version for one in found.values()} == {2}


def one_letter(**given: object) -> Letter:
    values: dict[str, object] = {"id": new_id(), "number": str(new_id()), "sender": None, "topic": Topic.LAND}
    return Letter(**values | given)  # type: ignore[arg-type]


async def test_a_unique_constraint_in_the_way_stores_nothing_and_breaks_nothing(letters: Runtime) -> None:
    first = one_letter()
    async with letters.transaction() as work:
        assert await ROWS.add(work, first)
        assert not await ROWS.add(work, one_letter(number=first.number))
        assert not await ROWS.add(work, one_letter(id=first.id))
        assert await ROWS.get(work, first.id) == first


async def test_a_part_is_absent_where_its_first_column_is_and_only_there(letters: Runtime) -> None:
    free, paid = one_letter(), one_letter(price=Price(Decimal("0.00"), None))
    async with letters.transaction() as work:
        await ROWS.add_all(work, [free, paid])
        assert [(await ROWS.get(work, one.id)).price for one in (free, paid)] == [None, paid.price]  # type: ignore[union-attr]
        rows = await work.connection.fetch(
            "SELECT price_amount, price_payer FROM letter WHERE id = ANY($1) ORDER BY price_amount", [free.id, paid.id]
        )
        assert [tuple(row) for row in rows] == [("0.00", None), (None, None)]
        paid.price = None
        await ROWS.save(work, paid)
        assert (await ROWS.get(work, paid.id)) == paid


async def test_the_same_set_is_the_same_row(letters: Runtime) -> None:
    ids = [new_id(), new_id()]
    async with letters.transaction() as work:
        for key, order in zip(ids, ("cab", "bca"), strict=True):
            await ROWS.add(work, one_letter(id=key, bodies=frozenset(order)))
        assert await work.connection.fetchval("SELECT count(DISTINCT bodies) FROM letter WHERE id = ANY($1)", ids) == 1


async def test_a_row_may_have_further_columns_and_no_other_form(letters: Runtime) -> None:
    one = one_letter(origin=IPv4Address("10.0.0.1"))
    async with letters.transaction() as work:
        await ROWS.add(work, one)
        row = await work.connection.fetchrow("SELECT *, now() AS moment FROM letter WHERE id = $1", one.id)
    assert row
    assert ROWS.of(row) == one
    assert ROWS.of(dict(row)) == one


async def test_a_table_without_versions_and_with_a_key_of_its_own_is_kept_alike(letters: Runtime) -> None:
    code = str(new_id())
    async with letters.transaction() as work:
        assert await MOVING.add(work, Moving(code, Topic.WATER))
        await MOVING.save(work, Moving(code, None))
        assert await MOVING.get(work, code, lock=True) == Moving(code, None)
        assert await MOVING.several(work, [code, "none"]) == {code: Moving(code, None)}
        assert await MOVING.get(work, "none") is None


def test_every_column_that_a_letter_has_is_tried_here() -> None:
    drawn = {one.name for one in fields(Letter)} - {"happened", "price"} | {"price_amount", "price_payer"}
    assert drawn | {"search"} == set(letter.c.keys())
    assert UUID(int=0) not in {one_letter().id}

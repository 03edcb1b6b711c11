"""Whose rows a caller sees is one rule: what a list shows, a look at a single one allows, and nothing else."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from uuid import UUID

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import ARRAY, ColumnElement, Uuid, func, literal, select

from shared.kit.database import fetch
from shared.kit.errors import NotFound
from shared.kit.ids import new_id
from shared.kit.principals import Principal
from shared.kit.runtime import Runtime
from shared.kit.scope import Scope, Through
from tests.integration.kit.letters import LETTERS, ROWS, SCOPE, Letter, Topic, letter, office

names = st.sampled_from(["", "A", "B", "land", "water", "A,B", "{A}", "null"])
"""Few, so that callers and rows meet; some that are an array's syntax, or a code."""
callers = st.builds(
    Principal,
    st.just("somebody"),
    st.frozensets(st.sampled_from(["auditor", "owner", "handler"])),
    claims=st.dictionaries(st.sampled_from(["enterprise", "body", "topic"]), names),
)
rows = st.builds(
    Letter,
    id=st.builds(new_id),
    number=st.builds(lambda: str(new_id())),
    sender=st.none() | names,
    topic=st.sampled_from(Topic),
    topics=st.frozensets(st.sampled_from(Topic)),
    bodies=st.frozensets(names, max_size=3),
    lines=st.lists(names, max_size=3),
)
BY_CODES = Scope(
    lambda _: False,
    topic=lambda caller: caller.claim("topic"),
    topics=lambda caller: caller.claim("topic"),
    lines=lambda caller: caller.claim("body"),
)
NOBODY = Scope(lambda _: False)


def topics_of(caller: Principal) -> frozenset[str]:
    """Several of a caller's, or none."""
    topic = caller.claim("topic")
    return frozenset() if topic is None else frozenset(topic.split(","))


SEVERAL = Scope(lambda _: False, sender=topics_of, bodies=topics_of, topic=topics_of, number=lambda _: [])
OF_DISTRICT = Scope(
    lambda caller: caller.has("auditor"),
    Through("sender", office.c.name, district=topics_of),
    bodies=lambda caller: caller.claim("body"),
)
BY_DISTRICT = replace(LETTERS, scope=OF_DISTRICT, completed=None)
AUDITORS = Scope(lambda caller: caller.has("auditor"))


def is_among(column: ColumnElement[UUID], ids: list[UUID]) -> ColumnElement[bool]:
    return column == func.any(literal(ids, ARRAY(Uuid)))


async def listed(letters: Runtime, scope: Scope, caller: Principal, among: list[UUID]) -> set[UUID]:
    query = select(letter.c.id).where(
        scope.condition(dict(letter.c), scope.claims(caller)), is_among(letter.c.id, among)
    )
    async with letters.reading() as connection:
        return {row["id"] for row in await fetch(connection, query)}


@settings(max_examples=60, phases=[Phase.generate], suppress_health_check=[HealthCheck.too_slow])
@given(
    caller=callers, some=st.lists(rows, max_size=6), scope=st.sampled_from([SCOPE, BY_CODES, NOBODY, AUDITORS, SEVERAL])
)
async def test_a_list_shows_exactly_what_a_look_at_each_allows(
    letters: Runtime, caller: Principal, some: list[Letter], scope: Scope
) -> None:
    async with letters.transaction() as work:
        await ROWS.add_all(work, some)
    shown = await listed(letters, scope, caller, [one.id for one in some])
    assert shown == {one.id for one in some if scope.sees(caller, one)}
    if scope is NOBODY:
        assert not shown


async def test_the_rule_holds_of_a_selection_that_has_its_columns(letters: Runtime) -> None:
    mine = Letter(new_id(), str(new_id()), "A", Topic.LAND)
    other = Letter(new_id(), str(new_id()), "B", Topic.LAND, bodies=frozenset({"A"}))
    async with letters.transaction() as work:
        await ROWS.add_all(work, [mine, other])
    selection = select(letter.c.id, letter.c.sender, letter.c.bodies).subquery()
    caller = Principal("somebody", frozenset(), claims={"enterprise": "A"})
    query = select(selection).where(
        SCOPE.condition(dict(selection.c), SCOPE.claims(caller)), is_among(selection.c.id, [mine.id, other.id])
    )
    async with letters.reading() as connection:
        assert [row["id"] for row in await fetch(connection, query)] == [mine.id]


@settings(max_examples=40, phases=[Phase.generate], suppress_health_check=[HealthCheck.too_slow])
@given(caller=callers, some=st.lists(rows, max_size=6), districts=st.dictionaries(names, names, max_size=4))
async def test_so_it_is_with_what_another_row_says(
    letters: Runtime, caller: Principal, some: list[Letter], districts: dict[str, str]
) -> None:
    async with letters.transaction() as work:
        await work.connection.execute("DELETE FROM office")
        for name, district in districts.items():
            await work.connection.execute("INSERT INTO office VALUES ($1, $2)", name, district)
        await ROWS.add_all(work, some)
    seen = set()
    async with letters.reading() as connection:
        for one in some:
            with suppress(NotFound):
                seen.add((await BY_DISTRICT.get(letters.work(connection, caller), one.id)).id)
    assert seen == await listed(letters, OF_DISTRICT, caller, [one.id for one in some])
    its = {one.id for one in some if one.sender is not None and districts.get(one.sender) in topics_of(caller)}
    assert seen == {one.id for one in some if OF_DISTRICT.sees(caller, one)} | its


def test_what_is_nobodys_is_not_that_of_who_claims_nothing() -> None:
    nobodys = Letter(new_id(), "1", None, Topic.LAND)
    assert not SCOPE.sees(Principal("somebody", frozenset()), nobodys)
    assert SCOPE.sees(Principal("auditor-1", frozenset({"auditor"})), nobodys)

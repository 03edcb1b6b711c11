"""What the scopes of a system open: nothing unless they say so, and with fewer never more."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.kit.principals import Principal
from shared.vocabulary.callers import bodies_of, oversees, serves_all_projects
from shared.vocabulary.roles import Role
from shared.vocabulary.scopes import SYSTEMS, Opening, districts_of, is_known, opened_by, projects_of

PROJECT = UUID("019ab0c4-0000-7000-8000-000000000001")
codes = st.sampled_from(["body:PNR", "body:440112", "district:440112", "district:440106", f"project:{PROJECT}"])
others = st.sampled_from(["openid", "profile", "daiban.read", "daiban.write", "exchange", "body", "city"])
odd = st.sampled_from(
    ["body:", "body:p n", "district:天河", "district:4401122", "project:1", "project:", "DISTRICT:440112"]
)


def system(*scopes: str, **changes: Any) -> Principal:
    return Principal("tax", **{"roles": frozenset({Role.SYSTEM}), "scopes": frozenset(scopes)} | changes)


def opened(caller: Principal) -> set[object]:
    whole = {"all"} if serves_all_projects(caller) or oversees(caller) else set()
    return {*whole, *bodies_of(caller), *districts_of(caller), *projects_of(caller)}


def test_each_scope_opens_what_it_names() -> None:
    caller = system("daiban.read", "body:PNR", "district:440112", "district:440106", f"project:{PROJECT}")
    assert set(bodies_of(caller)) == {"PNR"}
    assert districts_of(caller) == {"440112", "440106"}
    assert projects_of(caller) == {PROJECT}
    assert not serves_all_projects(caller)
    assert serves_all_projects(system("daiban.city"))
    assert oversees(system("daiban.city"))


@given(scopes=st.frozensets(others | odd))
def test_what_names_nothing_opens_nothing(scopes: frozenset[str]) -> None:
    assert opened(system(*scopes)) == set()


@given(some=st.frozensets(codes | others | odd), more=st.frozensets(codes | others | odd | st.just("daiban.city")))
def test_with_fewer_scopes_one_never_sees_more(some: frozenset[str], more: frozenset[str]) -> None:
    assert opened(system(*some)) <= opened(system(*some, *more))


@given(scopes=st.frozensets(codes | st.just("daiban.city")))
@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SYSTEM}))
def test_scopes_open_nothing_to_other_roles(role: str, scopes: frozenset[str]) -> None:
    without, with_ = (system(roles=frozenset({role}), scopes=one) for one in (frozenset[str](), scopes))
    assert opened(with_) == opened(without)
    assert SYSTEMS.missing(with_, writes=True) is None


def test_reading_and_writing_are_asked_for_each() -> None:
    assert SYSTEMS.missing(system(), writes=False) == "daiban.read"
    assert SYSTEMS.missing(system("daiban.read"), writes=False) is None
    assert SYSTEMS.missing(system("daiban.read"), writes=True) == "daiban.write"
    assert SYSTEMS.missing(system("daiban.write"), writes=True) is None
    assert SYSTEMS.missing(system("daiban.write"), writes=False) == "daiban.read"


@given(scope=codes)
def test_what_opens_something_is_known(scope: str) -> None:
    assert is_known(scope)


@given(scope=odd | st.sampled_from(["openid", "city", ""]))
def test_what_opens_nothing_is_not(scope: str) -> None:
    assert not is_known(scope)
    assert is_known(f"project:{uuid4()}")


def test_it_is_told_what_each_scope_opens_and_of_what() -> None:
    told = {
        "daiban.read": (Opening.READ, None),
        "daiban.write": (Opening.WRITE, None),
        "daiban.city": (Opening.CITY, None),
        "district:440112": (Opening.DISTRICT, "440112"),
        f"project:{PROJECT}": (Opening.PROJECT, str(PROJECT)),
        "body:PNR": (Opening.BODY, "PNR"),
    }
    assert {scope: opened_by(scope) for scope in told} == told
    assert {opening for opening, _ in told.values()} == set(Opening)


@given(scope=codes | others | odd)
def test_what_is_told_to_open_something_is_what_does(scope: str) -> None:
    told = opened_by(scope)
    assert (told is not None) is is_known(scope)
    assert bool(opened(system(scope))) is (told is not None and told[0] not in (Opening.READ, Opening.WRITE))

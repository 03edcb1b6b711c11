"""Every course of every service, walked: nothing in it is out of reach, without an end, or without its words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pytest

from docs.courses_page import courses
from docs.generate import ROOT, SERVICES
from shared.kit.course import Course
from shared.kit.labels import Labelled

COURSES = [
    pytest.param(course, id=f"{service}-{course.what[1]}")
    for service, its in courses(ROOT, SERVICES).items()
    for course in its
]
every_course = pytest.mark.parametrize("course", COURSES)


def reached(course: Course[Any, Any], first: Labelled) -> set[Labelled]:
    """The states that lie ahead of one, itself included."""
    found: set[Labelled] = set()
    ahead = [first]
    while ahead:
        state = ahead.pop()
        if state not in found:
            found.add(state)
            ahead += [course.after(state, step) for step in course.steps(state)]
    return found


def members(course: Course[Any, Any], kind: type[Labelled]) -> set[Labelled]:
    """The states or steps of a course that are of a kind."""
    both: Mapping[Labelled, Mapping[Labelled, Labelled]] = course.states
    return {one for state, steps in both.items() for one in (state, *steps) if isinstance(one, kind)}


def kinds(codes: Iterable[Labelled]) -> set[type[Labelled]]:
    return {type(one) for one in codes}


@every_course
def test_every_state_is_reached_from_the_first(course: Course[Any, Any]) -> None:
    assert reached(course, next(iter(course.states))) == set(course.states)


@every_course
def test_every_state_leads_to_an_end(course: Course[Any, Any]) -> None:
    assert set(course.open) < set(course.states), "it never ends"
    for state in course.states:
        assert any(course.is_over(ahead) for ahead in reached(course, state)), state


@every_course
def test_the_course_and_its_codes_agree(course: Course[Any, Any]) -> None:
    (states,) = kinds(course.states)
    assert set(course.states) == set(states)
    for kind in kinds(step for state in course.states for step in course.steps(state)):
        assert members(course, kind) == set(kind), "a step that no state allows"


@every_course
def test_everything_in_it_has_words_in_both_languages(course: Course[Any, Any]) -> None:
    assert all(course.what)
    for one in members(course, Labelled):
        assert one.label, f"{one!r} has no Chinese words"
        assert one.label_en, f"{one!r} has no English words"
        assert one.label_en.isascii(), f"{one!r} has no English words"


def test_the_page_draws_every_course_once() -> None:
    page = (ROOT / "docs/courses.md").read_text(encoding="utf-8")
    assert page.count("stateDiagram-v2") == len(COURSES)
    for one in COURSES:
        course: Any = one.values[0]
        assert page.count(course.drawing()) == 1

"""A course is a table: it allows what stands in it, names what it refuses, and draws itself as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.kit.course import Course
from shared.kit.errors import IllegalTransition
from shared.kit.labels import Labelled


class State(Labelled):
    DRAFT = "draft", "草拟", "being drafted"
    SENT = "sent", "已发送", "sent"
    ANSWERED = "answered", "已答复", "answered"
    DROPPED = "dropped", "已放弃", "dropped"


class Step(Labelled):
    SEND = "send_letter", "发送", "send"
    ANSWER = "answer_letter", "答复", "answer"
    DROP = "drop_letter", "放弃", "drop"


Table = Mapping[State, Mapping[Step, State]]
LETTER = Course(
    ("信函", "letter"),
    {
        State.DRAFT: {Step.SEND: State.SENT, Step.DROP: State.DROPPED},
        State.SENT: {Step.ANSWER: State.ANSWERED},
        State.ANSWERED: {},
        State.DROPPED: {},
    },
)
steps = st.dictionaries(st.sampled_from(Step), st.sampled_from(State))
tables = st.tuples(*[steps] * len(State)).map(lambda given: dict(zip(State, given, strict=True)))


@given(tables, st.sampled_from(State), st.sampled_from(Step))
def test_a_step_leads_where_the_table_says_and_else_nowhere(table: Table, state: State, step: Step) -> None:
    course = Course(("信函", "letter"), table)
    if step in table[state]:
        assert course.after(state, step) is table[state][step]
    else:
        with pytest.raises(IllegalTransition):
            course.after(state, step)


@given(tables, st.sampled_from(State), st.sampled_from(Step), st.sets(st.sampled_from(Step)))
def test_less_may_be_allowed_than_the_table_and_never_more(
    table: Table, state: State, step: Step, allowed: set[Step]
) -> None:
    course = Course(("信函", "letter"), table)
    within = [one for one in course.steps(state) if one in allowed]
    if step in within:
        assert course.after(state, step, allowed=within) is table[state][step]
    else:
        with pytest.raises(IllegalTransition):
            course.after(state, step, allowed=within)


@given(tables)
def test_a_state_is_open_or_over(table: Table) -> None:
    course = Course(("信函", "letter"), table)
    assert {state for state in State if not course.is_over(state)} == set(course.open)
    assert all(course.is_over(state) == (set(table[state].values()) <= {state}) for state in State)


def test_a_refusal_names_the_thing_its_state_the_step_and_what_is_allowed() -> None:
    with pytest.raises(IllegalTransition) as refused:
        LETTER.after(State.DRAFT, Step.ANSWER)
    chinese, english = (refused.value.words(english=language) for language in (False, True))
    assert (chinese.detail, chinese.way_out) == ("信函处于“草拟”，不能答复。", "当前可以办理：发送、放弃。")
    assert english.detail == "The letter is being drafted; it cannot answer."
    assert english.way_out == "Allowed now: send, drop."


def test_what_is_over_allows_nothing_and_says_so() -> None:
    with pytest.raises(IllegalTransition) as refused:
        LETTER.after(State.ANSWERED, Step.SEND)
    assert refused.value.words(english=False).way_out == "当前可以办理：无。"
    assert refused.value.words(english=True).way_out == "Allowed now: nothing."


@given(tables)
def test_the_drawing_has_every_state_and_every_step_and_nothing_else(table: Table) -> None:
    course = Course(("信函", "letter"), table)
    first, *lines = course.drawing().splitlines()
    assert first == "stateDiagram-v2"
    arrows = [found.groups() for line in lines if (found := re.fullmatch(r"    (\S+) --> (\S+?)(?:: (.+))?", line))]
    named = [line.strip() for line in lines if "-->" not in line]
    assert named == [f"{state}: {state.label} {state.label_en}" for state in State]
    drawn: list[tuple[str, str, str | None]] = [("[*]", "draft", None)]
    for state, steps_ in table.items():
        drawn += [(state, after, f"{step.label} {step.label_en}") for step, after in steps_.items()]
        drawn += [(state, "[*]", None)] if course.is_over(state) else []
    assert arrows == drawn

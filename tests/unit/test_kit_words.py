"""Sentences are filled in from what an event says, in both languages, and none can fail for its words later."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.kit.labels import Labelled
from shared.kit.words import Form, Language, Template


class Level(Labelled):
    HANDLER = "handler", "经办人", "handler"
    LEADER = "leader", "分管领导", "leader in charge"


def said(text: str, forms: dict[str, Form] | None = None, **facts: Any) -> tuple[str, str]:
    template = Template({language: {"line": text} for language in Language}, forms or {})
    chinese, english = (template.render(language, facts)["line"] for language in (Language.ZH, Language.EN))
    return chinese, english


@pytest.mark.parametrize(
    ("value", "chinese", "english"),
    [
        ("示例厂房", "示例厂房", "示例厂房"),
        (7, "7", "7"),
        (None, "无", "none"),
        ([], "无", "none"),
        (["a", "b"], "a、b", "a, b"),
        (date(2026, 2, 28), "2026-02-28", "2026-02-28"),
        (datetime(2026, 2, 28, 17, 30, tzinfo=UTC), "2026-03-01 01:30", "2026-03-01 01:30"),
        ("{name}", "{name}", "{name}"),
    ],
)
def test_a_value_without_a_form_reads_as_it_is(value: Any, chinese: str, english: str) -> None:
    assert said("“{value}”", value=value) == (f"“{chinese}”", f"“{english}”")


@pytest.mark.parametrize(
    ("value", "chinese", "english"),
    [
        ("leader", "分管领导", "leader in charge"),
        (Level.LEADER, "分管领导", "leader in charge"),
        (["leader", "handler"], "分管领导、经办人", "leader in charge, handler"),
        ("mayor", "mayor", "mayor"),
        (None, "无", "none"),
        ([], "无", "none"),
    ],
)
def test_a_code_reads_as_its_label_and_a_newer_one_as_itself(value: Any, chinese: str, english: str) -> None:
    assert said("{level}", {"level": Level}, level=value) == (chinese, english)


FORM: Form = {
    "of": "reason",
    "none": ["", ""],
    "empty": ["全部", "all"],
    "true": ["是", "yes"],
    "x": ["某", "some"],
    "any": ["原因：{}", "Reason: {}"],
}


@pytest.mark.parametrize(
    ("value", "chinese", "english"),
    [
        (None, "", ""),
        ([], "全部", "all"),
        (True, "是", "yes"),
        ("x", "某", "some"),
        (["x", "y"], "某、原因：y", "some, Reason: y"),
        ("y", "原因：y", "Reason: y"),
        ("{0} {why}", "原因：{0} {why}", "Reason: {0} {why}"),
        (date(2026, 2, 28), "原因：2026-02-28", "Reason: 2026-02-28"),
    ],
)
def test_a_form_says_how_each_value_of_the_field_that_it_is_of_reads(value: Any, chinese: str, english: str) -> None:
    assert said("{because}", {"because": FORM}, reason=value) == (chinese, english)


def test_one_value_may_read_twice_each_in_its_own_form() -> None:
    forms: dict[str, Form] = {"because": FORM, "level": Level}
    template = Template({Language.ZH: {"line": "{reason}{because}{level}"}}, forms)
    assert template.fields == {"reason": "reason", "because": "reason", "level": "level"}
    assert template.render(Language.ZH, {"reason": "y", "level": "handler"}) == {"line": "y原因：y经办人"}


values = st.none() | st.booleans() | st.integers() | st.text() | st.dates() | st.lists(st.text(), max_size=3)


@given(st.fixed_dictionaries(dict.fromkeys(("reason", "level", "name"), values)))
def test_whatever_the_values_are_every_text_is_filled_in(facts: dict[str, Any]) -> None:
    texts = {"subject": "{level}: {name}.", "body": "{because} {name}\n{reason}."}
    template = Template(dict.fromkeys(Language, texts), {"because": FORM, "level": Level})
    assert set(template.fields.values()) == facts.keys()
    for language in Language:
        made = template.render(language, facts)
        assert made["subject"].endswith(".")
        assert made["body"].endswith(".")

"""Templates are checked before the process starts."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.notify_service.deliveries.domain import LONGEST_WAIT, Retrying
from services.notify_service.messages.rules import RULES, TEMPLATES
from services.notify_service.preferences.domain import mask_email
from services.notify_service.templates.domain import Language, TemplateInvalidError, load

CODES = 'any: {none: ["无", "none"]}'
FIELDS = {"a.b.v1": frozenset({"name", "day"})}


def _folder(tmp_path: Path, template: str) -> Path:
    (tmp_path / "codes.yaml").write_text(CODES, "utf-8")
    (tmp_path / "some.yaml").write_text(template, "utf-8")
    return tmp_path


WHOLE = """
a.b.v1:
  codes: {day: {"1": ["周一", "Monday"]}}
  zh: {subject: "{name}", body: "{day}"}
  en: {subject: "{name}", body: "{day}"}
"""


def test_a_whole_template_turns_codes_and_absent_values_into_words(tmp_path: Path) -> None:
    template = load(FIELDS, _folder(tmp_path, WHOLE))["a.b.v1"]
    said = template.render(Language.EN, {"name": None, "day": ["1", "2"]})
    assert (said.subject, said.body) == ("none", "Monday, 2")


@pytest.mark.parametrize(
    ("fault", "template"),
    [
        ("language left out", WHOLE.replace("  en:", "  fr:")),
        ("body left out", WHOLE.replace(', body: "{day}"', "", 1)),
        ("unknown field", WHOLE.replace("{name}", "{nmae}", 1)),
        ("unused template", WHOLE + WHOLE.replace("a.b.v1", "c.d.v1")),
        ("missing template", WHOLE.replace("a.b.v1", "a.b.v2")),
    ],
)
def test_a_faulty_template_keeps_the_process_from_starting(tmp_path: Path, fault: str, template: str) -> None:
    with pytest.raises(TemplateInvalidError):
        load(FIELDS, _folder(tmp_path, template))


def test_every_rule_has_its_words_in_both_languages() -> None:
    assert TEMPLATES.keys() == RULES.keys()
    for type_, template in TEMPLATES.items():
        for language in Language:
            facts = dict.fromkeys(RULES[type_].fields)
            said = template.render(language, facts)
            assert said.subject
            assert said.body
            assert "None" not in said.subject + said.body


@given(st.integers(1, 500))
def test_waits_double_up_to_an_hour(attempts: int) -> None:
    retrying = Retrying(timedelta(seconds=5), 8)
    wait, following = retrying.wait_after(attempts), retrying.wait_after(attempts + 1)
    assert wait <= LONGEST_WAIT
    assert following == min(wait * 2, LONGEST_WAIT)


def test_a_masked_address_keeps_its_first_character_and_its_domain() -> None:
    assert mask_email("office@daiban.example") == "o***@daiban.example"

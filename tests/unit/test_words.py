"""What is said of each event: whatever the event says, in both languages; faulty words keep a process from starting."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from services.notify_service.telling.rules import TOLD
from shared.contracts.catalogue import EVENTS
from shared.contracts.event import Event
from shared.kit.words import Language, Template, WordsInvalidError
from shared.words import CASE_FIELDS, FOLDER, PROJECT_FIELDS, load, words
from tests.contracts.examples import examples

TOLD_TYPES = {contract.event_type for contract in TOLD}
EVENTS_BY_TYPE = {event.event_type: event for event in EVENTS}
MORE = dict.fromkeys(PROJECT_FIELDS | CASE_FIELDS | {"body_name"}, "某")
"""What a message knows besides what its event says."""


def texts(template: Template, facts: dict[str, Any]) -> list[str]:
    return [text for language in Language for text in template.render(language, facts).values()]


@pytest.mark.parametrize("type_", sorted(TOLD_TYPES))
def test_what_somebody_is_told_of_has_a_message(type_: str) -> None:
    assert words()[type_].message


def test_nobody_writes_a_message_that_no_rule_sends() -> None:
    assert {type_ for type_, one in words().items() if one.message} == TOLD_TYPES


@pytest.mark.parametrize("type_", words())
def test_everything_that_an_event_can_say_makes_whole_sentences(type_: str) -> None:
    event = EVENTS_BY_TYPE[type_]
    for data in examples(event.snapshot()):
        facts = vars(event.model_validate(data))
        for template, more in ((words()[type_].line, {}), (words()[type_].message, MORE)):
            for text in texts(template, more | facts) if template else ():
                assert text
                assert not set(text) & set("{}[]"), text
                assert "None" not in text


@pytest.mark.parametrize("type_", words())
def test_a_language_uses_its_own_script(type_: str) -> None:
    for template in filter(None, (words()[type_].line, words()[type_].message)):
        for chinese in template.texts[Language.ZH].values():
            assert not chinese.isascii(), chinese
        for english in template.texts[Language.EN].values():
            assert english.replace("行政许可法", "").isascii(), english


def test_what_the_timeline_keeps_beside_a_line_is_what_the_event_says() -> None:
    for type_, one in words().items():
        assert set(one.data) <= set(EVENTS_BY_TYPE[type_].model_fields)
        assert one.at is None or one.at in EVENTS_BY_TYPE[type_].model_fields


def copied(folder: Path) -> Path:
    for file in FOLDER.glob("*.yaml"):
        shutil.copy(file, folder)
    return folder


def test_the_words_are_read_from_their_folder_as_they_stand(tmp_path: Path) -> None:
    assert load(copied(tmp_path)).keys() == words().keys()


TYPE = "daiban.intake.request.closed.v1"


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (f"{TYPE}:", "daiban.intake.request.lost.v1:", "which nobody says"),
        ('zh: "代办服务申请{status}。{because}"', 'cn: "代办服务申请{status}。"', "line lacks 'zh'"),
        ('en: "The request for service was {status}.{because}"', "en:", "line lacks"),
        ('subject: "代办服务申请{status}：{project_name}"', 'title: "代办服务申请"', "message lacks 'subject'"),
        ('"代办服务申请{status}。{because}"', '"代办服务申请{state}。"', r"names what it does not say: \['state'\]"),
        ('"Request {status}: {project_name}"', '"Request {item_name}"', r"does not say: \['item_name'\]"),
        (f"{TYPE}:", f"{TYPE}:\n  data: [lost]", r"has no fields \['lost'\]"),
        (f"{TYPE}:", f"{TYPE}:\n  at: closed_at", r"has no fields \['closed_at'\]"),
    ],
)
def test_faulty_words_keep_the_process_from_starting(tmp_path: Path, old: str, new: str, fault: str) -> None:
    file = copied(tmp_path) / "intake.yaml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(WordsInvalidError, match=fault):
        load(tmp_path)


def test_every_event_that_has_words_says_which_project_it_is_of() -> None:
    for type_ in words():
        event: type[Event] = EVENTS_BY_TYPE[type_]
        assert "project_id" in event.model_fields

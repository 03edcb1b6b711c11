"""Rules and words: whatever is told has its words in both languages, and whom it names is known or waited for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from services.notify_service.subscriptions import SUBSCRIPTIONS
from services.notify_service.telling.audience import Audience, receivers
from services.notify_service.telling.handlers import tell
from services.notify_service.telling.rules import LETTERS, TOLD, letters
from shared.contracts.event import Event
from shared.contracts.intake.projects import ProjectRegistered
from shared.contracts.intake.requests import RequestAccepted
from shared.kit.events.waiting import Missing
from shared.kit.words import Language, WordsInvalidError
from shared.words import CASE_FIELDS, PROJECT_FIELDS, words


@pytest.mark.parametrize("contract", TOLD, ids=lambda contract: contract.__name__)
def test_every_rule_is_heard_of_and_has_its_words_in_both_languages(contract: type[Event]) -> None:
    assert tell in [one.many for one in SUBSCRIPTIONS if one.contract is contract]
    facts = dict.fromkeys({*contract.model_fields, *PROJECT_FIELDS, *CASE_FIELDS, "body_name"})
    for language in Language:
        said = LETTERS[contract.event_type].render(language, facts)
        assert said["subject"]
        assert said["body"]
        assert "None" not in said["subject"] + said["body"]


def test_a_rule_without_words_and_words_without_a_rule_keep_the_process_from_starting() -> None:
    known = words()
    accepted, registered = RequestAccepted.event_type, ProjectRegistered.event_type
    with pytest.raises(WordsInvalidError, match=accepted):
        letters({**known, accepted: replace(known[accepted], message=None)})
    with pytest.raises(WordsInvalidError, match=registered):
        letters({**known, registered: known[accepted]})


def facts(**changes: Any) -> dict[str, Any]:
    return {
        "owner_uscc": "91440101000000001M",
        "agents": ["agent"],
        "officer": None,
        "assignee": "handler",
        "acceptance_number": "SL1",
        "body": "PNR",
        "body_name": "规划和自然资源局",
        "body_officers": ["chief", "handler"],
        **changes,
    }


def test_each_receiver_is_named_once_in_the_order_of_the_audiences() -> None:
    everybody = (Audience.OWNER, Audience.AGENT, Audience.OFFICER, Audience.ASSIGNEE, Audience.BODY_OFFICER)
    assert receivers(everybody, facts()) == [
        "enterprise:91440101000000001M",
        "post:agent",
        "post:handler",
        "post:chief",
    ]


@pytest.mark.parametrize(
    ("unknown", "waits_for"), [({"assignee": None}, "assignment:SL1"), ({"body_name": None}, "body:PNR")]
)
def test_who_is_not_known_yet_is_waited_for(unknown: dict[str, Any], waits_for: str) -> None:
    with pytest.raises(Missing) as missing:
        receivers((Audience.OWNER, Audience.ASSIGNEE, Audience.BODY_OFFICER), facts(**unknown))
    assert missing.value.thing == waits_for

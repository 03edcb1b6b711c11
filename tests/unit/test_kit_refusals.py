"""What the API says when it refuses: in the caller's language, with the rule's values, about the right place."""

from __future__ import annotations

import pytest

from shared.kit.errors import IllegalTransition, Kind, Refusal, StaleVersion, Words
from shared.kit.http.edge import edge_router, public
from shared.kit.http.problems import pointer_of, prefers_english
from shared.kit.labels import Labelled


class State(Labelled):
    DRAFT = "draft", "草拟"
    SIGNED = "signed", "已签订"


class Step(Labelled):
    SIGN = "sign", "签订"
    END = "end", "终止"


class Late(Refusal):
    code = "test.late"
    kind = Kind.CONFLICT
    zh = Words("已超期", "{what}已超期 {days} 天。", "请联系{whom}。")
    en = Words("Too late", "The {what} is {days} days late.", "Ask {whom}.")


@pytest.mark.parametrize(
    ("accepted", "english"),
    [
        (None, False),
        ("", False),
        ("en", True),
        ("EN-gb", True),
        ("zh", False),
        ("fr", False),
        ("fr, en", True),
        ("zh, en", False),
        ("en, zh", True),
        ("zh;q=0.5, en;q=0.8", True),
        ("zh;q=0.8, en;q=0.5", False),
        ("en;q=0", False),
        ("en;q=x", False),
        ("*", False),
        ("zh ; q=0.5 , en ;Q=0.8", True),
        ("zh;q=0.5,\ten;q=0.8", True),
        ("en;q=0.8888, zh;q=0.1", False),
        ("en;q=2", False),
        ("en;q=-1", False),
        ("en_US", False),
        (",;,q=,", False),
    ],
)
def test_chinese_unless_english_comes_first(accepted: str | None, english: bool) -> None:
    assert prefers_english(accepted) is english


def test_words_are_filled_in_by_language() -> None:
    late = Late(what=("答复", "answer"), days=3, whom=("综合窗口", "the window"))
    assert late.words(english=False) == Words("已超期", "答复已超期 3 天。", "请联系综合窗口。")
    assert late.words(english=True) == Words("Too late", "The answer is 3 days late.", "Ask the window.")
    assert str(late) == "test.late: The answer is 3 days late."


def test_an_illegal_step_names_the_state_and_what_is_allowed() -> None:
    refused = IllegalTransition.of(("协议", "agreement"), state=State.DRAFT, step=Step.END, allowed=[Step.SIGN])
    assert refused.words(english=False).detail == "协议处于“草拟”，不能终止。"
    assert refused.words(english=False).way_out == "当前可以办理：签订。"
    assert refused.words(english=True).detail == "The agreement is draft; it cannot end."
    at_the_end = IllegalTransition.of(("协议", "agreement"), state=State.SIGNED, step=Step.SIGN, allowed=[])
    assert at_the_end.words(english=False).way_out == "当前可以办理：无。"
    assert at_the_end.words(english=True).way_out == "Allowed now: nothing."


def test_the_kit_s_own_refusals_have_all_their_values() -> None:
    assert "第 2 版" in StaleVersion(given=2, current=3).words(english=False).detail


def test_a_label_goes_with_its_code() -> None:
    assert (State("signed"), State.SIGNED.label, f"{State.SIGNED}") == (State.SIGNED, "已签订", "signed")
    with pytest.raises(ValueError, match="lost"):
        State("lost")


def test_pointers_escape_what_means_something_in_them() -> None:
    assert pointer_of(["items", 0, "a/b", "c~d"]) == "/items/0/a~1b/c~0d"
    assert pointer_of([]) == ""


def test_a_route_that_does_not_say_who_may_call_it_does_not_start() -> None:
    router = edge_router("test", "what is tried")

    async def anything() -> None:
        """Nothing."""

    with pytest.raises(TypeError, match="declare who may call it"):
        router.add_api_route("/open", anything)
    router.add_api_route("/known", anything, **public())

"""An owner's credit code is checked to its last character, and its contact is shown masked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake_service.parties.owners.domain import (
    UsccInvalid,
    check_uscc,
    mask_name,
    mask_phone,
    uscc_check_character,
)

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
REAL = [
    "11440100007483180K",
    "11440100007482559U",
    "114401134554137174",
    "114401130075236724",
    "114401005799639727",
    "11450721MB15580811",
]

valid_codes = st.text(ALPHABET, min_size=17, max_size=17).map(lambda first: first + uscc_check_character(first))


def is_valid(code: str) -> bool:
    try:
        check_uscc(code)
    except UsccInvalid:
        return False
    return True


@pytest.mark.parametrize("code", REAL)
def test_real_codes_are_valid(code: str) -> None:
    check_uscc(code)


@pytest.mark.parametrize(
    "code",
    ["", "11440100007483180J", "1144010000748318", "11440100007483180KK", "11440100007483180k", "1144010000748318OK"],
)
def test_wrong_length_letter_or_check_character_is_refused_and_the_field_named(code: str) -> None:
    with pytest.raises(UsccInvalid) as refused:
        check_uscc(code)
    assert refused.value.pointer == "/uscc"
    assert "GB 32100-2015" in refused.value.words(english=False).detail


@given(code=valid_codes, position=st.integers(0, 17), character=st.sampled_from(ALPHABET))
def test_one_mistyped_character_is_always_noticed(code: str, position: int, character: str) -> None:
    mistyped = code[:position] + character + code[position + 1 :]
    assert is_valid(mistyped) == (mistyped == code)


@given(code=valid_codes, position=st.integers(0, 16))
def test_two_neighbours_exchanged_are_always_noticed(code: str, position: int) -> None:
    exchanged = code[:position] + code[position + 1] + code[position] + code[position + 2 :]
    assert is_valid(exchanged) == (exchanged == code)


@given(phone=st.text("0123456789+-() ", max_size=30))
def test_a_masked_phone_never_shows_more_than_five_digits(phone: str) -> None:
    masked = mask_phone(phone)
    assert sum(character.isdigit() for character in masked) <= 5
    assert masked.count("*") >= 3


def test_masks_keep_enough_to_recognise() -> None:
    assert mask_phone("13800001234") == "138******34"
    assert mask_phone("12345") == "***"
    assert mask_name("经办人") == "经**"
    assert mask_name("经") == "经*"

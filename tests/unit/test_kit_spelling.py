"""What people type, with a Chinese input method on, is stored in one form, found by any, and else answered in words."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field, TypeAdapter, ValidationError

from services.intake_service.parties.owners.schemas import Uscc
from services.intake_service.parties.projects.domain import ProjectCode, spell_code
from services.intake_service.parties.projects.schemas import ProjectCodeField
from services.notify_service.preferences.schemas import Email
from shared.kit import spelling
from shared.kit.http.fields import Code, DocumentNumber, Line, Phone, Upper, Yuan
from shared.kit.http.problems import FIELD_WORDS

WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
BLANKS = ["", " ", "\u3000", "\u00a0", "\t", "\u200b", "\ufeff"]
DASHES = "-－—–‐‑−﹣"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Ｏ２０－83000000转801".replace("Ｏ", "０"), "020-83000000转801"),
        ("（020）83000000", "020-83000000"),
        ("（０２０）８３００ ００００ 转 801", "020-83000000转801"),
        ("020-83000000转8001", "020-83000000转8001"),
        ("020-83000000-8001", "020-83000000转8001"),
        ("020-83000000 分机：8001", "020-83000000转8001"),
        ("020-83000000 ext. 12", "020-83000000转12"),
        ("02083000000", "020-83000000"),
        ("020—8300—0000", "020-83000000"),
        ("07573000000", "0757-3000000"),
        ("0757-83000000", "0757-83000000"),
        ("(020)83000000", "020-83000000"),
        ("+86 (020) 8300 0000", "020-83000000"),
        ("0086-20-83000000", "020-83000000"),
        ("+86 138 0000 0000", "13800000000"),
        ("１３８ ００００ ００００", "13800000000"),
        ("138-0000-0000", "13800000000"),
        ("400 830 0000", "400-830-0000"),
        ("83000000", "83000000"),
        ("12345", "12345"),
        ("95598", "95598"),
        ("+852 2345 6789", "+85223456789"),
        ("+1 (212) 555-0100", "+12125550100"),
        ("020-83000000；", "020-83000000"),
    ],
)
def test_telephone_numbers_are_taken_in_their_real_forms_and_kept_in_one(typed: str, stored: str) -> None:
    assert TypeAdapter(Phone).validate_python(typed) == stored
    assert TypeAdapter(Phone).validate_python(stored) == stored


@pytest.mark.parametrize(
    "typed",
    [
        *("(((((", "-----", "1234", "++8620", "020--83000000", "转8001", "０２０", "1" * 40, "", "　", "abc", "020"),
        *("(020-83000000", "020)83000000", "020-83000000转", "020-83000000-8001转9", "٠٢٠-83000000", "020-8300000x"),
    ],
)
def test_what_is_no_telephone_number_is_refused_with_an_example(typed: str) -> None:
    assert refusal(Phone, typed) == "phone_form"
    assert all("020-83000000转8001" in words for words in FIELD_WORDS["phone_form"])


@pytest.mark.parametrize("between", ["、", "/", "；", ";", "，", ",", " 或 ", "|"])
def test_of_two_numbers_one_is_asked_for(between: str) -> None:
    assert refusal(Phone, f"020-83000000{between}13800000000") == "phone_several"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("1,200,000.00", "1200000.00"),
        ("１，２００，０００．５", "1200000.50"),
        ("１２０００", "12000.00"),
        ("1 200 000", "1200000.00"),
        (" 7 ", "7.00"),
        (1200000, "1200000.00"),
    ],
)
def test_amounts_may_have_separators_of_thousands(typed: Any, stored: str) -> None:
    assert str(TypeAdapter(Yuan).validate_python(typed)) == stored


@pytest.mark.parametrize("typed", ["120万元", "１２０万", "1,20", "1,2000", "12,00,000", "￥7", "1.200.000,00", "一百"])
def test_an_amount_in_words_is_answered_with_how_to_write_it(typed: str) -> None:
    assert refusal(Yuan, typed) == "amount_form"
    assert "1200000.00" in FIELD_WORDS["amount_form"][0]
    assert "万" in FIELD_WORDS["amount_form"][0]


@pytest.mark.parametrize(
    "typed",
    [
        "2018-440112-47-03-834191",
        "２０１８－４４０１１２－４７－０３－８３４１９１",
        " 2018—440112—47—03—834191 ",
        "2018 - 440112 - 47 - 03 - 834191",
        "20184401124703834191",
    ],
)
def test_a_project_code_is_one_however_it_is_typed(typed: str) -> None:
    assert TypeAdapter(ProjectCodeField).validate_python(typed) == "2018-440112-47-03-834191"


@pytest.mark.parametrize(
    ("kind", "typed", "stored"),
    [
        (Uscc, "９１４４０１０１ 00000000 1m", "91440101000000001M"),
        (Upper, "ｓ1—ｄｒｃ－06", "S1-DRC-06"),
        (Upper, "ｐｎｒ", "PNR"),
        (Upper, "SL 2026 1123 000001", "SL20261123000001"),
        (Code, "ＧＳＤ－officer－1", "GSD-officer-1"),
        (Email, " Ｏffice＠Daiban.Example ", "Office@daiban.example"),
        (DocumentNumber, "穗建消审[２０２６] １２号", "穗建消审〔2026〕12号"),
        (DocumentNumber, "穗规〔2026〕1号", "穗规〔2026〕1号"),
        (DocumentNumber, "粤（2019）广州市不动产权第00000001号", "粤（2019）广州市不动产权第00000001号"),
        (Line, " 广州（示例）有限公司：Ａ座 ", "广州（示例）有限公司：Ａ座"),
    ],
)
def test_each_kind_of_field_has_its_own_spelling(kind: Any, typed: str, stored: str) -> None:
    assert TypeAdapter(kind).validate_python(typed) == stored


def attempted(spell: Callable[[str], str], text: str) -> str | None:
    try:
        return spell(text)
    except ValueError:
        return None


TYPED = st.text() | st.text("0123456789-－—()（） 转ext.+，,、SLabｓ〔〕[]\u200b\u0301\u3000", max_size=30)


@pytest.mark.parametrize(
    "spell",
    [
        *(spelling.code, spelling.capitals, spelling.document_number, spelling.phone, spelling.amount, spell_code),
    ],
    ids=lambda one: one.__name__,
)
@given(text=TYPED)
def test_spelling_twice_is_spelling_once(spell: Callable[[str], str], text: str) -> None:
    once = attempted(spell, text)
    assert once is None or spell(once) == once


def typed_forms(canonical: str) -> st.SearchStrategy[str]:
    """A code as somebody may type it: each character wide or not, in small letters or not, blanks between."""

    def of(character: str) -> st.SearchStrategy[str]:
        faces = list(DASHES) if character == "-" else [character, character.lower()]
        wide = [face.translate(WIDE) for face in faces if face.isascii()]
        return st.builds("{}{}".format, st.sampled_from([*faces, *wide]), st.sampled_from(BLANKS))

    return st.tuples(*map(of, canonical)).map("".join)


CODES = st.sampled_from(["S2-PNR-11", "SL20261123000001", "91440101000000001M", "PNR"])


@given(data=st.data(), canonical=CODES)
def test_what_is_stored_is_found_by_any_form_of_it(data: st.DataObject, canonical: str) -> None:
    kind = TypeAdapter(Uscc if len(canonical) == 18 else Upper)
    stored, asked = (kind.validate_python(data.draw(typed_forms(canonical))) for _ in range(2))
    assert stored == asked == canonical


@given(data=st.data(), serial=st.integers(0, 999_999))
def test_a_project_is_found_by_any_form_of_its_code(data: st.DataObject, serial: int) -> None:
    canonical = f"2018-440112-47-03-{serial:06d}"
    typed = TypeAdapter(ProjectCodeField).validate_python(data.draw(typed_forms(canonical)))
    assert ProjectCode.parse(typed).text == canonical


@given(number=st.from_regex(r"0(10|2[0-9]|757)-[2-8][0-9]{7}(转[0-9]{1,6})?", fullmatch=True), data=st.data())
def test_a_number_is_the_same_however_it_is_typed(number: str, data: st.DataObject) -> None:
    assert spelling.phone(data.draw(typed_forms(number))) == unicodedata.normalize("NFKC", number)


def refusal(kind: Any, typed: str) -> str:
    with pytest.raises(ValidationError) as refused:
        TypeAdapter(Annotated[kind, Field()]).validate_python(typed)
    (error,) = refused.value.errors()
    return error["type"]

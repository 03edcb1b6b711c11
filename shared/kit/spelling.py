"""One spelling for what people type: the same code, number or amount is stored, and found, in one form.

People type with a Chinese input method on: full-width letters and digits (ＳＬ２０２６), dashes of every length, blanks
between groups. What each kind of field takes for the same:

- codes: width (Unicode's NFKC), blanks and what nobody sees, dashes; the case of letters where codes are capitals;
- telephone numbers: besides, parentheses, country code, and the words for an extension;
- amounts: width, and the separators of thousands;
- numbers of documents (文号): width, blanks, the brackets around a year; round ones stay as they are, which belong to
  some numbers (粤（2019）…不动产权第…号);
- names and text: nothing but blanks at the ends, as full-width punctuation is right there: NFKC would spoil it.

Each of these functions leaves alone what it has made.
"""

from __future__ import annotations

import re
import string
from unicodedata import normalize

_BLANK = re.compile(r"[\s\u00ad\u034f\u115f\u1160\u180e\u200b-\u200f\u2060\u2800\u3164\ufeff\uffa0]+")
_DASH = re.compile(r"[\u2010-\u2015\u2043\u2212\u2e3a\u2e3b\ufe58\uff0d]")
_CAPITALS = str.maketrans(string.ascii_lowercase, string.ascii_uppercase)
_NARROW = {code: code - 0xFEE0 for first, last in ("０９", "ＡＺ", "ａｚ") for code in range(ord(first), ord(last) + 1)}
_YEAR = re.compile(r"[\[［【﹝〔](\d{4})[\]］】﹞〕]", re.ASCII)


def code(text: str) -> str:
    """A code without blanks, in half width, its dashes hyphens: ``ＳＬ ２０２６—０１`` is ``SL2026-01``."""
    return normalize("NFKC", _DASH.sub("-", _BLANK.sub("", normalize("NFKC", text))))


def capitals(text: str) -> str:
    """A code that is written in capitals: ``s1－drc－06`` is ``S1-DRC-06``."""
    return code(text).translate(_CAPITALS)


def document_number(text: str) -> str:
    """A document's number (文号): ``穗建 [２０２６] 12号`` is ``穗建〔2026〕12号`` (GB/T 9704-2012, 7.2.5)."""
    return _YEAR.sub(r"〔\1〕", _DASH.sub("-", _BLANK.sub("", text.translate(_NARROW))))


class NotOneNumberError(ValueError):
    """Several telephone numbers, where one is asked for."""


_SEVERAL = re.compile(r"[、;；/,，|]|或|和|及")
_EXTENSION = re.compile(r"(.*?)(?:转|轉|分机号?|ext\.?|extension|[x#*])[:：.-]?([0-9]{1,6})", re.ASCII | re.IGNORECASE)
_AREA = r"(?:10|2[0-9]|[3-9][0-9]{2})"
_SUBSCRIBER = r"[1-9][0-9]{2,3}-?[0-9]{4}"
_HOME = re.compile(r"(?:(?:\+|00)86-?)?(.*)")
_MOBILE = re.compile(r"1[3-9][0-9]-?[0-9]{4}-?[0-9]{4}")
_LANDLINE = re.compile(rf"(?:\((0?{_AREA})\)|(0{_AREA}))-?({_SUBSCRIBER})(?:-([0-9]{{1,6}}))?")
_LANDLINE_FROM_ABROAD = re.compile(rf"({_AREA})-?({_SUBSCRIBER})")
_FREE = re.compile(r"[48]00(?:-?[0-9]){7}")
_LOCAL = re.compile(r"[2-8][0-9]{2,3}-?[0-9]{4}")
_SHORT = re.compile(r"1[0-9]{4}|9[56][0-9]{3,4}")
_ABROAD = re.compile(r"(?:\+|00)(?!86)[1-9][0-9]{0,2}-?(?:\([0-9]{1,5}\))?(?:-?[0-9]){4,12}")


def phone(text: str) -> str:
    """A telephone number: ``（０２０）８３００ ００００ 转 801`` is ``020-83000000转801``, ``+86 138 0000 0000``
    ``13800000000``, ``+852-2345-6789`` ``+85223456789``.

    Raises NotOneNumberError, and ValueError where it is no number.
    """
    parts = [part for part in _SEVERAL.split(code(text)) if part]
    if len(parts) > 1:
        raise NotOneNumberError(text)
    typed = "".join(parts)
    extension = _EXTENSION.fullmatch(typed)
    number, further = (extension[1], extension[2]) if extension else (typed, None)
    if _ABROAD.fullmatch(number):
        number = "+" + re.sub(r"^00|[^0-9]", "", number)
    else:
        number, further = _at_home(number, further)
    return f"{number}转{further}" if further else number


def _at_home(typed: str, further: str | None) -> tuple[str, str | None]:
    """A number of the mainland, and its extension, which may also follow a dash."""
    home = _HOME.fullmatch(typed)
    number = home[1] if home else typed
    if found := _LANDLINE.fullmatch(number):
        if further and found[4]:
            raise ValueError(typed)
        area = (found[1] or found[2]).removeprefix("0")
        return f"0{area}-{found[3].replace('-', '')}", further or found[4]
    if number != typed and (found := _LANDLINE_FROM_ABROAD.fullmatch(number)) and not _MOBILE.fullmatch(number):
        return f"0{found[1]}-{found[2].replace('-', '')}", further
    digits = number.replace("-", "")
    if _FREE.fullmatch(number):
        return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}", further
    if _MOBILE.fullmatch(number) or _LOCAL.fullmatch(number) or _SHORT.fullmatch(number):
        return digits, further
    raise ValueError(typed)


_AMOUNT = re.compile(r"[+-]?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+)(?:\.[0-9]*)?")


def amount(text: str) -> str:
    """An amount as plain digits: ``１，２００，０００.00`` is ``1200000.00``. Raises ValueError where it is none.

    Separators stand before every three digits; ``1,20`` is none, as it may be meant otherwise.
    """
    typed = normalize("NFKC", text).strip()
    if not _AMOUNT.fullmatch(typed):
        raise ValueError(text)
    return re.sub(r"[, ]", "", typed)

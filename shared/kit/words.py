"""Sentences as data, in Chinese and English: a template names fields in braces, forms say how values read.

Codes of a :class:`Labelled` read as their labels. Else a form says it, value by value: ``none`` for an absent one,
``empty`` for an empty list, ``any`` for any other, in which ``{}`` stands for the value itself; ``of`` names the field
whose value it is, where the template calls it something else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from string import Formatter
from typing import Any

from shared.kit.clock import LOCAL
from shared.kit.labels import Labelled, words_of


class Language(Labelled):
    """A language that people are told things in."""

    ZH = "zh", "中文", "Chinese"
    EN = "en", "English", "English"


Form = Mapping[str, Any] | type[Labelled]
"""How the values of a field read: a value's words in Chinese and English, or the codes whose labels they have."""

_NOTHING: Sequence[str] = ("无", "none")
_SEPARATOR = ("、", ", ")
_PLACES = {Language.ZH: 0, Language.EN: 1}


class WordsInvalidError(ValueError):
    """Words are missing, or name what nobody says. The process must not start with them."""


@dataclass(frozen=True)
class Template:
    """Texts of one sentence or letter in both languages, each by its name (``line``, ``subject``, ``body``)."""

    texts: Mapping[Language, Mapping[str, str]]
    forms: Mapping[str, Form]

    @cached_property
    def fields(self) -> dict[str, str]:
        """The names in braces, each with the name of the fact whose value it has."""
        texts = (text for named in self.texts.values() for text in named.values())
        names = {name for text in texts for _, name, _, _ in Formatter().parse(text) if name}
        return {name: _fact_of(self.forms.get(name), name) for name in names}

    def render(self, language: Language, facts: Mapping[str, Any]) -> dict[str, str]:
        """The texts, filled in. ``facts`` must hold every fact that they name."""
        said = {name: self._say(name, facts[fact], _PLACES[language]) for name, fact in self.fields.items()}
        return {name: text.format(**said).strip() for name, text in self.texts[language].items()}

    def _say(self, name: str, value: Any, place: int) -> str:
        form = self.forms.get(name, {})
        codes, said = (form, {}) if isinstance(form, type) else (None, form)
        if isinstance(value, list | tuple) and value:
            return _SEPARATOR[place].join(self._say(name, one, place) for one in value)
        if value is None or isinstance(value, list | tuple):
            return str(said.get("none" if value is None else "empty", _NOTHING)[place])
        if codes:
            return words_of(codes, value)[place]
        code = str(value).lower() if isinstance(value, bool) else str(value)
        if code in said:
            return str(said[code][place])
        return str(said["any"][place]).format(_plain(value)) if "any" in said else _plain(value)


def _fact_of(form: Form | None, name: str) -> str:
    return str(form.get("of", name)) if isinstance(form, Mapping) else name


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return f"{value.astimezone(LOCAL):%Y-%m-%d %H:%M}"
    return value.isoformat() if isinstance(value, date) else str(value)

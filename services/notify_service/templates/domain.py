"""Templates: what is said when something happens, in Chinese and English, as data (the ``*.yaml`` files here).

A template may name in braces what its event says (its contract's fields) and what the directory knows of the project.
Codes are turned into words: by the template's own ``codes``, else by ``codes.yaml``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from string import Formatter
from typing import Any

import yaml

from shared.kit.clock import LOCAL
from shared.kit.labels import Labelled

FOLDER = Path(__file__).parent
_CODES_FILE = "codes.yaml"

Codes = Mapping[str, Mapping[str, Sequence[str]]]
"""Field name, then code, then its words in Chinese and in English."""


class Language(Labelled):
    """A language that messages are written in."""

    ZH = "zh", "中文"
    EN = "en", "English"


class TemplateInvalidError(ValueError):
    """A template is missing, or names what its event does not say. The process must not start with it."""


@dataclass(frozen=True)
class Text:
    """A subject line and a body, before or after their fields are filled in."""

    subject: str
    body: str

    def fields(self) -> set[str]:
        """The names in braces."""
        return {name for part in (self.subject, self.body) for _, name, _, _ in Formatter().parse(part) if name}


@dataclass(frozen=True)
class Template:
    """One event's words. codes: words for the codes of its fields."""

    texts: Mapping[Language, Text]
    codes: Codes = field(default_factory=dict)

    def render(self, language: Language, facts: Mapping[str, Any]) -> Text:
        """The words of this occurrence. ``facts`` must hold every field that the template names."""
        text = self.texts[language]
        words = {name: self._words(name, facts[name], language) for name in text.fields()}
        # One line: a subject becomes a mail's header, and no name may bring a line break into it.
        return Text(" ".join(text.subject.format(**words).split()), text.body.format(**words).strip())

    def _words(self, name: str, value: Any, language: Language) -> str:
        if isinstance(value, list | tuple):
            if not value:
                return self._words(name, "empty", language)
            return ("、" if language is Language.ZH else ", ").join(self._words(name, one, language) for one in value)
        code = "none" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
        if pair := self.codes.get(name, {}).get(code) or (self.codes["any"]["none"] if value is None else None):
            return pair[0 if language is Language.ZH else 1]
        if isinstance(value, datetime):
            return f"{value.astimezone(LOCAL):%Y-%m-%d %H:%M}"
        return value.isoformat() if isinstance(value, date) else code


def load(fields: Mapping[str, frozenset[str]], folder: Path = FOLDER) -> dict[str, Template]:
    """The template of each event type in ``fields``, checked: ``fields`` says what each type's template may name.

    Raises TemplateInvalidError for a missing template, one that nobody uses, a language left out, an unknown field.
    """
    common: Codes = yaml.safe_load((folder / _CODES_FILE).read_text("utf-8"))
    made: dict[str, Template] = {}
    for file in sorted(folder.glob("*.yaml")):
        if file.name == _CODES_FILE:
            continue
        for type_, given in yaml.safe_load(file.read_text("utf-8")).items():
            made[type_] = _template(type_, given, common)
    if made.keys() != fields.keys():
        raise TemplateInvalidError(f"templates and rules differ: {sorted(made.keys() ^ fields.keys())}")
    for type_, template in made.items():
        for language, text in template.texts.items():
            if unknown := text.fields() - fields[type_]:
                raise TemplateInvalidError(f"{type_} ({language}) names unknown fields: {sorted(unknown)}")
    return made


def _template(type_: str, given: Mapping[str, Any], common: Codes) -> Template:
    try:
        texts = {language: Text(**given[language.value]) for language in Language}
    except (KeyError, TypeError) as error:
        raise TemplateInvalidError(f"{type_} needs subject and body in every language: {error}") from error
    return Template(texts, {**common, **given.get("codes", {})})

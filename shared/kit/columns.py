"""Column types that know what their values mean: a row becomes an entity, and back, without naming each column."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, DateTime, Text, literal_column
from sqlalchemy.dialects import postgresql
from sqlalchemy.types import TypeDecorator

from shared.kit.labels import Labelled

MOMENT = DateTime(timezone=True)
"""A moment, aware."""


class Meaning(TypeDecorator[Any]):
    """Base of the types whose values are not what the driver gives and takes."""

    impl = Text
    cache_ok = True

    def read(self, stored: Any) -> Any:
        """The value of what the driver gives; never called with None."""
        raise NotImplementedError

    def write(self, value: Any) -> Any:
        """What the driver takes for a value; never called with None."""
        return value


class Code(Meaning):
    """A code of an enum, stored as text."""

    cache_ok = True

    def __init__(self, codes: type[Labelled]) -> None:
        super().__init__()
        self.codes = codes
        self._members = {code.value: code for code in codes}

    def read(self, stored: str) -> Labelled:
        """The member."""
        return self._members[stored]


class Codes(Meaning):
    """A set of codes of an enum, stored as an ordered array."""

    cache_ok = True
    impl = postgresql.ARRAY(Text)  # type: ignore[assignment]

    def __init__(self, codes: Callable[[str], Any] = str) -> None:
        super().__init__()
        self.codes = codes

    def read(self, stored: list[str]) -> frozenset[Any]:
        """The set of members."""
        return frozenset(map(self.codes, stored))

    def write(self, value: Collection[Any]) -> list[str]:
        """In order, so that the same set is the same row."""
        return sorted(value)


class Parsed(Meaning):
    """A value with a text form of its own. parse: makes it of that; ``str`` gives the form back."""

    cache_ok = True

    def __init__(self, parse: Callable[[str], Any]) -> None:
        super().__init__()
        self.parse = parse

    def read(self, stored: str) -> Any:
        """The value."""
        return self.parse(stored)

    def write(self, value: Any) -> str:
        """Its text form."""
        return str(value)


class Json(Meaning):
    """Dataclasses, and lists and tuples of them, stored as JSON. kind: the type, such as ``tuple[Stop, ...]``."""

    cache_ok = True
    impl = postgresql.JSONB  # type: ignore[assignment]

    def __init__(self, kind: Any) -> None:
        super().__init__()
        self.kind = kind
        self._adapter: TypeAdapter[Any] = TypeAdapter(kind)

    def read(self, stored: Any) -> Any:
        """The value of parsed JSON."""
        return self._adapter.validate_python(stored)

    def write(self, value: Any) -> str:
        """As JSON text, which is what the driver takes."""
        return self._adapter.dump_json(value).decode()


def among(column: ColumnElement[Any], codes: Iterable[str]) -> ColumnElement[bool]:
    """That a column has one of some codes, written as literals: a partial index that says the same is then used."""
    return column.in_([literal_column(f"'{code}'") for code in codes])

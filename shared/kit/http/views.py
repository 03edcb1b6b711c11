"""Views: what the API shows of entities and of rows, and their JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from operator import attrgetter, itemgetter
from typing import Any, ClassVar, Self, TypeAlias, get_args
from uuid import UUID

import orjson
from asyncpg import Record
from pydantic import BaseModel, ConfigDict

from shared.kit.clock import LOCAL
from shared.kit.labels import Labelled

_LABEL = "_label"
_Convert: TypeAlias = Callable[[Any], Any]


class ViewModel(BaseModel):
    """Base of answers. Its JSON has its fields in their order; OpenAPI takes its schema."""

    model_config = ConfigDict(frozen=True)
    _makers: ClassVar[dict[tuple[object, ...], _Maker]]

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        """Each class keeps its own makers."""
        cls._makers = {}

    @classmethod
    def of(cls, source: Any, /, **given: Any) -> Self:
        """The view of an entity, or of a database row (or a dict).

        What is given by name is taken as it is. Of the rest, ``x_label`` is the label of ``x`` where that is a code
        that has one; any other field is the source's attribute, or column, of its name: a set sorted, a nested view
        made in the same way. Moments are in the city's time. Nothing is validated: the values are the domain's own.
        """
        of_row = isinstance(source, Record | dict)
        maker = cls._makers.get((of_row, *given))
        if maker is None:
            maker = cls._makers[of_row, *given] = _Maker(cls, of_row=of_row, given=given)
        view = cls.__new__(cls)
        _set_values(view, maker.values(source, given))
        _set_names(view, maker.names)
        _set_extra(view, None)
        _set_private(view, None)
        return view


_set_values = BaseModel.__dict__["__dict__"].__set__
_set_names = BaseModel.__dict__["__pydantic_fields_set__"].__set__
_set_extra = BaseModel.__dict__["__pydantic_extra__"].__set__
_set_private = BaseModel.__dict__["__pydantic_private__"].__set__


class _Maker:
    """How a view's values come out of one kind of source, worked out once for each set of given names."""

    def __init__(self, view: type[ViewModel], *, of_row: bool, given: Mapping[str, Any]) -> None:
        fields = view.model_fields
        if unknown := given.keys() - fields.keys():
            raise TypeError(f"{view.__name__} has no field {', '.join(sorted(unknown))}")
        self.names = set(fields)
        self._template = dict.fromkeys(fields)
        labels = {
            name: name.removesuffix(_LABEL)
            for name in fields
            if name.endswith(_LABEL) and name.removesuffix(_LABEL) in fields and name not in given
        }
        self._taken = [name for name in fields if name not in given and name not in labels]
        self._take = _taking(itemgetter if of_row else attrgetter, self._taken)
        self._conversions = [
            (name, convert)
            for name in fields
            if name not in labels
            for convert in _conversions(fields[name].annotation, given=name in given)
        ]
        self._labels = [(name, code, _labels_of(fields[code].annotation)) for name, code in labels.items()]
        self._get = itemgetter if of_row else attrgetter

    def values(self, source: Any, given: Mapping[str, Any]) -> dict[str, Any]:
        """The values of all fields, in their order."""
        values: dict[str, Any] = self._template.copy()
        values.update(zip(self._taken, self._take(source), strict=True))
        values.update(given)
        for name, convert in self._conversions:
            if (value := values[name]) is not None:
                values[name] = convert(value)
        for name, code, known in self._labels:
            if (value := values[code]) is None:
                continue
            if known:
                values[name] = known.get(value, value)
            elif isinstance(value, Labelled):
                values[name] = value.label
            else:
                values[name] = self._get(name)(source)
        return values


def _taking(getter: Callable[..., Any], names: list[str]) -> Callable[[Any], tuple[Any, ...]]:
    if not names:
        return lambda _: ()
    get = getter(*names)
    return get if len(names) > 1 else lambda source: (get(source),)


def _parts(annotation: Any) -> Iterator[Any]:
    yield annotation
    for inner in get_args(annotation):
        yield from _parts(inner)


def _labels_of(annotation: Any) -> dict[str, str]:
    """The labels by code, where a field is declared as a code that has labels. A row holds codes as plain text."""
    return {
        member.value: member.label
        for part in _parts(annotation)
        if isinstance(part, type) and issubclass(part, Labelled)
        for member in part
    }


def _conversions(annotation: Any, *, given: bool) -> Iterator[_Convert]:
    """What is done to a field's value that is not None. What is given is only put into the city's time."""
    parts = list(_parts(annotation))
    if datetime in parts:
        yield _local
    if given:
        return
    views = [part for part in parts if isinstance(part, type) and issubclass(part, ViewModel)]
    is_list = any(getattr(part, "__origin__", None) is list for part in parts)
    if views and is_list:
        yield lambda values: [_nested(views[0], value) for value in values]
    elif views:
        yield lambda value: _nested(views[0], value)
    elif is_list:
        yield _in_order


def _nested(view: type[ViewModel], value: Any) -> ViewModel:
    return value if isinstance(value, ViewModel) else view.of(value)


def _local(moment: datetime) -> datetime:
    return moment.astimezone(LOCAL)


def _in_order(values: Any) -> Any:
    return sorted(values) if isinstance(values, set | frozenset) else values


def to_json(view: object) -> bytes:
    """The JSON of a view, of a list of views, of a dict of them."""
    return orjson.dumps(view, default=_plain)


def _plain(value: Any) -> Any:
    match value:
        case BaseModel():
            return value.__dict__
        case UUID() | Decimal():  # asyncpg's UUID is a class of its own
            return str(value)
    raise TypeError(f"{type(value).__name__} has no place in an answer")

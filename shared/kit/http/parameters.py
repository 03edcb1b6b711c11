"""What a route takes of its address and headers: each parameter in its one form, none that it does not know.

pydantic reads more than a form says (``1_0`` and digits of any script as a number, a number as a date, ``yes`` as
true), and FastAPI overlooks what it does not know: a misspelt filter would find everything.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, get_args
from uuid import UUID

from fastapi.dependencies.models import Dependant
from fastapi.dependencies.utils import request_params_to_args
from starlette.requests import Request

_FORMS = {
    int: ("int_parsing", re.compile(r"-?[0-9]{1,18}")),
    bool: ("bool_parsing", re.compile(r"true|false")),
    datetime: (
        "datetime_parsing",
        re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})"),
    ),
    date: ("date_parsing", re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")),
    UUID: ("uuid_parsing", re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")),
}


class Parameters:
    """The parameters of a route. further: those of the query that the edge reads itself."""

    def __init__(self, declared: Dependant, *, further: Sequence[str] = ()) -> None:
        places = {
            "path_params": declared.path_params,
            "query_params": declared.query_params,
            "headers": declared.header_params,
        }
        self._places = [(place, fields) for place, fields in places.items() if fields]
        every = [field for fields in places.values() for field in fields]
        self._defaults = {field.name: field.default for field in every if not field.field_info.is_required()}
        self._forms = {field.name: form for field in every if (form := _form(field.field_info.annotation))}
        self._known = sorted([*(field.alias for field in declared.query_params), *further])

    def read(self, request: Request) -> tuple[dict[str, Any], list[Any]]:
        """The values by name, and the faults as FastAPI has them."""
        values = self._defaults.copy()
        faults = self._unknown(request) if request.scope["query_string"] else []
        for place, fields in self._places:
            given = getattr(request, place)
            asked = []
            for field in fields:
                told = field.alias in given and not _says_nothing(place, given[field.alias])
                if field.name in self._defaults and not told:
                    continue
                form = self._forms.get(field.name)
                if form and told and not form[1].fullmatch(given[field.alias]):
                    too_long = form[0] == "int_parsing" and re.fullmatch(r"-?[0-9]+", given[field.alias])
                    fault = "int_parsing_size" if too_long else form[0]
                    faults.append({"type": fault, "loc": (place, field.alias), "msg": fault})
                else:
                    asked.append(field)
            found, wrong = request_params_to_args(asked, given)
            values |= found
            faults += wrong
        return values, faults

    def _unknown(self, request: Request) -> list[Any]:
        """What the query has that the route does not know, or that it has more than once."""
        faults = []
        for name, times in Counter(name for name, _ in request.query_params.multi_items()).items():
            where = {"loc": ("query", name), "msg": name}
            if name not in self._known:
                known = "、".join(self._known) or "无", ", ".join(self._known) or "none"
                faults.append({"type": "parameter_unknown", "ctx": {"known": known}, **where})
            elif times > 1:
                faults.append({"type": "parameter_repeated", **where})
        return faults


def _says_nothing(place: str, value: str) -> bool:
    """A header without a value, as the Last-Event-ID of an EventSource that has had none with an id."""
    return place == "headers" and not value.strip()


def _form(annotation: Any) -> tuple[str, re.Pattern[str]] | None:
    """The one form of a parameter of a type, or of that or None."""
    kinds = {getattr(one, "__origin__", one) for one in (annotation, *get_args(annotation))}
    return next((form for kind, form in _FORMS.items() if kind in kinds), None)

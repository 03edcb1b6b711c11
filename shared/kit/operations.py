"""Operations as a caller is offered them: as the call that does it, with what it has to name of a thing filled in.

A route is the one place that says how it is called; from it comes what is offered. What is alike for all things in a
state is written once: each thing only puts its ids in.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter, itemgetter
from typing import Any

import orjson
from asyncpg import Record

from shared.kit.labels import Labelled
from shared.kit.principals import Principal

_PLACE = re.compile(r"\{(\w+)\}")
_ANY_ID = "019ab0c4-5e7d-7c21-9b1f-3f2a6d8e4c10"


def operation_of(step: Labelled) -> str:
    """The id of the operation that takes a step; empty where none does, because it comes to pass by itself."""
    return step.partition(":")[0]


def said_by(step: Labelled) -> dict[str, str]:
    """What the body has to say for an operation to take just this step.

    ``refuse_item:outcome=not_competent`` is one of several steps of one operation.
    """
    operation, _, said = step.partition(":")
    return dict(one.split("=", 1) for one in said.split("&")) if operation and said else {}


@dataclass(frozen=True)
class Operation:
    """A call that the API takes, as its route declares it.

    path: its address, its parameters in braces; roles: any of them may call it; needs: the headers that it cannot do
    without; media_type, body_schema: of its body, None where it takes none; fields: the names of that body's fields.
    """

    id: str
    method: str
    path: str
    roles: frozenset[str]
    needs: Sequence[str] = ()
    media_type: str | None = None
    body_schema: str | None = None
    fields: frozenset[str] = frozenset()

    def offered(self, step: Labelled, names: Iterable[str]) -> dict[str, Any]:
        """As a step is offered that it takes, in the form of :class:`shared.kit.http.actions.NextAction`.

        names: what its address and its body may name, each in braces where its value comes.
        """
        return {
            "operation_id": self.id,
            "label": step.label,
            "label_en": step.label_en,
            "method": self.method,
            "path": self.path,
            "needs": self.needs,
            "media_type": self.media_type,
            "body_schema": self.body_schema,
            "prefill": said_by(step) | {name: f"{{{name}}}" for name in names if name in self.fields},
        }


class Offers:
    """The JSON of what is offered, with places for what is named of a thing. names: to attributes or columns."""

    def __init__(self, offered: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> None:
        written = orjson.dumps(offered).decode()
        attributes = [names[name] for name in _PLACE.findall(written)]
        self._form = _PLACE.sub("%s", written.replace("%", "%%"))
        self._of_thing = [attrgetter(one) for one in attributes]
        self._of_row = [itemgetter(one) for one in attributes]

    def on(self, thing: Any) -> orjson.Fragment:
        """On a thing, or on a row (or a dict) that holds one, as a field of a view."""
        return orjson.Fragment(self.text_on(thing))

    def text_on(self, thing: Any) -> str:
        """The same, for answers that are put together as text."""
        getters = self._of_row if isinstance(thing, Record | dict) else self._of_thing
        return self._form % tuple([get(thing) for get in getters])


class Operations:
    """The operations of a service, by their ids. begins: the steps that need nothing that is there already."""

    def __init__(self, known: Iterable[Operation] = (), begins: Sequence[Labelled] = ()) -> None:
        self._known = {one.id: one for one in known}
        self._begins = begins
        self._offers: dict[tuple[str, Sequence[Labelled]], Offers] = {}

    def __contains__(self, operation: str) -> bool:
        return operation in self._known

    def __getitem__(self, operation: str) -> Operation:
        return self._known[operation]

    def __iter__(self) -> Iterator[Operation]:
        return iter(self._known.values())

    def offers(self, kind: str, steps: Sequence[Labelled], names: Mapping[str, str]) -> Offers:
        """What is offered where these steps of a kind of thing are the caller's to take.

        names: what addresses and bodies call the attributes of the thing that they may name.
        """
        found = self._offers.get((kind, steps))
        if found is None:
            found = self._offers[kind, steps] = Offers(self._offered(steps, names), names)
        return found

    def beginnings(self, principal: Principal, *, but: Collection[Labelled] = (), **named: object) -> orjson.Fragment:
        """What a caller may begin with nothing at hand, by its roles, as the JSON of a list of NextAction.

        but: what is not this caller's to begin, or is done already; named: what is known of the caller, by the names of
        the fields of bodies that it fills in beforehand.
        """
        open_to = (step for step in self._begins if step not in but)
        mine = [step for step in open_to if principal.has(*self._known[operation_of(step)].roles)]
        return Offers(self._offered(mine, named), {name: name for name in named}).on(named)

    def example(self, steps: Iterable[Labelled]) -> Any:
        """One as it is offered, for the document of the API: on a thing, and with a body, where there is such a one."""
        known = [(step, self._known[operation_of(step)]) for step in steps if operation_of(step)]
        step, shown = max(known, key=lambda one: (_PLACE.search(one[1].path) is not None, bool(one[1].fields)))
        return orjson.loads(_PLACE.sub(_ANY_ID, orjson.dumps(shown.offered(step, ())).decode()))

    def _offered(self, steps: Iterable[Labelled], names: Iterable[str]) -> list[dict[str, Any]]:
        return [self._known[operation_of(step)].offered(step, names) for step in steps]


class _Nothing(Operations):
    """What is offered to who may only read."""

    def offers(self, kind: str, steps: Sequence[Labelled], names: Mapping[str, str]) -> Offers:
        """None."""
        return Offers((), {})

    def beginnings(self, principal: Principal, *, but: Collection[Labelled] = (), **named: object) -> orjson.Fragment:
        """None."""
        return orjson.Fragment(b"[]")


NOTHING = _Nothing()

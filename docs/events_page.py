"""docs/events.md: every event, who says it, who listens, and what it carries."""

from __future__ import annotations

import ast
import inspect
import textwrap
import types
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, Union, get_args, get_origin

from shared.contracts.event import Event, Value

_OTHERS = "other systems"

_HEAD = """\
<!-- Written by `make docs` from shared/contracts and the services' subscriptions; not by hand. -->
# Events

What the four services say to each other, {count} events. Each service has one topic, `daiban.<service>`; an event is
ordered by its key. The attributes beside its data are those of CloudEvents, as Kafka headers; `sequence` is the event's
place in its source's course: of two events of one key the later has the greater one. The data is JSON. A new field may
come at any time; what is here neither goes nor changes its type: that would be another version. The same for machines:
[asyncapi.yaml](asyncapi.yaml), [snapshots](../shared/contracts/snapshots).
"""


def events_page(events: Sequence[type[Event]], heard: Mapping[str, Sequence[str]]) -> str:
    """The page. heard: the event types that each service is subscribed to."""
    consumers = {event: _consumers(event, heard) for event in events}
    services = tuple(heard)
    return "\n".join(
        [
            _HEAD.format(count=len(events)),
            *_picture(events, services, consumers),
            *_matrix(events, services, consumers),
            *(line for service in services for line in _of_service(service, events, consumers)),
            *_values(events),
        ]
    )


def _consumers(event: type[Event], heard: Mapping[str, Sequence[str]]) -> list[str]:
    listening = [service for service, types_ in heard.items() if event.event_type in types_]
    return [*listening, _OTHERS] if event.external else listening


Consumers = Mapping[type[Event], Sequence[str]]


def _picture(events: Sequence[type[Event]], services: Sequence[str], consumers: Consumers) -> Iterator[str]:
    """The services, and on each arrow the things of which its events speak."""
    yield "```mermaid\nflowchart LR"
    for producer in services:
        for consumer in services:
            heard = _between(events, producer, consumer, consumers)
            if things := dict.fromkeys(event.event_type.split(".")[2].replace("_", " ") for event in heard):
                yield f'    {producer} -- "{_broken(list(things))}" --> {consumer}'
    yield "```\n"


def _broken(things: Sequence[str]) -> str:
    """Two to a line."""
    return ",<br>".join(", ".join(things[start : start + 2]) for start in range(0, len(things), 2))


def _matrix(events: Sequence[type[Event]], services: Sequence[str], consumers: Consumers) -> Iterator[str]:
    columns = (*services, _OTHERS)
    yield "## Who says what to whom\n"
    yield _row(["said by ↓ · heard by →", *columns])
    yield _row(["---"] * (len(columns) + 1))
    for producer in services:
        cells = ("<br>".join(map(_link, _between(events, producer, column, consumers))) for column in columns)
        yield _row([f"**{producer}**", *cells])
    yield ""


def _between(
    events: Iterable[type[Event]], producer: str, consumer: str, consumers: Consumers
) -> Sequence[type[Event]]:
    return [event for event in events if event.producer() == producer and consumer in consumers[event]]


def _of_service(service: str, events: Sequence[type[Event]], consumers: Consumers) -> Iterator[str]:
    yield f"## {service} · topic `daiban.{service}`\n"
    for event in events:
        if event.producer() == service:
            yield f"### {event.__name__}\n"
            yield f"{event.summary} · `{event.event_type}`\n"
            yield f"{_words(event)}\n"
            yield f"- heard by: {', '.join(consumers[event])}"
            yield f"- key: `{event.key_field}`; subject: `{event.subject_field}`\n"
            yield from _fields(event)


def _values(events: Iterable[type[Event]]) -> Iterator[str]:
    yield "## Values inside events\n"
    found: dict[type[Value], None] = {}
    waiting: list[type[Value]] = list(events)
    while waiting:
        for field in waiting.pop(0).model_fields.values():
            inside = [one for one in _parts(field.annotation) if isinstance(one, type) and issubclass(one, Value)]
            fresh = [one for one in inside if one not in found]
            found.update(dict.fromkeys(fresh))
            waiting.extend(fresh)
    for value in sorted(found, key=lambda one: one.__name__):
        yield f"### {value.__name__}\n"
        yield f"{_words(value)}\n"
        yield from _fields(value)


def _fields(model: type[Value]) -> Iterator[str]:
    meanings = _meanings(model)
    yield _row(["field", "type", "meaning"])
    yield _row(["---"] * 3)
    for name, field in model.model_fields.items():
        optional = "" if field.is_required() else ", may be absent"
        yield _row([f"`{name}`", f"{_type(field.annotation)}{optional}", meanings.get(name, "")])
    yield ""


def _words(model: type[Value]) -> str:
    """The docstring, and that of the class that it shares its fields with where that one says more."""
    texts = [inspect.cleandoc(model.__doc__ or "")]
    base = model.__mro__[1]
    if base not in (Event, Value) and base.__doc__ and not base.__name__.startswith("_"):
        texts += inspect.cleandoc(base.__doc__).split("\n\n")[1:]
    return "\n\n".join(texts)


def _meanings(model: type[Value]) -> dict[str, str]:
    """The docstrings beneath fields, inherited ones included."""
    meanings: dict[str, str] = {}
    for one in reversed(model.__mro__):
        if not (issubclass(one, Value) and one is not Value):
            continue
        (class_,) = ast.parse(textwrap.dedent(inspect.getsource(one))).body
        assert isinstance(class_, ast.ClassDef)
        for field, after in zip(class_.body, class_.body[1:], strict=False):
            match field, after:
                case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                    meanings[name] = " ".join(text.split())
    return meanings


def _type(annotation: Any) -> str:
    """A type as a reader of JSON knows it."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return " or ".join(f"`{one}`" for one in arguments)
    if origin in (Union, types.UnionType):
        return " or ".join(_type(one) for one in arguments)
    if origin is list:
        return f"list of {_type(arguments[0])}"
    if isinstance(annotation, type) and issubclass(annotation, Value):
        return _link(annotation)
    names = {"NoneType": "null", "str": "text", "int": "integer", "bool": "true or false", "datetime": "moment"}
    name: str = annotation.__name__
    return names.get(name, name)


def _parts(annotation: Any) -> Iterator[Any]:
    yield annotation
    for one in get_args(annotation):
        yield from _parts(one)


def _link(model: type[Value]) -> str:
    return f"[{model.__name__}](#{model.__name__.lower()})"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"

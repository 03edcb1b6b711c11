"""docs/asyncapi.yaml: the events as an AsyncAPI 3.0 document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from shared.contracts.event import Event

_HEAD = "# Written by `make docs` from shared/contracts and the services' subscriptions; not by hand.\n"
_KAFKA = "0.5.0"

_HEADERS = {
    "type": "object",
    "description": "The attributes of CloudEvents 1.0 in Kafka's binary mode, and the trace that the event belongs to.",
    "required": [
        "ce_specversion",
        "ce_id",
        "ce_type",
        "ce_source",
        "ce_subject",
        "ce_time",
        "ce_sequence",
        "content-type",
    ],
    "properties": {
        "ce_specversion": {"type": "string", "const": "1.0"},
        "ce_id": {"type": "string", "format": "uuid", "description": "The same on every delivery: drop repeats by it."},
        "ce_type": {"type": "string", "description": "The event's type with its major version."},
        "ce_source": {"type": "string", "description": "/daiban/ and the service that says it."},
        "ce_subject": {"type": "string", "description": "The id of what it speaks of."},
        "ce_time": {"type": "string", "format": "date-time", "description": "When the fact happened."},
        "ce_sequence": {
            "type": "string",
            "pattern": "^[0-9]{19}$",
            "description": "Its place in its source's course: of two events of one key the later has the greater one.",
        },
        "content-type": {"type": "string", "const": "application/json"},
        "traceparent": {"type": "string", "description": "W3C Trace Context; absent where nothing is traced."},
    },
}


def asyncapi_document(events: Sequence[type[Event]], heard: Mapping[str, Sequence[str]]) -> str:
    """The document. heard: the event types that each service is subscribed to."""
    said = {service: [event for event in events if event.producer() == service] for service in heard}
    document = {
        "asyncapi": "3.0.0",
        "id": "urn:daiban",
        "info": {
            "title": "Daiban events",
            "version": "1.0.0",
            "description": "What the four services of the whole-course free agency service (全程免费代办) say to each "
            "other and to other systems. Delivered at least once, in order per key. A new field may come at any time.",
        },
        "defaultContentType": "application/json",
        "servers": {
            "kafka": {
                "host": "{bootstrap}",
                "protocol": "kafka",
                "description": "Any broker that speaks the Kafka protocol.",
                "variables": {"bootstrap": {"default": "localhost:9092", "description": "Host and port of a broker."}},
            }
        },
        "channels": {service: _channel(service, of_service) for service, of_service in said.items()},
        "operations": _operations(said, heard),
        "components": {
            "messages": {event.__name__: _message(event) for event in events},
            "schemas": {"CloudEventHeaders": _HEADERS, **_schemas(events)},
        },
    }
    return _HEAD + yaml.dump(document, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=120)


class _Plain(yaml.SafeDumper):
    """Writes what is there twice twice, instead of pointing to it."""

    def ignore_aliases(self, data: Any) -> bool:
        """Always."""
        return True


def _channel(service: str, events: Sequence[type[Event]]) -> dict[str, Any]:
    return {
        "address": f"daiban.{service}",
        "description": f"All that {service} says.",
        "servers": [_ref("servers", "kafka")],
        "messages": {event.__name__: _ref("components", "messages", event.__name__) for event in events},
        "bindings": {"kafka": {"topic": f"daiban.{service}", "bindingVersion": _KAFKA}},
    }


def _operations(said: Mapping[str, Sequence[type[Event]]], heard: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    operations = {
        f"{service}.send": _operation("send", service, events, f"{service} says what happened.")
        for service, events in said.items()
    }
    for consumer, types in heard.items():
        group = {"type": "string", "const": f"daiban.{consumer}"}
        for producer, events in said.items():
            if wanted := [event for event in events if event.event_type in types]:
                summary = f"{consumer} hears of {producer}."
                operations[f"{consumer}.receive.{producer}"] = {
                    **_operation("receive", producer, wanted, summary),
                    "bindings": {"kafka": {"groupId": group, "bindingVersion": _KAFKA}},
                }
    return operations


def _operation(action: str, channel: str, events: Sequence[type[Event]], summary: str) -> dict[str, Any]:
    return {
        "action": action,
        "channel": _ref("channels", channel),
        "summary": summary,
        "messages": [_ref("channels", channel, "messages", event.__name__) for event in events],
    }


def _message(event: type[Event]) -> dict[str, Any]:
    own = {"ce_type": {"const": event.event_type}, "ce_source": {"const": f"/daiban/{event.producer()}"}}
    key = {"type": "string", "description": f"The data's {event.key_field}."}
    return {
        "name": event.event_type,
        "title": event.summary,
        "summary": (event.__doc__ or "").partition("\n")[0],
        "contentType": "application/json",
        "headers": {
            "type": "object",
            "allOf": [_ref("components", "schemas", "CloudEventHeaders"), {"properties": own}],
        },
        "payload": _ref("components", "schemas", event.__name__),
        "bindings": {"kafka": {"key": key, "bindingVersion": _KAFKA}},
    }


def _schemas(events: Sequence[type[Event]]) -> dict[str, Any]:
    """The schema of each event's data, and of the values in it once for all events."""
    schemas: dict[str, Any] = {}
    values: dict[str, Any] = {}
    for event in events:
        schema = event.model_json_schema(ref_template="#/components/schemas/{model}")
        values.update(schema.pop("$defs", {}))
        schemas[event.__name__] = schema
    return schemas | dict(sorted(values.items()))


def _ref(*path: str) -> dict[str, str]:
    return {"$ref": "/".join(("#", *path))}

"""A client that knows nothing of the domain: it reads the API's document, looks at what it is offered, and does it.

There are two inputs. The people, each with a token or with a system's secret, come as JSON on the standard input. What
they fill in stands in ``clients/scenario.json``, by the id of the operation. Everything else the API says: who somebody
is (``get_me``), what waits for it (``list_tasks``), what may be done with a thing (``next_actions``), and how.

``DAIBAN`` is where the API is. Exit code 1 where the way cannot be gone: then it says what was not done, and what is
offered to whom.
"""

from __future__ import annotations

import json
import os
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx

SCENARIO = Path(__file__).parents[1] / "scenario.json"
PATIENCE_S = 60.0
"""How long nothing new may be offered. Services hear of each other's facts by events, as a rule within milliseconds."""

Json = dict[str, Any]
_REFERENCE = re.compile(r"\{(\w+)/(\w+)(?:/(\w+))?\}")


class CannotGoOnError(Exception):
    """Something was refused that was offered, or nothing is offered any more of what the scenario still has."""


@dataclass(frozen=True)
class Operation:
    """An operation of the document."""

    id: str
    method: str
    path: str
    said: Json

    @property
    def names(self) -> list[str]:
        """Of the parameters of its address."""
        return re.findall(r"\{(\w+)\}", self.path)

    def takes(self, name: str) -> bool:
        """Whether it has this parameter of the query."""
        return any(one["in"] == "query" and one["name"] == name for one in self.said.get("parameters", []))

    def is_open_to(self, roles: set[str]) -> bool:
        """Whether one of the roles may call it."""
        return bool(roles & set(self.said["x-roles"]))

    def values_in(self, path: str) -> dict[str, str]:
        """The parameters of its address, as an address has them."""
        found = re.fullmatch(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", re.escape(self.path)), path)
        return found.groupdict() if found else {}


class Document:
    """The OpenAPI document of the API that runs."""

    def __init__(self, told: Json) -> None:
        self._schemas: Json = told["components"]["schemas"]
        self.token_url: str = told["components"]["securitySchemes"]["system"]["flows"]["clientCredentials"]["tokenUrl"]
        self.operations = {
            said["operationId"]: Operation(said["operationId"], method.upper(), path, said)
            for path, methods in told["paths"].items()
            for method, said in methods.items()
            if method in {"get", "post", "put", "patch", "delete"}
        }

    def lists(self) -> list[Operation]:
        """The reads that need no address of a thing, and whose answer, or whose rows, offer something."""
        return [
            one for one in self.operations.values() if one.method == "GET" and not one.names and self._offers(one.said)
        ]

    def files_of(self, schema: str) -> set[str]:
        """The fields of a body that are files."""
        fields: Json = self._schemas[schema]["properties"]
        return {name for name, one in fields.items() if one.get("format") == "binary"}

    def _offers(self, said: Json) -> bool:
        answer = said["responses"]["200"].get("content", {}).get("application/json", {}).get("schema", {})
        fields = self._fields(answer)
        return "next_actions" in fields or "next_actions" in self._fields(fields.get("items", {}).get("items", {}))

    def _fields(self, schema: Json) -> Json:
        fields: Json = self._schemas.get(schema.get("$ref", "").rpartition("/")[2], schema).get("properties", {})
        return fields


@dataclass(frozen=True, eq=False)
class Entry:
    """What somebody of a role fills in for an operation. place: its number among the entries of that operation.

    if_offered: it need not come to it; at_the_end: it is for when all else is done and nothing waits.
    """

    operation: str
    place: int
    by: str
    body: Json = field(default_factory=dict)
    query: Json = field(default_factory=dict)
    if_offered: bool = False
    at_the_end: bool = False

    def __str__(self) -> str:
        return f"{self.operation}/{self.place} ({self.by})"


def entries_of(scenario: Mapping[str, Any]) -> list[Entry]:
    """The entries of a scenario, in its order. An operation has one, or a list of them."""
    told = [(name, one if isinstance(one, list) else [one]) for name, one in scenario.items()]
    return [Entry(name, place, **given) for name, each in told for place, given in enumerate(each)]


class Person:
    """Somebody who calls, and what it was offered when it last looked."""

    def __init__(self, name: str, token: str, base_url: str) -> None:
        headers = {"Authorization": f"Bearer {token}"}
        self.client = httpx.Client(base_url=base_url, headers=headers, timeout=60, trust_env=False)
        self.name = name
        self.roles: set[str] = set()
        self.offered: set[str] = set()

    def read(self, path: str, query: Mapping[str, Any] | None = None) -> Json | None:
        """What is there, or None where it is not, not yet or not for this person; ``etag`` is added to a thing."""
        answer = self.client.get(path, params=query or {})
        if answer.status_code in {403, 404}:
            return None
        told: Json = _told(answer)
        return told


@dataclass
class Play:
    """All people together, and what has been done.

    made: the ids of what came of it; known: values of the parameters of addresses, by name; answers: the last ones, by
    entry; used: how often each entry was; done: which entry was used on what.
    """

    document: Document
    entries: Sequence[Entry]
    people: Sequence[Person]
    made: set[str] = field(default_factory=set)
    known: dict[str, set[str]] = field(default_factory=dict)
    answers: dict[str, Json] = field(default_factory=dict)
    used: Counter[Entry] = field(default_factory=Counter)
    done: set[tuple[Entry, str]] = field(default_factory=set)
    counts: Counter[str] = field(default_factory=Counter)
    waits: bool = False
    ending: bool = False

    def play(self) -> None:
        """Go round until all is done and nothing waits. Raises CannotGoOnError."""
        since = time.monotonic()
        while not self._is_over():
            if self._round():
                since = time.monotonic()
            elif time.monotonic() - since > PATIENCE_S:
                raise CannotGoOnError(self._where_it_stands())
            else:
                time.sleep(0.1)

    def _is_over(self) -> bool:
        return self.ending and not self.waits and not self.left()

    def left(self, *, at_the_end: bool = True) -> list[Entry]:
        """The entries that are to be used still."""
        wanted = [one for one in self.entries if not one.if_offered and (at_the_end or not one.at_the_end)]
        return [one for one in wanted if not self.used[one]]

    def _round(self) -> bool:
        """What waits, and what may be begun; if there is nothing, whatever else is offered. True: something was done.

        What is for the end comes when all else of the scenario was done, and nothing waits for anybody.
        """
        for person in self.people:
            person.offered.clear()
        self.waits = False
        for look in (self._take_what_waits, self._look_through):
            if sum(look(person) for person in self.people):
                return True
        if self.ending or self.waits or self.left(at_the_end=False):
            return False
        self.ending = True
        return True

    def _take_what_waits(self, person: Person) -> bool:
        done = self._act(person, self._get_me(person))
        for task in self._rows(person, self.document.operations["list_tasks"], {"sort": "-since", "limit": 100}):
            self.waits = True
            thing = person.read(task["subject"]["path"])
            done |= thing is not None and self._act(person, thing)
        return done

    def _look_through(self, person: Person) -> bool:
        """The lists of things, for who does something; and what the scenario wants read."""
        done = False
        entries = [one for one in self.entries if one.by in person.roles]
        reads = [one for one in entries if self.document.operations[one.operation].method == "GET"]
        for listed in self.document.lists() if len(reads) < len(entries) else ():
            if listed.is_open_to(person.roles):
                for thing in self._rows(person, listed, {"limit": 100} if listed.takes("limit") else {}):
                    done |= self._act(person, thing)
        for entry in reads:
            done |= self._read(person, entry)
        return done

    def _get_me(self, person: Person) -> Json:
        me = person.read(self.document.operations["get_me"].path)
        assert me is not None
        person.roles = {one["code"] for one in me["roles"]}
        return me

    def _rows(self, person: Person, listed: Operation, query: Json) -> list[Json]:
        """Of a list the newest things that are of this play; of what is no list, the one thing."""
        page = person.read(listed.path, query) or {}
        if "items" not in page:
            return [page]
        return [one for one in page["items"] if self.made & {str(value) for value in one.values()}]

    def _read(self, person: Person, entry: Entry) -> bool:
        """Read what the scenario wants read, at each address that is known; what that offers is done."""
        done = False
        operation = self.document.operations[entry.operation]
        for path in self._addresses(operation):
            query = self._filled(entry.query)
            told = None if query is None else person.read(path, query)
            if told and told.get("items", True):
                done |= self._note(person, entry, path, told)
                done |= self._act(person, told)
        return done

    def _addresses(self, operation: Operation) -> Iterator[str]:
        for values in product(*(sorted(self.known.get(name, ())) for name in operation.names)):
            yield operation.path.format(**dict(zip(operation.names, values, strict=True)))

    def _act(self, person: Person, thing: Json) -> bool:
        """Do with a thing what it offers and the scenario has, and go on with what the answer offers."""
        done = False
        while taken := self._chosen(person, thing):
            entry, action, body = taken
            answer = self._do(person, action, body, thing)
            if answer is None:
                break
            self._note(person, entry, _on(action), answer)
            self.made |= set(_ids(answer))
            done, thing = True, answer
        return done

    def _chosen(self, person: Person, thing: Json) -> tuple[Entry, Json, Json] | None:
        """Of what a thing offers what stands first in the scenario, with what is filled in."""
        actions = thing.get("next_actions", [])
        person.offered |= {one["operation_id"] for one in actions}
        for entry in self.entries:
            for action in actions:
                fits = action["operation_id"] == entry.operation and entry.by in person.roles
                if not fits or (entry, _on(action)) in self.done or (entry.at_the_end and not self.ending):
                    continue
                body = self._filled(entry.body)
                if body is not None:
                    return entry, action, action["prefill"] | body
        return None

    def _do(self, person: Person, action: Json, body: Json, thing: Json) -> Json | None:
        """Do what is offered; None where the thing has changed since it was read."""
        headers = {}
        if "If-Match" in action["needs"]:
            headers["If-Match"] = thing.get("etag") or f'"{thing["version"]}"'
        if "Idempotency-Key" in action["needs"]:
            headers["Idempotency-Key"] = str(uuid4())
        sent: Json = {}
        if action["media_type"] == "multipart/form-data":
            files = self.document.files_of(action["body_schema"]) & body.keys()
            sent["files"] = {name: (body[name]["name"], body[name]["content"].encode()) for name in files}
            sent["data"] = {name: value for name, value in body.items() if name not in files}
        elif action["media_type"]:
            sent["json"] = body
        answer = person.client.request(action["method"], action["path"], headers=headers, **sent)
        if answer.status_code == 412:
            return None
        if not answer.is_success:
            raise CannotGoOnError(
                f"{person.name} was offered {action['operation_id']} ({action['method']} {action['path']}), and it is"
                f" refused: {answer.status_code} {answer.text}"
            )
        operation = self.document.operations[action["operation_id"]]
        for name, value in (operation.values_in(action["path"]) | action["prefill"]).items():
            self.known.setdefault(name, set()).add(str(value))
        return _told(answer)

    def _note(self, person: Person, entry: Entry, on: str, answer: Json) -> bool:
        """Remember that an entry was used; False where it was so before on the same."""
        if (entry, on) in self.done:
            return False
        self.done.add((entry, on))
        self.used[entry] += 1
        self.answers[f"{entry.operation}/{entry.place}"] = answer
        self.counts[entry.by] += 1
        print(f"{person.name}: {entry.operation}", flush=True)
        return True

    def _filled(self, body: Json) -> Json | None:
        """A body with the values that come at run time; None where one is not known yet."""

        def fill(value: Any) -> Any:
            if isinstance(value, dict):
                return {name: fill(one) for name, one in value.items()}
            if isinstance(value, list):
                return [fill(one) for one in value]
            return _REFERENCE.sub(self._value_of, value) if isinstance(value, str) else value

        try:
            filled: Json = fill(body)
        except KeyError:
            return None
        return filled

    def _value_of(self, reference: re.Match[str]) -> str:
        """``{operation/place/field}`` of an answer, or ``{random/digits}``."""
        first, second, name = reference.groups()
        if first == "random":
            return "".join(random.choices("0123456789", k=int(second)))  # noqa: S311
        return str(self.answers[f"{first}/{second}"][name])

    def _where_it_stands(self) -> str:
        left = ", ".join(str(one) for one in self.left())
        offered = "\n".join(f"  {one.name}: {', '.join(sorted(one.offered)) or 'nothing'}" for one in self.people)
        return (
            f"nothing happened for {PATIENCE_S:.0f} s. Not done: {left or 'none'}."
            f"{' Something still waits.' if self.waits else ''} Offered are:\n{offered}"
        )


def _on(action: Json) -> str:
    """What an action is done on."""
    return f"{action['path']} {json.dumps(action['prefill'], sort_keys=True)}"


def _told(answer: httpx.Response) -> Json:
    answer.raise_for_status()
    told = answer.json() if answer.headers.get("Content-Type", "").startswith("application/json") else {"content": True}
    return {**told, "etag": answer.headers.get("ETag")}


def _ids(told: Any) -> Iterator[str]:
    """The ids of a thing and of what stands in it."""
    if isinstance(told, dict):
        if isinstance(told.get("id"), str):
            yield told["id"]
        for one in told.values():
            yield from _ids(one)
    elif isinstance(told, list):
        for one in told:
            yield from _ids(one)


def follow(base_url: str, people: Sequence[Mapping[str, str]], scenario: Mapping[str, Any]) -> Play:
    """Play a scenario. people: each with a ``name``, and a ``token`` or a ``client_id`` and ``client_secret``.

    Raises CannotGoOnError.
    """
    document = Document(httpx.get(f"{base_url}/openapi.json", trust_env=False).raise_for_status().json())
    callers = [Person(one["name"], _token(one, document.token_url), base_url) for one in people]
    play = Play(document, entries_of(scenario), callers)
    play.play()
    return play


def _token(person: Mapping[str, str], token_url: str) -> str:
    if "token" in person:
        return person["token"]
    secret = (person["client_id"], person["client_secret"])
    asked = {"grant_type": "client_credentials"}
    answer = httpx.post(token_url, data=asked, auth=secret, trust_env=False).raise_for_status()
    token: str = answer.json()["access_token"]
    return token


def main() -> int:
    """The command; returns its exit code."""
    began = time.monotonic()
    scenario = json.loads(SCENARIO.read_text(encoding="utf-8"))
    try:
        play = follow(os.environ.get("DAIBAN", "http://127.0.0.1:8000"), json.load(sys.stdin), scenario)
    except CannotGoOnError as error:
        print(error, file=sys.stderr)
        return 1
    told = ", ".join(f"{role} {count}" for role, count in sorted(play.counts.items()))
    print(f"{play.counts.total()} operations in {time.monotonic() - began:.1f} s: {told}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Which route answers: found in a table by method and segments, so that more routes make no request slower.

FastAPI would try one route after the other, and each of an included router twice. What is found is what it would find:
of several routes that fit, the one that was declared first; but what an address is called by a route is no id of a
thing, of which it would have further methods.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.kit.http.refusals import MethodNotAllowed, UnknownAddress


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A route: the place at which it was declared, the names of its parameters, and what answers."""

    place: int
    names: tuple[str, ...]
    app: ASGIApp


@dataclass(slots=True)
class _Node:
    """What may follow after some segments: further ones by their text, any one; and the routes that end here."""

    words: dict[str, _Node] = field(default_factory=dict)
    any_word: _Node | None = None
    routes: dict[str, _Leaf] = field(default_factory=dict)


class Routes:
    """The routes of an application, as they are when this is made."""

    def __init__(self, app: FastAPI) -> None:
        self._router = app.router
        self._root = _Node()
        for place, route in enumerate(iter_route_contexts(app.routes)):
            original = route.original_route
            if not isinstance(original, Route) or not route.path or not route.methods:
                raise TypeError(f"{original}: the table has no form for it")
            self._add(place, route.path, route.methods, original.app)

    def _add(self, place: int, path: str, methods: set[str], app: ASGIApp) -> None:
        node, names = self._root, list[str]()
        for segment in path.split("/"):
            if "{" not in segment:
                node = node.words.setdefault(segment, _Node())
                continue
            name = segment[1:-1]
            if not name.isidentifier() or segment != f"{{{name}}}":
                raise TypeError(f"{path}: a parameter is a whole segment, without a convertor")
            names.append(name)
            node.any_word = node.any_word or _Node()
            node = node.any_word
        for method in methods:
            node.routes.setdefault(method, _Leaf(place, tuple(names), app))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the route answer that fits. Raises UnknownAddress or MethodNotAllowed."""
        if scope["type"] != "http":
            await self._router(scope, receive, send)
            return
        app, scope["path_params"] = self.find(scope["method"], scope["path"])
        scope["router"] = self
        await app(scope, receive, _without_content(send) if scope["method"] == "HEAD" else send)

    def find(self, method: str, path: str) -> tuple[ASGIApp, dict[str, str]]:
        """What answers a request, and its parameters. Raises UnknownAddress or MethodNotAllowed."""
        ends = self._ends(path)
        if method == "HEAD":  # wherever there is a GET, answered by it (RFC 9110, 9.3.2)
            method = "GET"
        fitting = [(node.routes[method], values) for node, values in ends if method in node.routes]
        if fitting:
            found, values = min(fitting, key=lambda one: one[0].place) if len(fitting) > 1 else fitting[0]
            return found.app, dict(zip(found.names, values, strict=True))
        if allowed := {method for node, _ in ends for method in node.routes}:
            raise MethodNotAllowed(allowed=sorted(allowed | ({"HEAD"} if "GET" in allowed else set())))
        raise UnknownAddress

    def can_read(self, path: str) -> bool:
        """Whether a GET of the address finds a route."""
        return any("GET" in node.routes for node, _ in self._ends(path))

    def _ends(self, path: str) -> list[tuple[_Node, tuple[str, ...]]]:
        """The places that the address leads to, each with the segments that its parameters stand for."""
        ends: list[tuple[_Node, tuple[str, ...]]] = [(self._root, ())]
        *before, last = path.split("/")
        for segment in before:
            ends = [one for node, values in ends for one in _after(node, values, segment)]
        called = [(word, values) for node, values in ends if (word := node.words.get(last)) and word.routes]
        return called or [one for node, values in ends for one in _after(node, values, last)]


def _after(node: _Node, values: tuple[str, ...], segment: str) -> list[tuple[_Node, tuple[str, ...]]]:
    """Where a segment leads from a place."""
    found = [(word, values)] if (word := node.words.get(segment)) else []
    if segment and node.any_word:
        found.append((node.any_word, (*values, segment)))
    return found


def _without_content(send: Send) -> Send:
    """``send`` that tells of an answer all but its content."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await send(message)

    return sent

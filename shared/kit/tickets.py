"""Tickets: a few minutes' leave to read one address, for a browser that can send no header there.

A link (``<a href>``) and an ``EventSource`` carry no token, and a token in an address would be written down by every
proxy on the way, with all that it allows. A ticket opens one address for one caller, and soon nothing any more; what
that caller may see is asked anew at each use. Tickets are kept by their hash in the service's own schema: every process
knows them, there is no secret to hand out, and whoever reads the table has none.
"""

from __future__ import annotations

import hashlib
import secrets

import orjson

from shared.kit.database import Connection
from shared.kit.errors import Kind, Refusal, Words
from shared.kit.principals import Principal

VALID_S = 300
"""For how long a ticket holds, in real time: like a token's, its life is no part of the domain's time."""
PARAMETER = "ticket"
ENDING = "/ticket"
"""Where a ticket for an address is asked for, below it: with the right to read that suffices."""


class TicketInvalid(Refusal):
    """A ticket that is over, was made for another address, or never was one."""

    code = "ticket.invalid"
    kind = Kind.UNAUTHENTICATED
    zh = Words("链接已失效", "该链接已过期，或不是为此内容签发的。", "请回到原页面重新获取链接。")
    en = Words("Ticket not valid", "The ticket is over, or was not issued for this.", "Get a new one.")


async def issue(connection: Connection, principal: Principal, address: str) -> str:
    """A ticket with which the caller may read an address (the path of a URL) for ``VALID_S`` from now on."""
    ticket = secrets.token_urlsafe(32)
    holder = orjson.dumps(
        {
            "subject": principal.subject,
            "roles": sorted(principal.roles),
            "name": principal.name,
            "claims": dict(principal.claims),
            "scopes": sorted(principal.scopes),
        }
    )
    await connection.execute(
        "INSERT INTO ticket (hash, address, holder, expires_at)"
        " VALUES ($1, $2, $3::jsonb, clock_timestamp() + make_interval(secs => $4))",
        _hash(ticket),
        address,
        holder.decode(),
        VALID_S,
    )
    return ticket


async def holder_of(connection: Connection, ticket: str, address: str) -> Principal:
    """The caller who was given a ticket for an address. Raises TicketInvalid."""
    row = await connection.fetchrow(
        "SELECT holder::text FROM ticket WHERE hash = $1 AND address = $2 AND expires_at > clock_timestamp()",
        _hash(ticket),
        address,
    )
    if row is None:
        raise TicketInvalid
    held = orjson.loads(row["holder"])
    roles, scopes = frozenset(held["roles"]), frozenset(held["scopes"])
    return Principal(held["subject"], roles, held["name"], held["claims"], scopes)


def _hash(ticket: str) -> bytes:
    return hashlib.sha256(ticket.encode()).digest()

"""Tickets over HTTP: ``POST <address>/ticket`` gives one for ``GET <address>?ticket=…``, which needs no token then."""

from __future__ import annotations

from pydantic import Field

from shared.kit.http.edge import EdgeRequest
from shared.kit.http.views import ViewModel
from shared.kit.tickets import ENDING, PARAMETER, VALID_S, issue


class TicketView(ViewModel):
    """短时链接: an address that can be opened without a token for a few minutes, by whoever has it."""

    url: str = Field(description="below the base URL; for `href` or `EventSource`, never to be stored or passed on")
    ticket: str = Field(description="the value of `ticket` in it, for an address with further parameters")
    expires_in: int = Field(description="seconds from now, of real time")


async def give_ticket(request: EdgeRequest) -> TicketView:
    """A ticket for the address that the request's lies below, once the caller was found to be allowed to read it."""
    path: str = request.scope["path"]
    assert path.endswith(ENDING), f"{path} is not where a ticket is asked for"
    address = path.removesuffix(ENDING)
    request.work.audit("ticket.issued", "ticket", address)
    ticket = await issue(request.work.connection, request.principal, address)
    return TicketView(url=f"{address}?{PARAMETER}={ticket}", ticket=ticket, expires_in=VALID_S)

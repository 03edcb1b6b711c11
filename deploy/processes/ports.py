"""Free ports for the stack's parts."""

from __future__ import annotations

import asyncio
import os
import random
import socket
from collections.abc import Iterable

import psutil

_RANGE = range(20_000, 32_000)
"""Below the ports that Linux and macOS give to outgoing connections: a part that restarts finds its port still free,
and a client that retries a dead port does not connect to itself."""


class PortTakenError(Exception):
    """A port that was asked for is in use."""


def choose(parts: Iterable[str], *, fixed: dict[str, int]) -> dict[str, int]:
    """A port for each part: the fixed one, else what ``DAIBAN_PORT_<PART>`` says, else any free one.

    Raises PortTakenError, which names the port, who has it, and the way out.
    """
    ports: dict[str, int] = {}
    for part in parts:
        variable = "DAIBAN_PORT" if part == "gateway" else f"DAIBAN_PORT_{part.upper().replace('-', '_')}"
        asked = fixed.get(part) or int(os.environ.get(variable, "0"))
        if asked and not is_free(asked):
            raise PortTakenError(
                f"port {asked} ({part}) is taken{_holder(asked)}: stop that, or choose another, "
                f"e.g. {variable}={asked + 10} make run"
            )
        ports[part] = asked or _any_free(set(ports.values()))
    return ports


def is_free(port: int) -> bool:
    """Whether a server could listen on the port of 127.0.0.1 now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as servers do: TIME_WAIT does not count
        try:
            probe.bind(("127.0.0.1", port))
            probe.listen(1)
        except OSError:
            return False
    return True


async def is_served(port: int) -> bool:
    """Whether somebody takes connections on the port of 127.0.0.1."""
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True


def _any_free(but: set[int]) -> int:
    while True:
        port = random.choice(_RANGE)  # noqa: S311  (chance keeps parallel stacks apart; nothing secret)
        if port not in but and is_free(port):
            return port


def _holder(port: int) -> str:
    try:
        for connection in psutil.net_connections("tcp"):
            if connection.status == psutil.CONN_LISTEN and connection.pid and port in connection.laddr:
                return f" by {psutil.Process(connection.pid).name()} (process {connection.pid})"
    except psutil.Error:  # not everybody may look
        pass
    return ""

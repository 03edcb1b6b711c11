"""Ports are free ones, or the ones asked for, or a clear refusal."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator

import pytest

from deploy.processes.ports import PortTakenError, choose, is_free


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def test_every_part_gets_a_free_port_of_its_own() -> None:
    parts = [f"part-{number}" for number in range(50)]
    ports = choose(parts, fixed={})
    assert len(set(ports.values())) == 50
    assert all(map(is_free, ports.values()))


def test_a_part_gets_the_port_that_its_variable_names(monkeypatch: pytest.MonkeyPatch) -> None:
    (free,) = choose(["one"], fixed={}).values()
    monkeypatch.setenv("DAIBAN_PORT_INTAKE_API", str(free))
    assert choose(["intake-api"], fixed={}) == {"intake-api": free}


def test_a_taken_port_is_named_with_who_has_it_and_the_way_out(taken: int) -> None:
    with pytest.raises(PortTakenError) as refused:
        choose(["gateway"], fixed={"gateway": taken})
    told = str(refused.value)
    assert f"port {taken} (gateway) is taken" in told
    assert f"process {os.getpid()}" in told
    assert f"DAIBAN_PORT={taken + 10} make run" in told

"""``python -m deploy.kafka.server``: one Apache Kafka node, broker and controller at once, in the foreground.

The process writes the node's configuration, formats its storage the first time, and then becomes the broker itself.
Everything that the node stores survives its restart, also on other ports.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

from deploy.kafka.install import NotInstalledError, jars, java
from deploy.processes.ports import is_served
from deploy.processes.program import Program, Stage

_CLUSTER = "daiban-local-node-AAAA"
"""A cluster's id: the text form of 16 bytes. There is one node, so it need not be unique."""
_JVM = ("-Xms128m", "-Xmx512m", "-XX:+UseSerialGC", "-Dlog4j2.level=WARN", "-Djava.awt.headless=true")


def program(folder: Path, *, port: int, controller_port: int) -> Program:
    """The node as a program, on two ports of 127.0.0.1. folder: where it stores everything."""
    return Program(
        "broker",
        (
            *(sys.executable, "-m", "deploy.kafka.server", str(folder)),
            *("--port", str(port), "--controller-port", str(controller_port)),
        ),
        Stage.BROKER,
        lambda: is_served(port),  # it takes connections only when it is ready to serve them
        grace_s=20,
    )


def main() -> int:
    """The command; it returns only where the node cannot be started."""
    parser = argparse.ArgumentParser(prog="python -m deploy.kafka.server", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the node stores everything")
    parser.add_argument("--port", type=int, required=True, help="for clients, on 127.0.0.1")
    parser.add_argument("--controller-port", type=int, required=True, help="for the node itself, on 127.0.0.1")
    asked = parser.parse_args()
    try:
        _become(asked.folder, asked.port, asked.controller_port)
    except (NotInstalledError, subprocess.CalledProcessError) as error:
        print(error, file=sys.stderr)
        return 1


def _become(folder: Path, port: int, controller_port: int) -> NoReturn:
    """Prepare the node's folder, and let the broker take this process's place."""
    jvm = (java(), *_JVM, "-cp", f"{jars()}/*")
    folder.mkdir(parents=True, exist_ok=True)
    properties = folder / "server.properties"
    properties.write_text(_properties(folder / "log", port, controller_port))
    if not (folder / "log" / "meta.properties").exists():
        formatting = ("kafka.tools.StorageTool", "format", "--cluster-id", _CLUSTER)
        subprocess.run((*jvm, *formatting, "--config", str(properties)), check=True)  # noqa: S603
    os.execv(jvm[0], (*jvm, "kafka.Kafka", str(properties)))  # noqa: S606


def _properties(log: Path, port: int, controller_port: int) -> str:
    given = {
        "node.id": 1,
        "process.roles": "broker,controller",
        "listeners": f"PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controller_port}",
        "advertised.listeners": f"PLAINTEXT://127.0.0.1:{port}",
        "controller.listener.names": "CONTROLLER",
        "controller.quorum.voters": f"1@127.0.0.1:{controller_port}",  # not stored, so the port may change
        # One that was killed is not let in again before its session has run out.
        "broker.session.timeout.ms": 3000,
        "broker.heartbeat.interval.ms": 500,
        "log.dirs": log,
        "auto.create.topics.enable": "false",
        "offsets.topic.replication.factor": 1,
        "offsets.topic.num.partitions": 4,
        "transaction.state.log.replication.factor": 1,
        "transaction.state.log.min.isr": 1,
        "share.coordinator.state.topic.replication.factor": 1,
        "share.coordinator.state.topic.min.isr": 1,
        "group.initial.rebalance.delay.ms": 0,  # for a cluster whose members start one by one
    }
    return "".join(f"{name}={value}\n" for name, value in given.items())


if __name__ == "__main__":
    sys.exit(main())

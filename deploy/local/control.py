"""Small commands around a local stack: ``python -m deploy.local.control verify-audit | env SERVICE | …``."""

from __future__ import annotations

import argparse
import asyncio
import os
import shlex
import shutil
import subprocess
import sys

import psutil

from deploy.local import clock
from deploy.local.environment import service_environment
from deploy.local.postgres import elsewhere
from deploy.local.stack_file import SERVICES, NoStackError, StackFile, data_folder
from deploy.processes.ports import is_served
from deploy.processes.program import ROOT


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m deploy.local.control", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("verify-audit", help="check the audit chain of each service")
    env = commands.add_parser("env", help="print the environment of a service, for a shell to read")
    env.add_argument("service", choices=SERVICES)
    commands.add_parser("clock-back", help="set the stack's clock to the machine's again")
    commands.add_parser("clean-data", help="remove everything that the stack has stored")
    asked = parser.parse_args()
    try:
        if asked.command == "clean-data":
            return _clean_data()
        stack = StackFile.load(data_folder())
    except NoStackError as error:
        print(error, file=sys.stderr)
        return 2
    if asked.command == "clock-back":
        ahead = clock.put_back(stack.clock_file)
        print(f"the stack's clock was {ahead.days} days ahead, and shows the machine's time again")
        return 0
    return _verify_audit(stack) if asked.command == "verify-audit" else _print_environment(asked.service, stack)


def _verify_audit(stack: StackFile) -> int:
    """Every service is checked, also after one has failed."""
    if not asyncio.run(is_served(stack.ports["postgres"])):
        print("the stack does not run: start it with `make run`, and check then", file=sys.stderr)
        return 2
    codes = [
        subprocess.run(  # noqa: S603
            (sys.executable, "-m", f"services.{service}_service", "verify-audit"),
            env={**os.environ, **service_environment(service, stack)},
            cwd=ROOT,
            check=False,
        ).returncode
        for service in SERVICES
    ]
    return max(codes)


def _print_environment(service: str, stack: StackFile) -> int:
    for name, value in sorted(service_environment(service, stack).items()):
        print(f"export {name}={shlex.quote(value)}")
    return 0


def _clean_data() -> int:
    data = data_folder()
    try:
        running = StackFile.load(data).launcher_pid
    except NoStackError:
        running = None
    if running and psutil.pid_exists(running):
        print(f"a stack runs on {data} (process {running}): stop it first", file=sys.stderr)
        return 2
    for folder in (data, elsewhere(data)):
        shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

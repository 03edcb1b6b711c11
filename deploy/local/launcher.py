"""``python -m deploy.local``: brings the whole system up, says how to use it, and stops it again on Ctrl-C."""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import time
from pathlib import Path

from rich.console import Console

from deploy.local.stack import AlreadyRunningError, LocalStack
from deploy.local.stack_file import DEFAULT_PORT, data_folder
from deploy.local.token import ROLES
from deploy.processes.ports import PortTakenError
from deploy.processes.program import StartFailedError

console = Console(highlight=False, soft_wrap=True)


def main() -> int:
    """The command; its exit code: 0 stopped in order, 1 did not come up, 2 the port or the folder is taken."""
    parser = argparse.ArgumentParser(prog="python -m deploy.local", description=__doc__)
    parser.add_argument("--data", type=Path, default=data_folder(), help="where everything is kept (default: .local)")
    parser.add_argument("--port", type=int, help=f"of the base URL (default: DAIBAN_PORT, else {DEFAULT_PORT})")
    parser.add_argument("--quiet", action="store_true", help="print nothing unless it does not come up")
    asked = parser.parse_args()
    for name in ("CLIENT", "ADDRESS"):  # so that who builds on the API sees them; nobody at a screen comes near
        os.environ.setdefault(f"DAIBAN_RATE_LIMIT_PER_{name}", "6000")
    try:
        port = asked.port or int(os.environ.get("DAIBAN_PORT") or DEFAULT_PORT)
    except ValueError:
        parser.error(f"DAIBAN_PORT is not a number: {os.environ['DAIBAN_PORT']!r}")
    try:
        asyncio.run(_run(asked.data, port, quiet=asked.quiet))
    except (AlreadyRunningError, PortTakenError) as error:
        console.print(str(error), style="red", markup=False)
        return 2
    except StartFailedError as error:
        console.print("[red]the stack did not come up:[/]")
        console.print(str(error), markup=False)
        return 1
    return 0


async def _run(data: Path, port: int, *, quiet: bool) -> None:
    began = time.monotonic()
    stop = asyncio.Event()
    for wish in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(wish, _on_signal, stop)

    def tell(line: str) -> None:
        if not quiet:
            console.print(f"[dim]{time.strftime('%H:%M:%S')}[/] ", end="")
            console.print(line, markup=False)

    stack = LocalStack(data, port=port, tell=tell)
    starting = asyncio.create_task(stack.start())
    stopping = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait((starting, stopping), return_when=asyncio.FIRST_COMPLETED)
        if starting.done():
            await starting
            if not quiet:
                _introduce(stack, time.monotonic() - began)
            await stopping
            tell("stopping (once more: at once)")
    finally:
        starting.cancel()
        await asyncio.gather(starting, return_exceptions=True)
        await stack.stop()
    tell("stopped")


def _on_signal(stop: asyncio.Event) -> None:
    if stop.is_set():
        os._exit(130)  # the guardian ends the rest
    stop.set()


def _introduce(stack: LocalStack, took_s: float) -> None:
    base = stack.base_url
    console.print(f"\n[bold green]Daiban is ready[/] after {took_s:.1f} s, and stops with Ctrl-C.\n")
    for what, where in {
        "base URL": base,
        "API reference": f"{base}/docs",
        "mail": f"{base}/local/mail/",
        "state": f"{base}/health/ready",
        "data, logs": str(stack.data_dir),
    }.items():
        console.print(f"  {what:14} {where}")
    call = f"curl -s {base}/api/intake/v1/projects"
    console.print(f"\nTokens (12 h): [cyan]make -s token role=ROLE[/], where ROLE is {', '.join(ROLES)}.")
    console.print("\nTry, in another terminal:")
    console.print("  make demo", markup=False)
    console.print(f'  {call} -H "Authorization: Bearer $(make -s token role=owner)"\n', markup=False)

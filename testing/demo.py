"""``make demo``: one project's whole way, played against the running stack, step by step.

Ends with exit code 1 at the first promise that does not hold, and 2 where no stack is running.
"""

from __future__ import annotations

import asyncio
import sys
import time
from functools import partial

import httpx
from rich.console import Console

from deploy.local import clock
from deploy.local.clients import register
from deploy.local.stack_file import NoStackError, StackFile, data_folder
from deploy.local.token import mint
from testing.journey import DoesNotHold, Journey, Telling

console = Console(highlight=False, soft_wrap=True)


def main() -> int:
    """Play the journey; returns the exit code."""
    try:
        stack = StackFile.load(data_folder())
    except NoStackError as error:
        console.print(str(error), style="red", markup=False)
        return 2
    return asyncio.run(_play(stack))


async def _play(stack: StackFile) -> int:
    began = time.monotonic()

    def step(number: int, zh: str, en: str) -> None:
        console.print(f"\n[bold cyan]{number}[/] [bold]{zh}[/]  [dim]{en}[/]")

    def fact(text: str) -> None:
        console.print("  [green]✓[/] " if not text.startswith(("  ", "⏩", "→")) else "    ", end="")
        console.print(text, markup=False)

    async with httpx.AsyncClient(base_url=stack.base_url, timeout=120, trust_env=False) as client:
        journey = Journey(client, partial(mint, stack.data), partial(register, stack.data), Telling(step, fact))
        try:
            await journey.play()
        except DoesNotHold as error:
            console.print("\n[bold red]✗ 不成立 This does not hold:[/] ", end="")
            console.print(str(error), markup=False)
            return 1
        except httpx.ConnectError:
            console.print(f"nothing answers at {stack.base_url}: start the stack with `make run`", style="red")
            return 2
    console.print(f"\n[bold green]全程完成 The whole way holds[/] [dim]({time.monotonic() - began:.1f} s)[/]")
    console.print(f"[dim]邮件 mail: {stack.base_url}/local/mail/  接口 API: {stack.base_url}/docs[/]")
    days = clock.offset(stack.clock_file).days
    console.print(
        f"[yellow]演示把本机系统的时钟拨快，现已提前 {days} 天。[/] The demonstration moves the stack's clock: it is"
        f" {days} days ahead now. Back: [cyan]make clock-back[/]"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())

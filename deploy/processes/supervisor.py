"""Starts processes, keeps their logs, restarts what dies, and says so."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from deploy.processes.patience import Patience, cpu_seconds
from deploy.processes.program import ROOT, Program, Stage, StartFailedError

_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.2, 5.0
_STEADY_AFTER_S = 10.0
_DEATHS_BEFORE_GIVING_UP = 3
_CPU_MOVES_S = 0.2
"""So much processor time is a sign of life; what only waits uses less in half a minute."""
_ROTATE_LOG_AT_BYTES = 20_000_000

_COMMEND_AND_BECOME = 'echo "$$ $1" >&0; shift; exec "$@" </dev/null'
"""Each process tells the guardian of itself (whose pipe is its standard input at first) before it becomes the program:
were that left to the launcher, a launcher killed in between would leave the process behind."""


@dataclass
class _Child:
    program: Program
    process: asyncio.subprocess.Process
    keeper: asyncio.Task[None] | None = None
    deaths: int = 0


class Supervisor:
    """Keeps programs alive.

    tell: called with one line for each thing that somebody watching should know; changed: called whenever a process id
    changes; lock: an open file whose lock the guardian holds too.
    """

    def __init__(
        self,
        log_folder: Path,
        *,
        tell: Callable[[str], None] = lambda line: None,
        changed: Callable[[dict[str, int]], None] = lambda processes: None,
        lock: BinaryIO | None = None,
    ) -> None:
        self._log_folder = log_folder
        self._tell = tell
        self._changed = changed
        self._lock = lock
        self._children: dict[str, _Child] = {}
        self._guardian: asyncio.subprocess.Process | None = None
        self._guardian_waking = asyncio.Lock()
        self._to_guardian: int | None = None

    async def start(self, program: Program) -> None:
        """Start a program and wait until it is ready. Raises StartFailedError."""
        child = _Child(program, await self._spawn(program))
        self._children[program.name] = child
        self._report()
        child.keeper = asyncio.create_task(self._keep(child), name=f"keeper of {program.name}")
        await self.ready(program.name)

    async def ready(self, name: str) -> None:
        """Wait until a started program is ready. Raises StartFailedError when it keeps dying or stands still."""
        child = self._children[name]
        patience = Patience(lambda: self.signs(name), still_s=child.program.still_s)
        deaths_before = child.deaths
        while not await child.program.ready():
            if child.process.returncode is not None and asyncio.current_task() is child.keeper:
                raise StartFailedError(f"{name} died again\n{self.log_tail(name)}")
            if child.deaths - deaths_before >= _DEATHS_BEFORE_GIVING_UP:
                raise StartFailedError(f"{name} keeps dying\n{self.log_tail(name)}")
            if why := patience.ended():
                raise StartFailedError(f"{name} is not ready: {why}\n{self.log_tail(name)}")
            await asyncio.sleep(0.05)

    def signs(self, *names: str) -> tuple[int, int, int]:
        """What changes where programs (all, unless named) move: processor time, children's too; logs; deaths."""
        children = [child for name, child in self._children.items() if not names or name in names]
        used = sum(cpu_seconds(child.process.pid, with_children=True) for child in children)
        logs = [self._log_folder / f"{child.program.name}.log" for child in children]
        written = sum(log.stat().st_size for log in logs if log.exists())
        return int(used / _CPU_MOVES_S), written, sum(child.deaths for child in children)

    async def stop(self, *names: str, kill: bool = False) -> None:
        """Stop programs together; those that do not end in their time are killed, with ``kill`` all of them at once.

        Unknown names are passed over.
        """
        children = [self._children.pop(name) for name in names if name in self._children]
        for child in children:
            if kill:
                _signal(child.process, signal.SIGKILL)
        await asyncio.gather(*(self._end(child) for child in children))
        self._report()

    async def stop_all(self) -> None:
        """Stop everything, stage by stage, and let the guardian go. From now on nothing is started again."""
        await asyncio.gather(*(_cancel(child.keeper) for child in self._children.values()))
        for stage in Stage:
            await self.stop(*(name for name, child in self._children.items() if child.program.stage is stage))
        self._dismiss_guardian()
        if self._guardian:
            await self._guardian.wait()

    async def run(self, name: str, command: Iterable[str], environment: Mapping[str, str]) -> None:
        """Run a command to its end. Raises StartFailedError when it fails."""
        program = Program(name, tuple(command), Stage.EDGE, _always, environment)
        process = await self._spawn(program)
        try:
            code = await process.wait()
        finally:
            if process.returncode is None:
                process.kill()
        if code:
            raise StartFailedError(f"{name} {_ending(code)}\n{self.log_tail(name)}")

    def pid(self, name: str) -> int:
        """The process id of a program. Raises KeyError when it is not running."""
        return self._pids()[name]

    def kill(self, name: str, sig: signal.Signals = signal.SIGKILL) -> None:
        """Send a signal to a program, as a fault would come: the supervisor is not told."""
        os.kill(self.pid(name), sig)

    def log_tail(self, name: str, lines: int = 15) -> str:
        """The last lines of a program's log, and where to read on."""
        file = self._log_folder / f"{name}.log"
        text = file.read_text(errors="replace") if file.exists() else ""
        return "\n".join([*text.splitlines()[-lines:], f"(the whole log: {file})"])

    async def _keep(self, child: _Child) -> None:
        pause_s = _FIRST_PAUSE_S
        while True:
            started = time.monotonic()
            code = await child.process.wait()
            child.deaths += 1
            self._report()
            self._tell(f"{child.program.name} {_ending(code)}; starting it again")
            if time.monotonic() - started > _STEADY_AFTER_S:
                pause_s = _FIRST_PAUSE_S
            await asyncio.sleep(pause_s)
            pause_s = min(pause_s * 2, _LONGEST_PAUSE_S)
            try:
                await (child.program.recover or _plainly)(lambda: self._respawn(child))
            except (StartFailedError, OSError) as error:
                self._tell(f"{child.program.name} is not back yet: {error}")
                await self._terminate(child)

    async def _respawn(self, child: _Child) -> None:
        child.process = await self._spawn(child.program)
        self._report()

    async def _spawn(self, program: Program) -> asyncio.subprocess.Process:
        self._log_folder.mkdir(parents=True, exist_ok=True)
        file = self._log_folder / f"{program.name}.log"
        if file.exists() and file.stat().st_size > _ROTATE_LOG_AT_BYTES:
            file.replace(file.with_suffix(".log.1"))
        to_guardian = await self._pipe_to_guardian()
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("DAIBAN_")}
        with file.open("ab") as log:
            return await asyncio.create_subprocess_exec(
                *("/bin/sh", "-c", _COMMEND_AND_BECOME, "sh", _terms(program), *program.command),
                stdin=to_guardian,
                stdout=log,
                stderr=asyncio.subprocess.STDOUT,
                env={**inherited, "PYTHONUNBUFFERED": "1", **program.environment},
                cwd=program.folder,
                user=program.user,
                start_new_session=True,  # Ctrl-C is the launcher's: it stops the others in their order
            )

    async def _pipe_to_guardian(self) -> int:
        async with self._guardian_waking:
            if self._guardian is None or self._guardian.returncode is not None:
                self._dismiss_guardian()
                read_end, self._to_guardian = os.pipe()
                self._guardian = await asyncio.create_subprocess_exec(
                    *(sys.executable, "-m", "deploy.processes.guardian"),
                    stdin=read_end,
                    cwd=ROOT,
                    start_new_session=True,
                    pass_fds=(self._lock.fileno(),) if self._lock else (),
                )
                os.close(read_end)
                for child in self._children.values():
                    os.write(self._to_guardian, f"{child.process.pid} {_terms(child.program)}\n".encode())
            assert self._to_guardian is not None
            return self._to_guardian

    def _dismiss_guardian(self) -> None:
        if self._to_guardian is not None:
            os.close(self._to_guardian)
            self._to_guardian = None

    async def _end(self, child: _Child) -> None:
        await _cancel(child.keeper)
        await self._terminate(child)

    async def _terminate(self, child: _Child) -> None:
        if child.process.returncode is not None:
            return
        _signal(child.process, child.program.stop_signal)
        try:
            await asyncio.wait_for(child.process.wait(), child.program.grace_s)
        except TimeoutError:
            self._tell(f"{child.program.name} did not end within {child.program.grace_s:.0f} s; killing it")
            _signal(child.process, signal.SIGKILL)
            await child.process.wait()

    def _pids(self) -> dict[str, int]:
        return {name: c.process.pid for name, c in self._children.items() if c.process.returncode is None}

    def _report(self) -> None:
        self._changed(self._pids())


def _signal(process: asyncio.subprocess.Process, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        process.send_signal(number)


async def _always() -> bool:
    return True


async def _cancel(task: asyncio.Task[None] | None) -> None:
    if task:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _plainly(respawn: Callable[[], Awaitable[None]]) -> None:
    await respawn()


def _terms(program: Program) -> str:
    return f"{program.stage.value} {program.stop_signal.value} {program.grace_s}"


def _ending(code: int) -> str:
    return f"was killed by {signal.Signals(-code).name}" if code < 0 else f"ended with code {code}"

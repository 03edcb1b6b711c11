"""The supervisor keeps programs alive, ends them in order, and leaves nothing behind."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import itertools
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import psutil
import pytest

from deploy.processes.patience import Patience
from deploy.processes.program import ROOT, Program, Stage, StartFailedError
from deploy.processes.supervisor import Supervisor

SLEEPER = "import time; print('awake', flush=True); time.sleep(600)"
STUBBORN = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {SLEEPER}"


class Watched:
    """A supervisor in a folder, and what it told."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.told: list[str] = []
        self.running: dict[str, int] = {}
        self.supervisor = Supervisor(folder, tell=self.told.append, changed=self._changed)

    def _changed(self, processes: dict[str, int]) -> None:
        self.running = processes

    def program(self, name: str, code: str = SLEEPER, stage: Stage = Stage.EDGE, grace_s: float = 5) -> Program:
        async def ready() -> bool:
            log = self.folder / f"{name}.log"
            return log.exists() and "awake" in log.read_text()

        return Program(name, (sys.executable, "-c", code), stage, ready, grace_s=grace_s)


@pytest.fixture
async def watched(tmp_path: Path) -> AsyncIterator[Watched]:
    made = Watched(tmp_path)
    yield made
    await made.supervisor.stop_all()


async def until(holds: Callable[[], bool], *, within_s: float = 60) -> None:
    deadline = time.monotonic() + within_s
    while not holds():
        assert time.monotonic() < deadline, "did not come about"
        await asyncio.sleep(0.02)


def is_gone(pid: int) -> bool:
    with contextlib.suppress(psutil.NoSuchProcess):
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    return True


async def test_what_dies_is_started_again_and_it_is_told(watched: Watched) -> None:
    await watched.supervisor.start(watched.program("one"))
    first = watched.supervisor.pid("one")
    watched.supervisor.kill("one")
    await until(lambda: (watched.folder / "one.log").read_text().count("awake") == 2)
    assert watched.supervisor.pid("one") != first
    assert watched.told == ["one was killed by SIGKILL; starting it again"]


async def test_what_is_stopped_stays_stopped(watched: Watched) -> None:
    await watched.supervisor.start(watched.program("one"))
    pid = watched.supervisor.pid("one")
    await watched.supervisor.stop("one", "never-started")
    assert is_gone(pid)
    with pytest.raises(KeyError):
        watched.supervisor.pid("one")
    assert watched.told == []


async def test_what_does_not_end_in_its_time_is_killed(watched: Watched) -> None:
    await watched.supervisor.start(watched.program("deaf", STUBBORN, grace_s=0.3))
    pid = watched.supervisor.pid("deaf")
    await watched.supervisor.stop("deaf")
    assert is_gone(pid)
    assert "did not end" in watched.told[0]


async def test_a_program_that_keeps_dying_fails_the_start_and_shows_its_log(watched: Watched) -> None:
    with pytest.raises(StartFailedError, match="no such colour"):
        await watched.supervisor.start(watched.program("broken", "raise SystemExit('no such colour')"))


async def test_a_start_in_which_nothing_moves_is_given_up(watched: Watched) -> None:
    code = "import time; print('almost there', flush=True); time.sleep(600)"
    asleep = dataclasses.replace(watched.program("asleep", code), still_s=2)
    began = time.monotonic()
    with pytest.raises(StartFailedError, match=r"(?s)asleep is not ready: nothing has moved for .*almost there"):
        await watched.supervisor.start(asleep)
    assert time.monotonic() - began < 60


@pytest.mark.parametrize(
    "code",
    [
        "import time\nfor _ in range(20): print('slowly', flush=True); time.sleep(0.3)\nprint('awake', flush=True)",
        "import time\nwhile time.process_time() < 5: pass\nprint('awake', flush=True)",
        (
            "import subprocess, sys\n"
            "subprocess.run((sys.executable, '-c', 'import time\\nwhile time.process_time() < 5: pass'))\n"
            "print('awake', flush=True)"
        ),
    ],
    ids=["that is told of in its log", "that takes the processor", "whose child takes the processor"],
)
async def test_a_slow_start_is_waited_for_as_long_as_it_moves(watched: Watched, code: str) -> None:
    slow = dataclasses.replace(watched.program("slow", f"{code}\nimport time\ntime.sleep(600)"), still_s=3)
    began = time.monotonic()
    await watched.supervisor.start(slow)
    assert time.monotonic() - began > slow.still_s


def test_what_moves_and_moves_and_does_not_come_up_is_given_up_in_the_end() -> None:
    moves = itertools.count()
    patience = Patience(lambda: next(moves), still_s=0.1, in_all_s=2)
    began = time.monotonic()
    while not (why := patience.ended()):
        time.sleep(0.05)
    assert why.startswith("not after")
    assert time.monotonic() - began > 1.9


def test_a_late_look_uses_up_no_more_patience_than_one_in_time() -> None:
    patience = Patience(lambda: None, still_s=2.5)
    for _ in range(2):
        time.sleep(2)
        assert patience.ended() == ""
    time.sleep(2)
    assert patience.ended() == "nothing has moved for 3 s"


async def test_a_command_that_fails_shows_its_log(watched: Watched) -> None:
    await watched.supervisor.run("fine", (sys.executable, "-c", "pass"), {})
    with pytest.raises(StartFailedError, match=r"(?s)ended with code 1.*too late"):
        await watched.supervisor.run("sorry", (sys.executable, "-c", "raise SystemExit('too late')"), {})


async def test_the_services_variables_do_not_leak_between_programs(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DAIBAN_DATABASE_URL", "secret")
    code = "import os; print('awake', [name for name in os.environ if name.startswith('DAIBAN_')])"
    await watched.supervisor.run("curious", (sys.executable, "-c", code), {"DAIBAN_GIVEN": "1"})
    assert (watched.folder / "curious.log").read_text() == "awake ['DAIBAN_GIVEN']\n"


async def test_a_recovery_takes_the_place_of_a_plain_restart_and_is_tried_until_it_holds(watched: Watched) -> None:
    attempts: list[int] = []

    async def recover(respawn: Callable[[], Awaitable[None]]) -> None:
        attempts.append(len(attempts))
        await watched.supervisor.stop("follower")
        await respawn()
        if len(attempts) == 1:
            raise StartFailedError("not yet")
        await watched.supervisor.start(watched.program("follower"))

    await watched.supervisor.start(dataclasses.replace(watched.program("leader"), recover=recover))
    await watched.supervisor.start(watched.program("follower"))
    follower = watched.supervisor.pid("follower")
    watched.supervisor.kill("leader")
    await until(lambda: len(attempts) == 2 and {"leader", "follower"} <= watched.running.keys())
    assert watched.running["follower"] != follower
    assert is_gone(follower)


async def test_stages_end_one_after_the_other(watched: Watched) -> None:
    said = watched.folder / "order"
    last_words = (
        "import signal, sys, time\n"
        "def end(*_):\n time.sleep(0.2); open({file!r}, 'a').write({name!r} + ' '); sys.exit()\n"
        "signal.signal(signal.SIGTERM, end); print('awake', flush=True); time.sleep(600)"
    )
    for stage in reversed(Stage):
        code = last_words.format(file=str(said), name=stage.name)
        await watched.supervisor.start(watched.program(stage.name, code, stage))
    await watched.supervisor.stop_all()
    assert said.read_text().split() == [stage.name for stage in Stage]


LAUNCHER = """
import asyncio, sys
from pathlib import Path
from deploy.processes.program import Program, Stage
from deploy.processes.supervisor import Supervisor

async def ready(): return True

async def main(folder):
    supervisor = Supervisor(folder)
    programs = [Program(f"child-{n}", (sys.executable, "-c", "import time; time.sleep(600)"), stage, ready, grace_s=1)
                for n, stage in enumerate(Stage)]
    starts = asyncio.gather(*map(supervisor.start, programs))
    print("starting", flush=True)
    await starts
    print("started", flush=True)
    await asyncio.sleep(600)

asyncio.run(main(Path(sys.argv[1])))
"""


@pytest.mark.parametrize("moment", ["starting", "started"])
async def test_a_killed_launcher_leaves_nothing_behind(tmp_path: Path, moment: str) -> None:
    mark = f"daiban-test-{os.getpid()}-{moment}"
    launcher = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", LAUNCHER, str(tmp_path)),
        cwd=ROOT,
        env={**os.environ, "MARK": mark},
        stdout=asyncio.subprocess.PIPE,
    )
    assert launcher.stdout
    while (line := await launcher.stdout.readline()).decode().strip() != moment:
        assert line, "the launcher ended by itself"
    await asyncio.sleep(0.05 if moment == "starting" else 0)
    launcher.send_signal(signal.SIGKILL)
    await launcher.wait()
    await until(lambda: not _marked(mark), within_s=60)


def _marked(mark: str) -> list[int]:
    """The live processes, children's children too, that inherited the mark."""
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            if process.environ().get("MARK") == mark and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process.pid)
    return found


async def test_a_killed_guardian_is_replaced(watched: Watched) -> None:
    await watched.supervisor.start(watched.program("one"))
    (guardian,) = _guardians()
    guardian.kill()
    await until(lambda: is_gone(guardian.pid))
    await asyncio.sleep(0.1)  # the loop has to hear of it
    await watched.supervisor.start(watched.program("two"))
    assert len(_guardians()) == 1


def _guardians() -> list[psutil.Process]:
    """Those of this test's supervisor are the youngest; the session's fixtures may have theirs."""
    children = [child for child in psutil.Process().children() if not is_gone(child.pid)]
    return [child for child in children if "deploy.processes.guardian" in child.cmdline()][-1:]

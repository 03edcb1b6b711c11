"""Brings the stack up as anybody would, runs what others build on it (the TypeScript client's journey, the examples of
docs/integrate.md, the client that knows nothing in both languages), plays the demonstration twice, stops it, and looks
whether anything is left.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx
import psutil

from deploy.processes.ports import choose

_ROOT = Path(__file__).resolve().parents[1]
_MAKE = (shutil.which("make") or "make", "--no-print-directory")
_NPM = (shutil.which("npm") or "npm", "run", "--silent")
_BUILT_ON_IT = (
    ((*_NPM, "journey"), "clients/typescript"),
    ((sys.executable, str(_ROOT / ".ci/integrate.py")), "."),
    ((*_MAKE, "follow"), "."),
    ((*_NPM, "follow"), "clients/typescript"),
)
"""Commands, and the folders that they run in. They come first: the demonstration moves the stack's clock."""
_READY_WITHIN_S = 900.0
"""Longer than the launcher's own patience, which tells more."""
_STOPPED_WITHIN_S = 120.0


def main() -> int:
    """The check; returns its exit code."""
    port = choose(("gateway",), fixed={})["gateway"]
    data = Path(tempfile.mkdtemp(prefix="daiban-ci-"))
    environment = {**os.environ, "DAIBAN_PORT": str(port), "DAIBAN_LOCAL_DATA": str(data)}
    log = data.with_suffix(".log")
    with log.open("wb") as told:
        run = subprocess.Popen(  # noqa: S603
            _make("run"), env=environment, stdout=told, stderr=subprocess.STDOUT, start_new_session=True
        )
    family: list[psutil.Process] = []
    try:
        print(f"ready after {_wait_until_ready(run, port):.1f} s", flush=True)
        reached = {**environment, "DAIBAN": f"http://127.0.0.1:{port}", "PYTHON": sys.executable}
        for command, folder in _BUILT_ON_IT:
            subprocess.run(command, cwd=_ROOT / folder, env=reached, check=True, timeout=300)  # noqa: S603
        for target in ("demo", "demo", "verify-audit"):
            subprocess.run(_make(target), env=environment, check=True)  # noqa: S603
        family = psutil.Process(run.pid).children(recursive=True)
        _stop(run)
    except (subprocess.SubprocessError, TimeoutError) as error:
        print(f"{error}\n{log.read_text(errors='replace')[-4000:]}", file=sys.stderr)
        return 1
    finally:
        if run.poll() is None:
            _stop(run)
        _, left = psutil.wait_procs(family, timeout=5)
        subprocess.run(_make("clean-data"), env=environment, check=False)  # noqa: S603
        shutil.rmtree(data, ignore_errors=True)
        log.unlink()
    if left:
        print(f"still running: {[(one.pid, one.name()) for one in left]}", file=sys.stderr)
        return 1
    print(f"stopped; none of its {len(family)} processes is left")
    return 0


def _make(target: str) -> tuple[str, ...]:
    return *_MAKE, target


def _wait_until_ready(run: subprocess.Popen[bytes], port: int) -> float:
    """Wait for the gateway; returns the seconds that it took. Raises TimeoutError."""
    began = time.monotonic()
    while (took := time.monotonic() - began) < _READY_WITHIN_S and run.poll() is None:
        try:
            if httpx.get(f"http://127.0.0.1:{port}/health/ready", trust_env=False).status_code == 200:
                return took
        except httpx.TransportError:
            pass  # nothing listens yet
        time.sleep(0.1)
    raise TimeoutError(f"the stack is not ready after {took:.0f} s")


def _stop(run: subprocess.Popen[bytes]) -> None:
    """Press Ctrl-C as a terminal does, for make and what it runs. Raises TimeoutError where that is not enough."""
    os.killpg(run.pid, signal.SIGINT)
    try:
        run.wait(_STOPPED_WITHIN_S)
    except subprocess.TimeoutExpired:
        os.killpg(run.pid, signal.SIGKILL)  # the stack's guardian ends the rest
        run.wait()
        raise TimeoutError(f"the stack did not stop within {_STOPPED_WITHIN_S:.0f} s") from None


if __name__ == "__main__":
    sys.exit(main())

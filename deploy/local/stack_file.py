"""What a stack remembers and tells others about itself: the folder of its data, and ``stack.json`` in it."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from deploy.processes.program import ROOT

SERVICES = ("intake", "routing", "tracking", "notify")
DEFAULT_PORT = 8000


class NoStackError(Exception):
    """No stack has ever run on this data folder."""

    def __init__(self, data: Path) -> None:
        super().__init__(f"no local stack has run on {data} yet: start one with `make run`")


def data_folder() -> Path:
    """Where the local stack keeps everything: ``.local`` in the checkout, unless DAIBAN_LOCAL_DATA names another."""
    return Path(os.environ.get("DAIBAN_LOCAL_DATA") or ROOT / ".local").expanduser().resolve()


@dataclass
class StackFile:
    """A stack's ports and processes.

    ports: by the name of the part (``postgres``, ``intake-api``, ``mail-smtp``, …; ``gateway`` is the base URL's);
    processes: process ids by program, empty while it is down; launcher_pid: None while it is down;
    broker: which one it is (see ``deploy.local.broker``).
    """

    data_dir: str
    ports: dict[str, int]
    launcher_pid: int | None = None
    ready: bool = False
    processes: dict[str, int] = field(default_factory=dict)
    broker: str = "embedded"

    @property
    def data(self) -> Path:
        """The data folder."""
        return Path(self.data_dir)

    @property
    def base_url(self) -> str:
        """The one URL under which everything is reached."""
        return self.url("gateway")

    @property
    def issuer(self) -> str:
        """The ``iss`` of tokens. Under the base URL, so that a token outlives a restart of the stack."""
        return f"{self.base_url}/local/oidc"

    @property
    def clock_file(self) -> Path:
        """Holds the number of seconds by which the stack's clock is ahead."""
        return self.data / "clock"

    def url(self, part: str) -> str:
        """The HTTP root of a part."""
        return f"http://127.0.0.1:{self.ports[part]}"

    def save(self) -> None:
        """Write ``stack.json``, at once or not at all."""
        told = {**asdict(self), "base_url": self.base_url, "issuer": self.issuer, "clock_file": str(self.clock_file)}
        write_atomically(self.data / "stack.json", json.dumps(told, indent=2))

    @classmethod
    def load(cls, data: Path) -> StackFile:
        """The stack that runs, or last ran, on a data folder. Raises NoStackError."""
        try:
            told: dict[str, Any] = json.loads((data / "stack.json").read_text())
        except FileNotFoundError as error:
            raise NoStackError(data) from error
        return cls(**{name: told[name] for name in cls.__dataclass_fields__ if name in told})


def write_atomically(file: Path, text: str, *, mode: int = 0o644) -> None:
    """Replace a file's text so that no reader ever sees half of it."""
    fresh = file.with_name(f".{file.name}.{os.getpid()}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "w") as stream:
        stream.write(text)
    fresh.replace(file)

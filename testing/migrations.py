"""Whether later migrations can be applied while the system runs: ``python -m testing.migrations``, by squawk's rules.

A service's first migration makes its tables and has nobody to hold up; each later one finds tables that are read and
written. Exit code 1 where one would lock them for long, break who runs still, or lose what is there.
"""

from __future__ import annotations

import importlib
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from shared.kit.migrate import later_migrations
from shared.kit.service import Service

SERVICES = ("intake", "routing", "tracking", "notify")
_LEFT_OUT = ("prefer-bigint-over-int",)
"""Rules that do not hold here: versions, places and counts of days are no ids."""


def faults(service: Service) -> list[str]:
    """What squawk has against the service's later migrations, each with the migration's name."""
    found = []
    for name, sql in later_migrations(service):
        command = [str(Path(sys.executable).with_name("squawk")), "--reporter", "gcc", "--pg-version", "18"]
        left_out = [f"--exclude={rule}" for rule in _LEFT_OUT]
        asked = subprocess.run(  # noqa: S603
            [*command, *left_out, "--stdin-filepath", name], input=sql, capture_output=True, text=True, check=False
        )
        found += [f"{service.name}: {line}" for line in (asked.stdout + asked.stderr).splitlines() if asked.returncode]
    return found


def main(names: Iterable[str] = SERVICES) -> int:
    """The command; returns its exit code."""
    services = [importlib.import_module(f"services.{name}_service.wiring").service() for name in names]
    found = [fault for service in services for fault in faults(service)]
    print("\n".join(found) or "every later migration can be applied while the system runs")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

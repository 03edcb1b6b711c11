"""Runs the examples of docs/integrate.md against a running stack: of each language its blocks, as one script, in order.

``DAIBAN`` is where the stack is. Exit code 1 where a script fails; it is shown with what it said.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from deploy.local.stack_file import data_folder
from deploy.local.token import mint

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs/integrate.md"
CLIENT = ROOT / "clients/typescript"
LANGUAGES = {"sh": "curl", "python": "Python", "ts": "TypeScript"}

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def scripts(page: str) -> dict[str, str]:
    """The blocks of a page, those of a language joined."""
    found: dict[str, list[str]] = {language: [] for language in LANGUAGES}
    for language, block in _BLOCK.findall(page):
        if language not in found:
            raise ValueError(f"a block in {language}, which nothing runs")
        found[language].append(block)
    if len({len(blocks) for blocks in found.values()}) != 1:
        raise ValueError(
            f"not every step is told in every language: { {one: len(blocks) for one, blocks in found.items()} }"
        )
    return {language: "\n".join(blocks) for language, blocks in found.items()}


def main() -> int:
    """The command; returns its exit code."""
    token = mint(data_folder(), "owner")
    environment = {**os.environ, "TOKEN": token}
    folder = CLIENT / "build/page"  # inside the package, so that it finds the client by its name
    folder.mkdir(parents=True, exist_ok=True)
    for language, script in scripts(PAGE.read_text("utf-8")).items():
        file = folder / f"page.{language}"
        file.write_text(script, encoding="utf-8")
        for command in _commands(language, file):
            done = subprocess.run(  # noqa: S603
                command,
                cwd=CLIENT if language == "ts" else ROOT,
                env=environment,
                capture_output=True,
                text=True,
                check=False,
                timeout=120,
            )
            if done.returncode:
                print(
                    f"{LANGUAGES[language]}: exit code {done.returncode}\n{done.stdout}{done.stderr}", file=sys.stderr
                )
                return 1
        print(f"{LANGUAGES[language]}: the page's examples hold")
    return 0


def _commands(language: str, file: Path) -> list[list[str]]:
    match language:
        case "sh":
            return [[_found("bash"), "-eu", str(file)]]
        case "python":
            return [[sys.executable, str(file)]]
    npx, node = _found("npx"), _found("node")
    options = "--strict --noUncheckedIndexedAccess --target ES2022 --module NodeNext --types node --skipLibCheck"
    return [
        [npx, "tsc", *options.split(), "--rootDir", str(file.parent), "--outDir", str(file.parent), str(file)],
        [node, str(file.with_suffix(".js"))],
    ]


def _found(command: str) -> str:
    if path := shutil.which(command):
        return path
    raise SystemExit(f"{command} is not installed, and the examples need it")


if __name__ == "__main__":
    sys.exit(main())

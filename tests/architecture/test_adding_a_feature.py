"""What docs/adding-a-feature.md shows works: in a copy of the checkout its files are a feature like any other."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from docs.generate import ROOT

PAGE = (ROOT / "docs/adding-a-feature.md").read_text("utf-8")
BLOCKS = re.findall(r"^`([^`\n]+)`\n```(python|diff)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
"""The page's files, each with its path: whole ones, and changes of what is there."""
TESTED = "callback or later_migration or (intake and (tables or tried_here or vocabulary))"


def changed(text: str, change: str) -> str:
    """A file's text with a change in it, each part of which must fit in exactly one place."""
    for hunk in change.split("@@\n"):
        lines = hunk.splitlines(keepends=True)
        before, after = ("".join(line[1:] for line in lines if line[0] in signs) for signs in (" -", " +"))
        assert text.count(before) == 1, f"in one place only:\n{before}"
        text = text.replace(before, after)
    return text


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the checkout with the feature in it."""
    folder = tmp_path_factory.mktemp("checkout")
    for top in ("bench", "clients", "deploy", "docs", "services", "shared", "testing", "tests"):
        shutil.copytree(ROOT / top, folder / top, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    for path, kind, text in BLOCKS:
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text if kind == "python" else changed(file.read_text("utf-8"), text), "utf-8")
    return folder


def run(checkout: Path, command: str, *arguments: str) -> str:
    """What a command of the environment, or of Python's, prints in the copy, where it ends well."""
    ours = Path(sys.executable).with_name(command)
    given = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    made = subprocess.run(
        [*([ours] if ours.exists() else [sys.executable, "-m", command]), *arguments],
        cwd=checkout,
        env=given | {"PYTHONPATH": str(checkout), "DAIBAN_BROKER": "embedded", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert made.returncode == 0, made.stdout + made.stderr
    return made.stdout


def test_the_page_has_a_whole_feature() -> None:
    whole = {path for path, kind, _ in BLOCKS if kind == "python"}
    assert all(not (ROOT / path).exists() for path in whole), "a feature of that name is there already"
    names = {"domain.py", "policy.py", "store.py", "use_cases.py", "schemas.py", "http.py"}
    assert {Path(path).name for path in whole} > names
    assert len(BLOCKS) == PAGE.count("```python") + PAGE.count("```diff"), "a block without its path"


def test_it_costs_what_a_feature_may_cost() -> None:
    lines = [line for path, _, text in BLOCKS if "/callbacks/" in path for line in text.splitlines() if line.strip()]
    assert len(lines) <= 300
    outside = [path for path, _, _ in BLOCKS if "/callbacks/" not in path and not path.startswith("tests/")]
    assert len([path for path in outside if "/migrations/" not in path]) <= 5


def test_the_references_are_written_and_services_and_events_fit(checkout: Path) -> None:
    run(checkout, "docs.generate")
    assert "预约回电 · callback" in (checkout / "docs/courses.md").read_text("utf-8")
    assert "daiban.intake.callback.made.v1" in (checkout / "docs/events.md").read_text("utf-8")
    assert '"make_callback"' in (checkout / "docs/openapi/intake.json").read_text("utf-8")


def test_it_is_in_the_house_style_and_no_arrow_leads_up(checkout: Path) -> None:
    files = [path for path, _, _ in BLOCKS if path.endswith(".py")]
    run(checkout, "ruff", "check", *files)
    run(checkout, "ruff", "format", "--check", *files)
    assert "0 broken" in run(checkout, "lint-imports")


def test_its_tests_and_those_that_hold_for_all_pass(checkout: Path) -> None:
    rooms = ("tests/architecture", "tests/unit/test_courses.py", "tests/unit/test_words.py", "tests/integration/intake")
    told = run(checkout, "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", "-k", TESTED, *rooms)
    passed = re.search(r"(\d+) passed", told)
    assert passed
    assert int(passed[1]) >= 30, told

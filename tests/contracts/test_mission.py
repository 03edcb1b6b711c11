"""docs/mission.md names tests that are there, and has a row for each thing that the notice asks."""

from __future__ import annotations

import re

import pytest

from deploy.processes.program import ROOT

PAGE = (ROOT / "docs" / "mission.md").read_text("utf-8")
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in PAGE.splitlines() if line.startswith("| N")]


def test_there_is_a_row_for_each_thing_that_the_notice_asks() -> None:
    assert [row[0] for row in ROWS] == [f"N{number}" for number in range(1, 23)]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_what_is_served_is_proved_by_tests_that_are_there(row: list[str]) -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", row[3])
    assert named or row[2].startswith("*not yet*")
    for file, test in named:
        assert re.search(rf"^(async )?def {test}\(", (ROOT / file).read_text("utf-8"), re.MULTILINE), (file, test)

"""The bench's page and its comparison say what was measured."""

from __future__ import annotations

import json

from bench.__main__ import LATEST, PAGE, with_tables
from bench.compare import beside
from bench.figures import Figure, at_most


def test_the_page_shows_the_figures_that_are_kept() -> None:
    page = PAGE.read_text()
    assert with_tables(page, json.loads(LATEST.read_text())) == page


def test_figures_on_each_broker_have_a_table_of_their_own() -> None:
    slow = Figure("chain, p99", 300.0, "ms", goal=at_most(250))
    quick = Figure("chain, p99", 90.0, "ms", goal=at_most(250))
    latest = {
        kind: {"said": f"said of {kind}", "figures": [one.told()]}
        for kind, one in (("kafka", quick), ("embedded", slow))
    }
    page = with_tables(PAGE.read_text(), latest)
    embedded, kafka = page.index("### On the embedded broker"), page.index("### On Apache Kafka")
    assert embedded < page.index("| chain, p99 | 300 ms |  |  | ≤ 250 | no |") < kafka
    assert kafka < page.index("said of kafka") < page.index("| chain, p99 | 90 ms |  |  | ≤ 250 | yes |")


def test_a_comparison_tells_the_medians_of_what_both_have_measured() -> None:
    def turn(value: float, floor: float, *, more: bool = False) -> dict[str, dict[str, object]]:
        told = [Figure("reads", value, "1/s", floor), *([Figure("only here", 1.0, "ms")] if more else [])]
        return {figure.name: figure.told() for figure in told}

    other = [turn(100, 1000), turn(10, 1000), turn(120, 1000)]
    this = [turn(300, 1000, more=True), turn(200, 1000, more=True), turn(250, 500, more=True)]
    assert list(beside(other, this)) == [("reads", "1/s", "100", "250", "2.50", "0.100", "0.300")]

"""JSON that PostgreSQL writes as the API does, for what is read so often that making objects of it costs too much.

The tests hold every such answer to the view that it stands for, byte for byte.
"""

from __future__ import annotations

from shared.kit.labels import Labelled


def moment(column: str) -> str:
    """A moment as the API writes it. The city's time has been +08:00 all year since 1992; the session's is UTC."""
    local = f"to_char({column} + interval '8 hours', 'YYYY-MM-DD\"T\"HH24:MI:SS.US')"
    return f"replace({local}, '.000000', '') || '+08:00'"


def label(column: str, *codes: type[Labelled]) -> str:
    """The label of a code; the code itself where another service has a newer one."""
    known = " ".join(f"WHEN '{code}' THEN '{code.label}'" for each in codes for code in each)
    return f"CASE {column} {known} ELSE {column} END"

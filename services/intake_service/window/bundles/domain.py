"""Bundles (材料打包下载): the materials of a package, or of one item of it, as one archive with a list of contents."""

from __future__ import annotations

import re
from collections.abc import Iterable

CONTENTS = "contents.csv"
_LONGEST = 180
"""Bytes of a name, without its ending, that every file system takes, and still does with a number behind it."""
_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
"""Names that Windows takes for devices."""


def unique_names(names: Iterable[str]) -> list[str]:
    """Names under which files can lie beside each other in one folder of any system, in the order of those given."""
    taken, made = {CONTENTS}, []
    for name in names:
        stem, dot, ending = name.rpartition(".")
        stem = (stem if dot else ending).encode()[:_LONGEST].decode(errors="ignore").rstrip(" .")
        stem = f"_{stem}" if _DEVICE.fullmatch(stem) else stem
        ending = f".{ending}" if dot else ""
        chosen, number = f"{stem}{ending}", 1
        while chosen.casefold() in taken:
            number += 1
            chosen = f"{stem} ({number}){ending}"
        taken.add(chosen.casefold())
        made.append(chosen)
    return made

"""Whose everything in a package is, and under which licences, as Debian's format for it has it."""

from __future__ import annotations

import re
from pathlib import Path

from inventory import COMMON, Component
from inventory import PROGRAM as FILE
from texts import texts_of

TEMPLATE = Path(__file__).resolve().parent / "data" / "copyright"
OURS = "MulanPSL-2.0"


def copyright_file(components: tuple[Component, ...], program: str) -> str:
    """Write whose everything is; ``program`` is the folder of the program, from the root."""
    paragraphs = [TEMPLATE.read_text("utf-8").replace("@PROGRAM@", program).strip()]
    by_place: dict[tuple[str, ...], list[Component]] = {}
    texts = {OURS: {"nianbao.txt"}}
    for part in components:
        by_place.setdefault(part.places, []).append(part)
        for name in single_licences(part.licence):
            texts.setdefault(name, set()).update(texts_of(part))
    for places, parts in sorted(by_place.items()):
        holders = list(dict.fromkeys(part.holder for part in parts))
        licences = list(dict.fromkeys(debian_licence(part.licence) for part in parts))
        if places == (FILE,):
            holders.append("the Nianbao developers")
            licences.append(OURS)
        paragraphs.append(
            "\n ".join(["Files:", *(f"{program}/{place}" for place in places)])
            + "\n ".join(["\nCopyright:", *holders])
            + f"\nLicense: {', and '.join(licences)}"
            + "\n ".join(
                ["\nComment:", *(f"{p.name} {p.version}".strip() + f": {p.licence}" for p in parts)]
            )
        )
    for licence, files in sorted(texts.items()):
        where = "\n  ".join(["", *(f"/{program}/licences/{file}" for file in sorted(files))])
        common = {"LGPL-3.0-only": "LGPL-3"}.get(licence, licence)
        also = f"\n It is also in {COMMON / common}." if (COMMON / common).exists() else ""
        paragraphs.append(f"License: {licence}\n The whole text is in{where}{also}")
    return "\n\n".join(paragraphs) + "\n"


def debian_licence(expression: str) -> str:
    """Write an expression of SPDX as the copyright file does."""
    changes = {") AND ": ", and ", "(": "", ")": "", " AND ": " and ", " OR ": " or "}
    changes |= {" WITH ": " with ", "-exception": " exception"}
    for old, new in changes.items():
        expression = expression.replace(old, new)
    return expression


def single_licences(expression: str) -> set[str]:
    """Return the licences that an expression of SPDX names, as the copyright file does."""
    return set(re.split(r",? (?:and|or) ", debian_licence(expression)))

#!/usr/bin/env python3
"""Write the bill of materials of a frozen program in CycloneDX.

python packaging/sbom.py build/build/sources.json dist/nianbao-sbom.cdx.json
"""

from __future__ import annotations

import json
import os
import sys
import uuid
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from inventory import Component, inventory

from core.base.version import VERSION


def bill(components: Iterable[Component]) -> dict[str, object]:
    """Return the bill as CycloneDX 1.5 has it."""
    build = os.environ.get("NIANBAO_COMMIT", "")
    epoch = int(os.environ.get("SOURCE_DATE_EPOCH", "0"))
    purl = f"pkg:generic/nianbao@{VERSION}"
    parts = [_part(component) for component in components]
    program = {
        "type": "application",
        "bom-ref": purl,
        "name": "nianbao",
        "version": VERSION,
        "purl": purl,
        "licenses": [{"license": {"id": "MulanPSL-2.0"}}],
        "properties": [{"name": "commit", "value": build}],
    }
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": uuid.uuid5(uuid.NAMESPACE_URL, f"{purl}/{build}/{sys.platform}").urn,
        "version": 1,
        "metadata": {
            "timestamp": datetime.fromtimestamp(epoch, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": program,
        },
        "components": parts,
        "dependencies": [{"ref": purl, "dependsOn": sorted(str(p["bom-ref"]) for p in parts)}],
    }


def _part(component: Component) -> dict[str, object]:
    part: dict[str, object] = {
        "type": "library",
        "bom-ref": component.purl or f"{component.name} in {component.places[0]}",
        "name": component.name,
        "licenses": [_licence(component.licence)],
        "copyright": component.holder,
    }
    if component.version:
        part["version"] = component.version
    if component.purl:
        part["purl"] = component.purl
    return part


def _licence(licence: str) -> dict[str, object]:
    if " " in licence:
        return {"expression": licence}
    return {"license": {"name" if licence.startswith("LicenseRef-") else "id": licence}}


def main(arguments: list[str]) -> int:
    """Write the bill of the program that was frozen from these sources."""
    sources, target = map(Path, arguments)
    text = json.dumps(bill(inventory(sources)), ensure_ascii=False, indent=1, sort_keys=True)
    target.write_text(f"{text}\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""What our own export may have left in a Word file, as the file has it."""

from __future__ import annotations

from core.report.snapshot import PROPERTY, SPACE
from core.sources.package import Package, attribute, children, local


def find_carried(package: Package) -> tuple[str, str, str]:
    """Return the snapshot, what it should hash to, and the property that names an export.

    Other programs number the parts of a package as they like. Raises Problem where they are
    damaged.
    """
    digest = _property(package)
    for kind, target in package.targets(package.main_part()).values():
        if kind != "customXml":
            continue
        root = package.xml(target)
        if root is not None and root.tag == f"{{{SPACE}}}exported":
            return root.text or "", root.get("sha256") or "", digest
    return "", "", digest


def _property(package: Package) -> str:
    for kind, target in package.targets("").values():
        if kind == "custom-properties":
            for each in children(package.xml(target)):
                if attribute(each, "name") == PROPERTY:
                    return next(
                        (value.text or "" for value in each if local(value) == "lpwstr"), ""
                    )
    return ""

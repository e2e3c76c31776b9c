"""A clean copy of a Word document: what is not seen taken out, what is seen left as it is."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from typing import TYPE_CHECKING

from core.exports.parts.package import without_traces
from core.sources.html_tree import Element
from core.sources.package import Package, attribute, local

if TYPE_CHECKING:
    from collections.abc import Callable

_DROPPED = re.compile(
    r"customXml/.*|docProps/(?:custom\.xml|thumbnail\..*)"
    r"|word/(?:_rels/)?(?:comments\w*|people)\.xml(?:\.rels)?"
)
_EMPTIED = {
    "docProps/core.xml": {"creator", "lastModifiedBy", "description", "keywords", "category"},
    "docProps/app.xml": {"Company", "Manager"},
}
_COMMENTED = frozenset({"commentRangeStart", "commentRangeEnd", "commentReference"})
_BOUND = frozenset({"rsids", "dataBinding"})
"""Marks of editing, and references to data that goes."""


def scrub(content: bytes) -> bytes:
    """Return a Word document without data parts, properties of people, comments, marks of editing.

    Tracked changes and hidden text stay, for to take them out is to decide about them. Raises
    Problem where the file cannot be read.
    """
    package = Package(content)
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(written, "w") as new:
        for part in dict.fromkeys(old.namelist()):
            if not _DROPPED.fullmatch(part) and not part.endswith("/"):
                new.writestr(part, _cleaned(package, part))
    return without_traces(written.getvalue())


def _cleaned(package: Package, part: str) -> bytes:
    clean = _cleaner(part)
    root = package.xml(part) if clean is not None else None
    if clean is None or root is None:
        return package.content(part)
    clean(root, part)
    from lxml import etree  # type: ignore[import-untyped]  # lxml ships no types

    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data


def _cleaner(part: str) -> Callable[[Element, str], None] | None:
    if part in _EMPTIED:
        return _empty_properties
    if part == "[Content_Types].xml":
        return _forget_types
    if part.endswith(".rels"):
        return _forget_relations
    return _clean_text if re.fullmatch(r"word/[^/]+\.xml", part) else None


def _empty_properties(root: Element, part: str) -> None:
    for element in root:
        if local(element) in _EMPTIED[part]:
            element.text = ""


def _forget_types(root: Element, _part: str) -> None:
    for element in list(root):
        if _DROPPED.fullmatch((attribute(element, "PartName") or "").lstrip("/")):
            root.remove(element)


def _forget_relations(root: Element, part: str) -> None:
    folder = posixpath.dirname(posixpath.dirname(part))
    for element in list(root):
        target = posixpath.join("/", folder, attribute(element, "Target") or "")
        is_inside = attribute(element, "TargetMode") != "External"
        if is_inside and _DROPPED.fullmatch(posixpath.normpath(target).lstrip("/")):
            root.remove(element)


def _clean_text(root: Element, _part: str) -> None:
    for element in list(root.iter()):
        for key in [key for key in element.attrib if "}rsid" in key]:
            del element.attrib[key]
        name = local(element)
        if name in _COMMENTED or name in _BOUND:
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)

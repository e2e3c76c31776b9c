"""An Office package (.docx, .xlsx): its parts as parsed XML, with an eye on what may be hostile."""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Mapping

from core.base.problem import SourceProblem
from core.sources.file_content import refusal
from core.sources.html_tree import Element
from core.sources.size import MOST_TAGS, is_crowded, too_much

LARGEST_PART = 24 * 1024 * 1024
"""Bytes of one part unpacked; the text of a report with its tables has some 300,000."""
LARGEST_TOGETHER = 64 * 1024 * 1024

_PACKINGS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""No Office program packs in another way, and a library's own errors come with each."""
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    KeyError,
    ValueError,
    NotImplementedError,  # a way of packing that nobody here knows
    OverflowError,
    RuntimeError,
    struct.error,
    RecursionError,
)


def local(element: Element) -> str:
    """Return an element's name without its namespace: strict and transitional files differ."""
    return element.tag.rpartition("}")[2]


def attribute(element: Element | None, name: str) -> str | None:
    """Return an attribute by its name in any of the namespaces of Office, or in none."""
    if element is None:
        return None
    for space in _SPACES:
        value = element.get(f"{space}{name}")
        if value is not None:
            return value
    return None


def child(element: Element | None, *path: str) -> Element | None:
    """Return the first element down a path of names, or None."""
    for name in path:
        if element is None:
            return None
        element = next(element.iterchildren(f"{{*}}{name}"), None)
    return element


def children(element: Element | None, *path: str) -> tuple[Element, ...]:
    """Return what stands in the first element down a path of names; nothing where there is none."""
    found = child(element, *path)
    return () if found is None else tuple(found)


_SPACES = (
    "",
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}",
    "{http://schemas.microsoft.com/office/word/2003/wordml}",
    "{http://schemas.microsoft.com/office/word/2003/auxHint}",
)


def parse_part(content: bytes) -> Element:
    """Return bytes as XML. Raises Problem where they are damaged, or more than any report has."""
    import lxml.etree  # type: ignore[import-untyped]  # lxml ships no types

    if is_crowded(content, MOST_TAGS):
        raise too_much()
    parser = lxml.etree.XMLParser(
        resolve_entities=False,
        huge_tree=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        tree = lxml.etree.parse(io.BytesIO(content), parser)
    except (lxml.etree.LxmlError, ValueError, LookupError) as error:
        raise _damaged() from error
    if tree.docinfo.internalDTD is not None:
        # No Office program declares anything; what is declared would be more than it seems.
        raise _damaged()
    root: Element = tree.getroot()
    return root


class Package:
    """The parts of a file that is a zip of XML parts."""

    def __init__(self, content: bytes) -> None:
        self._unpacked = 0
        self._held: Mapping[str, bytes] = {}
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            self.names = frozenset(self._zip.namelist())
        except _BROKEN as error:
            raise refusal(content) from error

    @classmethod
    def of_parts(cls, parts: Mapping[str, bytes]) -> Package:
        """Return a package whose parts are there already."""
        empty = io.BytesIO()
        with zipfile.ZipFile(empty, "w"):
            pass
        package = cls(empty.getvalue())
        package._held = parts
        package.names = frozenset(parts)
        return package

    def main_part(self) -> str:
        """Return the name of the part that holds the document; empty where there is none."""
        targets = self.targets("")
        for kind, target in targets.values():
            if kind == "officeDocument":
                return target
        known = ("word/document.xml", "xl/workbook.xml")
        return next((name for name in known if name in self.names), "")

    def targets(self, part: str) -> dict[str, tuple[str, str]]:
        """Return what a part refers to: the kind and the name of each part, by identifier."""
        folder, base = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        found = {}
        for relation in children(root):
            target, kind = relation.get("Target") or "", relation.get("Type") or ""
            whole = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[relation.get("Id") or ""] = (kind.rpartition("/")[2], whole)
        return found

    def xml(self, part: str) -> Element | None:
        """Return a part as XML; None where there is no such part. Raises Problem."""
        return None if part not in self.names else parse_part(self._read(part))

    def content(self, part: str) -> bytes:
        """Return a part as its bytes, bounded. Raises Problem."""
        return self._read(part)

    def required(self, part: str) -> Element:
        """Return a part without which there is no document. Raises Problem."""
        root = self.xml(part)
        if root is None:
            raise _damaged()
        return root

    def _read(self, part: str) -> bytes:
        if part in self._held:
            return self._held[part]
        try:
            info = self._zip.getinfo(part)
            if info.flag_bits & 1:
                raise SourceProblem("加了密码，读不出来。请去掉密码后另存，再读取。")
            if info.compress_type not in _PACKINGS:
                raise _damaged()
            with self._zip.open(info) as stream:
                content = stream.read(LARGEST_PART + 1)
        except _BROKEN as error:
            raise _damaged() from error
        self._unpacked += len(content)
        if len(content) > LARGEST_PART or self._unpacked > LARGEST_TOGETHER:
            raise SourceProblem(
                "解开后的内容太大，不像是一份年报，没有读入。"
                "请把年报复制到一份新的文档或工作簿里，另存后再读取。"
            )
        return content


def _damaged() -> SourceProblem:
    return SourceProblem(
        "的内容已经损坏，读不完整，所以没有读入。"
        "请重新下载或复制一份；能用Word、Excel或WPS打开的话，另存一份再读取。"
    )

"""Office documents that are one XML file: flat packages, Word 2003, the spreadsheets of Excel 2003.

A flat package and a document of Word 2003 become the parts that the newer files have, in memory,
and are read as those are.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator

from core.base.problem import SourceProblem
from core.sources.html_tree import Element
from core.sources.package import Package, child, local, parse_part
from core.sources.size import too_much

_MOST_PARTS = 2_000
_MOST_CHARACTERS = 24 * 1024 * 1024
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RENAMED = {"vmerge": "vMerge", "hmerge": "hMerge"}
_TRACKED = {"Word.Insertion": "ins", "Word.Deletion": "del", "Word.Comment": "del"}
"""What is tracked, and what stands beside the text, by the names of newer files."""


def package_of(content: bytes) -> Package:
    """Return a flat package, or a document of Word 2003, as a package. Raises Problem."""
    root = parse_part(content)
    if local(root) == "package":
        return Package.of_parts(dict(_parts(root)))
    return Package.of_parts(_word_parts(root))


def _parts(root: Element) -> Iterator[tuple[str, bytes]]:
    import lxml.etree  # type: ignore[import-untyped]  # lxml ships no types

    left = _MOST_CHARACTERS
    for number, part in enumerate(root):
        name = next((v for k, v in part.attrib.items() if k.rpartition("}")[2] == "name"), "")
        inside = next(iter(part), None)
        if local(part) != "part" or inside is None or not name:
            continue
        if number > _MOST_PARTS:
            raise too_much()
        if local(inside) == "xmlData":
            held = next(iter(inside), None)
            made = b"" if held is None else lxml.etree.tostring(held, with_tail=False)
        else:
            try:
                made = base64.b64decode(inside.text or "")
            except (binascii.Error, ValueError):
                continue
        left -= len(made)
        if left < 0:
            raise too_much()
        yield name.lstrip("/"), made


def _word_parts(root: Element) -> dict[str, bytes]:
    """Return the parts of a document of Word 2003, whose names differ a little."""
    import lxml.etree

    if child(root, "body") is None:
        raise SourceProblem(
            "的内容已经损坏，读不完整，所以没有读入。"
            "请重新下载或复制一份；能用Word或WPS打开的话，另存一份再读取。"
        )
    for element in root.iter():
        space, _, name = element.tag.rpartition("}")
        if name == "annotation":
            kind = next((v for k, v in element.attrib.items() if k.endswith("}type")), "")
            element.tag = f"{space}}}{_TRACKED.get(kind, 'remark')}"
        elif name in _RENAMED:
            element.tag = f"{space}}}{_RENAMED[name]}"
        elif name in {"sect", "sub-section", "content"}:
            element.tag = f"{space}}}customXml"
        elif name == "binData":
            element.text = ""
    styles = child(root, "styles")
    related = "".join(
        f'<Relationship Id="r{name}" Type="{_KINDS}/{name}" Target="{target}"/>'
        for name, target in (("styles", "styles.xml"),)
        if styles is not None
    )
    start = (
        f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" Target="word/document.xml"'
        f' Type="{_KINDS}/officeDocument"/></Relationships>'
    )
    parts = {
        "_rels/.rels": start.encode(),
        "word/document.xml": lxml.etree.tostring(root),
        "word/_rels/document.xml.rels": (
            f'<Relationships xmlns="{_RELATIONS}">{related}</Relationships>'.encode()
        ),
    }
    if styles is not None:
        parts["word/styles.xml"] = lxml.etree.tostring(styles, with_tail=False)
    return parts

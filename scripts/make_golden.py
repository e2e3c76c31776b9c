#!/usr/bin/env python3
"""Write what every export of the samples must look like: make golden.

tests/golden holds, for either edition, every part of every export as text that a reviewer can
read: the members of a Word file or a workbook as indented XML, pages and data as they are, and
the printed page line by line, set with a ruler of its own so that no installed font matters.
tests/test_golden.py compares. Look through the difference before it is committed.
"""

from __future__ import annotations

import io
import sys
import unicodedata
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from xml.dom import minidom

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import resources
from core.checks.inspection import Inspection
from core.document.file import load
from core.exports.kinds import KINDS
from core.forms.loader import load_forms
from gui.printing.composer import Composer
from gui.printing.faces import find_faces
from gui.printing.measure import Ruler
from gui.printing.sheet import Face, Fill, PaperPage, RuleItem, Text, WatermarkItem

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "golden"
SAMPLES = {"2019": "cixi-2020.nianbao", "2021": "huaian-2024.nianbao"}
"""The sample of each edition."""
TEXTS = {".doc": "doc.html", ".html": "web.html", ".json": "data.json", ".csv": "list.csv"}
"""The kinds that are text, and the file that holds each."""
PACKAGES = {".docx": "docx", ".xlsx": "xlsx"}
"""The kinds that are packages of XML, and the folder that holds each."""
PDF = {".pdf": "pdf/pages.txt"}
PRESCRIBED = ("方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "Times New Roman")
_NOT_OURS = ("xl/theme/theme1.xml",)
"""What openpyxl puts into every workbook, whatever the report."""
_WIDTH = 100
"""An element that is shorter stands in one line."""


class EvenRuler(Ruler):
    """Takes every Chinese character for one em and every Latin one for half, in every font."""

    def ems(self, face: Face, text: str) -> float:  # noqa: ARG002  one is as wide as the other
        """Return the width of a text in one line, in ems."""
        return sum(1 if unicodedata.east_asian_width(c) in "WFA" else 0.5 for c in text)


_RULER = EvenRuler()


def golden_parts(edition: str) -> dict[str, str]:
    """Return every part of every export of an edition's sample by its path in the folder."""
    report, _ = load(resources.folder() / "samples" / SAMPLES[edition], load_forms())
    inspection = Inspection(report)
    parts = {
        name: even_lines(KINDS[suffix].write(inspection).decode("utf-8"))
        for suffix, name in TEXTS.items()
    }
    for suffix, name in PACKAGES.items():
        members = package_parts(KINDS[suffix].write(inspection))
        parts |= {f"{name}/{member}": text for member, text in members.items()}
    parts[PDF[".pdf"]] = page_lines(inspection)
    return parts


def even_lines(text: str) -> str:
    """Return a text with bare line feeds and without the mark that begins a file."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def package_parts(content: bytes) -> dict[str, str]:
    """Return the members of a package as indented XML, and the list of them in their order."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = package.namelist()
        members = {name: indented(package.read(name)) for name in names if name not in _NOT_OURS}
    return {"members.txt": "".join(f"{name}\n" for name in names), **members}


def indented(xml: bytes) -> str:
    """Return XML with a line for every element that is short or holds text."""
    document = minidom.parseString(xml)  # noqa: S318  our own file
    roots = [node for node in document.childNodes if isinstance(node, minidom.Element)]
    return "".join(f"{line}\n" for root in roots for line in _lines(root, ""))


def _lines(element: minidom.Element, indent: str) -> Iterator[str]:
    whole = element.toxml()
    children = element.childNodes
    is_plain = all(isinstance(child, minidom.Element) for child in children)
    if len(indent + whole) <= _WIDTH or not children or not is_plain:
        yield indent + whole.replace("\n", "&#10;")
        return
    yield indent + whole[: whole.index(">") + 1]
    for child in children:
        if isinstance(child, minidom.Element):
            yield from _lines(child, indent + " ")
    yield f"{indent}</{element.tagName}>"


def page_lines(inspection: Inspection) -> str:
    """Return the printed pages: rules, shades, and line by line place, face, size and words."""
    composer = Composer(find_faces(PRESCRIBED))
    composer.ruler = _RULER
    composed = composer.compose(inspection)
    lines = [composed.title, composed.organ, f"{len(composed.pages)} pages"]
    for page in composed.pages:
        lines += _page(page)
    return "".join(f"{line}\n" for line in lines)


def _page(page: PaperPage) -> Iterator[str]:
    yield f"=== page {page.number}: {page.width:.0f} x {page.height:.0f}"
    yield from (f"bookmark: {'  ' * anchor.level}{anchor.title}" for anchor in page.anchors)
    yield from _ink(page)
    by_height: dict[str, list[Text]] = {}
    for text in page.texts:
        by_height.setdefault(f"{text.y:.1f}", []).append(text)
    yield from (f"{height:>6} {_line(texts)}" for height, texts in by_height.items())


def _ink(page: PaperPage) -> Iterator[str]:
    """Tell the rules, those of one width and place together, the shades and the watermark."""
    rules: dict[str, list[str]] = {}
    for item in page.items:
        if isinstance(item, RuleItem) and item.y1 == item.y2:
            place = f"from {item.x1:.1f} to {item.x2:.1f}"
            rules.setdefault(f"rules {item.width} {place} at", []).append(f"{item.y1:.1f}")
        elif isinstance(item, RuleItem):
            place = f"from {item.y1:.1f} to {item.y2:.1f}"
            rules.setdefault(f"uprights {item.width} {place} at", []).append(f"{item.x1:.1f}")
        elif isinstance(item, Fill):
            size = f"{item.width:.1f} x {item.height:.1f}"
            yield f"fill {item.colour} {size} at {item.x:.1f} {item.y:.1f}"
        elif isinstance(item, WatermarkItem):
            yield f"watermark {item.word}, {item.face.family}"
    yield from (f"{what} {' '.join(places)}" for what, places in rules.items())


def _line(texts: list[Text]) -> str:
    """Join the runs of a line; a stroke stands between those that lie apart, as cells do.

    Where it begins, and what is set otherwise than what stands before it, is told in front.
    """
    line, end, look = f"{texts[0].x:.1f} ", texts[0].x, ""
    for text in texts:
        own = f"{text.face.of_word(text.text).family}{' bold' * text.face.bold} {text.size:g}"
        line += f"[{own}]" if own != look else ""
        line += ("|" if abs(text.x - end) > text.size else "") + text.text
        width = _RULER.ems(text.face, text.text) * text.size
        end, look = text.x + width + text.spacing * len(text.text), own
    return line


def renew(folder: Path, make: Callable[[str], Mapping[str, str]]) -> list[str]:
    """Write the parts of both editions; returns the paths that changed, came or went."""
    changed = []
    for edition in SAMPLES:
        parts = make(edition)
        top = folder / edition
        for path in sorted(top.rglob("*")):
            if path.is_file() and path.relative_to(top).as_posix() not in parts:
                path.unlink()
                changed.append(f"{edition}/{path.relative_to(top).as_posix()} is gone")
        for name, text in parts.items():
            path = top / name
            if path.is_file() and path.read_text("utf-8") == text:
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8", newline="\n")
            changed.append(f"{edition}/{name}")
    return changed


def main() -> None:
    """Renew tests/golden and tell what changed."""
    changed = renew(FOLDER, golden_parts)
    print("\n".join(changed) or "nothing changed")


if __name__ == "__main__":
    main()

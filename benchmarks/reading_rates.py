"""How many figures are read right from each kind of source, and how long that takes.

The sources are those of a folder beside a ``.json`` with the figures by address that a right
reading gives. With LibreOffice at hand they are also read in what it converts them to:

    python benchmarks/reading_rates.py FOLDER [--convert]

What counts is that nothing is wrong in silence: a figure that is not certain must be left blank,
and the reading must say why. The times are told against opening the same file with the library
underneath alone.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from pathlib import Path

from core.base.problem import Problem
from core.checks.inspection import Inspection
from core.exports.kinds import KINDS
from core.figures.address import Address
from core.figures.value import Number
from core.forms.loader import Forms, load_forms
from core.reading.source import read_source
from core.recognition.reading import Certainty, Reading
from core.report.edit import apply
from core.report.edits import SetFigure
from core.report.report import Report
from core.sources.file_content import FileKind, kind_of
from core.sources.ole import OleFile
from core.sources.source_kinds import SOURCE_KINDS
from core.sources.text_file import decode

ROUNDS = 3
HEAD = (
    "| 来源 | 文件 | 读准 | 推算 | 存疑 | 空着，说明原因 | 空着没说 | 推算或存疑而错 | 读错没说 "
    "| 用时 | 与只打开之比 |"
)
SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
# What each source is also read as; a page first becomes a text document, as when one saves it.
CONVERSIONS = {
    ".docx": ("pdf", "odt>pdf", "doc>html", "doc", "rtf"),
    ".xlsx": ("xls", "ods", "pdf", "html", "csv:Text - txt - csv (StarCalc):44,34,76,1"),
    ".html": ("odt>pdf", "odt>docx", "odt>doc", "odt>rtf"),
}
EXPORTS = (".docx", ".xlsx", ".html", ".csv")
"""In these forms the figures of every report are written anew, and read."""


@dataclass(frozen=True)
class Case:
    """A file and the figures that stand in it; ``kind`` is how its line is called."""

    kind: str
    path: Path
    figures: Mapping[str, Number | None]
    uncertain: tuple[str, ...] = ()


def cases(folder: Path, forms: Forms, made: Path, *, convert: bool) -> Iterator[Case]:
    """Find the sources of a folder and make the others."""
    readable = {suffix for kind in SOURCE_KINDS for suffix in kind.suffixes}
    for truth in sorted(folder.glob("*.json")):
        known = json.loads(truth.read_text("utf-8"), parse_float=Decimal)
        figures = known["figures"]
        sources = [p for p in sorted(folder.glob(f"{truth.stem}.*")) if p.suffix in readable]
        for path in sources:
            yield Case(path.suffix, path, figures, tuple(known.get("uncertain", ())))
        written = list(_exports(known, forms, made / truth.stem))
        for path in written:
            yield Case(f"{path.suffix} 导出", path, figures)
        for path in [*sources, *written] if convert else ():
            for way in CONVERSIONS.get(path.suffix, ()):
                found = _converted(
                    path, way, made / truth.stem / f"{path.parent.name}-{path.suffix}"
                )
                if found is not None:
                    yield Case(f"{found.suffix} 由{path.suffix}转换", found, figures)


def _exports(known: Mapping[str, object], forms: Forms, folder: Path) -> Iterator[Path]:
    form = forms.by_edition(str(known["edition"]))
    if form is None:
        return
    folder.mkdir()
    report = Report(form, str(known["organ"]), int(str(known["year"])))
    figures = known["figures"]
    assert isinstance(figures, dict)  # noqa: S101  the file is ours
    edits = (SetFigure(Address(a), "" if f is None else str(f)) for a, f in figures.items())
    apply(report, edits)
    # A blank total would be computed from what is there: then the file says something else.
    if {str(a): f for a, f in report.figures().items()} != figures:
        return
    for suffix in EXPORTS:
        path = folder / f"report{suffix}"
        path.write_bytes(KINDS[suffix].write(Inspection(report)))
        yield path


def _converted(path: Path, way: str, folder: Path) -> Path | None:
    """Let LibreOffice convert a file, over others where the way names them."""
    for number, step in enumerate(way.split(">")):
        target = folder / f"{number}-{step.partition(':')[0]}"
        command = [str(SOFFICE), f"-env:UserInstallation={(folder.parent / 'profile').as_uri()}"]
        command += ["--headless", "--convert-to", step, "--outdir", str(target)]
        if path.suffix == ".html" and step == "odt":
            command += ["--infilter=HTML (StarWriter)"]
        subprocess.run([*command, str(path)], check=False, capture_output=True, timeout=120)  # noqa: S603  no shell
        path = target / f"{path.stem}.{step.partition(':')[0]}"
        if not path.exists():
            return None
    return path


def judge(
    reading: Reading | None,
    figures: Mapping[str, Number | None],
    uncertain: Collection[str] = (),
) -> Counter[str]:
    """Count what became of each figure, but of those that nobody can tell."""
    counts: Counter[str] = Counter()
    if reading is None:
        counts["reason"] = len(figures)
        return counts
    report = reading.report()
    for name, figure in figures.items():
        address = Address(name)
        if name in uncertain:
            continue
        if address not in reading.figures:
            counts["reason"] += 1  # Read as the other edition, which the reading says.
            continue
        read, how = report.figure(address), reading.figures[address]
        is_doubted = address in report.doubts or how.certainty is not Certainty.READ
        is_worked_out = how.certainty is Certainty.BLANK  # A total of what is there.
        if read == figure or (figure is None and is_worked_out):
            sure = "doubted" if is_doubted and read is not None else "right"
            counts["deduced" if how.certainty is Certainty.DEDUCED else sure] += 1
        elif read is None:
            counts["reason" if how.why or is_doubted else "silent"] += 1
        else:
            counts["said" if is_doubted else "wrong"] += 1
    return counts


def _open_pdf(path: Path) -> None:
    import pypdfium2  # type: ignore[import-untyped]  # it ships no types

    with pypdfium2.PdfDocument(path.read_bytes()) as document:
        for page in document:
            page.get_textpage().get_text_bounded()


def _open_word(path: Path) -> None:
    import docx

    docx.Document(str(path))


def _open_workbook(path: Path) -> None:
    import openpyxl

    openpyxl.load_workbook(path)


def _open_page(path: Path) -> None:
    import lxml.html  # type: ignore[import-untyped]  # lxml ships no types

    lxml.html.parse(str(path))


def _open_ods(path: Path) -> None:
    import lxml.etree  # type: ignore[import-untyped]  # lxml ships no types

    with zipfile.ZipFile(path) as package:
        lxml.etree.fromstring(package.read("content.xml"))


def _open_old(path: Path) -> None:
    content = path.read_bytes()
    if kind_of(content) is FileKind.OLE:
        file = OleFile(content)
        for name in file.names:
            file.stream(name)
    else:
        _open_page(path)


def _open_bytes(path: Path) -> None:
    path.read_bytes().decode("latin-1")


def _open_text(path: Path) -> None:
    list(csv.reader(io.StringIO(decode(path.read_bytes()))))


OPENERS: dict[str, Callable[[Path], None]] = {
    ".pdf": _open_pdf, ".docx": _open_word, ".xlsx": _open_workbook, ".html": _open_page,
    ".ods": _open_ods, ".xls": _open_old, ".doc": _open_old, ".rtf": _open_bytes,
    ".csv": _open_text, ".txt": _open_text, ".mhtml": _open_bytes,
}  # fmt: skip


def fastest(work: Callable[[], object]) -> float:
    """Return the shortest of several times."""
    times = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return min(times)


def read(path: Path, forms: Forms) -> Reading | None:
    """Read a file; a Problem is an answer too."""
    try:
        return read_source(path, forms)
    except Problem:
        return None


def main() -> None:
    """Print the table."""
    folder = Path(sys.argv[1]).resolve()
    convert = "--convert" in sys.argv and SOFFICE is not None
    forms = load_forms()
    counts: dict[str, Counter[str]] = {}
    files: Counter[str] = Counter()
    ratios: dict[str, list[tuple[float, float]]] = {}
    with tempfile.TemporaryDirectory() as made:
        for case in cases(folder, forms, Path(made), convert=convert):
            reading = read(case.path, forms)
            found = judge(reading, case.figures, case.uncertain)
            counts.setdefault(case.kind, Counter()).update(found)
            files[case.kind] += 1
            times = (
                fastest(partial(read, case.path, forms)),
                fastest(partial(OPENERS[case.path.suffix], case.path)),
            )
            ratios.setdefault(case.kind, []).append(times)
            if found["wrong"] or found["silent"] or "-v" in sys.argv:
                print(f"{case.path.name} ({case.kind}): {dict(found)}")
    print(HEAD)
    print("| --- |" + " ---: |" * 10)
    for kind, count in counts.items():
        each = " | ".join(
            str(count[name])
            for name in ("right", "deduced", "doubted", "reason", "silent", "said", "wrong")
        )
        ours = sum(own for own, _ in ratios[kind])
        alone = sum(other for _, other in ratios[kind])
        own = 1000 * ours / files[kind]
        print(f"| {kind} | {files[kind]} | {each} | {own:.0f} ms | {ours / alone:.1f} |")


if __name__ == "__main__":
    main()

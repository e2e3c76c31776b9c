"""Exports of the sample: PDF against LibreOffice's, OFD against PDF, .xlsx against bare openpyxl.

Each is made in a process of its own, in turn: the time is that of the whole process, start and
imports included, by the clock and by the processor, which other work on the machine disturbs less;
the memory is the process's highest, LibreOffice's own processes included.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROUNDS = 5
ROOT = Path(__file__).resolve().parent.parent
OURS = """
import sys
from pathlib import Path
import resources
from core.document.file import load
from core.forms.loader import load_forms
from core.checks.inspection import Inspection
from core.exports.kinds import export
from gui.printing import KINDS
report, _ = load(resources.folder() / "samples" / "cixi-2020.nianbao", load_forms())
export(Inspection(report), Path(sys.argv[1]), KINDS)
"""
BARE = """
import sys
from openpyxl import Workbook
book = Workbook()
for rows, columns in {sheets}:
    sheet = book.create_sheet()
    for row in range(1, rows + 1):
        for column in range(1, columns + 1):
            sheet.cell(row, column, row * column)
book.save(sys.argv[1])
"""
# The child's own memory and time would count the launcher too: it does nothing but wait.
LAUNCHER = """
import resource, subprocess, sys, time
start = time.perf_counter()
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
took = time.perf_counter() - start
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(took, used.ru_utime + used.ru_stime, used.ru_maxrss)
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took: seconds, the processor's too, and its largest process's memory in MiB."""

    seconds: float
    processor: float
    memory: float


def main() -> None:
    """Measure both pairs and print the ratios."""
    try:
        import resource  # noqa: F401  only asked for
    except ImportError:
        print("exports: skipped, this system does not tell a process's memory (resource)")
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        measure_pdf(folder)
        measure_ofd(folder)
        measure_workbook(folder)


def measure_pdf(folder: Path) -> None:
    """Measure our PDF against LibreOffice's conversion of our .docx of the same report."""
    ours = python(OURS, folder / "ours.pdf")
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        print("pdf against LibreOffice: skipped, soffice is not installed")
        show("pdf", [run(ours) for _ in range(ROUNDS)])
        return
    document = folder / "report.docx"
    run(python(OURS, document))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    to_pdf = ["--convert-to", "pdf", "--outdir", str(folder), str(document)]
    compare("pdf", ours, "LibreOffice", [office, profile, "--headless", *to_pdf])


def measure_ofd(folder: Path) -> None:
    """Measure our OFD document against our PDF of the same report."""
    compare("ofd", python(OURS, folder / "ours.ofd"), "pdf", python(OURS, folder / "ours.pdf"))


def measure_workbook(folder: Path) -> None:
    """Measure our workbook against as many plain cells written with openpyxl alone."""
    from openpyxl import load_workbook

    target = folder / "ours.xlsx"
    ours = python(OURS, target)
    run(ours)
    sheets = [(sheet.max_row, sheet.max_column) for sheet in load_workbook(target)]
    cells = sum(rows * columns for rows, columns in sheets)
    bare = python(BARE.format(sheets=sheets), folder / "bare.xlsx")
    compare(f"xlsx of {cells} cells", ours, "bare openpyxl", bare)


def python(program: str, target: Path) -> list[str]:
    """Return the command that runs a program of ours with the file it is to write."""
    return [sys.executable, "-c", program, str(target)]


def compare(name: str, ours: list[str], other: str, theirs: list[str]) -> None:
    """Run two commands in turn and print medians and ratios, pair by pair."""
    for command in (ours, theirs):  # the first round warms the disk
        run(command)
    pairs = [(run(ours), run(theirs)) for _ in range(ROUNDS)]
    show(name, [one for one, _ in pairs])
    show(f"{name}, {other}", [two for _, two in pairs])
    time = statistics.median(one.seconds / two.seconds for one, two in pairs)
    work = statistics.median(one.processor / two.processor for one, two in pairs)
    memory = statistics.median(one.memory / two.memory for one, two in pairs)
    print(
        f"{name}: {time:.2f} of the time, {work:.2f} of the processor's time"
        f" and {memory:.2f} of the memory of {other}"
    )


def show(name: str, costs: list[Cost]) -> None:
    """Print the median of several runs."""
    seconds = statistics.median(cost.seconds for cost in costs)
    memory = statistics.median(cost.memory for cost in costs)
    processor = statistics.median(cost.processor for cost in costs)
    print(
        f"{name}: {seconds:.2f} s, {processor:.2f} s of the processor, {memory:.0f} MiB at most"
        f" (median of {len(costs)})"
    )


def run(command: list[str]) -> Cost:
    """Run a command in a child and return what it took."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    # An installed program has its modules compiled; a checkout may be told not to keep them.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(  # noqa: S603  our own commands
        [sys.executable, "-c", LAUNCHER, *command],
        cwd=ROOT, env=environment, check=True, capture_output=True, text=True,
    )  # fmt: skip
    seconds, processor, kibibytes = done.stdout.split()
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024  # macOS tells bytes
    return Cost(float(seconds), float(processor), float(kibibytes) / unit)


if __name__ == "__main__":
    main()

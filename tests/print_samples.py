"""Write sample reports as PDF and for Word; a program, for its fonts are chosen at its start.

python -m tests.print_samples FOLDER NAME...
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from core.checks.inspection import Inspection
from gui.printing import KINDS
from tests.sample_reports import sample_report

SUFFIXES = (".doc", ".docx")


def print_samples(folder: Path, names: list[str]) -> None:
    """Write NAME.pdf, NAME-doc.doc and NAME-docx.docx of each report into the folder."""
    for name in names:
        inspection = Inspection(sample_report(name))
        (folder / f"{name}.pdf").write_bytes(KINDS[".pdf"].write(inspection))
        for suffix in SUFFIXES:
            # Each has a name of its own, for LibreOffice puts all of them into one folder.
            file = folder / f"{name}-{suffix[1:]}{suffix}"
            file.write_bytes(KINDS[suffix].write(inspection))


if __name__ == "__main__":
    application = QApplication([])
    print_samples(Path(sys.argv[1]), sys.argv[2:])

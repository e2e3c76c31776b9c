"""What stands in the window held against what somebody else has put into its file."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QWidget

from core.apart.stopping import Stopped
from core.document.file import load
from core.report.compare import compare
from core.report.report import Report
from gui.kit.differences import DifferenceList
from gui.kit.fields import dialog_column, size_dialog
from gui.kit.passing import run
from gui.kit.waiting import wait_for
from gui.state.document import Document


class DiskChangeDialog(QDialog):
    """Only shows: what to do is chosen where it was asked for."""

    def __init__(
        self, words: str, mine: Report, there: Report, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("比较窗口里的和磁盘上的")
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.differences = DifferenceList("窗口里的", "磁盘上的")
        self.leave = QDialogButtonBox()
        self.leave.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        self.leave.rejected.connect(self.reject)
        column = dialog_column(self)
        column.addWidget(self.told)
        column.addWidget(self.differences, 1)
        column.addWidget(self.leave)
        size_dialog(self, 64, 26)
        found = compare(mine, there)
        said = (
            f"两边有{len(found)}处不同。" if found else "两边的内容没有不同，只有修改记录不一样。"
        )
        self.told.setText(f"{words}{said}")
        self.differences.show_differences(found)


def compare_with_disk(document: Document, words: str, parent: QWidget) -> None:
    """Show how the file of the open report differs from it; raises Problem if it is unreadable."""
    if document.path is None:
        return
    path, forms = document.path, document.forms
    try:
        there, _stamp = wait_for(path.name, lambda _stop: load(path, forms), parent)
    except Stopped:
        return
    run(DiskChangeDialog(words, document.report, there, parent))

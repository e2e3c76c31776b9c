"""What the roll-up gives out: the sum as a report, letters, the reminder, the workbook."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QWidget

from core.base.atomic import write_bytes
from core.base.file_name import file_name
from core.document.encode import SUFFIX
from core.document.file import save
from core.rollup.unit import UnitState
from gui.kit.ask import Ask
from gui.rollup.state import RollupState


class GivingOut:
    """Asks where to, and writes; returns the words that tell of it, none where it was not done.

    Raises Problem where something cannot be written.
    """

    def __init__(self, state: RollupState, ask: Ask, parent: QWidget) -> None:
        """``parent`` is the window that a dialog stands over."""
        self._parent = parent
        self._state = state
        self._ask = ask
        self.sum_path: Path | None = None
        """Where the sum was saved last."""

    def sum(self) -> str:
        """Save the sum as a report of its own."""
        head = self._state.project.head
        path = self._where("合计另存为年报", "年度汇总", f"年报文件 (*{SUFFIX})", SUFFIX)
        if path is None:
            return ""
        save(self._state.total.report(head.organ, head.year), path, overwrite=True)
        self.sum_path = path
        return f"已存为“{path.name}”（{self._state.extent}）。按 Ctrl+O 在年报窗口打开它。"

    def letters(self) -> str:
        """Write every letter into a folder, and mark the reports as sent back."""
        from core.rollup.papers.letters import write_letters

        state, head = self._state, self._state.project.head
        folder = self._ask.open_folder("退回意见存放的文件夹", str(state.project.folder.parent))
        if folder is None:
            return ""
        written = write_letters(state.gathering(), folder, head.organ, head.deadline)
        names = {name for name, _ in written}
        state.send_back(key for key, row in state.rows.items() if row.unit.name in names)
        return f"写出{len(written)}份退回意见，这些单位记为已退回。文件夹：{folder}"

    def reminder(self) -> str:
        """Write the sheet of those that are missing."""
        from core.rollup.papers.reminder import reminder

        head = self._state.project.head
        missing = [
            row.unit
            for row in self._state.rows.values()
            if row.unit.is_counted and row.state is UnitState.MISSING
        ]
        today = datetime.now().astimezone().date()
        return self._workbook(
            "催报单", lambda: reminder(missing, head.organ, head.year, head.deadline, today)
        )

    def forms(self) -> str:
        """Make collection forms for units that do not have the program."""
        from gui.rollup.forms_dialog import FormsDialog

        dialog = FormsDialog(self._state, self._ask, self._parent)
        return dialog.told if dialog.exec() else ""

    def workbook(self) -> str:
        """Write the workbook for the leaders."""
        from core.rollup.papers.leaders import leaders_workbook

        state = self._state
        organ = state.project.head.organ
        return self._workbook(
            "汇总表", lambda: leaders_workbook(state.gathering(), state.total, organ)
        )

    def _workbook(self, name: str, make: Callable[[], bytes]) -> str:
        path = self._where(f"导出{name}", f"年度{name}", "Excel 工作簿 (*.xlsx)", ".xlsx")
        if path is None:
            return ""
        write_bytes(path, make())
        return f"已导出：{path}"

    def _where(self, title: str, end: str, kinds: str, suffix: str) -> Path | None:
        project = self._state.project
        name = file_name(project.head.organ, suffix, end=f"{project.head.year}{end}")
        return self._ask.save_path(title, str(project.folder.parent / name), kinds, suffix)

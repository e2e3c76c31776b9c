"""What the roll-up gives out: the sum as a report, letters, the reminder, the workbook."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from core.apart.stopping import Stop
from core.base.file_name import file_name
from core.base.problem import Problem
from core.document.encode import SUFFIX, encode
from core.rollup.papers.rankings import LastFigures
from core.rollup.unit import UnitState
from gui.kit.ask import Ask
from gui.kit.passing import run
from gui.kit.waiting import wait_for, waiting_cursor
from gui.kit.writing_out import put_out_beside, write_beside
from gui.kit.written import Written
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
        self.last: Callable[[], LastFigures] = dict
        """Returns last year's figures of the units, so far as they are known."""

    def sum(self) -> str:
        """Save the sum as a report of its own."""
        path = self._where("合计另存为年报", "年度汇总", f"年报文件 (*{SUFFIX})", SUFFIX)
        if path is None:
            return ""
        kept, total = self._state.kept_sum, self._state.total
        report = wait_for("合计", lambda _stop: kept.report(total), self._parent)
        put_out_beside(path, encode(report), self._parent)
        self.sum_path = path
        told = f"已存为“{path.name}”（{self._state.extent}）。按 Ctrl+O 在年报窗口打开它。"
        return Written(told, path)

    def kept_sum(self) -> Path:
        """Return the sum to be opened: where it was saved last, else the project's own."""
        if self.sum_path is None:
            kept, total = self._state.kept_sum, self._state.total
            self._state.writing.do(lambda stop: kept.keep(total, stop))
            return self._state.project.sum_path
        return self.sum_path

    def letters(self) -> str:
        """Write every letter into a folder, and mark the reports as sent back."""
        from core.rollup.papers.letters import draw_letters
        from gui.printing import letter_pdfs

        state, head = self._state, self._state.project.head
        folder = self._ask.open_folder("退回意见存放的文件夹", str(state.project.folder.parent))
        if folder is None:
            return ""
        with waiting_cursor():
            drawn = draw_letters(state.gathering(), head.organ, head.deadline, pdfs=letter_pdfs)

        def write(stop: Stop) -> list[tuple[str, Path]]:
            return drawn.write(folder, stop)

        written = write_beside(folder, write, self._parent)
        names = {name for name, _ in written}
        state.send_back(key for key, row in state.rows.items() if row.unit.name in names)
        told = f"写出{len(written)}份退回意见（Word 和 PDF），这些单位记为已退回。文件夹：{folder}"
        return Written(told, folder)

    def reminder(self) -> Written | None:
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
        return dialog.told if run(dialog) else ""

    def workbook(self) -> Written | None:
        """Write the workbook for the leaders."""
        from core.rollup.papers.leaders import leaders_workbook

        state = self._state
        organ = state.project.head.organ
        kept, total = state.kept_sum, state.total
        corrections = wait_for("合计", lambda _stop: kept.corrections(total), self._parent)
        last = self.last()
        return self._workbook(
            "汇总表",
            lambda: leaders_workbook(state.gathering(), state.total, organ, corrections, last),
        )

    def overview(self) -> str:
        """Write the numbers of the units' overviews, and copy their sums in words."""
        from core.rollup.overview import OverviewLine, overview_line, overview_sentence
        from core.rollup.papers.overview_table import SHEET, overview_table

        project = self._state.project
        units = [row.unit for row in self._state.added()]

        def read() -> list[OverviewLine]:
            return [overview_line(unit.name, project.report(unit)) for unit in units]

        lines = wait_for(SHEET, lambda _stop: read(), self._parent)
        words = overview_sentence(lines)
        if not words:
            raise Problem("各单位的总体情况里没有找到可以汇总的数。")
        head = project.head
        told = self._workbook(SHEET, lambda: overview_table(lines, head.organ, head.year))
        if told:
            QGuiApplication.clipboard().setText(words)
            more = "　合计的一句话已复制，可以贴进总体情况，请对照原文核对。"
            return Written(f"{told}{more}", told.path)
        return ""

    def circular(self) -> Written | None:
        """Write who reported in time and right, of this year and another one where it is chosen."""
        from core.rollup.index import Index
        from core.rollup.papers.circular import circular
        from core.rollup.project import open_project
        from core.rollup.survey import look_over

        state, head = self._state, self._state.project.head
        years = [(head, tuple(state.rows.values()))]
        beside = str(state.project.folder.parent)
        if self._ask.confirm(
            "通报要不要和上年的放在一起？", "不放，就只写本年度的。", "选上年的汇总"
        ):
            path = self._ask.open_folder("选上年的汇总文件夹", beside)
            if path is None:
                return None
            last = open_project(path, state.project.forms)
            if last.head.year == head.year:
                raise Problem(f"那也是{head.year}年度的汇总，不是上年的。")
            rows = wait_for(path.name, lambda _stop: look_over(last, Index(None)), self._parent)
            years.append((last.head, rows))
        today = datetime.now().astimezone().date()
        return self._workbook("通报", lambda: circular(years, today))

    def _workbook(self, name: str, make: Callable[[], bytes]) -> Written | None:
        path = self._where(f"导出{name}", f"年度{name}", "Excel 工作簿 (*.xlsx)", ".xlsx")
        if path is None:
            return None
        put_out_beside(path, make(), self._parent)
        return Written(f"已导出：{path}", path)

    def _where(self, title: str, end: str, kinds: str, suffix: str) -> Path | None:
        project = self._state.project
        name = file_name(project.head.organ, suffix, end=f"{project.head.year}{end}")
        return self._ask.save_path(title, str(project.folder.parent / name), kinds, suffix)

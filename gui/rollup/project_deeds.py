"""What is done with the whole roll-up: its list, its deadline, last year's beside it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QInputDialog, QWidget

from core.base.problem import Problem
from core.rollup.merging import Merged
from core.rollup.survey import UnitRow
from core.rollup.year_before import find_year_before
from core.settings.settings import own_folder
from gui.kit.ask import Ask
from gui.kit.passing import run
from gui.kit.waiting import wait_for
from gui.kit.writing_out import write_beside
from gui.kit.written import Written
from gui.look.theme import Theme
from gui.rollup.state import RollupState
from gui.rollup.years_page import YearsPage


class ProjectDeeds:
    """Each deed asks for what it needs and returns what to tell; raises Problem."""

    def __init__(self, state: RollupState, ask: Ask, parent: QWidget) -> None:
        self._state = state
        self._ask = ask
        self._parent = parent
        self._has_looked = False
        """Whether last year's roll-up was looked for beside this one."""

    def add_units(self) -> str:
        """Add units to the list."""
        from gui.rollup.new_project import UnitsDialog

        dialog = UnitsDialog(self._ask, self._beside(), self._parent)
        if not run(dialog):
            return ""
        return f"名单里添了{self._state.add_units(dialog.found)}个单位。"

    def set_deadline(self) -> str:
        """Set the day by which units have to report, or take it away."""
        from gui.rollup.new_project import day_in

        day = self._state.project.head.deadline
        text, is_given = QInputDialog.getText(
            self._parent, "截止日期", "各单位报送的截止日期，如 2026-01-31；没有定就空着：",
            text=day.isoformat() if day else "",
        )  # fmt: skip
        if is_given:
            self._state.set_deadline(day_in(text))
        return ""

    def take_away(self) -> str:
        """Copy the project to an empty folder, to be worked on elsewhere and merged back."""
        from core.rollup.project import copy_project

        path = self._ask.open_folder("带走一份：选一个空文件夹，如U盘里新建的", self._beside())
        if path is None:
            return ""
        project = self._state.project
        write_beside(path, lambda stop: copy_project(project, path, stop), self._parent)
        return Written(f"复制好了：{path}。在那里处理完，用“并入带走的一份…”并回来。", path)

    def bring_back(self, theme: Theme) -> str:
        """Merge a copy that was taken away, and show what came of each unit."""
        from core.rollup.merging import merge
        from core.rollup.project import open_project
        from gui.rollup.merged_dialog import MergedDialog

        project = self._state.project
        path = self._ask.open_folder("并入带走的一份：选它的文件夹", self._beside())
        if path is None:
            return ""
        if path.resolve() == project.folder.resolve():
            raise Problem("选的就是这一份汇总。请选带走的那一份的文件夹。")

        def work() -> tuple[tuple[Merged, ...], tuple[UnitRow, ...]]:
            merged = merge(project, open_project(path, project.forms))
            return merged, self._state.look()

        merged, rows = wait_for(path.name, lambda _stop: work(), self._parent)
        self._state.show(rows)
        if not merged:
            return "带走的一份里没有新的。"
        run(MergedDialog(self._state, merged, theme, self._parent))
        return f"并入了带走的一份，{len({each.unit.key for each in merged})}个单位有变化。"

    def take_last(self, page: YearsPage) -> str:
        """Show the figures of last year's roll-up on the page, unit by unit."""
        path = self._ask.open_folder("选上年的汇总文件夹", self._beside())
        if path is None:
            return ""
        return self._take_last(page, path)

    def find_last(self, page: YearsPage) -> str:
        """Do the same, once, with the one that lies beside this one, where there is just one."""
        if self._has_looked or page.has_last:
            return ""
        self._has_looked = True
        project = self._state.project
        path = wait_for("上年的汇总", lambda _stop: find_year_before(project), self._parent)
        return self._take_last(page, path) if path is not None else ""

    def _take_last(self, page: YearsPage, path: Path) -> str:
        from core.rollup.index import Index, index_path
        from core.rollup.project import open_project
        from core.rollup.survey import look_over

        project = self._state.project

        def read() -> tuple[int, tuple[UnitRow, ...]]:
            last = open_project(path, project.forms)
            index = Index(index_path(own_folder(), last.folder), project.office)
            try:
                return last.head.year, look_over(last, index)
            finally:
                index.close()

        year, rows = wait_for(path.name, lambda _stop: read(), self._parent)
        if year != project.head.year - 1:
            raise Problem(f"那是{year}年度的汇总，不是上年的，没有用它对比。")
        forms = {form.edition: form for form in project.forms.editions}
        matched = page.take_last(rows, forms)
        return f"对上了{matched}个单位上年的数，取自“{path}”。"

    def _beside(self) -> str:
        return str(self._state.project.folder.parent)

"""The dated backups: what was saved then, held against the present before it comes back."""

from __future__ import annotations

from collections import deque

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from core.base.problem import Problem
from core.base.time_words import in_chinese
from core.document.file import load
from core.document.history import History
from core.keeping.against_file import against_file, extent
from core.keeping.backups import BackedUp, Backup, Backups
from core.report.compare import Difference, compare
from core.report.report import Report
from gui.kit.differences import DifferenceList, lay_out_comparison
from gui.state.document import Document

BACKUP = Qt.ItemDataRole.UserRole
GROUP = Qt.ItemDataRole.UserRole + 1
RESTORE, OPEN_AS_NEW = "恢复成这个版本", "作为新报告打开"


class BackupsDialog(QDialog):
    """Lists the backups of the open file first, then those of other files.

    ``chosen`` is what comes back, once it was accepted: the backup, its report and history;
    ``is_of_open`` tells whether it is one of the open report.
    """

    def __init__(self, backups: Backups, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("找回以前的版本")
        self.chosen: tuple[Backup, Report, History] | None = None
        self._document = document
        path = document.path if document.is_open else None
        self._own = None if path is None else backups.folder_of(path)
        self._saved: dict[BackedUp, Report | None] = {}
        self._waiting: deque[QTreeWidgetItem] = deque()
        self.tree = QTreeWidget()
        self.tree.setHeaderLabels(["保存的时间", "和现在相比"])
        self.tree.setUniformRowHeights(True)
        self.tree.setAccessibleName("备份")
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.differences = DifferenceList("现在的", "这份备份")
        self.take = QPushButton(RESTORE)
        self._next = QTimer(self)
        self._next.setInterval(0)
        self._next.timeout.connect(self._tell_next)
        self._compose()
        self._fill(sorted(backups.every(), key=lambda group: group.folder != self._own))
        self.tree.itemSelectionChanged.connect(self._show)
        self.tree.itemExpanded.connect(self._await)
        self.take.clicked.connect(self._take)
        self._begin()

    @property
    def is_of_open(self) -> bool:
        """Tell whether the backup in hand is one of the report in the window."""
        group = self._group(self._in_hand())
        return group is not None and group.folder == self._own

    def _compose(self) -> None:
        hint = "每次保存都另留一份。选一份，先和现在的比较，再决定要不要。"
        lay_out_comparison(self, hint, self.tree, self.told, self.differences, self.take)
        self.tree.setColumnWidth(0, self.fontMetrics().horizontalAdvance("汉") * 30)

    def _fill(self, groups: list[BackedUp]) -> None:
        for group in groups:
            is_own = group.folder == self._own
            words = f"{group.name}（正打开着）" if is_own else group.name
            top = QTreeWidgetItem(self.tree, [words, f"{len(group.backups)}份"])
            top.setData(0, GROUP, group)
            top.setToolTip(0, str(group.path) if group.path else "")
            for backup in group.backups:
                item = QTreeWidgetItem(top, [in_chinese(backup.time, "%Y年%m月%d日 %H:%M:%S")])
                item.setData(0, BACKUP, backup)

    def _begin(self) -> None:
        """Open the first group; without any, say so."""
        if not self.tree.topLevelItemCount():
            self.told.setText("还没有备份。保存报告时，程序会自动另留一份。")
            self.take.setEnabled(False)
            return
        first = self.tree.topLevelItem(0)
        first.setExpanded(True)
        self.tree.setCurrentItem(first.child(0))

    def _in_hand(self) -> QTreeWidgetItem | None:
        return next(iter(self.tree.selectedItems()), None)

    def _group(self, item: QTreeWidgetItem | None) -> BackedUp | None:
        while item is not None:
            found = item.data(0, GROUP)
            if isinstance(found, BackedUp):
                return found
            item = item.parent()
        return None

    def _read(self, item: QTreeWidgetItem) -> tuple[Backup, Report, History] | None:
        """Read the backup of a line; None for the line of a file. Raises Problem."""
        backup = item.data(0, BACKUP)
        if not isinstance(backup, Backup):
            return None
        return backup, *backup.read(self._document.forms)

    def _await(self, top: QTreeWidgetItem) -> None:
        """Tell of each backup in an opened group how much differs, one after the other."""
        items = [top.child(number) for number in range(top.childCount())]
        self._waiting.extend(item for item in items if not item.text(1))
        self._next.start()

    def _tell_next(self) -> None:
        if not self._waiting:
            self._next.stop()
            return
        item = self._waiting.popleft()
        try:
            found = self._read(item)
        except Problem:
            item.setText(1, "已经损坏")
            return
        if found is not None:
            item.setText(1, extent(self._against_present(item, found[1])[1]))
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{item.text(0)}，{item.text(1)}")

    def _against_present(
        self, item: QTreeWidgetItem, report: Report
    ) -> tuple[str, tuple[Difference, ...]]:
        """Hold a backup against the open report, or that of another file against the file."""
        group = self._group(item)
        if group is None:
            raise RuntimeError("a backup of no file")
        if group.folder == self._own:
            found = compare(self._document.report, report)
            count = f"有{len(found)}处不同" if found else "没有不同"
            return f"这份备份和窗口里的报告相比{count}。恢复以后可以撤销。", found
        saved = self._file_of(group)
        if saved is None:
            return against_file(report, group.path, None, self._document.forms)
        found = compare(saved, report)
        count = f"有{len(found)}处不同" if found else "没有不同"
        words = f"和“{group.path}”现在的内容相比{count}。打开的是一份新报告，不会动那份文件。"
        return words, found

    def _file_of(self, group: BackedUp) -> Report | None:
        """Return what the file of a group holds now, read once."""
        if group not in self._saved:
            try:
                saved = load(group.path, self._document.forms)[0] if group.path else None
            except Problem:
                saved = None
            self._saved[group] = saved
        return self._saved[group]

    def _show(self) -> None:
        """Hold the backup in hand against the present."""
        self.differences.clear()
        self.take.setEnabled(False)
        self.take.setText(RESTORE if self.is_of_open else OPEN_AS_NEW)
        item = self._in_hand()
        try:
            found = None if item is None else self._read(item)
        except Problem as problem:
            self.told.setText(str(problem))
            return
        if item is None or found is None:
            self.told.setText("请选一份备份。")
            return
        words, differences = self._against_present(item, found[1])
        self.told.setText(words)
        self.differences.show_differences(differences)
        self.take.setEnabled(not self.is_of_open or bool(differences))

    def _take(self) -> None:
        item = self._in_hand()
        try:
            self.chosen = None if item is None else self._read(item)
        except Problem as problem:
            self.told.setText(str(problem))
            return
        self.accept()

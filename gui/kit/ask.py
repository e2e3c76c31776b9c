"""The one place that asks the user something in a dialog; tests put another in its stead."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6 import QtWidgets
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from core.reading.opened_kinds import OPENED_SUFFIXES
from gui.kit.passing import run

if TYPE_CHECKING:
    from PySide6.QtWidgets import QFileDialog, QMessageBox

DOCUMENT_FILTER = "年报文件 (*.nianbao)"
OPENED_FILTER = f"能读取的年报 ({' '.join(f'*{suffix}' for suffix in OPENED_SUFFIXES)})"


class Answer(enum.Enum):
    """What the user chose."""

    YES = "yes"
    NO = "no"
    CANCEL = "cancel"
    COMPARE = "compare"


class Ask:
    """Questions in words, buttons that are verbs, the safe answer as the default."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._parent = parent
        self.folders: Callable[[], Iterable[str]] = tuple
        """The folders that were used last, offered at the side of dialogs about files."""

    def above(self, window: QWidget) -> Ask:
        """Return who asks above a window of its own, which else would fall behind the main one."""
        ask = Ask(window)
        ask.folders = self.folders
        return ask

    def tell(self, message: str) -> None:
        """Tell about something that went wrong."""
        box = self._box(message)
        box.setIcon(QtWidgets.QMessageBox.Icon.Warning)
        box.addButton("知道了", QtWidgets.QMessageBox.ButtonRole.AcceptRole)
        run(box)

    def save_first(self, title: str) -> Answer:
        """Ask whether to save unsaved work before it leaves the window."""
        box = self._box(f"“{title}”有改动还没有保存。")
        box.setInformativeText("不保存，改动会丢失。")
        return self._choose(box, save="保存", dont="不保存")

    def overwrite(self, message: str) -> Answer:
        """Ask what to do about a file that changed on disk.

        YES overwrites, NO saves elsewhere, COMPARE shows the differences before one asks again.
        """
        box = self._box(message)
        compare = box.addButton("比较", QtWidgets.QMessageBox.ButtonRole.ActionRole)
        yes = box.addButton("覆盖", QtWidgets.QMessageBox.ButtonRole.DestructiveRole)
        elsewhere = box.addButton("另存为…", QtWidgets.QMessageBox.ButtonRole.AcceptRole)
        cancel = box.addButton("取消", QtWidgets.QMessageBox.ButtonRole.RejectRole)
        answers = {yes: Answer.YES, elsewhere: Answer.NO, compare: Answer.COMPARE}
        return self._answer(box, elsewhere, answers, cancel)

    def save_elsewhere(self, message: str) -> bool:
        """Tell why nothing was saved; returns whether to save as another file."""
        box = self._box(message)
        box.setIcon(QtWidgets.QMessageBox.Icon.Warning)
        elsewhere = box.addButton("另存为…", QtWidgets.QMessageBox.ButtonRole.AcceptRole)
        cancel = box.addButton("取消", QtWidgets.QMessageBox.ButtonRole.RejectRole)
        return self._answer(box, elsewhere, {elsewhere: Answer.YES}, cancel) is Answer.YES

    def confirm(self, message: str, consequence: str, yes: str) -> bool:
        """Ask whether to go on all the same; ``yes`` is the verb on the button."""
        box = self._box(message)
        box.setInformativeText(consequence)
        go_on = box.addButton(yes, QtWidgets.QMessageBox.ButtonRole.AcceptRole)
        cancel = box.addButton("取消", QtWidgets.QMessageBox.ButtonRole.RejectRole)
        return self._answer(box, cancel, {go_on: Answer.YES}, cancel) is Answer.YES

    def open_path(self, title: str, folder: str, kinds: str) -> Path | None:
        """Ask for a file to open; None when the user thinks better of it."""
        dialog = self._file_dialog(title, folder)
        dialog.setFileMode(QtWidgets.QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(kinds.split(";;"))
        return _chosen(dialog)

    def open_paths(self, title: str, folder: str, kinds: str) -> list[Path]:
        """Ask for one or several files to open; none when the user thinks better of it."""
        names, _ = QtWidgets.QFileDialog.getOpenFileNames(self._parent, title, folder, kinds)
        return [Path(name) for name in names]

    def open_folder(self, title: str, folder: str) -> Path | None:
        """Ask for a folder; None when the user thinks better of it."""
        dialog = self._file_dialog(title, folder)
        dialog.setFileMode(QtWidgets.QFileDialog.FileMode.Directory)
        dialog.setOption(QtWidgets.QFileDialog.Option.ShowDirsOnly)
        return _chosen(dialog)

    def save_path(self, title: str, proposal: str, kinds: str, suffix: str) -> Path | None:
        """Ask where to save; the dialog itself asks before it overwrites."""
        folder = str(Path(proposal).parent)
        dialog = self._file_dialog(title, folder)
        dialog.setNameFilters(kinds.split(";;"))
        dialog.setAcceptMode(QtWidgets.QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(suffix.removeprefix("."))
        dialog.selectFile(proposal)
        return _chosen(dialog)

    def _file_dialog(self, title: str, folder: str) -> QFileDialog:
        from gui.kit.file_dialog import make_file_dialog

        return make_file_dialog(self._parent, title, folder, self.folders())

    def _box(self, message: str) -> QMessageBox:
        box = QtWidgets.QMessageBox(self._parent)
        box.setWindowTitle("年报")
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(message)
        return box

    def _choose(self, box: QMessageBox, save: str, dont: str) -> Answer:
        yes = box.addButton(save, QtWidgets.QMessageBox.ButtonRole.AcceptRole)
        no = box.addButton(dont, QtWidgets.QMessageBox.ButtonRole.DestructiveRole)
        cancel = box.addButton("取消", QtWidgets.QMessageBox.ButtonRole.RejectRole)
        return self._answer(box, yes, {yes: Answer.YES, no: Answer.NO}, cancel)

    def _answer(
        self,
        box: QMessageBox,
        default: QPushButton,
        answers: dict[QPushButton, Answer],
        cancel: QPushButton,
    ) -> Answer:
        box.setDefaultButton(default)
        box.setEscapeButton(cancel)
        run(box)
        clicked = box.clickedButton()
        return next((a for button, a in answers.items() if button is clicked), Answer.CANCEL)


def _chosen(dialog: QFileDialog) -> Path | None:
    is_chosen = run(dialog)
    names = dialog.selectedFiles() if is_chosen else []
    return Path(names[0]) if names else None

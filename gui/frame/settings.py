"""The settings, few and on one page; what is changed acts at once."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.base.atomic import make_private
from core.keeping.backups import DAYS, LATEST
from core.keeping.presence import user_name
from core.settings.settings import BACKUP_MONTHS, LONGEST_NAME, ZOOMS, Settings
from gui.frame.choices import ENTER_WAYS, THEMES
from gui.kit.fields import dialog_column, form_rows, size_dialog
from gui.kit.roomy import Roomy
from gui.printing.font_form import FontChoice
from gui.start.deadline_choice import DeadlineChoice
from gui.state.preferences import Preferences

_MINE = (
    *("theme", "zoom", "enter", "shows_prior"),
    *("deadline", "records_author", "author", "backup_months"),
)
"""The settings that stand here, and that 恢复默认 puts back."""
_MONTHS_IN_WORDS = {6: "半年", 12: "1年", 24: "2年", 60: "5年"}


class SettingsDialog(QDialog):
    """Shows the preferences and changes them; whoever changes them elsewhere is followed."""

    def __init__(
        self, preferences: Preferences, backups: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("设置")
        self._preferences = preferences
        self._backups = backups
        self.theme = _choice("外观", THEMES)
        self.zoom = _choice("大小", ((zoom, f"{zoom}%") for zoom in ZOOMS))
        self.enter = _choice("在表格里按回车", ENTER_WAYS)
        self.prior = QCheckBox("在各格左下角用小字显示上年的数(&S)")
        self.records = QCheckBox("在修改记录里记下操作人(&C)")
        self.author = QLineEdit()
        self.author.setMaxLength(LONGEST_NAME)
        self.author.setAccessibleName("操作人")
        self.author.setPlaceholderText(user_name() or "操作人的姓名")
        self.months = _choice(
            "备份保留", ((months, _MONTHS_IN_WORDS[months]) for months in BACKUP_MONTHS)
        )
        self.deadline = DeadlineChoice()
        self.usual = QPushButton("恢复默认(&D)")
        self.usual.setToolTip("这一页的各项都改回默认的样子")
        self._compose()
        self._connect()
        self._show()

    def _compose(self) -> None:
        inner = QWidget()
        inner.setObjectName("pane")
        rows = form_rows(self)
        inner.setLayout(rows)
        rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        rows.addRow("外观(&L)", self.theme)
        rows.addRow("大小(&Z)", self.zoom)
        rows.addRow("", _quiet("随时可以按 Ctrl+加号、Ctrl+减号，或者按住 Ctrl 转滚轮来改。"))
        rows.addRow("回车后(&E)", self.enter)
        rows.addRow("上年的数", self.prior)
        rows.addRow("公布期限", self.deadline)
        rows.addRow("修改记录", self.records)
        rows.addRow("操作人(&P)", self.author)
        rows.addRow("", _quiet("打开以后，新的改动记下操作人，存在报告文件里；以前的改动不变。"))
        kept = QHBoxLayout()
        kept.addWidget(self.months, 1)
        show = QPushButton("打开备份文件夹(&O)")
        show.setAutoDefault(False)
        show.clicked.connect(self._open_backups)
        kept.addWidget(show)
        rows.addRow("备份保留(&B)", kept)
        label = rows.labelForField(kept)
        if isinstance(label, QLabel):
            label.setBuddy(self.months)
        rows.addRow(
            "",
            _quiet(
                f"每次保存都另留一份备份。最近{LATEST}份和{DAYS}个保存过的日子，各留最后一份；"
                "再往前每月留一份，留到这里选的时间。"
            ),
        )
        column = dialog_column(self)
        column.addWidget(Roomy(inner), 1)
        buttons = QDialogButtonBox(self)
        buttons.addButton(self.usual, QDialogButtonBox.ButtonRole.ResetRole)
        self.usual.setAutoDefault(False)
        done = QPushButton("关闭")
        done.setProperty("main", True)  # before it is shown anywhere: the style looks at it once
        buttons.addButton(done, QDialogButtonBox.ButtonRole.RejectRole)
        done.setDefault(True)
        buttons.rejected.connect(self.reject)
        foot = QVBoxLayout()
        foot.addWidget(_quiet("改动立即生效，不用确定。"))
        foot.addWidget(buttons)
        column.addLayout(foot)
        size_dialog(self, 52, 33)

    def _connect(self) -> None:
        for box, key in (
            (self.theme, "theme"),
            (self.zoom, "zoom"),
            (self.enter, "enter"),
            (self.months, "backup_months"),
        ):
            box.activated.connect(
                lambda _at, b=box, k=key: self._preferences.set(**{k: b.currentData()})
            )
        self.prior.toggled.connect(lambda is_on: self._preferences.set(shows_prior=is_on))
        self.records.toggled.connect(lambda is_on: self._preferences.set(records_author=is_on))
        self.author.editingFinished.connect(self._name)
        self.deadline.chosen.connect(lambda setting: self._preferences.set(deadline=setting))
        self.usual.clicked.connect(self._restore)
        self._preferences.changed.connect(self._show)

    def _show(self) -> None:
        """Show the preferences as they are."""
        now = self._preferences.settings
        _take(self.theme, now.theme)
        _take(self.zoom, now.zoom, f"{now.zoom}%")
        _take(self.enter, now.enter)
        _take(self.months, now.backup_months)
        self.deadline.show_setting(now.deadline, datetime.now().astimezone().date())
        self.prior.setChecked(now.shows_prior)
        self.records.setChecked(now.records_author)
        self.author.setEnabled(now.records_author)
        if not self.author.hasFocus():
            self.author.setText(now.author)
        usual = self._preferences.office.settings
        self.usual.setEnabled(any(getattr(now, key) != getattr(usual, key) for key in _MINE))

    def _name(self) -> None:
        self._preferences.set(author=self.author.text().strip())

    def _restore(self) -> None:
        usual: Settings = self._preferences.office.settings
        self._preferences.set(**{key: getattr(usual, key) for key in _MINE})
        self.author.setText(usual.author)

    def _open_backups(self) -> None:
        with suppress(OSError):  # the file manager says that it is not there
            make_private(self._backups)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._backups)))


def _choice(name: str, choices: Iterable[tuple[object, str]]) -> FontChoice:
    box = FontChoice()
    box.setAccessibleName(name)
    for value, words in choices:
        box.addItem(words, value)
    return box


def _take(box: FontChoice, value: object, words: str = "") -> None:
    """Show a value; one between the usual steps is shown as well."""
    at = box.findData(value)
    if at < 0:
        box.addItem(words, value)
        at = box.count() - 1
    box.setCurrentIndex(at)


def _quiet(words: str) -> QLabel:
    label = QLabel(words)
    label.setWordWrap(True)
    label.setProperty("quiet", True)
    return label

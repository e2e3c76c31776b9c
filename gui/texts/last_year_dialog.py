"""This year's sentences beside last year's (与上年逐句对照): what was taken over, what is new."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from core.report.finding import Spot
from core.report.report import Report
from core.texts.taken_over import SentencePair, compare_sentences, taken_over_share
from gui.kit.fields import closing_buttons, dialog_column, size_dialog

_PAIR = Qt.ItemDataRole.UserRole


class LastYearDialog(QDialog):
    """Lists each sentence with the one that it is like; ``chosen`` is where to go."""

    def __init__(self, report: Report, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("与上年逐句对照")
        self.chosen: Spot | None = None
        self._pairs = compare_sentences(report)
        self.tree = QTreeWidget()
        self.tree.setHeaderLabels(["怎样", "本年的文字", "上年的文字"])
        self.tree.setRootIsDecorated(False)
        self.tree.setWordWrap(True)
        self.tree.setAccessibleName("本年和上年的句子")
        header = self.tree.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        for pair in self._pairs:
            item = QTreeWidgetItem(self.tree, [pair.likeness.value, pair.words, pair.before])
            item.setData(0, _PAIR, pair)
            item.setToolTip(1, report.form.text(pair.spot.section).heading)
        self.only_taken = QCheckBox("只看相同和只改了数字的句子(&K)")
        self.only_taken.toggled.connect(self._sift)
        self.go = QPushButton("转到这一句")
        self.go.setEnabled(False)
        column = dialog_column(self)
        told = QLabel(_told(report, self._pairs))
        told.setWordWrap(True)
        column.addWidget(told)
        column.addWidget(self.only_taken)
        column.addWidget(self.tree, 1)
        buttons = closing_buttons(self, self.go)
        buttons.accepted.connect(self._choose)
        column.addWidget(buttons)
        self.tree.currentItemChanged.connect(lambda item, _: self.go.setEnabled(item is not None))
        self.tree.itemActivated.connect(lambda *_: self._choose())
        size_dialog(self, 72, 34)

    def _sift(self, only_taken: bool) -> None:
        for number in range(self.tree.topLevelItemCount()):
            item = self.tree.topLevelItem(number)
            pair: SentencePair = item.data(0, _PAIR)
            item.setHidden(only_taken and not pair.likeness.is_taken_over)

    def _choose(self) -> None:
        for item in self.tree.selectedItems():
            self.chosen = item.data(0, _PAIR).spot
            self.accept()


def _told(report: Report, pairs: tuple[SentencePair, ...]) -> str:
    taken, of = taken_over_share(pairs)
    same = sum(pair.likeness.is_taken_over for pair in pairs)
    year = report.prior.year if report.prior else 0
    return (
        f"{len(pairs)}句中有{same}句与{year}年度的报告相同或者只改了数字，"
        f"占文字的{100 * taken // (of or 1)}%。双击一句，转到那里修改。"
    )

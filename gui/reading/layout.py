"""Where the parts of the reading window stand: source and form above, questions below."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
)

from gui.kit.fields import dialog_column
from gui.kit.roomy import Roomy
from gui.reading.answers import Answers
from gui.reading.form_side import FormSide
from gui.reading.question_list import QuestionList
from gui.reading.source_view import SourceView

_KEYS = "空格：照来源　1—9：选分法　0：空着　Enter：填数　F8：下一处　Ctrl+Z：撤销"


@dataclass(frozen=True, slots=True)
class ReadingParts:
    """What the window is made of; the last of its buttons is the main one."""

    organ: QLineEdit
    year: QLineEdit
    remark: QLabel
    summary: QLabel
    source: SourceView
    form: FormSide
    questions: QuestionList
    answers: Answers
    effect: QLabel
    buttons: tuple[QPushButton, ...]


def lay_out(dialog: QDialog, parts: ReadingParts, *, is_asking: bool) -> None:
    """Put the parts into the dialog; ``is_asking`` gives the questions more room."""
    column = dialog_column(dialog)
    column.addLayout(_top(parts))
    wide, line = dialog.fontMetrics().horizontalAdvance("汉"), dialog.fontMetrics().lineSpacing()
    sides = QSplitter(Qt.Orientation.Horizontal)
    asked = QSplitter(Qt.Orientation.Horizontal)
    for split, beside in (
        (sides, (parts.source, parts.form)),
        (asked, (parts.questions, Roomy(parts.answers))),
    ):
        split.setChildrenCollapsible(False)
        for part in beside:
            split.addWidget(part)
    sides.setStretchFactor(0, 2)
    sides.setStretchFactor(1, 3)
    asked.setStretchFactor(0, 3)
    asked.setStretchFactor(1, 2)
    parts.source.setMinimumSize(wide * 16, line * 8)
    parts.form.setMinimumWidth(wide * 24)
    parts.questions.setMinimumSize(wide * 22, line * 6)
    parts.answers.setMinimumWidth(wide * 22)
    whole = QSplitter(Qt.Orientation.Vertical)
    whole.setChildrenCollapsible(False)
    whole.addWidget(sides)
    whole.addWidget(asked)
    whole.setStretchFactor(0, 3)
    whole.setStretchFactor(1, 1)
    column.addWidget(Roomy(whole), 1)
    column.addLayout(_foot(dialog, parts))
    screen = dialog.screen().availableSize()
    # Source and form are to be read here: nearly all of the screen, whatever its size.
    dialog.resize(screen.width() * 24 // 25, screen.height() * 23 // 25)
    whole.setSizes([5 * line if is_asking else 20 * line, 2 * line])
    sides.setSizes([2 * wide, 3 * wide])
    asked.setSizes([3 * wide, 2 * wide])


def _top(parts: ReadingParts) -> QVBoxLayout:
    for label in (parts.summary, parts.remark, parts.effect):
        label.setWordWrap(True)
    parts.remark.setProperty("fault", True)
    step = parts.organ.fontMetrics().height()
    cover = QHBoxLayout()
    cover.setSpacing(step // 2)
    for words, field, share in (
        ("机关名称(&J)", parts.organ, 3),
        ("报告年度(&N)", parts.year, 1),
    ):
        label = QLabel(words)
        label.setBuddy(field)
        cover.addWidget(label)
        cover.addWidget(field, share)
    top = QVBoxLayout()
    top.setSpacing(step // 4)
    top.addLayout(cover)
    top.addWidget(parts.remark)
    top.addWidget(parts.summary)
    return top


def _foot(dialog: QDialog, parts: ReadingParts) -> QVBoxLayout:
    parts.effect.setProperty("quiet", True)
    keys = QLabel(_KEYS)
    keys.setProperty("quiet", True)
    keys.setWordWrap(True)
    foot = QVBoxLayout()
    foot.addWidget(parts.effect)
    parts.buttons[-1].setProperty("main", True)
    cancel = QPushButton("取消")
    cancel.clicked.connect(dialog.reject)
    row = QHBoxLayout()
    row.setSpacing(dialog.fontMetrics().height() // 2)
    row.addWidget(keys, 1)
    for button in (*parts.buttons, cancel):
        button.setAutoDefault(False)  # Enter in the list types a figure
        row.addWidget(button)
    foot.addLayout(row)
    return foot

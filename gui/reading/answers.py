"""What can be said to the question in hand: the source is right, one of the ways, typed, blank."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.reading.questions import Matter, Question
from core.report.finding import Finding
from gui.access.announcing import announce

_KEYED = 9
"""Ways that have a key."""
_SEEN = 4
"""Ways seen at once."""
_FAULT = "来源里就是这样，会原样读入；打开报告以后，右侧会列出它和改动建议。"
_UNSURE = "其中有还没有核对的数：先核对，再看是不是来源自己的错。"


class _Ways(QListWidget):
    """The ways that fit; one click or one key takes one."""

    picked = Signal(int)
    """The number of a way, 1 the first."""

    def __init__(self) -> None:
        super().__init__()
        self.itemClicked.connect(lambda item: self._pick(self.row(item)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self._pick(self.currentRow())
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            self._pick(int(key) - int(Qt.Key.Key_1))
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def _pick(self, row: int) -> None:
        item = self.item(row)
        if 0 <= row < self.count() and item.flags() & Qt.ItemFlag.ItemIsEnabled:
            self.picked.emit(row + 1)


class Answers(QWidget):
    """Shows the question in hand and takes the answer."""

    accepted = Signal()
    """The source is right."""
    chosen = Signal(int)
    """One of the ways, 1 the first."""
    emptied = Signal()
    """Nothing stands there."""
    typed = Signal(str)
    """This was typed."""

    _is_made = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place, self.why, self.remark = (QLabel() for _ in range(3))
        for label in (self.place, self.why, self.remark):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.remark.setProperty("fault", True)
        self.ways = _Ways()
        self.ways.setAccessibleName("相符的分法")
        self.take = QPushButton("照来源(&S)")
        self.take.setToolTip("来源是对的（空格）")
        self.empty = QPushButton("空着(&B)")
        self.empty.setToolTip("这里没有数（0）")
        self.field = QLineEdit()
        self.field.setAccessibleName("填写的数")
        self.put = QPushButton("填入(&T)")
        for button in (self.take, self.empty, self.put):
            button.setAutoDefault(False)
        self._compose()
        self._is_made = True
        self.take.clicked.connect(self.accepted)
        self.empty.clicked.connect(self.emptied)
        self.put.clicked.connect(lambda: self.typed.emit(self.field.text()))
        self.field.returnPressed.connect(lambda: self.typed.emit(self.field.text()))
        self.ways.picked.connect(self.chosen)
        self.field.textEdited.connect(lambda _text: self.tell(""))
        self.show_nothing()

    def show_question(self, question: Question) -> None:
        """Offer the answers to a question."""
        self.place.setText(f"{question.place}　{question.matter.value}")
        self.why.setText("\n".join(filter(None, (question.why, _shown(question)))))
        self.ways.clear()
        for number, way in enumerate(question.ways, 1):
            key = f"{number}　" if number <= _KEYED else "　　"
            QListWidgetItem(f"{key}{'、'.join(way)}", self.ways)
        if question.ways and not question.all_ways:
            item = QListWidgetItem("还有别的分法，这里没有列出", self.ways)
            item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.ways.setCurrentRow(-1)
        is_note = question.matter is Matter.NOTE
        self.take.setText("看过了(&S)" if is_note else "照来源(&S)")
        self.take.setEnabled(question.taken is not None)
        self._fit_ways()
        count = len(question.addresses)
        self.field.clear()
        self.field.setPlaceholderText(
            "照原文填数" if count == 1 else f"照原文填{count}个数，用空格隔开"
        )
        self.take.setVisible(True)
        self.ways.setVisible(any(way != question.taken for way in question.ways))
        for widget in (self.empty, self.field, self.put):
            widget.setVisible(not is_note)
        self.tell("")

    def show_finding(self, finding: Finding, *, is_unsure: bool) -> None:
        """Tell of a fault; it is the source's, and there is nothing to answer."""
        self._show_words(finding.message, _UNSURE if is_unsure else _FAULT)

    def show_words(self, place: str, words: str) -> None:
        """Tell of a figure about which nothing is asked."""
        self._show_words(place, words)

    def show_nothing(self) -> None:
        """Tell what the keys do, while nothing is in hand."""
        self._show_words("没有选中要核对的地方", "F8到下一处，Shift+F8到上一处。")

    def tell(self, words: str) -> None:
        """Say what is wrong with what was typed."""
        self.remark.setText(words)
        self.remark.setVisible(bool(words))
        if words:
            announce(self, words)

    def _show_words(self, place: str, words: str) -> None:
        self.place.setText(place)
        self.why.setText(words)
        for widget in (self.ways, self.take, self.empty, self.field, self.put):
            widget.setVisible(False)
        self.tell("")

    def _fit_ways(self) -> None:
        """Show as many ways as there is room for; the only one is what the source is taken for."""
        count = self.ways.count()
        line = max(self.ways.sizeHintForRow(0), self.fontMetrics().height())
        self.ways.setFixedHeight(line * min(count, _SEEN) + 2 * self.ways.frameWidth())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange} and self._is_made:
            self._fit_ways()

    def _compose(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(self.fontMetrics().height() // 2, 0, 0, 0)
        column.setSpacing(self.fontMetrics().height() // 3)
        column.addWidget(self.place)
        column.addWidget(self.why)
        column.addWidget(self.ways)
        row = QHBoxLayout()
        row.addWidget(self.take)
        row.addWidget(self.empty)
        row.addWidget(self.field, 1)
        row.addWidget(self.put)
        self.field.setMinimumWidth(self.fontMetrics().horizontalAdvance("汉") * 4)
        column.addLayout(row)
        column.addWidget(self.remark)
        column.addStretch()


def _shown(question: Question) -> str:
    return f"来源里是：{question.shown}" if question.shown else ""

"""The bar under an editor that finds words in the texts and puts others in their place."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.report.edits import SetText
from core.report.finding import Spot
from core.texts.search import TextSearch, is_linked, replace_spans
from gui.state.document import Document


class TextFindBar(QFrame):
    """Looks through one written part or all of them; one replacement of all is one undo step."""

    spot_picked = Signal(object)
    """This match (a `Spot`) shall be shown."""
    searched = Signal()
    """Something else is looked for now, or nothing."""
    closed = Signal()
    """The bar was put away."""
    replacement_wanted = Signal(str)
    """The match in hand shall become these words."""

    def __init__(self, document: Document, section: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._document = document
        self._section = section
        self.words = QLineEdit()
        self.words.setPlaceholderText("查找")
        self.words.setAccessibleName("查找")
        self.other = QLineEdit()
        self.other.setPlaceholderText("替换为")
        self.other.setAccessibleName("替换为")
        self.here = QCheckBox("只找本部分(&Z)")
        self.folds = QCheckBox("不分全角半角(&Q)")
        self.count = QLabel()
        self.count.setProperty("quiet", True)
        self.back = QPushButton("上一处")
        self.back.setToolTip("Shift+F3")
        self.on = QPushButton("下一处")
        self.on.setToolTip("F3")
        self.one = QPushButton("替换")
        self.all = QPushButton("全部替换")
        self.away = QPushButton("关闭")
        self.away.setToolTip("Esc")
        self._compose()
        self.words.textChanged.connect(self._look)
        self.here.toggled.connect(self._look)
        self.folds.toggled.connect(self._look)
        self.on.clicked.connect(lambda: self.step(1))
        self.back.clicked.connect(lambda: self.step(-1))
        self.one.clicked.connect(self._replace)
        self.all.clicked.connect(self._replace_all)
        self.away.clicked.connect(self.put_away)
        self.place = Spot(section, 0, 0)
        """What is in hand in the editor; its page keeps it true."""

    @property
    def search(self) -> TextSearch:
        """What is looked for."""
        section = self._section if self.here.isChecked() else ""
        return TextSearch(self.words.text(), self.folds.isChecked(), section)

    @property
    def is_replacing(self) -> bool:
        """Tell whether the row for replacing is there."""
        return self.other.isVisibleTo(self)

    def open(self, *, replacing: bool, words: str = "") -> None:
        """Show the bar and take it in hand."""
        for widget in (self.other, self.one, self.all):
            widget.setVisible(replacing)
        self.show()
        if words and "\n" not in words:
            self.words.setText(words)
        self.words.setFocus()
        self.words.selectAll()
        self.show_count()
        self.searched.emit()

    def fields(self) -> tuple[QWidget, ...]:
        """Return what takes the keyboard, in the order of Tab."""
        # What is looked for and what it becomes are typed one after the other.
        replacing = (self.words, self.other, self.one, self.all)
        return (*replacing, self.back, self.on, self.away, self.here, self.folds)

    def take_over(self, bar: TextFindBar) -> None:
        """Go on with the search of another part's bar."""
        for mine, its in ((self.words, bar.words), (self.other, bar.other)):
            mine.blockSignals(True)
            mine.setText(its.text())
            mine.blockSignals(False)
        self.folds.setChecked(bar.folds.isChecked())
        self.open(replacing=bar.is_replacing)

    def put_away(self) -> None:
        """Hide the bar."""
        self.hide()
        self.searched.emit()
        self.closed.emit()

    def step(self, step: int) -> None:
        """Go to the next match, or with -1 to the one before; behind the last comes the first."""
        spots = self.search.find_in(self._document.report)
        if not spots:
            self.show_count()
            return
        order = [text.id for text in self._document.report.form.texts]

        def rank(spot: Spot) -> tuple[int, int]:
            return order.index(spot.section), spot.start

        here = rank(self.place)
        if step > 0:
            # The caret may stand right before a match: that one is next, unless it is in hand.
            later = [s for s in spots if rank(s) >= here and s != self.place]
            found = later[0] if later else spots[0]
        else:
            earlier = [s for s in spots if rank(s) < here]
            found = earlier[-1] if earlier else spots[-1]
        self.spot_picked.emit(found)
        self.show_count()

    def show_count(self) -> None:
        """Say how many matches there are, and which is in hand."""
        search = self.search
        spots = search.find_in(self._document.report)
        if not search.words:
            words = ""
        elif not spots:
            words = "没有找到"
        elif self.place in spots:
            words = f"第{spots.index(self.place) + 1}处，共{len(spots)}处"
        else:
            words = f"共{len(spots)}处"
        self.count.setText(words)
        for button in (self.on, self.back, self.one, self.all):
            button.setEnabled(bool(spots))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self.other.hasFocus():
                self._replace()
            else:
                self.step(-1 if is_back else 1)
        else:
            super().keyPressEvent(event)

    def _look(self) -> None:
        """Show the first match from the caret on, while the words are typed."""
        self.searched.emit()
        search = self.search
        spots = [s for s in search.find_in(self._document.report) if s.section == self._section]
        near = [s for s in spots if s.start >= self.place.start] or spots
        if near:
            self.spot_picked.emit(near[0])
        self.show_count()

    def _replace(self) -> None:
        if self.place in self.search.find_in(self._document.report):
            self.replacement_wanted.emit(self.other.text())
        self.step(1)

    def _replace_all(self) -> None:
        """Replace every match in one step; linked numbers are the tables' and stay."""
        search, report = self.search, self._document.report
        edits, done, left = [], 0, 0
        for section, text in report.texts.items():
            if search.section not in {"", section}:
                continue
            links = report.links.get(section, ())
            spans = search.find(text)
            free = [span for span in spans if not is_linked(links, *span)]
            left += len(spans) - len(free)
            done += len(free)
            if free:
                edits.append(SetText(section, *replace_spans(text, links, free, self.other.text())))
        if edits:
            self._document.edit(edits, "全部替换")
        self.show_count()
        told = f"替换了{done}处" + (f"，另有{left}处是跟着表格的数，没有替换" if left else "")
        self.count.setText(told)
        self.searched.emit()

    def _compose(self) -> None:
        column = QVBoxLayout(self)
        step = self.fontMetrics().height() // 2
        column.setContentsMargins(step, step // 2, step, step // 2)
        column.setSpacing(step // 2)
        for widgets in (
            (self.words, self.back, self.on, self.away),
            (self.other, self.one, self.all),
            (self.count, self.here, self.folds),
        ):
            row = QHBoxLayout()
            row.setSpacing(step)
            for widget in widgets:
                row.addWidget(widget, 1 if widget in (self.words, self.other, self.count) else 0)
            column.addLayout(row)
        self.hide()

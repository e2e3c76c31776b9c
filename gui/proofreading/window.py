"""The proofreading window: small, beside a scan or a paper, worked by Space and Enter."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.cells.facts import place_of
from core.cells.proofreading import Stop, Zeros
from gui.kit.roomy import PageStack, Roomy
from gui.proofreading.cell_page import CellPage
from gui.proofreading.end_page import EndPage
from gui.proofreading.labels import make_label, say
from gui.proofreading.scope_button import ScopeButton
from gui.proofreading.session import Session
from gui.proofreading.zeros_page import ZerosPage
from gui.state.document import Document
from gui.words.plain_text import literal_title

_KEY = Qt.Key
_ENTER = frozenset({_KEY.Key_Return, _KEY.Key_Enter})
_ACROSS, _DOWN = 35, 27
"""Characters and lines of the window when it opens."""
_TITLE = 1.15


class ProofreadingWindow(QDialog):
    """Reads the report out, cell by cell; closing the report closes it."""

    reached = Signal(object)
    """The cells of these addresses are in hand."""

    def __init__(self, document: Document, save: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowMinimizeButtonHint)
        self.document = document
        self.session = Session(document, self)
        self.scope = ScopeButton()
        self.title, self.count = make_label(_TITLE), make_label(1, "quiet")
        self.cell, self.zeros, self.end = CellPage(), ZerosPage(), EndPage()
        self.pages = PageStack()
        self.told = make_label(1, "quiet")
        self.restart = _button("重新开始(&R)", self._restart)
        self.right, self.other = _button("", self._say_right), _button("", self._do_other)
        self.back = _button("上一格（↑）", lambda: self._step(-1))
        self.skip = _button("跳过（↓）", lambda: self._step(1))
        self.skips_zeros, self.on_top = QCheckBox("跳过0(&0)"), QCheckBox("置顶(&T)")
        self._compose()
        self._connect(save)

    def begin(self) -> None:
        """Begin with the report that is open now, at the first cell that is not proofread."""
        self.scope.offer(self.document.report.form.tables)
        self.setWindowTitle(literal_title(f"读数校对 — {self.document.title}"))
        self.session.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.cell.is_correcting:
            self._key_while_correcting(event)
            return
        deeds: dict[int, Callable[[], object]] = {
            _KEY.Key_Space: self._say_right,
            _KEY.Key_Backspace: lambda: self._step(-1),
            _KEY.Key_Up: lambda: self._step(-1),
            _KEY.Key_Down: lambda: self._step(1),
            _KEY.Key_PageUp: lambda: self.session.turn(-1),
            _KEY.Key_PageDown: lambda: self.session.turn(1),
            _KEY.Key_Delete: self.session.unmark,
            _KEY.Key_Escape: self.close,
            **dict.fromkeys(_ENTER, self._do_other),
        }
        deed = deeds.get(event.key())
        if deed is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
            return
        # A key that is held down would mark what nobody has read.
        is_walking = event.key() in {_KEY.Key_Up, _KEY.Key_Down, _KEY.Key_Backspace}
        if is_walking or not event.isAutoRepeat():
            deed()
        event.accept()

    def closeEvent(self, event: QCloseEvent) -> None:
        # What was typed is in the document already, as in the tables.
        if self.cell.is_correcting:
            self.cell.close_field()
        super().closeEvent(event)

    def _key_while_correcting(self, event: QKeyEvent) -> None:
        """Enter confirms and Esc leaves the field; all else is no key of the walk now."""
        if event.key() in _ENTER and not event.isAutoRepeat():
            self._say_right()
        elif event.key() == _KEY.Key_Escape:
            self._do_other()
        event.accept()

    def _show(self) -> None:
        """Show the stop in hand, and let the main window follow."""
        if self.cell.is_correcting:
            self.cell.close_field()
        self._tell("")
        here = self.session.here
        page = self._page()
        self.pages.setCurrentWidget(page)
        self._refresh()
        if here is None:
            self.end.take_focus()
        else:
            page.setFocus()
            self.reached.emit(here.addresses if isinstance(here, Zeros) else (here,))

    def _page(self) -> QWidget:
        here = self.session.here
        if here is None:
            return self.end
        return self.zeros if isinstance(here, Zeros) else self.cell

    def _refresh(self) -> None:
        """Show what is in hand as it is now."""
        walk, here = self.session.walk, self.session.here
        report = self.document.report
        self.scope.show_table(self.session.table)
        tables = {table.id for table in walk.tables}
        self.restart.setEnabled(any(address.section in tables for address in report.proofs))
        count = walk.count()
        done = f"共{count.cells}格，已校对{count.read}格"
        if here is None:
            say(self.title, self.document.title)
            self.end.show_end(walk)
        else:
            say(self.title, report.form.table(here.section).heading)
        if isinstance(here, Zeros):
            self.zeros.show_zeros(report.form, here)
        elif here is not None:
            number = walk.number(here)
            done = f"第{number}格，{done}" if number else done
            self.cell.show_cell(self.document.inspection, here)
            self.cell.show_following(self._following(walk.next_open(here)))
        say(self.count, done, "quiet")
        self._name_buttons()
        self._make_room()

    def _make_room(self) -> None:
        """Grow where a cell has so much to say that its labels would be cut."""
        # Qt keeps no least height for labels that wrap: it would lay them over each other.
        self._column.activate()
        needed = self._column.totalHeightForWidth(self.width())
        room = self.screen().availableGeometry().bottom() - self.geometry().top()
        if self.height() < needed:
            self.resize(self.width(), max(self.height(), min(needed, room)))

    def _following(self, stop: Stop | None) -> str:
        if stop is None:
            return "下一格：没有了"
        form = self.document.report.form
        if isinstance(stop, Zeros):
            return f"下面：{form.table(stop.section).tab}其余{len(stop.addresses)}格都是0"
        turns = stop.section != getattr(self.session.here, "section", "")
        table = f"{form.table(stop.section).tab}　" if turns else ""
        return f"下一格：{table}{place_of(form.figures[stop])}"

    def _name_buttons(self) -> None:
        """Name the two deeds of the moment; the others rest while a field is open."""
        here, is_correcting = self.session.here, self.cell.is_correcting
        left = bool(self.session.walk.unread())
        if is_correcting:
            names = ("确认（回车）", "放弃（Esc）")
        elif here is None:
            names = ("校对剩下的（空格）" if left else "关闭（Esc）", "到这一格（回车）")
        elif isinstance(here, Zeros):
            seen = self.zeros.is_seen
            names = ("都是0（空格）" if seen else "往下看（空格）", "逐格校对（回车）")
        else:
            names = ("对（空格）", "改正（回车）")
        self.right.setText(names[0])
        self.other.setText(names[1])
        self.other.setVisible(here is not None or bool(self.end.left.count()))
        for button in (self.scope, self.back, self.skip, self.skips_zeros):
            button.setEnabled(not is_correcting)
        if is_correcting:
            self.restart.setEnabled(False)

    def _say_right(self) -> None:
        """Do what Space does: right, all zero, go on; in the open field confirm."""
        here = self.session.here
        if self.cell.is_correcting:
            self.cell.close_field()
            self.session.correct(self.cell.field.text())
            self._refresh()
        elif isinstance(here, Zeros) and not self.zeros.is_seen:
            self.zeros.go_on()
        elif here is None and not self.session.walk.unread():
            self.close()
        else:
            self.session.read()

    def _do_other(self) -> None:
        """Do what Enter does: correct, read zeros one by one, go to a cell that is left."""
        here = self.session.here
        if self.cell.is_correcting:
            self.cell.close_field()
            self.session.give_up()
            self._refresh()
        elif here is None:
            self.end.pick_current()
        elif isinstance(here, Zeros):
            self.skips_zeros.setChecked(False)
        elif self.document.report.form.figures[here].computed:
            self._tell("总计由程序计算。请改正相加的各项，总计会跟着改。")
        else:
            self.cell.open_field()
            self._name_buttons()

    def _step(self, step: int) -> None:
        self.session.step(step)

    def _restart(self) -> None:
        self.session.restart()

    def _tell(self, words: str) -> None:
        say(self.told, words, "quiet")

    def _keep_on_top(self, is_on_top: bool) -> None:
        place = self.geometry()
        self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint, is_on_top)
        self.setGeometry(place)
        self.show()  # Qt hides a window whose kind is changed
        self.activateWindow()

    def _follow_document(self) -> None:
        if self.document.is_open:
            self.begin()
        else:
            self.close()

    def _compose(self) -> None:
        step = self.fontMetrics().height() // 2
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(2 * step, step, 2 * step, step)
        column.setSpacing(step * 2 // 3)
        column.addLayout(_line(step, self.scope, None, self.restart))
        column.addWidget(self.title)
        column.addWidget(self.count)
        for page in (self.cell, self.zeros, self.end):
            self.pages.addWidget(page)
        column.addSpacing(step // 2)
        column.addWidget(Roomy(self.pages), 1)
        policy = self.told.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.told.setSizePolicy(policy)
        column.addWidget(self.told)
        self.right.setProperty("main", True)
        column.addLayout(_line(step, self.right, self.other))
        column.addLayout(_line(step, self.back, self.skip, None, self.skips_zeros, self.on_top))
        self.skips_zeros.setToolTip("是0的格先不停，放在每张表的后面，列出来一起看")
        self.on_top.setToolTip("让这个窗口一直在别的窗口前面")
        for box in (self.skips_zeros, self.on_top):
            box.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        metrics, screen = self.fontMetrics(), self.screen().availableSize()
        self.resize(
            min(metrics.horizontalAdvance("汉") * _ACROSS, screen.width() * 9 // 10),
            min(metrics.lineSpacing() * _DOWN, screen.height() * 9 // 10),
        )

    def _connect(self, save: QAction) -> None:
        self.session.moved.connect(self._show)
        self.session.refreshed.connect(self._refresh)
        self.session.told.connect(self._tell)
        self.cell.typed.connect(self.session.write)
        self.scope.picked.connect(self.session.choose)
        self.end.picked.connect(self.session.go_to)
        self.zeros.came_in_sight.connect(self._name_buttons)
        self.skips_zeros.toggled.connect(self.session.skip_zeros)
        self.on_top.toggled.connect(self._keep_on_top)
        self.document.replaced.connect(self._follow_document)
        self.document.settling.connect(self.cell.field.settle)
        stack = self.document.undo_stack
        undo, redo = stack.createUndoAction(self, "撤销"), stack.createRedoAction(self, "重做")
        undo.setShortcut(QKeySequence(QKeySequence.StandardKey.Undo))
        redo.setShortcuts([QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z")])
        self.addActions([undo, redo, save])


def _button(words: str, deed: Callable[[], object]) -> QPushButton:
    """Make a button that leaves the keys to the page when it is clicked."""
    button = QPushButton(words)
    button.setAutoDefault(False)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.clicked.connect(lambda _checked=False: deed())
    return button


def _line(spacing: int, *widgets: QWidget | None) -> QHBoxLayout:
    """Put widgets in a line; None is room that stretches."""
    line = QHBoxLayout()
    line.setSpacing(spacing)
    for widget in widgets:
        if widget is None:
            line.addStretch(1)
        else:
            line.addWidget(widget)
    return line

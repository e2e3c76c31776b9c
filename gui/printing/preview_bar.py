"""The line above the preview: which page, how large, and where to with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QComboBox, QFrame, QLabel, QLineEdit, QPushButton, QWidget

from gui.kit.wrapping_row import WrappingRow
from gui.printing.page_view import Fit

ZOOMS: tuple[Fit | float, ...] = (Fit.PAGE, Fit.WIDTH, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0)


class PreviewBar(QFrame):
    """Carries the page field, the zoom and the two buttons."""

    page_asked = Signal(int)
    """A page counted from zero."""
    zoom_asked = Signal(object)
    save_asked = Signal(str)
    print_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._at = 0
        self.setObjectName("header")
        step = self.fontMetrics().height() // 2
        line = WrappingRow(step, grows=6)
        line.setContentsMargins(step * 2, step // 2, step * 2, step // 2)
        self.setLayout(line)
        self.before = _button("‹ 上一页", "上一页（PgUp）")
        self.after = _button("下一页 ›", "下一页（PgDn）")
        self.before.setAccessibleName("上一页")
        self.after.setAccessibleName("下一页")
        self.field = QLineEdit()
        self.field.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.field.setFixedWidth(self.fontMetrics().horizontalAdvance("0") * 7)
        self.field.setAccessibleName("页码")
        self._digits = QIntValidator(1, 1, self.field)
        self.field.setValidator(self._digits)
        self.field.returnPressed.connect(self._ask_page)
        self.field.editingFinished.connect(self._show_page)
        self.count = QLabel()
        self.zoom = QComboBox()
        for zoom in ZOOMS:
            self.zoom.addItem(zoom.value if isinstance(zoom, Fit) else f"{zoom:.0%}", zoom)
        self.zoom.setAccessibleName("显示大小")
        self.zoom.setToolTip("显示大小（Ctrl+加号、Ctrl+减号）")
        self.zoom.activated.connect(lambda at: self.zoom_asked.emit(ZOOMS[at]))
        self.save = _button("存为 PDF…", "把这些页存成 PDF 文件（Ctrl+S）")
        self.save_ofd = _button("存为 OFD…", "把这些页存成 OFD 版式文件，用于归档和交换")
        self.print = _button("打印…", "选打印机和份数（Ctrl+P）")
        self.print.setProperty("main", True)
        line.add(self.before, QLabel("第"), self.field, self.count, self.after, self.zoom)
        line.add(QWidget(), self.save, self.save_ofd, self.print)
        self.before.clicked.connect(lambda: self.page_asked.emit(self._at - 1))
        self.after.clicked.connect(lambda: self.page_asked.emit(self._at + 1))
        self.save.clicked.connect(lambda: self.save_asked.emit(".pdf"))
        self.save_ofd.clicked.connect(lambda: self.save_asked.emit(".ofd"))
        self.print.clicked.connect(self.print_asked)

    def show_page(self, at: int, count: int) -> None:
        """Show which page is in hand, counted from zero, and how many there are."""
        self._at = at
        self._digits.setTop(count)
        self.count.setText(f"页，共 {count} 页")
        self._show_page()
        self.before.setEnabled(at > 0)
        self.after.setEnabled(at < count - 1)

    def step_zoom(self, step: int) -> None:
        """Take the next larger zoom, or with -1 the next smaller; from a fit, begin at 100 %."""
        at = self.zoom.currentIndex()
        first = ZOOMS.index(0.5)
        at = ZOOMS.index(1.0) if at < first else min(max(at + step, first), len(ZOOMS) - 1)
        self.zoom.setCurrentIndex(at)
        self.zoom_asked.emit(ZOOMS[at])

    def _ask_page(self) -> None:
        self.page_asked.emit(int(self.field.text()) - 1)

    def _show_page(self) -> None:
        self.field.setText(str(self._at + 1))


def _button(text: str, tip: str) -> QPushButton:
    button = QPushButton(text)
    button.setToolTip(tip)
    button.setAutoDefault(False)
    return button

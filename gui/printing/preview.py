"""The preview: the pages as they will be printed, following every edit of the report."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QPainter, QShortcut
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from core.base.file_name import file_name
from core.base.problem import Problem
from core.settings.page_options import PageOptions
from gui.kit.ask import Ask
from gui.kit.passing import run
from gui.kit.roomy import Roomy
from gui.kit.writing_out import put_out_beside
from gui.kit.written import Written, WrittenBar
from gui.printing.composer import Composed, Composer
from gui.printing.option_panel import OptionPanel
from gui.printing.page_view import PageView
from gui.printing.painter import PagePainter
from gui.printing.pdf import page_layout, write_pages
from gui.printing.preview_bar import PreviewBar
from gui.printing.sheet import PaperPage
from gui.printing.thumbnails import Thumbnails
from gui.state.document import Document
from gui.words.plain_text import literal_title

PAUSE = 150
"""Milliseconds without an edit, after which the pages are composed again."""


_KINDS = {".pdf": ("PDF", "PDF 文档"), ".ofd": ("OFD", "OFD 版式文档")}
"""What the pages can be written as: by suffix the short name and the name of the kind."""


def _content(composed: Composed, suffix: str) -> bytes:
    if suffix == ".ofd":
        from gui.printing.ofd import write_ofd  # not with every preview

        return write_ofd(composed)
    return write_pages(composed)


def _is_a_printer(printer: QPrinter) -> bool:
    """Tell whether Windows has a printer; without one its dialog, the only one, does not open."""
    return printer.outputFormat() is QPrinter.OutputFormat.NativeFormat


class Preview(QDialog):
    """Stands beside the window; closing the report closes it."""

    chosen = Signal(object)
    """The page options, after the clerk chose others."""
    saved = Signal(str)
    """A file was written; the words tell where."""

    def __init__(
        self,
        document: Document,
        ask: Ask,
        propose: Callable[[str], str],
        options: PageOptions,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.document = document
        self._ask = ask.above(self)
        self._propose = propose
        self._composer = Composer()
        self._player = PagePainter()
        self._composed: Composed | None = None
        self._at = 0
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.compose)
        self.bar = PreviewBar()
        self.written = WrittenBar()
        self.thumbnails = Thumbnails(self._player)
        self.view = PageView(self._player)
        self.panel = OptionPanel(options, self._composer.faces.note)
        self._arrange()
        self._connect()
        self.compose()

    @property
    def pages(self) -> tuple[PaperPage, ...]:
        """The pages as they are shown."""
        return self._composed.pages if self._composed else ()

    @property
    def at(self) -> int:
        """The page in hand, counted from zero."""
        return self._at

    def compose(self) -> None:
        """Compose the report again; pages that stayed as they were keep their pictures."""
        self._pause.stop()
        if not self.document.is_open:
            return
        self.document.catch_up()
        old = self.pages
        composed = self._composer.compose(self.document.inspection, self.panel.options())
        pages = tuple(
            old[at] if at < len(old) and old[at] == page else page
            for at, page in enumerate(composed.pages)
        )
        self.panel.show_note(composed.faces.note)
        self._composed = Composed(composed.title, composed.organ, pages, composed.faces)
        self.setWindowTitle(literal_title(f"打印预览 — {self.document.title}"))
        self._at = min(self._at, len(pages) - 1)
        self.thumbnails.show_pages(pages, self._at)
        self._show(from_top=False)

    def turn_to(self, at: int) -> None:
        """Show a page, counted from zero; beyond the ends nothing happens."""
        if 0 <= at < len(self.pages):
            self._at = at
            self.thumbnails.take(at)
            self._show(from_top=True)

    def save(self, suffix: str) -> None:
        """Ask where to, and write the pages as such a file; the keys stay where they are."""
        had_keys: QWidget | None = self.focusWidget()
        name, kind = _KINDS[suffix]
        path = self._ask.save_path(
            f"存为 {name}", self._propose(suffix), f"{kind} (*{suffix})", suffix
        )
        if path is not None:
            self.write(path)
        self.activateWindow()
        if had_keys is not None:
            had_keys.setFocus()

    def write(self, path: Path) -> None:
        """Write the pages as they are shown, in the kind of the file's suffix."""
        self.compose()
        if self._composed is None:
            return
        name, _kind = _KINDS[path.suffix.lower()]
        try:
            data = _content(self._composed, path.suffix.lower())
            put_out_beside(path, data, self, lambda: self.document.check_disk(path))
        except Problem as problem:
            self.written.tell("")
            self._ask.tell(str(problem))
        else:
            told = Written(f"已存为 {name}，共 {len(self.pages)} 页：{path}", path)
            self.written.tell(told)
            self.saved.emit(told)

    def print_pages(self) -> None:
        """Ask for a printer, and print."""
        self.compose()
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        # Printing to a file, Qt's dialog makes a path of it.
        printer.setDocName(file_name(self._composed.title if self._composed else "", ""))
        printer.setPageLayout(page_layout(self.pages[0]))
        if sys.platform == "win32" and not _is_a_printer(printer):
            self._ask.tell("这台电脑上没有打印机。请在系统的设置里添加一台，或者存为 PDF 再打印。")
            return
        dialog = QPrintDialog(printer, self)
        dialog.setWindowTitle("打印")
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, on=True)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintCurrentPage, on=True)
        dialog.setMinMax(1, len(self.pages))
        if run(dialog):
            self.play_to(printer)

    def play_to(self, printer: QPrinter) -> None:
        """Print the pages that the printer was asked for."""
        asked = self._asked_pages(printer)
        painter = QPainter()
        for number, page in enumerate(asked):
            printer.setPageLayout(page_layout(page))
            if number == 0:
                if not painter.begin(printer):
                    self._ask.tell("打印机没有接受这份报告。请检查打印机，或者存为 PDF 再打印。")
                    return
            else:
                printer.newPage()
            self._player.paint(painter, page, printer.resolution() / 72)
        painter.end()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._pause.stop()
        super().closeEvent(event)

    def _asked_pages(self, printer: QPrinter) -> tuple[PaperPage, ...]:
        if printer.printRange() == QPrinter.PrintRange.CurrentPage:
            return (self.pages[self._at],)
        if printer.printRange() == QPrinter.PrintRange.PageRange:
            return self.pages[max(printer.fromPage(), 1) - 1 : printer.toPage() or None]
        return self.pages

    def _show(self, *, from_top: bool) -> None:
        self.bar.show_page(self._at, len(self.pages))
        self.view.show_page(self.pages[self._at], from_top=from_top)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        step = self.fontMetrics().height() // 2
        line = QHBoxLayout()
        line.setContentsMargins(step, step, step, step)
        line.setSpacing(step)
        line.addWidget(self.thumbnails)
        line.addWidget(self.view, 1)
        beside = Roomy(self.panel)
        beside.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        line.addWidget(beside)
        column.addLayout(line, 1)
        column.addWidget(self.written)
        screen = self.screen().availableGeometry()
        self.resize(min(1280, screen.width() * 94 // 100), screen.height() * 92 // 100)
        self.view.setFocus()

    def _connect(self) -> None:
        self.bar.page_asked.connect(self.turn_to)
        self.bar.zoom_asked.connect(self.view.set_zoom)
        self.bar.save_asked.connect(self.save)
        self.bar.print_asked.connect(self.print_pages)
        self.thumbnails.picked.connect(self._pick)
        self.view.stepped.connect(lambda step: self.turn_to(self._at + step))
        self.panel.changed.connect(self._choose)
        self.document.changed.connect(self._wait)
        self.document.inspected.connect(self._wait)
        self.document.replaced.connect(self._replace)
        for keys, slot in (
            ("PgUp", lambda: self.turn_to(self._at - 1)),
            ("PgDown", lambda: self.turn_to(self._at + 1)),
            ("Ctrl+Home", lambda: self.turn_to(0)),
            ("Ctrl+End", lambda: self.turn_to(len(self.pages) - 1)),
            ("Ctrl++", lambda: self.bar.step_zoom(1)),
            ("Ctrl+=", lambda: self.bar.step_zoom(1)),
            ("Ctrl+-", lambda: self.bar.step_zoom(-1)),
            ("Ctrl+S", lambda: self.save(".pdf")),
            ("Ctrl+P", self.print_pages),
        ):
            QShortcut(QKeySequence(keys), self, slot)

    def _choose(self) -> None:
        self.compose()
        self.chosen.emit(self.panel.options())

    def _pick(self, at: int) -> None:
        if at != self._at:
            self.turn_to(at)

    def _wait(self) -> None:
        self._pause.start()

    def _replace(self) -> None:
        if self.document.is_open:
            self._at = 0
            self.compose()
        else:
            self.close()

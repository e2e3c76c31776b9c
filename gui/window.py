"""The main window: it composes, connects, and carries out what the menus offer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QByteArray, QStandardPaths, Qt
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QStackedWidget

import resources
from core.document_file import ChangedOnDisk
from core.edit import COVER
from core.finding import Severity
from core.forms.loader import Forms
from core.problem import Problem
from core.progress import overview
from core.reading.reading import Reading
from core.settings import Settings, save_settings
from gui.ask import DOCUMENT_FILTER, Answer, Ask
from gui.document import Document
from gui.header_bar import HeaderBar
from gui.menus import Menus
from gui.printing import KINDS
from gui.start_page import StartPage
from gui.theme import Theme, apply_theme, theme_named
from gui.workspace import Workspace

SAMPLE = resources.folder() / "samples" / "cixi-2020.nianbao"
TEXT_FILTER = "文本 (*.txt *.md);;所有文件 (*)"


class Window(QMainWindow):
    """One report at a time, and the start page when there is none."""

    def __init__(self, forms: Forms, settings: Settings, ask: Ask | None = None) -> None:
        super().__init__()
        self.settings = settings
        self.ask = ask or Ask(self)
        self.document = Document(forms, self)
        self.theme: Theme = theme_named(settings.theme)
        slots: dict[str, Callable[[], object]] = {
            "new": self.new_report,
            "open": self.open_file,
            "read": self.read_file,
            "paste": self.read_clipboard,
            "sample": self.open_sample,
            "save": self.save,
            "save_as": self.save_as,
            "preview": self.show_preview,
            "close": self.close_report,
            "quit": self.close,
            "copy_table": self.copy_table,
            "copy_report": self.copy_report,
            "next": lambda: self.workspace.step_finding(1),
            "previous": lambda: self.workspace.step_finding(-1),
            "guide": self.show_guide,
            "about": self.show_about,
        }
        self.menus = Menus(
            self,
            slots,
            self.document.undo_stack,
            [(suffix, kind.name) for suffix, kind in KINDS.items()],
            settings.theme,
        )
        named = self.menus.actions_by_name
        self.start = StartPage([named[name] for name in ("new", "open", "read", "sample")])
        header = HeaderBar(
            self.document, named["next"], (named["preview"], named["save"]), self.menus.export
        )
        self.workspace = Workspace(self.document, self.theme, header)
        self.views = QStackedWidget()
        self.views.addWidget(self.start)
        self.views.addWidget(self.workspace)
        self.setCentralWidget(self.views)
        self.status = QLabel()
        self.status.setIndent(self.fontMetrics().height() // 2)
        self.statusBar().addWidget(self.status, 1)
        self.told = QLabel()
        self.told.setIndent(self.fontMetrics().height() // 2)
        self.statusBar().addPermanentWidget(self.told)
        self.statusBar().setSizeGripEnabled(False)
        self._connect()
        self._place()
        self._show_state()

    def new_report(self) -> None:
        """Ask for organ and year and begin an empty report."""
        from gui.dialogs.new_report import NewReportDialog

        if not self._may_leave():
            return
        organ = self.document.report.organ if self.document.is_open else ""
        dialog = NewReportDialog(self.document.forms, organ, self)
        if dialog.exec():
            self.document.show(dialog.report())
            self.workspace.show_section(COVER).setFocus()

    def open_file(self) -> None:
        """Ask for a document and open it."""
        path = self.ask.open_path("打开年报文件", self._folder(), DOCUMENT_FILTER)
        if path is not None:
            self.open_path(path)

    def open_path(self, path: Path) -> None:
        """Open a document; what is unsaved is asked about first."""
        if not self._may_leave():
            return
        try:
            self.document.open(path)
        except Problem as problem:
            self.ask.tell(str(problem))
            return
        self._remember(path)

    def open_sample(self) -> None:
        """Open the shipped sample as a report that is not a file yet."""
        if not self._may_leave():
            return
        from core.document_file import load

        report, _stamp = load(SAMPLE, self.document.forms)
        self.document.show(report)
        self.workspace.show_section(self._first_trouble()).setFocus()

    def read_file(self) -> None:
        """Ask for a text and read a report from it."""
        path = self.ask.open_path("读取已有文本", self._folder(), TEXT_FILTER)
        if path is not None:
            self.read_path(path)

    def read_path(self, path: Path) -> None:
        """Read a report from a source and show what was found before it is taken over."""
        from core.reading.source import read_source

        try:
            self._take_over(read_source(path, self.document.forms))
        except Problem as problem:
            self.ask.tell(str(problem))

    def read_clipboard(self) -> None:
        """Read a report from the text on the clipboard."""
        from core.reading.source import read_text

        try:
            text = QGuiApplication.clipboard().text()
            self._take_over(read_text(text, self.document.forms, "剪贴板"))
        except Problem as problem:
            self.ask.tell(str(problem))

    def save(self) -> bool:
        """Save the report; returns whether it is saved now."""
        if not self.document.is_open:
            return False
        if self.document.path is None:
            return self.save_as()
        return self._save(None)

    def save_as(self) -> bool:
        """Ask where to save; returns whether the report is saved now."""
        if not self.document.is_open:
            return False
        path = self.ask.save_path(
            "保存年报", self._proposal(".nianbao"), DOCUMENT_FILTER, ".nianbao"
        )
        return path is not None and self._save(path)

    def export(self, suffix: str, name: str) -> None:
        """Ask where to, and write the finished report."""
        from core.writing import export

        self.workspace.commit()
        self.document.catch_up()
        path = self.ask.save_path(
            f"导出{name}", self._proposal(suffix), f"{name} (*{suffix})", suffix
        )
        if path is None:
            return
        try:
            QApplication.setOverrideCursor(self.cursor())
            export(self.document.inspection, path, KINDS)
        except Problem as problem:
            self.ask.tell(str(problem))
        else:
            self.told.setText(self._exported(path))
        finally:
            QApplication.restoreOverrideCursor()

    def _exported(self, path: Path) -> str:
        """Say where the file lies, and that the report is not without faults if it is not."""
        count = self.document.inspection.count()
        open_ends = [f"{count[s]}处{s.word}" for s in Severity if count[s]]
        return f"已导出：{path}" + (f"　还有{'、'.join(open_ends)}" if open_ends else "")

    def copy_table(self) -> None:
        """Put the table of the page in hand on the clipboard, for the site's editor."""
        from gui.copying import copy_table

        self.workspace.commit()
        section = self.workspace.tabs.sections[self.workspace.tabs.currentIndex()]
        self.told.setText(copy_table(self.document.report, section))

    def copy_report(self) -> None:
        """Put the whole report on the clipboard, for the site's editor."""
        from gui.copying import copy_report

        self.workspace.commit()
        self.told.setText(copy_report(self.document.report))

    def show_preview(self) -> None:
        """Open the preview beside the window, or bring it forward."""
        from gui.printing.preview import Preview

        if not self.document.is_open:
            return
        self.workspace.commit()
        preview = self.findChild(Preview)
        if preview is None:
            preview = Preview(self.document, self.ask, self._proposal, self)
        preview.show()
        preview.activateWindow()

    def close_report(self) -> None:
        """Close the report and show the start page."""
        if self.document.is_open and self._may_leave():
            self.document.leave()

    def show_guide(self) -> None:
        """Open the guide beside the window."""
        from gui.dialogs.guide import GuideDialog

        GuideDialog(self).show()

    def show_about(self) -> None:
        """Tell the version and what the program never does."""
        from gui.dialogs.about import AboutDialog

        AboutDialog(self).exec()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._may_leave():
            event.ignore()
            return
        geometry = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        self._set(geometry=geometry)
        event.accept()

    def _save(self, path: Path | None) -> bool:
        self.workspace.commit()
        try:
            self.document.save(path, overwrite=path is not None and path != self.document.path)
        except ChangedOnDisk as problem:
            answer = self.ask.overwrite(str(problem))
            if answer is Answer.NO:
                return self.save_as()
            if answer is Answer.CANCEL:
                return False
            return self._save_over()
        except Problem as problem:
            self.ask.tell(str(problem))
            return False
        if self.document.path is not None:
            self._remember(self.document.path)
        return True

    def _save_over(self) -> bool:
        try:
            self.document.save(overwrite=True)
        except Problem as problem:
            self.ask.tell(str(problem))
            return False
        return True

    def _may_leave(self) -> bool:
        """Ask about unsaved work; returns whether the report may leave the window."""
        if not self.document.is_open:
            return True
        self.workspace.commit()
        if not self.document.has_work:
            return True
        answer = self.ask.save_first(self.document.title)
        return self.save() if answer is Answer.YES else answer is Answer.NO

    def _take_over(self, reading: Reading) -> None:
        from gui.dialogs.reading import ReadingDialog

        dialog = ReadingDialog(reading, self.document.forms, self)
        if dialog.exec() and self._may_leave():
            self.document.show(dialog.report(), has_work=True)
            self.workspace.show_section(self._first_trouble()).setFocus()

    def _first_trouble(self) -> str:
        """Return the section to show first: that of the gravest finding."""
        findings = self.document.inspection.findings
        return findings[0].section if findings else COVER

    def _proposal(self, suffix: str) -> str:
        report = self.document.report
        path = self.document.path
        folder = path.parent if path else Path(self._folder())
        stem = path.stem if path else f"{report.organ}{report.year}年{report.form.title}"
        return str(folder / f"{stem}{suffix}")

    def _folder(self) -> str:
        """Return where file dialogs begin: the last folder, or the user's documents."""
        documents = QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )
        places = (self.settings.last_folder, documents)
        # A folder that is not there, on a stick that was pulled say, would become a file's name.
        return next((place for place in places if place and Path(place).is_dir()), str(Path.home()))

    def _remember(self, path: Path) -> None:
        self.settings = self.settings.with_recent(path.resolve())
        self._set(last_folder=str(path.resolve().parent))
        self._show_recent()

    def _set(self, **changes: str) -> None:
        self.settings = replace(self.settings, **changes)  # type: ignore[arg-type]  # all are str
        save_settings(self.settings)

    def _connect(self) -> None:
        self.document.replaced.connect(self._show_document)
        self.document.changed.connect(self._show_numbers)
        self.document.changed.connect(self._show_title)
        self.document.stored.connect(self._show_state)
        self.start.recent_picked.connect(self.open_path)
        self.menus.recent_picked.connect(self.open_path)
        self.menus.export_picked.connect(self.export)
        self.menus.section_picked.connect(self._turn_to)
        self.menus.theme_picked.connect(self._dress)
        QGuiApplication.styleHints().colorSchemeChanged.connect(
            lambda _scheme: self._dress(self.settings.theme)
        )

    def _turn_to(self, section: str) -> None:
        self.workspace.show_section(section).setFocus()

    def _dress(self, name: str) -> None:
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            return
        self._set(theme=name)
        self.theme = theme_named(name)
        apply_theme(app, self.theme)
        self.workspace.wear(self.theme)

    def _show_document(self) -> None:
        if self.document.is_open:
            self.workspace.attach()
            self.menus.show_sections(self.workspace.tabs.named_sections())
        self.views.setCurrentWidget(self.workspace if self.document.is_open else self.start)
        self._show_numbers()

    def _show_numbers(self) -> None:
        if not self.document.is_open:
            self.status.setText("")
            return
        seen = overview(self.document.inspection)
        tallies = seen.balanced + seen.unbalanced + seen.unfilled
        self.status.setText(
            f"{seen.figures} 项，已填 {seen.filled}　·　勾稽 {seen.balanced}/{tallies} 平"
            f"，{seen.unbalanced} 不平，{seen.unfilled} 未填　·　文字 {seen.characters:,} 字"
        )

    def _show_state(self) -> None:
        self.menus.show_open(is_open=self.document.is_open)
        self._show_title()
        self._show_recent()

    def _show_title(self) -> None:
        named = f"{self.document.title}[*] — 年报" if self.document.is_open else "年报[*]"
        self.setWindowTitle(named)
        self.setWindowModified(self.document.is_unsaved)

    def _show_recent(self) -> None:
        self.menus.show_recent(self.settings.recent)
        self.start.show_recent(self.settings.recent)

    def _place(self) -> None:
        if self.settings.geometry:
            self.restoreGeometry(
                QByteArray.fromBase64(QByteArray(self.settings.geometry.encode("ascii")))
            )
            return
        screen = self.screen().availableGeometry()
        if screen.width() <= 1440 or screen.height() <= 960:
            # A small screen is filled; a size of our own would not know of the frame around it.
            # Where nothing manages windows, the size alone has to do.
            self.resize(screen.size())
            self.setWindowState(Qt.WindowState.WindowMaximized)
        else:
            self.resize(1440, 900)

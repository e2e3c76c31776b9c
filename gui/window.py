"""The main window: it composes, connects, and carries out what the menus offer."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QByteArray, QStandardPaths, Qt
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QStackedWidget

import resources
from core.document_file import ChangedOnDisk
from core.edit import COVER, SetFigure
from core.forms.form import TableSection
from core.forms.loader import Forms
from core.keeping.presence import Presence
from core.keeping.recovery import find_left, recovery_folder
from core.pasting.plan import PastePlan
from core.problem import Problem
from core.progress import overview
from core.reading.reading import Reading
from core.reading.source_kinds import SOURCE_KINDS
from core.settings import Settings, config_folder, save_settings
from core.writing.options import PageOptions, options_as_data, options_from_data
from gui.ask import DOCUMENT_FILTER, Answer, Ask
from gui.document import Document
from gui.exporting import Exported
from gui.grid_filling import GridFilling
from gui.header_bar import HeaderBar
from gui.last_year import compare_with, stop_comparing
from gui.menus import Menus
from gui.pasting import Pasting
from gui.printing import KINDS
from gui.safekeeping import Safekeeping
from gui.start_page import StartPage
from gui.table_page import TablePage
from gui.table_view import FormTableView
from gui.theme import Theme, apply_theme, theme_named
from gui.workspace import Workspace
from gui.writing.desk import WritingDesk

SAMPLE = resources.folder() / "samples" / "cixi-2020.nianbao"
SOURCE_FILTER = ";;".join(
    f"{name} ({' '.join(f'*{suffix}' for suffix in suffixes)})"
    for name, suffixes in (
        ("能读取的年报", [suffix for kind in SOURCE_KINDS for suffix in kind.suffixes]),
        *((kind.name, kind.suffixes) for kind in SOURCE_KINDS),
    )
)
LAST_YEAR_SUFFIXES = ["*.nianbao", *(f"*{end}" for kind in SOURCE_KINDS for end in kind.suffixes)]


class Window(QMainWindow):
    """One report at a time, and the start page when there is none."""

    def __init__(self, forms: Forms, settings: Settings, ask: Ask | None = None) -> None:
        super().__init__()
        self.settings = settings
        self.ask = ask or Ask(self)
        self.document = Document(forms, self)
        self.theme: Theme = theme_named(settings.theme)
        self.safekeeping = Safekeeping(self.document, _own_folder(), self)
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
            "cut": lambda: self._say(self.pasting.cut()),
            "copy": lambda: self._say(self.pasting.copy()),
            "paste_here": lambda: self._say(self.pasting.paste()),
            "find": self._find,
            "fill_down": lambda: self._say(self.filling.down()),
            "fill_right": lambda: self._say(self.filling.right()),
            "zero_selection": lambda: self._say(self.filling.blanks_selected()),
            "zero_table": lambda: self._say(self.filling.blanks_in_table()),
            "zero_report": lambda: self._say(self.filling.blanks_everywhere()),
            "replace": lambda: self._say(self.desk.replace()),
            "insert_cell": lambda: self._say(self.desk.insert_cell()),
            "link_numbers": lambda: self._say(self.desk.link_numbers(self)),
            "phrases": lambda: self._say(self.desk.insert_phrase()),
            "keep_phrases": lambda: self._say(self.desk.keep_phrases(self._folder(), self)),
            "copy_table": self.copy_table,
            "copy_report": self.copy_report,
            "next": lambda: self.workspace.step_finding(1),
            "previous": lambda: self.workspace.step_finding(-1),
            "proofread": self.proofread,
            "compare": self.compare_with_last_year,
            "stop_comparing": lambda: self._say(stop_comparing(self.document)),
            "history": self.show_history,
            "recover": self.recover,
            "guide": self.show_guide,
            "about": self.show_about,
        }
        self.menus = Menus(
            self,
            slots,
            self.document.undo_stack,
            [(suffix, kind.name) for suffix, kind in KINDS.items()],
            settings.theme,
            settings.enter,
        )
        named = self.menus.actions_by_name
        self.start = StartPage([named[name] for name in ("new", "open", "read", "sample")])
        header = HeaderBar(
            self.document, named["next"], (named["preview"], named["save"]), self.menus.export
        )
        self.workspace = Workspace(self.document, self.theme, header)
        self.workspace.let_enter_go(settings.enter)
        self.pasting = Pasting(self._confirm_paste, self._show_table)
        self.filling = GridFilling(self.document, self.workspace.stack.currentWidget)
        self.desk = WritingDesk(
            self.document, self.workspace.book, self.ask, self.workspace.writing_in_hand
        )
        self.workspace.failed.connect(self.ask.tell)
        self.views = QStackedWidget()
        self.views.addWidget(self.start)
        self.views.addWidget(self.workspace)
        self.setCentralWidget(self.views)
        self.status = QLabel()
        self.status.setIndent(self.fontMetrics().height() // 2)
        self.statusBar().addWidget(self.status, 1)
        self.told = QLabel()
        self.told.setIndent(self.fontMetrics().height() // 2)
        self.told.setContentsMargins(0, 0, self.fontMetrics().height() // 2, 0)
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

    def offer_recovery(self) -> bool:
        """Offer what a crash left behind, if anything; returns whether a report was restored."""
        found = find_left(recovery_folder(_own_folder()))
        if not found:
            return False
        from gui.dialogs.recovery import RecoveryDialog

        dialog = RecoveryDialog(found, self.document.forms, self)
        dialog.exec()
        for left in dialog.discarded:
            left.discard()
        if dialog.chosen is None or not self._may_leave():
            return False
        left = dialog.chosen
        report, history = left.read(self.document.forms)
        self.document.show(report, left.path, left.stamp, has_work=True, history=history)
        self.safekeeping.settle()  # it is kept anew before the old copy goes
        left.discard()
        return True

    def recover(self) -> None:
        """Offer what a crash left behind, on request."""
        if not find_left(recovery_folder(_own_folder())):
            self._say("没有需要找回的报告。")
        else:
            self.offer_recovery()

    def show_history(self) -> None:
        """Show the edits of the report with their times."""
        from gui.dialogs.history import HistoryDialog

        self.workspace.commit()
        HistoryDialog(self.document, self).exec()

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
        path = self.ask.open_path("读取已有年报", self._folder(), SOURCE_FILTER)
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
            options = options_from_data(self.settings.printing)
            remarks = export(self.document.inspection, path, KINDS, options)
        except Problem as problem:
            self.ask.tell(str(problem))
        else:
            done = Exported(path, self.document.inspection, options, remarks)
            room = self.width() * 6 // 10
            self._say(done.short(self.fontMetrics(), room), done.whole())
        finally:
            QApplication.restoreOverrideCursor()

    def _say(self, words: str, whole: str = "") -> None:
        """Tell in the status bar what was done; the whole of it to who points there."""
        self.told.setText(words)
        self.told.setToolTip(whole)

    def copy_table(self) -> None:
        """Put the table of the page in hand on the clipboard, for the site's editor."""
        from gui.copying import copy_table

        self.workspace.commit()
        section = self.workspace.tabs.sections[self.workspace.tabs.currentIndex()]
        self._say(copy_table(self.document.report, section))

    def copy_report(self) -> None:
        """Put the whole report on the clipboard, for the site's editor."""
        from gui.copying import copy_report

        self.workspace.commit()
        self._say(copy_report(self.document.report))

    def _confirm_paste(self, plan: PastePlan) -> tuple[SetFigure, ...] | None:
        from gui.dialogs.paste_preview import PastePreview

        dialog = PastePreview(plan, self.document.report, self.theme, self)
        return dialog.edits() if dialog.exec() else None

    def _show_table(self, table: TableSection) -> FormTableView:
        page = self.workspace.show_section(table.id)
        if not isinstance(page, TablePage):
            raise TypeError(table.id)
        return page.view

    def proofread(self) -> None:
        """Open the proofreading window, or bring it forward."""
        from gui.proofreading.opening import open_proofreading

        if self.document.is_open:
            open_proofreading(self.workspace, self.menus.actions_by_name["save"], self)

    def show_preview(self) -> None:
        """Open the preview beside the window, or bring it forward."""
        from gui.printing.preview import Preview

        if not self.document.is_open:
            return
        self.workspace.commit()
        preview = self.findChild(Preview)
        if preview is None:
            options = options_from_data(self.settings.printing)
            preview = Preview(self.document, self.ask, self._proposal, options, self)
            preview.chosen.connect(self._keep_options)
        preview.show()
        preview.activateWindow()

    def _keep_options(self, options: PageOptions) -> None:
        """Remember the choices about the page for the next printing."""
        self.settings = replace(self.settings, printing=options_as_data(options))
        save_settings(self.settings)

    def close_report(self) -> None:
        """Close the report and show the start page."""
        if self.document.is_open and self._may_leave():
            self.document.leave()

    def compare_with_last_year(self) -> None:
        """Ask for last year's report and hold this one against it."""
        kinds = f"能读取的年报 ({' '.join(LAST_YEAR_SUFFIXES)})"
        path = self.ask.open_path("对照上年的报告", self._folder(), kinds)
        if path is None:
            return
        try:
            self._say(compare_with(self.document, path, self.ask))
        except Problem as problem:
            self.ask.tell(str(problem))

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
        self.safekeeping.close()
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
        self.safekeeping.failed.connect(self._tell_unsafe)
        self.safekeeping.met.connect(self._tell_presence)
        self.document.changed.connect(self._show_numbers)
        self.document.changed.connect(self._show_title)
        self.document.inspected.connect(self._show_numbers)
        self.document.stored.connect(self._show_state)
        self.menus.prior_shown.toggled.connect(self._show_prior)
        self.start.recent_picked.connect(self.open_path)
        self.menus.recent_picked.connect(self.open_path)
        self.menus.export_picked.connect(self.export)
        self.menus.section_picked.connect(self._turn_to)
        self.menus.theme_picked.connect(self._dress)
        self.menus.enter_picked.connect(self._let_enter_go)
        QGuiApplication.styleHints().colorSchemeChanged.connect(
            lambda _scheme: self._dress(self.settings.theme)
        )

    def _show_prior(self, is_shown: bool) -> None:
        self.workspace.show_prior(is_shown)
        if is_shown and self.document.is_open and self.document.report.prior is None:
            self._say("还没有上年的数。请先用“报告”菜单的“对照上年的报告…”读取上年的报告。")

    def _tell_unsafe(self, fault: str) -> None:
        self._say(f"{fault}请尽快保存报告。", fault)

    def _tell_presence(self, there: Presence) -> None:
        self.ask.tell(
            f"{there.words}打开着这份文件。您可以照常查看；两人都改，后保存的一方会被提醒，"
            "请先和对方商量由谁来改。"
        )

    def _turn_to(self, section: str) -> None:
        self.workspace.show_section(section).setFocus()

    def _let_enter_go(self, direction: str) -> None:
        self._set(enter=direction)
        self.workspace.let_enter_go(direction)

    def _find(self) -> None:
        if not self.workspace.find_on_page():
            self._say("这一页没有可以查找的内容。")

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
        self.status.setText(overview(self.document.inspection).in_words)

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


def _own_folder() -> Path:
    """Return the folder of the program's own files; of a user without a home a passing one."""
    try:
        return config_folder()
    except RuntimeError:
        return Path(tempfile.gettempdir()) / "nianbao"

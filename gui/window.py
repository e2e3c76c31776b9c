"""The main window: it composes, connects, and carries out what the menus offer."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QStackedWidget

from core.edit import SetFigure
from core.forms.form import TableSection
from core.forms.loader import Forms
from core.keeping.presence import Presence
from core.pasting.plan import PastePlan
from core.problem import Problem
from core.progress import overview
from core.settings import Settings, own_folder
from core.writing.options import PageOptions, options_as_data, options_from_data
from gui.ask import Ask
from gui.document import Document
from gui.exporting import Exported
from gui.files import Files
from gui.grid_filling import GridFilling
from gui.header_bar import HeaderBar
from gui.last_year import LAST_YEAR_FILTER, compare_with, stop_comparing
from gui.menus import Menus
from gui.pasting import Pasting
from gui.preferences import Preferences
from gui.printing import KINDS
from gui.safekeeping import Safekeeping
from gui.start_page import StartPage
from gui.table_page import TablePage
from gui.table_view import FormTableView
from gui.theme import Theme, apply_theme, theme_named
from gui.workspace import Workspace
from gui.writing.desk import WritingDesk


class Window(QMainWindow):
    """One report at a time, and the start page when there is none."""

    def __init__(self, forms: Forms, settings: Settings, ask: Ask | None = None) -> None:
        super().__init__()
        self.preferences = Preferences(settings, self)
        self.ask = ask or Ask(self)
        self.document = Document(forms, self)
        self.theme: Theme = theme_named(settings.theme)
        self.safekeeping = Safekeeping(self.document, own_folder(), self)
        self.files = Files(
            self.document,
            self.safekeeping,
            self.preferences,
            self.ask,
            self._commit,
            self,
        )
        slots: dict[str, Callable[[], object]] = {
            "new": self.files.new_report,
            "open": self.files.open_file,
            "read": self.files.read_file,
            "paste": self.files.read_clipboard,
            "sample": self.files.open_sample,
            "save": self.files.save,
            "save_as": self.files.save_as,
            "preview": self.show_preview,
            "close": self.files.close_report,
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
            "keep_phrases": lambda: self._say(self.desk.keep_phrases(self.files.folder(), self)),
            "copy_table": self.copy_table,
            "copy_report": self.copy_report,
            "next": lambda: self.workspace.step_finding(1),
            "previous": lambda: self.workspace.step_finding(-1),
            "proofread": self.proofread,
            "compare": self.compare_with_last_year,
            "stop_comparing": lambda: self._say(stop_comparing(self.document)),
            "history": self.show_history,
            "recover": self.files.recover,
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

    def show_history(self) -> None:
        """Show the edits of the report with their times."""
        from gui.dialogs.history import HistoryDialog

        self.workspace.commit()
        HistoryDialog(self.document, self).exec()

    def _commit(self) -> None:
        self.workspace.commit()

    def _tell_exported(self, done: Exported) -> None:
        room = self.width() * 6 // 10
        self._say(done.short(self.fontMetrics(), room), done.whole())

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
            options = options_from_data(self.preferences.settings.printing)
            preview = Preview(self.document, self.ask, self.files.proposal, options, self)
            preview.chosen.connect(self._keep_options)
        preview.show()
        preview.activateWindow()

    def _keep_options(self, options: PageOptions) -> None:
        """Remember the choices about the page for the next printing."""
        self.preferences.set(printing=options_as_data(options))

    def compare_with_last_year(self) -> None:
        """Ask for last year's report and hold this one against it."""
        path = self.ask.open_path("对照上年的报告", self.files.folder(), LAST_YEAR_FILTER)
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
        if not self.files.may_leave():
            event.ignore()
            return
        geometry = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        self.preferences.set(geometry=geometry)
        self.safekeeping.close()
        event.accept()

    def _connect(self) -> None:
        self.document.replaced.connect(self._show_document)
        self.files.begun.connect(self._turn_to)
        self.files.exported.connect(self._tell_exported)
        self.files.nothing_left.connect(lambda: self._say("没有需要找回的报告。"))
        self.preferences.changed.connect(self._show_recent)
        self.safekeeping.failed.connect(self._tell_unsafe)
        self.safekeeping.met.connect(self._tell_presence)
        self.document.changed.connect(self._show_numbers)
        self.document.changed.connect(self._show_title)
        self.document.inspected.connect(self._show_numbers)
        self.document.stored.connect(self._show_state)
        self.menus.prior_shown.toggled.connect(self._show_prior)
        self.start.recent_picked.connect(self.files.open_path)
        self.menus.recent_picked.connect(self.files.open_path)
        self.menus.export_picked.connect(self.files.export)
        self.menus.section_picked.connect(self._turn_to)
        self.menus.theme_picked.connect(self._dress)
        self.menus.enter_picked.connect(self._let_enter_go)
        QGuiApplication.styleHints().colorSchemeChanged.connect(
            lambda _scheme: self._dress(self.preferences.settings.theme)
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
        self.preferences.set(enter=direction)
        self.workspace.let_enter_go(direction)

    def _find(self) -> None:
        if not self.workspace.find_on_page():
            self._say("这一页没有可以查找的内容。")

    def _dress(self, name: str) -> None:
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            return
        self.preferences.set(theme=name)
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
        self.menus.show_recent(self.preferences.settings.recent)
        self.start.show_recent(self.preferences.settings.recent)

    def _place(self) -> None:
        if self.preferences.settings.geometry:
            self.restoreGeometry(
                QByteArray.fromBase64(
                    QByteArray(self.preferences.settings.geometry.encode("ascii"))
                )
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

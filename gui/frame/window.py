"""The main window: it composes, connects, and carries out what the menus offer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget
from shiboken6 import isValid

from core.base.problem import Problem
from core.checks.progress import overview
from core.forms.form import TableSection
from core.forms.loader import Forms
from core.keeping.crash_log import CrashLog
from core.report.edits import SetFigure
from core.report.transition import copy
from core.settings.deadline import deadline_in_season
from core.settings.office import Office
from core.settings.page_options import PageOptions, options_as_data, options_from_data
from core.settings.settings import Settings, own_folder
from gui.access.announcing import TallyVoice, announce
from gui.access.regions import Regions
from gui.access.second_click import SecondClick
from gui.files.exporting import Exported
from gui.files.files import Files
from gui.files.last_year import LAST_YEAR_FILTER, compare_with, stop_comparing
from gui.files.versions import Versions
from gui.frame.header_bar import HeaderBar
from gui.frame.menus import Menus
from gui.frame.workspace import Workspace
from gui.guide.chapters import KEYS
from gui.guide.opening import Help, chapter_of
from gui.keeping.file_watch import FileWatch
from gui.keeping.safekeeping import Safekeeping
from gui.kit.ask import Ask
from gui.kit.elided_label import ElidedLabel
from gui.look.appearance import Appearance
from gui.look.zoom_wheel import ZoomWheel
from gui.printing import KINDS
from gui.start.start_page import StartPage
from gui.state.document import Document
from gui.state.preferences import Preferences
from gui.tables.grid_filling import GridFilling
from gui.tables.pasting import Pasting
from gui.tables.table_page import TablePage
from gui.tables.table_view import FormTableView
from gui.texts.desk import WritingDesk
from gui.words.plain_text import literal_title

if TYPE_CHECKING:
    from core.clipboard.plan import PastePlan
    from core.rollup.project import Project
    from gui.rollup.window import RollupWindow


class Window(QMainWindow):
    """One report at a time, and the start page when there is none."""

    def __init__(
        self,
        forms: Forms,
        settings: Settings,
        ask: Ask | None = None,
        office: Office | None = None,
    ) -> None:
        super().__init__()
        self.preferences = Preferences(settings, self, office)
        self.appearance = Appearance(self.preferences, self)
        self._wheel = ZoomWheel(self.appearance.step_zoom, self)
        self._second_click = SecondClick(self)
        self.ask = ask or Ask(self)
        self.document = Document(forms, self)
        self.crash_log = CrashLog(own_folder())
        self.safekeeping = Safekeeping(self.document, own_folder(), self)
        self.files = Files(
            self.document,
            self.safekeeping,
            self.preferences,
            self.ask,
            self,
        )
        self._rollups: list[RollupWindow] = []
        """Windows that stand by themselves: somebody has to hold them while they are open."""
        self.watch = FileWatch(self.document, self)
        self.versions = Versions(
            self.document, self.files, self.safekeeping, self.watch, self.ask, self
        )
        slots: dict[str, Callable[[], object]] = {
            "new": self.files.new_report,
            "new_from_last": self.files.new_from_last,
            "open": self.files.open_file,
            "read": self.files.read_file,
            "paste": self.files.read_clipboard,
            "sample": self.files.open_sample,
            "new_rollup": self.new_rollup,
            "open_rollup": self.open_rollup,
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
            "return": self.read_returned,
            "series": self.show_series,
            "recover": self.files.recover,
            "backups": self.versions.show_backups,
            "next_region": lambda: self.regions.step(1),
            "previous_region": lambda: self.regions.step(-1),
            "settings": self.show_settings,
            "zoom_in": lambda: self.appearance.step_zoom(1),
            "zoom_out": lambda: self.appearance.step_zoom(-1),
            "zoom_reset": self.appearance.reset_zoom,
            "guide": self.show_guide,
            "keys": self.show_keys,
            "about": self.show_about,
        }
        self.menus = Menus(
            self,
            slots,
            self.document.undo_stack,
            [
                (suffix, each.name, each is not kind)
                for suffix, kind in KINDS.items()
                for each in (kind, kind.for_review)
                if each is not None
            ],
        )
        self.files.zooming = self.menus.zooming
        self.help = Help(self.menuBar(), self.appearance, self.menus.zooming)
        named = self.menus.actions_by_name
        ways = ("new_from_last", "new", "open", "read", "sample", "new_rollup", "open_rollup")
        self.start = StartPage([named[name] for name in ways], forms, self.appearance.theme)
        header = HeaderBar(
            self.document, named["next"], (named["preview"], named["save"]), self.menus.export
        )
        self.workspace = Workspace(self.document, self.appearance.theme, header)
        self.workspace.book.offer(self.preferences.office.phrases)
        self.pasting = Pasting(self._confirm_paste, self._show_table)
        self.filling = GridFilling(self.document, self.workspace.stack.currentWidget)
        self.desk = WritingDesk(
            self.document, self.workspace.book, self.ask, self.workspace.writing_in_hand
        )
        self.workspace.failed.connect(self.ask.tell)
        self.views = QStackedWidget()
        self.views.addWidget(self.start)
        self.views.addWidget(self.workspace)
        self.setCentralWidget(self.versions.bar.over(self.views))
        self.status = ElidedLabel(12)
        self.status.setIndent(self.fontMetrics().height() // 2)
        self.statusBar().addWidget(self.status, 1)
        self.told = ElidedLabel(12)
        self.told.setIndent(self.fontMetrics().height() // 2)
        self.told.setContentsMargins(0, 0, self.fontMetrics().height() // 2, 0)
        self.statusBar().addPermanentWidget(self.told)
        self.statusBar().setSizeGripEnabled(False)
        self.regions = Regions(
            self.workspace.stack.currentWidget,
            *(header, self.workspace.tabs, self.workspace.panel, self.status),
            at=2,
        )
        self.voice = TallyVoice(self.document, self)
        self._connect()
        self._place()
        self._follow_preferences()
        self._show_state()

    def show_history(self) -> None:
        """Show the edits of the report with their times."""
        from gui.files.history import HistoryDialog

        self.document.settle()
        HistoryDialog(self.document, self).exec()

    def read_returned(self) -> None:
        """Ask for a Word document that was exported and edited, and show what was changed."""
        from gui.returning.opening import RETURNED_FILTER, open_returned

        path = self.ask.open_path("读回修改过的 Word 文档", self.files.folder(), RETURNED_FILTER)
        if path is None:
            return
        theme = self.appearance.theme
        shown = open_returned(self.document, path, self.ask, theme, self)
        if shown is not None:
            shown.taken.connect(self._say)
            shown.addActions(self.menus.zooming)
            self.appearance.changed.connect(shown.wear)

    def show_series(self) -> None:
        """Open the reports of several years side by side, the open one among them."""
        from gui.series.window import SeriesWindow

        # One that is being closed is still there for a moment.
        open_now = (each for each in self.children() if isinstance(each, SeriesWindow))
        window = next((each for each in open_now if each.isVisible()), None)
        if window is None:
            window = SeriesWindow(self.document.forms, self.ask, self.files.folder(), self)
            window.addActions(self.menus.zooming)
            if self.document.is_open:
                self.document.settle()
                path = self.document.path
                window.begin(copy(self.document.report), path.name if path else "打开的报告")
        window.show()
        window.raise_()
        window.activateWindow()

    def new_rollup(self) -> None:
        """Ask for what a roll-up begins with, and open its window."""
        from gui.rollup.opening import new_rollup

        organ = self.preferences.office.proposal
        forms = self.document.forms
        self._show_rollup(new_rollup(forms, organ, self.ask, self.files.folder(), self))

    def open_rollup(self) -> None:
        """Ask for a roll-up's folder, and open its window."""
        from gui.rollup.opening import choose_rollup

        self._show_rollup(choose_rollup(self.document.forms, self.ask, self.files.folder()))

    def _show_rollup(self, project: Project | None) -> None:
        from gui.rollup.opening import show_rollup

        if project is None:
            return
        window = show_rollup(
            project, self.preferences.author, lambda: self.appearance.theme, self.ask
        )
        if window in self._rollups:
            return
        self._rollups = [each for each in self._rollups if isValid(each)] + [window]
        window.addActions(self.menus.zooming)
        window.copy_wanted.connect(self.files.show_copy)
        window.open_wanted.connect(self.files.open_path)
        window.guide_wanted.connect(lambda: self.help.open(chapter_of(window), window))
        self.appearance.changed.connect(window.wear)

    def _tell_exported(self, done: Exported) -> None:
        room = self.width() * 6 // 10
        self._say(done.short(self.fontMetrics(), room), done.whole())

    def _say(self, words: str, whole: str = "") -> None:
        """Tell in the status bar what was done; the whole of it to who points there."""
        self.told.setText(words)
        self.told.setToolTip(whole)
        announce(self, whole or words)

    def copy_table(self) -> None:
        """Put the table of the page in hand on the clipboard, for the site's editor."""
        from gui.tables.copying import copy_table

        self.document.settle()
        section = self.workspace.tabs.sections[self.workspace.tabs.currentIndex()]
        self._say(copy_table(self.document.report, section))

    def copy_report(self) -> None:
        """Put the whole report on the clipboard, for the site's editor."""
        from gui.tables.copying import copy_report

        self.document.settle()
        self._say(copy_report(self.document.report))

    def _confirm_paste(self, plan: PastePlan) -> tuple[SetFigure, ...] | None:
        from gui.tables.paste_preview import PastePreview

        dialog = PastePreview(plan, self.document.report, self.appearance.theme, self)
        return dialog.edits() if dialog.exec() else None

    def _show_table(self, table: TableSection) -> FormTableView:
        page = self.workspace.show_section(table.id)
        if not isinstance(page, TablePage):
            raise TypeError(table.id)
        return page.view

    def proofread(self) -> None:
        """Open the proofreading window, or bring it forward."""
        from gui.frame.proofreading_beside import open_proofreading

        if self.document.is_open:
            save = self.menus.actions_by_name["save"]
            open_proofreading(self.workspace, save, self).addActions(self.menus.zooming)

    def show_preview(self) -> None:
        """Open the preview beside the window, or bring it forward."""
        from gui.printing.preview import Preview

        if not self.document.is_open:
            return
        self.document.settle()
        self.safekeeping.hurry()
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
        """Open the guide beside the window, at the chapter about what is in hand."""
        page = self.workspace.stack.currentWidget() if self.document.is_open else self.start
        self.help.open_for(page)

    def show_keys(self) -> None:
        """Open the guide at the list of all keys."""
        self.help.open(KEYS)

    def show_settings(self) -> None:
        """Open the settings; what is changed there acts at once."""
        from gui.frame.settings import SettingsDialog

        SettingsDialog(self.preferences, self.safekeeping.backup_folder, self).exec()

    def show_about(self) -> None:
        """Tell the version and what the program never does."""
        from gui.frame.about import AboutDialog

        AboutDialog(self.crash_log, self).exec()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.windowHandle().installEventFilter(self._wheel)
        self.windowHandle().installEventFilter(self._second_click)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Nobody else wanted this key.
        is_back = event.key() == Qt.Key.Key_Escape and self.document.is_open
        if not (is_back and self.regions.return_to_page()):
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        may_close = all(window.close() for window in self._rollups if isValid(window))
        if not may_close or not self.files.may_leave():
            event.ignore()
            return
        geometry = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        self.preferences.set(geometry=geometry)
        self.safekeeping.close()
        self.watch.close()
        event.accept()

    def _connect(self) -> None:
        self.document.replaced.connect(self._show_document)
        self.files.begun.connect(self._turn_to)
        self.files.exported.connect(self._tell_exported)
        self.files.nothing_left.connect(lambda: self._say("没有需要找回的报告。"))
        self.preferences.changed.connect(self._follow_preferences)
        self.preferences.changed.connect(self._show_recent)
        self.files.already_open.connect(lambda: self._say("这份文件已经打开着。"))
        self.document.changed.connect(self._show_numbers)
        self.document.changed.connect(self._show_title)
        self.document.inspected.connect(self._show_numbers)
        self.document.stored.connect(self._show_state)
        self.menus.prior_shown.toggled.connect(self._show_prior)
        self.start.recent_picked.connect(self.files.open_path)
        self.start.recent_followed.connect(self.files.follow_path)
        self.start.recent_dropped.connect(self.preferences.forget)
        self.start.deadline_chosen.connect(lambda date: self.preferences.set(deadline=date))
        self.menus.recent_picked.connect(self.files.open_path)
        self.menus.export_picked.connect(self.files.export)
        self.menus.section_picked.connect(self._turn_to)
        self.menus.theme_picked.connect(lambda name: self.preferences.set(theme=name))
        self.menus.enter_picked.connect(lambda way: self.preferences.set(enter=way))
        self.appearance.changed.connect(self.workspace.wear)
        self.appearance.changed.connect(self.start.wear)

    def _show_prior(self, is_shown: bool) -> None:
        self.preferences.set(shows_prior=is_shown)
        if is_shown and self.document.is_open and self.document.report.prior is None:
            self._say("还没有上年的数。请先用“报告”菜单的“对照上年的报告…”读取上年的报告。")

    def _turn_to(self, section: str) -> None:
        self.workspace.show_section(section).setFocus()

    def _follow_preferences(self) -> None:
        settings = self.preferences.settings
        self.menus.follow(settings)
        self.workspace.let_enter_go(settings.enter)
        self.workspace.show_prior(settings.shows_prior)
        self.document.author = self.preferences.author
        self.safekeeping.keep_months(settings.backup_months)
        self.start.show_deadline(settings.deadline)
        self._show_numbers()

    def _find(self) -> None:
        if not self.workspace.find_on_page():
            self._say("这一页没有可以查找的内容。")

    def _show_document(self) -> None:
        if self.document.is_open:
            self.workspace.attach()
            self.menus.show_sections(self.workspace.tabs.named_sections())
        else:
            self.workspace.detach()
        is_open = self.document.is_open
        self.views.setCurrentWidget(self.workspace if is_open else self.start)
        policy = Qt.FocusPolicy.TabFocus if is_open else Qt.FocusPolicy.NoFocus
        self.status.setFocusPolicy(policy)  # to read it again, by F6
        self._show_numbers()

    def _show_numbers(self) -> None:
        self.status.setText(self._told_numbers() if self.document.is_open else "")

    def _told_numbers(self) -> str:
        today = datetime.now().astimezone().date()
        year = self.document.report.year
        due = deadline_in_season(self.preferences.settings.deadline, year, today)
        numbers = overview(self.document.inspection).in_words
        return f"{numbers}　·　{due.words_by_name(today)}" if due else numbers

    def _show_state(self) -> None:
        self.menus.show_open(is_open=self.document.is_open)
        self._show_title()
        self._show_recent()

    def _show_title(self) -> None:
        named = (
            f"{literal_title(self.document.title)}[*] — 年报"
            if self.document.is_open
            else "年报[*]"
        )
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

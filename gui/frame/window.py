"""The main window: it composes, connects, and carries out what the menus offer."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from core.checks.progress import overview
from core.forms.loader import Forms
from core.keeping.crash_log import CrashLog
from core.report.edits import COVER, SetFigure
from core.settings.deadline import deadline_in_season
from core.settings.office import Office
from core.settings.settings import Settings, own_folder
from gui.access.announcing import TallyVoice
from gui.access.regions import Regions
from gui.access.second_click import SecondClick
from gui.files.exporting import Exported, Exporting
from gui.files.file_places import FilePlaces
from gui.files.files import Files
from gui.files.recovering import Recovering
from gui.files.saving import Saving
from gui.files.versions import Versions
from gui.frame.action_table import CommandRow
from gui.frame.commands import Commands
from gui.frame.companions import Companions
from gui.frame.context_menus import (
    FINDING_MENU,
    RECENT_MENU,
    TAB_MENU,
    TABLE_MENU,
    TALLY_MENU,
    TEXT_MENU,
)
from gui.frame.copying import Copying
from gui.frame.header_bar import HeaderBar
from gui.frame.menus import Menus
from gui.frame.page_dock import PageDock
from gui.frame.placing import LostScreens, place
from gui.frame.rollups import Rollups
from gui.frame.status_line import fill_status_bar
from gui.frame.workspace import Workspace
from gui.guide.opening import Help
from gui.keeping.file_watch import FileWatch
from gui.keeping.safekeeping import Safekeeping
from gui.kit.ask import Ask
from gui.kit.dropping import FileDrops
from gui.kit.passing import run
from gui.kit.written import Written
from gui.look.appearance import Appearance
from gui.look.zoom_wheel import ZoomWheel
from gui.start.start_page import StartPage
from gui.state.document import Document
from gui.state.preferences import Preferences
from gui.tables.grid_filling import GridFilling
from gui.tables.pasting import Pasting
from gui.texts.desk import WritingDesk
from gui.words.plain_text import literal, literal_title

if TYPE_CHECKING:
    from core.clipboard.plan import PastePlan


class Window(QMainWindow):
    """One report at a time, and the start page when there is none."""

    def __init__(
        self,
        forms: Forms,
        settings: Settings,
        ask: Ask | None = None,
        office: Office | None = None,
        beside: Companions | None = None,
    ) -> None:
        """``beside`` are all windows of the program; alone, a window has settings of its own."""
        super().__init__()
        self.is_closed = False
        self.preferences = beside.preferences if beside else Preferences(settings, self, office)
        self.appearance = beside.appearance if beside else Appearance(self.preferences, self)
        self._wheel = ZoomWheel(self.appearance.step_zoom, self)
        self._second_click = SecondClick(self)
        self.ask = ask or Ask(self)
        self.document = Document(forms, self)
        self.crash_log = CrashLog(own_folder())
        self.safekeeping = Safekeeping(self.document, own_folder(), self)
        self.places = FilePlaces(self.document, self.preferences)
        self.saving = Saving(
            *(self.document, self.safekeeping, self.preferences, self.ask, self.places, self)
        )
        self.exporting = Exporting(
            *(self.document, self.safekeeping, self.preferences, self.places, self.ask, self)
        )
        self.recovering = Recovering(self.document, self.safekeeping, self.saving, self)
        self.files = Files(
            *(self.document, self.preferences, self.places, self.saving, self.ask, self)
        )
        self.watch = FileWatch(self.document, self)
        self.versions = Versions(
            self.document, self.saving, self.safekeeping, self.watch, self.ask, self
        )
        self.menus = Menus(self, self._run, self.document.undo_stack)
        self.files.zooming = self.menus.zooming
        self.help = Help(self.menuBar(), self.appearance, self.menus.zooming)
        self.rollups = Rollups(
            forms, self.files, self.places, self.preferences, self.appearance, self.ask, self.help,
            self.menus.zooming, self, lambda: self.document.office_rules,
        )  # fmt: skip
        named = self.menus.actions_by_name
        ways = ("new_from_last", "new", "open", "read", "sample", "new_rollup", "open_rollup")
        # From the outside in: the style dresses a widget anew in each other that it is put into.
        self.views = QStackedWidget()
        self.setCentralWidget(self.versions.bar.over(self.views))
        self.start = StartPage(
            [named[name] for name in ways], forms, self.appearance.theme, self.views
        )
        header = HeaderBar(
            self.document, named["next"], (named["preview"], named["save"]), self.menus.export
        )
        self.workspace = Workspace(
            *(self.document, self.appearance.theme, header, beside.book if beside else None),
            self.views,
        )
        if beside is None:
            self.workspace.book.offer(self.preferences.office.phrases)
        self.pasting = Pasting(self._confirm_paste, self.workspace.show_table)
        self.copying = Copying(self.document, self.workspace, self.pasting)
        self.filling = GridFilling(self.document, self.workspace.table_in_hand)
        self.desk = WritingDesk(
            self.document, self.workspace.book, self.ask, self.workspace.writing_in_hand
        )
        self.workspace.failed.connect(self.ask.tell)
        self.views.addWidget(self.start)
        self.views.addWidget(self.workspace)
        self.status, self.told, self.links, self.chosen = fill_status_bar(self.statusBar())
        self.regions = Regions(
            self.workspace.stack.currentWidget,
            *(header, self.workspace.tabs, self.workspace.side, self.status),
            at=2,
        )
        self.voice = TallyVoice(self.document, self)
        self.commands = Commands(
            self, self.document, self.preferences, self.appearance, self.ask, self.places,
            self.files, self.saving, self.recovering, self.exporting, self.versions,
            self.safekeeping, self.workspace, self.pasting, self.copying, self.filling, self.desk,
            self.regions,
            self.help, self.rollups, self.start, self.crash_log, self.menus.zooming, named["save"],
            self._say, beside,
        )  # fmt: skip
        self.page_dock = PageDock(self, self.document, self.workspace, self.preferences)
        self._connect()
        place(self, self.preferences.settings.geometry)
        LostScreens(self)
        self._follow_preferences()
        self._show_title()
        self.appearance.finish()

    def _run(self, row: CommandRow) -> None:
        """Carry out a command, and tell what it tells."""
        if row.settles:
            self.document.settle()
        self.told.forget()
        told = row.do(self.commands)
        if isinstance(told, str):
            self._say(told)
        if row.is_on is not None:
            self.menus.follow(self.commands)  # Qt has ticked it by itself

    def _tell_exported(self, done: Exported) -> None:
        room = self.width() * 6 // 10
        self._say(Written(done.short(self.fontMetrics(), room), done.path), done.whole())

    def _say(self, words: str, whole: str = "") -> None:
        """Tell in the status bar what was done; the whole of it to who points there."""
        self.told.tell(words, whole)

    def _confirm_paste(self, plan: PastePlan) -> tuple[SetFigure, ...] | None:
        from gui.tables.paste_preview import PastePreview

        dialog = PastePreview(plan, self.document.report, self.appearance.theme, self)
        return dialog.edits() if run(dialog) else None

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
        if not self.rollups.close() or not self.saving.may_leave():
            event.ignore()
            return
        geometry = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        self.preferences.set(geometry=geometry)
        self._note_place()
        self.is_closed = True
        self.safekeeping.close()
        self.watch.close()
        event.accept()

    def _connect(self) -> None:
        self.ask.folders = self.places.recent_folders
        self.document.leaving.connect(self._note_place)
        self.document.replaced.connect(self._show_document)
        self.files.begun.connect(self.commands.turn_to)
        self.files.rollup_wanted.connect(lambda folder: self.rollups.open_folder(folder))  # noqa: PLW0108  slots hold no weak reference
        self.exporting.exported.connect(self._tell_exported)
        self.files.recovered.connect(self.recovering.restore)
        self.recovering.nothing_left.connect(lambda: self._say("没有需要找回的报告。"))
        self.preferences.changed.connect(self._follow_preferences)
        self.files.already_open.connect(lambda: self._say("这份文件已经打开着。"))
        self.document.changed.connect(self._show_title)
        # Whatever tells of a change does so behind it; the next one may take it back.
        self.document.changed.connect(self.told.forget)
        self.workspace.tabs.currentChanged.connect(self.told.forget)
        self.workspace.findings_shown.connect(self._show_numbers)
        self.document.refused.connect(self._say)
        self.document.stored.connect(self._show_state)
        self.menus.windows.aboutToShow.connect(lambda: self.menus.follow_windows(self.commands))
        self.links.failed.connect(self._say)
        self.start.recent_picked.connect(self.files.open_path)
        self.start.recent_followed.connect(self.files.follow_path)
        self.start.recent_dropped.connect(self.preferences.forget)
        self.start.deadline_chosen.connect(lambda date: self.preferences.set(deadline=date))
        self.start.recent.menu_wanted.connect(
            lambda place: self.menus.open_at(place, RECENT_MENU, self.commands)
        )
        renew = self.menus.actions_by_name["renew"]
        self.workspace.panel.findings.renewal_wanted.connect(renew.trigger)
        self.workspace.panel.findings.menu_wanted.connect(self._open_finding_menu)
        for asking, names in (
            (self.workspace.table_menu_wanted, TABLE_MENU),
            (self.workspace.tally_menu_wanted, TALLY_MENU),
            (self.workspace.tabs.menu_wanted, TAB_MENU),
        ):
            asking.connect(
                lambda place, names=names: self.menus.open_at(place, names, self.commands)
            )
        self.workspace.selection_changed.connect(self._show_selection)
        self.workspace.text_menu_made.connect(
            lambda menu: self.menus.extend(menu, TEXT_MENU, self.commands)
        )
        drops = FileDrops(self, takes_several=self.commands.beside is not None)
        drops.dropped.connect(self.files.open_path)
        side = self.workspace.side
        side.way_wanted.connect(lambda way: self.preferences.set(side=way))
        side.resized.connect(lambda letters: self.preferences.set(side_width=letters))
        self.appearance.changed.connect(self.workspace.wear)
        self.appearance.changed.connect(self.start.wear)

    def _open_finding_menu(self, place: QPoint) -> None:
        entry = self.workspace.panel.findings.in_hand
        if entry is not None:  # it says what it will do, where there is something
            words = entry.repair or "改正文字"
            self.menus.actions_by_name["repair_finding"].setText(literal(words))
        self.menus.open_at(place, FINDING_MENU, self.commands)

    def _follow_preferences(self) -> None:
        settings = self.preferences.settings
        self.menus.follow(self.commands)
        self.workspace.let_enter_go(settings.enter)
        self.workspace.show_prior(settings.shows_prior)
        self.workspace.side.take(settings.side, settings.side_width)
        self.document.author = self.preferences.author
        self.safekeeping.keep_months(settings.backup_months)
        self.start.show_deadline(settings.deadline)
        self.start.show_recent(settings.recent)
        self._show_numbers()

    def _show_document(self) -> None:
        self.told.forget()  # it told of the report before
        if self.document.is_open:
            self.workspace.attach()
            self._return()
        else:
            self.workspace.detach()
        self.menus.follow(self.commands)
        is_open = self.document.is_open
        self.views.setCurrentWidget(self.workspace if is_open else self.start)
        policy = Qt.FocusPolicy.TabFocus if is_open else Qt.FocusPolicy.NoFocus
        self.status.setFocusPolicy(policy)  # to read it again, by F6
        self._show_numbers()

    def _return(self) -> None:
        """Go to where the report of a file was left, unless its trouble is to be seen first."""
        document = self.document
        place = self.preferences.place_of(document.path) if document.path is not None else ""
        if place and document.begins_at == COVER:
            self.workspace.leading.return_to(place)

    def _note_place(self) -> None:
        """Note where the report of a file is left."""
        if self.document.path is not None and self.document.is_open:
            self.preferences.remember_place(self.document.path, self.workspace.leading.place)

    def _show_numbers(self) -> None:
        self.status.setText(self._told_numbers() if self.document.is_open else "")
        self._show_selection()

    def _show_selection(self) -> None:
        """Tell the sum of the selected cells."""
        words = self.workspace.selection_in_words() if self.document.is_open else ""
        self.chosen.setText(words)
        self.chosen.setVisible(bool(words))

    def _told_numbers(self) -> str:
        today = datetime.now().astimezone().date()
        year = self.document.report.year
        due = deadline_in_season(self.preferences.settings.deadline, year, today)
        numbers = overview(self.document.inspection).in_words
        return f"{numbers}　·　{due.words_by_name(today)}" if due else numbers

    def _show_state(self) -> None:
        self.menus.follow(self.commands)
        self._show_title()

    def _show_title(self) -> None:
        named = (
            f"{literal_title(self.document.title)}[*] — 年报"
            if self.document.is_open
            else "年报[*]"
        )
        self.setWindowTitle(named)
        self.setWindowModified(self.document.is_unsaved)

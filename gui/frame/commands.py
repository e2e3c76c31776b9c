"""What the commands of the window do, as far as no part of it does it alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from core.base.problem import Problem
from core.keeping.crash_log import CrashLog
from core.report.transition import copy
from core.settings.page_options import PageOptions, options_as_data, options_from_data
from gui.access.announcing import announce
from gui.access.regions import Regions
from gui.files.exporting import Exporting
from gui.files.file_places import FilePlaces
from gui.files.files import Files
from gui.files.last_year import compare_with, stop_comparing
from gui.files.recovering import Recovering
from gui.files.saving import Saving
from gui.files.versions import Versions
from gui.frame.companions import Companions
from gui.frame.copying import Copying
from gui.frame.rollups import Rollups
from gui.frame.workspace import Workspace
from gui.guide.opening import Help
from gui.keeping.safekeeping import Safekeeping
from gui.kit.ask import OPENED_FILTER, Ask
from gui.kit.passing import run
from gui.look.appearance import Appearance
from gui.start.start_page import StartPage
from gui.state.document import Document
from gui.state.preferences import Preferences
from gui.tables.grid_filling import GridFilling
from gui.tables.pasting import Pasting
from gui.texts.desk import WritingDesk

if TYPE_CHECKING:
    from gui.returning.window import ReturnWindow


@dataclass(frozen=True, slots=True, weakref_slot=True)  # Qt holds slots of it weakly
class Commands:
    """The parts of the window that commands need, and the commands that need several of them.

    A command returns a sentence where the status bar shall tell what was done.
    """

    window: QWidget
    document: Document
    preferences: Preferences
    appearance: Appearance
    ask: Ask
    places: FilePlaces
    files: Files
    saving: Saving
    recovering: Recovering
    exporting: Exporting
    versions: Versions
    safekeeping: Safekeeping
    workspace: Workspace
    pasting: Pasting
    copying: Copying
    filling: GridFilling
    desk: WritingDesk
    regions: Regions
    help: Help
    rollups: Rollups
    start: StartPage
    crash_log: CrashLog
    zooming: Sequence[QAction]
    """What makes a window larger and smaller: other windows take these keys too."""
    save: QAction
    say: Callable[[str], object]
    beside: Companions | None = None
    """All windows of the program; None where this one is alone."""

    def open_window(self) -> None:
        """Open another window for another report."""
        if self.beside is not None:
            self.beside.open_window()

    def named_windows(self) -> list[tuple[str, bool]]:
        """Return the words for each window, and whether it is this one."""
        return self.beside.named(self.window) if self.beside is not None else []

    def turn_to_window(self, number: int) -> None:
        """Bring a window forward by its place in the menu."""
        if self.beside is not None:
            self.beside.turn_to(number)

    def step_window(self, by: int) -> None:
        """Bring the next window forward, with -1 the one before."""
        named = self.named_windows()
        own = next((n for n, (_, is_own) in enumerate(named) if is_own), None)
        if own is not None:
            self.turn_to_window((own + by) % len(named))

    def quit(self) -> None:
        """Close all windows; one whose report its user keeps open stays, with those behind it."""
        if self.beside is None:
            self.window.close()
        else:
            self.beside.close(self.window)

    def turn_to(self, section: str) -> None:
        """Show the page of a section and go there."""
        self.workspace.show_section(section).setFocus()

    def turn_by(self, step: int) -> None:
        """Go on to the next page, with -1 to the one before, round and round."""
        tabs = self.workspace.tabs
        self.turn_to(tabs.sections[(tabs.currentIndex() + step) % len(tabs.sections)])

    def clear_cells(self) -> None:
        """Clear the selected cells of the table in hand."""
        page = self.workspace.table_in_hand()
        if page is not None:
            page.view.clear_selected()

    def select_table(self) -> None:
        """Select every cell of the table in hand."""
        page = self.workspace.table_in_hand()
        if page is not None:
            page.view.selectAll()

    def toggle_prior(self) -> str:
        """Show last year's figures in the cells, or no longer."""
        is_shown = not self.preferences.settings.shows_prior
        self.preferences.set(shows_prior=is_shown)
        if is_shown and self.document.is_open and self.document.report.prior is None:
            return "还没有上年的数。请先用“报告”菜单的“对照上年的报告…”读取上年的报告。"
        return ""

    def find(self) -> str:
        """Offer to find something on the page in hand."""
        return "" if self.workspace.find_on_page() else "这一页没有可以查找的内容。"

    def copy_table(self) -> str:
        """Put the table of the page in hand on the clipboard, for the site's editor."""
        from gui.tables.copying import copy_table

        return copy_table(self.document.report, self.workspace.tabs.section_in_hand)

    def copy_report(self) -> str:
        """Put the whole report on the clipboard, for the site's editor."""
        from gui.tables.copying import copy_report

        return copy_report(self.document.report)

    def proofread(self) -> None:
        """Open the proofreading window, or bring it forward."""
        from gui.frame.proofreading_beside import open_proofreading

        if self.document.is_open:
            shown = open_proofreading(self.workspace, self.save, self.window)
            shown.addActions(self.zooming)

    def show_preview(self) -> None:
        """Open the preview beside the window, or bring it forward."""
        from gui.printing.preview import Preview

        if not self.document.is_open:
            return
        self.safekeeping.hurry()
        preview = self.window.findChild(Preview)
        if preview is None:
            options = options_from_data(self.preferences.settings.printing)
            preview = Preview(self.document, self.ask, self.places.proposal, options, self.window)
            preview.chosen.connect(self._keep_options)
            preview.saved.connect(lambda words: announce(preview, words))
        preview.show()
        preview.activateWindow()

    def _keep_options(self, options: PageOptions) -> None:
        """Remember the choices about the page for the next printing."""
        self.preferences.set(printing=options_as_data(options))

    def show_series(self) -> None:
        """Open the reports of several years side by side, the open one among them."""
        from gui.series.window import SeriesWindow

        # One that is being closed is still there for a moment.
        open_now = (each for each in self.window.children() if isinstance(each, SeriesWindow))
        shown = next((each for each in open_now if each.isVisible()), None)
        if shown is None:
            forms = self.document.forms
            shown = SeriesWindow(forms, self.ask, self.places.folder(), self.window)
            shown.addActions(self.zooming)
            if self.document.is_open:
                path = self.document.path
                shown.begin(copy(self.document.report), path.name if path else "打开的报告")
        shown.show()
        shown.raise_()
        shown.activateWindow()

    def compare_with_last_year(self) -> str:
        """Ask for last year's report and hold this one against it."""
        path = self.ask.open_path("对照上年的报告", self.places.folder(), OPENED_FILTER)
        if path is None:
            return ""
        try:
            return compare_with(self.document, path, self.ask)
        except Problem as problem:
            self.ask.tell(str(problem))
            return ""

    def compare_sentences(self) -> str:
        """Show the sentences beside last year's, and go to the one that is chosen."""
        found = self.desk.compare_sentences(self.window)
        if isinstance(found, str):
            return found
        self.workspace.leading.show_spot(found)
        return ""

    def stop_comparing(self) -> str:
        """Hold the report against last year's no more."""
        return stop_comparing(self.document)

    def read_returned(self) -> None:
        """Ask for a Word document that was exported and edited, and show what was changed."""
        from gui.returning.opening import RETURNED_FILTER, open_returned

        path = self.ask.open_path("读回修改过的 Word 文档", self.places.folder(), RETURNED_FILTER)
        if path is None:
            return
        shown = open_returned(self.document, path, self.ask, self.appearance.theme, self.window)
        if shown is not None:
            self._follow_returned(shown)

    def _follow_returned(self, shown: ReturnWindow) -> None:
        """Let a window of what came back tell here, and be dressed and zoomed with this one."""
        shown.taken.connect(self.say)
        shown.addActions(self.zooming)
        self.appearance.changed.connect(shown.wear)

    def merge_parts(self) -> None:
        """Ask for files that came back, and put them into the report one after the other."""
        from gui.frame.merging_beside import merge_one_by_one

        title = "合并交回的文件"
        paths = self.ask.open_paths(title, self.places.folder(), OPENED_FILTER)
        if paths and self.document.is_open:
            merge_one_by_one(
                self.document, paths, self.ask, self.appearance, self.window, self._follow_returned
            )

    def share_out(self) -> None:
        """Open the window in which the report is shared out, or bring it forward."""
        from gui.sharing.dialog import SharingDialog

        if not self.document.is_open:
            return
        if own := self.document.report.own_share:
            self.ask.tell(f"这份文件是分给“{own.who}”的一份，不能再往下分。请在原来的报告里分工。")
            return
        open_now = (each for each in self.window.children() if isinstance(each, SharingDialog))
        shown = next((each for each in open_now if each.isVisible()), None)
        if shown is None:
            theme, folder = self.appearance.theme, self.places.folder()
            shown = SharingDialog(self.document, theme, self.ask, folder, self.window)
            shown.back_wanted.connect(self.merge_parts)
            shown.addActions(self.zooming)
            self.appearance.changed.connect(shown.wear)
        shown.show()
        shown.raise_()
        shown.activateWindow()

    def sign(self) -> None:
        """Open the window of the review round, or bring it forward."""
        from gui.signing.dialog import SigningDialog

        if not self.document.is_open:
            return
        open_now = (each for each in self.window.children() if isinstance(each, SigningDialog))
        shown = next((each for each in open_now if each.isVisible()), None)
        if shown is None:
            shown = SigningDialog(
                self.document,
                self.preferences.author,
                self.appearance.theme,
                self.ask,
                self.window,
            )
            shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            shown.carried_on.connect(self.say)
            shown.addActions(self.zooming)
            self.appearance.changed.connect(shown.wear)
        shown.show()
        shown.raise_()
        shown.activateWindow()

    def show_history(self) -> None:
        """Show the edits of the report with their times."""
        from gui.files.history import HistoryDialog

        run(HistoryDialog(self.document, self.window))

    def show_settings(self) -> None:
        """Open the settings; what is changed there acts at once."""
        from gui.frame.settings import SettingsDialog

        folder = self.safekeeping.backup_folder
        run(SettingsDialog(self.preferences, folder, self.window))

    def show_guide(self) -> None:
        """Open the guide beside the window, at the chapter about what is in hand."""
        self.help.open_for(self.workspace.in_hand or self.start)

    def show_keys(self) -> None:
        """Open the guide at the list of all keys."""
        from gui.guide.chapters import KEYS

        self.help.open(KEYS)

    def show_about(self) -> None:
        """Tell the version and what the program never does."""
        from gui.frame.about import AboutDialog

        run(AboutDialog(self.crash_log, self.window))

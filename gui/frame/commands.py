"""What the commands of the window do, as far as no part of it does it alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QWidget

from core.base.problem import Problem
from core.checks.finding_words import finding_in_words, findings_in_words
from core.keeping.crash_log import CrashLog
from core.report.transition import copy
from core.settings.page_options import PageOptions, options_as_data, options_from_data
from gui.access.regions import Regions
from gui.files.exporting import Exporting
from gui.files.file_places import FilePlaces
from gui.files.files import Files
from gui.files.last_year import compare_with, stop_comparing
from gui.files.recovering import Recovering
from gui.files.saving import Saving
from gui.files.versions import Versions
from gui.frame.rollups import Rollups
from gui.frame.workspace import Workspace
from gui.guide.chapters import KEYS
from gui.guide.opening import Help
from gui.keeping.safekeeping import Safekeeping
from gui.kit.ask import OPENED_FILTER, Ask
from gui.look.appearance import Appearance
from gui.start.start_page import StartPage
from gui.state.document import Document
from gui.state.preferences import Preferences
from gui.tables.grid_filling import GridFilling
from gui.tables.pasting import Pasting
from gui.texts.desk import WritingDesk


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

    def turn_to(self, section: str) -> None:
        """Show the page of a section and go there."""
        self.workspace.show_section(section).setFocus()

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

    def copy(self) -> str:
        """Copy what is in hand: cells, selected text, or a finding of the list."""
        if self.workspace.panel.findings.hasFocus():
            return self.copy_finding()
        return self.pasting.copy()

    def copy_finding(self) -> str:
        """Copy the finding in hand, in words."""
        entry = self.workspace.panel.findings.in_hand
        if entry is None:
            return "列表里没有选中的问题，没有复制。"
        words = finding_in_words(self.document.inspection, entry.finding)
        QGuiApplication.clipboard().setText(words)
        return "已复制这条问题。"

    def copy_findings(self) -> str:
        """Copy all findings, in the order of the list."""
        self.document.catch_up()
        found = self.workspace.panel.findings.in_order
        if not found:
            return "没有问题可以复制。"
        QGuiApplication.clipboard().setText(findings_in_words(self.document.inspection, found))
        return f"已复制全部{len(found)}条问题。"

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
        self.workspace.show_spot(found)
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
            shown.taken.connect(self.say)
            shown.addActions(self.zooming)
            self.appearance.changed.connect(shown.wear)

    def show_history(self) -> None:
        """Show the edits of the report with their times."""
        from gui.files.history import HistoryDialog

        HistoryDialog(self.document, self.window).exec()

    def show_settings(self) -> None:
        """Open the settings; what is changed there acts at once."""
        from gui.frame.settings import SettingsDialog

        folder = self.safekeeping.backup_folder
        SettingsDialog(self.preferences, folder, self.window).exec()

    def show_guide(self) -> None:
        """Open the guide beside the window, at the chapter about what is in hand."""
        self.help.open_for(self.workspace.in_hand or self.start)

    def show_keys(self) -> None:
        """Open the guide at the list of all keys."""
        self.help.open(KEYS)

    def show_about(self) -> None:
        """Tell the version and what the program never does."""
        from gui.frame.about import AboutDialog

        AboutDialog(self.crash_log, self.window).exec()

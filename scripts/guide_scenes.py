"""What the pictures of the guide show: an office that is made up, at a date that stands still.

A scene puts the real window into a state and names the widgets to be marked; it draws nothing.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QMenu,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from core.checks.tally import Balance
from core.clipboard.block import read_clipboard
from core.clipboard.placing import Area
from core.clipboard.plan import plan_paste
from core.document.file import load, save
from core.figures.address import Address
from core.forms.loader import load_forms
from core.reading.source import read_source
from core.report.edit import apply
from core.report.edits import SetFigure, SetText
from core.report.report import Report
from core.returning.returned import read_returned
from core.settings.settings import Settings
from core.texts.linking import sure_links
from core.years.last import read_last_year
from core.years.series import YearEntry, add_entry
from gui.files.backups import BackupsDialog
from gui.files.files import SAMPLE
from gui.files.following_year import FollowingYearDialog
from gui.files.history import HistoryDialog
from gui.files.new_report import NewReportDialog
from gui.frame.settings import SettingsDialog
from gui.frame.window import Window
from gui.look.appearance import zoomed_font
from gui.look.theme import LIGHT, apply_theme
from gui.printing.preview import Preview
from gui.proofreading.window import ProofreadingWindow
from gui.reading.window import ReadingWindow
from gui.returning.window import ReturnWindow
from gui.series.window import SeriesWindow
from gui.tables.paste_preview import PastePreview
from gui.tables.table_page import TablePage
from gui.texts.linking_dialog import linking_edits
from gui.texts.text_page import TextPage
from scripts.made_up_office import CLERK, FAULTY, FIGURES, ORGAN, OVERVIEW, Office
from scripts.rollup_scenes import RollupScenes
from scripts.scene_parts import MORNING, Clock, Locate, Scene, around, at, settle, shown
from scripts.sharing_scenes import SharingScenes


@contextmanager
def stage(size: QSize = QSize(900, 620)) -> Iterator[Stage]:  # noqa: B008  Qt copies it
    """Open the window on nothing, at the usual size, as somebody who never used it finds it."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise TypeError(app)
    clock = Clock()
    with (
        tempfile.TemporaryDirectory() as folder,
        patch.dict(os.environ, NIANBAO_CONFIG=folder),
        clock.rules(),
    ):
        app.setFont(zoomed_font(100))
        apply_theme(app, LIGHT)
        window = Window(load_forms(), Settings(theme="light", deadline="governments", author=CLERK))
        window.setWindowState(Qt.WindowState.WindowNoState)
        window.resize(size)
        window.show()
        try:
            yield Stage(window, clock, Path(folder))
        finally:
            window.document.leave()
            window.safekeeping.settle()
            window.close()
            window.deleteLater()
            app.processEvents()


class Stage:
    """The window and the scenes that are played in it, each from the same beginning."""

    def __init__(self, window: Window, clock: Clock, folder: Path) -> None:
        self.window = window
        self._clock = clock
        self._folder = folder
        self._forms = window.document.forms
        self._office = Office(self._forms, folder)
        self._rollup = RollupScenes(window, self._forms, self._office, folder)
        self._sharing = SharingScenes(window, self._forms, self._office, folder)

    def scenes(self) -> Mapping[str, Callable[[], Iterator[Scene]]]:
        """Name the scenes; what follows a scene's ``yield`` clears it away."""
        return {
            "first-start": self._start,
            "first-new": self._new,
            "first-fill": self._fill,
            "first-check": self._check,
            "first-export": self._export,
            "begin-last": self._last,
            "fill-paste": self._paste,
            "check": self._light,
            "writing": self._write,
            "reading": self._read,
            "comparing": self._series,
            "proofreading": self._proofread,
            "printing": self._preview,
            "printing-publish": self._publish,
            "returning": self._returned,
            "keeping-backups": self._backups,
            "keeping-history": self._history,
            "settings": self._settings,
            **self._rollup.scenes(),
            **self._sharing.scenes(),
        }

    def play(self, name: str) -> Iterator[Scene]:
        """Play a scene from the beginning: no report is open, and it is morning."""
        self._clock.time = MORNING
        self.window.document.leave()
        for scene in self.scenes()[name]():
            self.window.document.catch_up()  # a picture waits for no reading
            settle()
            yield scene

    def sample(self) -> Iterator[Scene]:
        """Show the shipped report as it opens: the picture before all others."""
        report, _ = load(SAMPLE, self._forms)
        window = self.window
        window.document.show(report)
        window.workspace.leading.show_tally(window.document.inspection.board.tallies[0])
        window.document.catch_up()
        settle()
        yield Scene(window)

    def _start(self) -> Iterator[Scene]:
        page = self.window.start
        ways = page.ways
        yield Scene(
            page,
            (
                at(page, page.deadline),
                around(page, *ways),
                at(page, page.nothing),
            ),
            (page.deadline, *ways, page.nothing),
            edge=48,
        )

    def _new(self) -> Iterator[Scene]:
        dialog = NewReportDialog(self._forms, ORGAN, self.window)
        yield from shown(
            dialog,
            lambda: Scene(
                dialog, [at(dialog, w) for w in (dialog.organ, dialog.year, dialog.begin)]
            ),
        )

    def _fill(self) -> Iterator[Scene]:
        self._open(self._office.report(), first=3)
        page = self._table_page()
        in_hand = Address("applications.partly_granted.natural")
        page.view.go_to(in_hand)
        space = self.window.workspace
        settle()
        total = Address("applications.received.total")
        yield Scene(
            space,
            (
                at(space, space.tabs),
                at_cell(space, page, in_hand),
                at_cell(space, page, total),
                at_cell(space, page, Address("applications.carried_in.research")),
            ),
            (space.header, page),
        )

    def _check(self) -> Iterator[Scene]:
        self._open(self._office.faulty())
        self._table_page().view.go_to(FAULTY)
        space, panel = self.window.workspace, self.window.workspace.panel
        panel.search.search()
        settle()
        yield Scene(
            space,
            (
                at(space, panel.tree),
                at(space, panel.suggestions),
                at(space, panel.findings),
                at(space, space.header.check),
            ),
        )

    def _export(self) -> Iterator[Scene]:
        self._open(self._office.report())
        self._table_page()
        header, menu = self.window.workspace.header, self.window.menus.export
        menu.ensurePolished()
        menu.resize(menu.sizeHint())
        space = self.window.workspace
        buttons: Iterable[QPushButton] = header.findChildren(QPushButton)
        preview = next(each for each in buttons if each.text() == "打印预览")
        settle()

        def under() -> QPoint:
            place = QRect(header.export.mapTo(space, QPoint()), header.export.size())
            return QPoint(place.right() - menu.width(), place.bottom() + 2)

        yield Scene(
            space,
            (at(space, preview), at(space, header.export)),
            over=(menu, under),
        )

    def _publish(self) -> Iterator[Scene]:
        self._open(self._office.report())
        self._table_page()
        space, menus = self.window.workspace, self.window.menus
        row = menus.actions_by_name["publish"]
        held: Iterable[QMenu] = self.window.findChildren(QMenu)
        menu = next(each for each in held if row in each.actions())
        menu.ensurePolished()
        menu.resize(menu.sizeHint())
        settle()
        corner = QPoint(4, 4)
        yield Scene(
            space,
            (lambda: menu.actionGeometry(row).translated(corner),),
            over=(menu, lambda: corner),
        )

    def _last(self) -> Iterator[Scene]:
        path = self._folder / f"{ORGAN}2024年度报告.nianbao"
        save(self._office.report(2024), path)
        today = self._clock.time.date()
        dialog = FollowingYearDialog(
            read_last_year(path, self._forms), self._forms, today, self.window
        )
        yield from shown(
            dialog,
            lambda: Scene(
                dialog,
                (
                    around(dialog, dialog.organ, dialog.year),
                    at(dialog, dialog.carried),
                    at(dialog, dialog.texts),
                    at(dialog, dialog.begin),
                ),
            ),
        )

    def _paste(self) -> Iterator[Scene]:
        report = self._office.report()
        block = read_clipboard("", "21\t5\t1\t0\t1\t0\t28\n6\t2.5\t0\t0\t0\t0\t8\n")
        if block is None:
            raise RuntimeError("nothing to paste")
        plan = plan_paste(report, report.form.table("applications"), block, Area(5, 3))
        dialog = PastePreview(plan, report, LIGHT, self.window)
        yield from shown(
            dialog,
            lambda: Scene(dialog, [at(dialog, w) for w in (dialog.grid, dialog.list, dialog.take)]),
            QSize(900, 520),
        )

    def _light(self) -> Iterator[Scene]:
        self._open(self._office.faulty())
        page, space = self._table_page(), self.window.workspace
        tally = next(
            t
            for t in self.window.document.inspection.board.tallies
            if t.state is Balance.UNBALANCED
        )
        space.leading.show_tally(tally)
        panel = space.panel
        panel.search.search()
        leaf = _leaf_of(panel.tree, tally.identity.place)
        panel.tree.setCurrentItem(leaf)
        page.view.go_to(FAULTY)
        page.light(tally)
        panel.show_tally(tally)
        settle()
        yield Scene(
            space,
            (
                lambda: _in_view(space, panel.tree, panel.tree.indexFromItem(leaf)).united(
                    _in_view(space, panel.tree, panel.tree.indexFromItem(leaf, 1))
                ),
                at_cell(space, page, FAULTY),
                at(space, panel.card),
                at(space, page.strip),
            ),
            (page, panel),
        )

    def _write(self) -> Iterator[Scene]:
        self._open(self._office.report())
        document = self.window.document
        document.edit([SetText("overview", OVERVIEW)], "写文字")
        links = [c for c in sure_links(document.report) if c.section == "overview"]
        document.edit(linking_edits(document.report, links), "链接")
        page = self.window.workspace.show_section("overview")
        if not isinstance(page, TextPage):
            raise TypeError(page)
        document.catch_up()
        page.mark()
        space, panel = self.window.workspace, self.window.workspace.panel
        settle()

        def at_words(words: str) -> Locate:
            def locate() -> QRect:
                start = page.editor.text.index(words)
                box = page.editor.cursorRect(page.editor.cursor_at(start, start))
                end = page.editor.cursorRect(
                    page.editor.cursor_at(start + len(words), start + len(words))
                )
                return box.united(end).translated(page.editor.viewport().mapTo(space, QPoint()))

            return locate

        yield Scene(
            space,
            (
                at(space, page.outline.entries),
                at_words("64"),
                at_words("办结61件"),
                at(space, panel.findings),
            ),
            (page, panel),
        )

    def _read(self) -> Iterator[Scene]:
        path = self._office.word_file(self._office.report(2024), {"44": "44（含补正）", "20": "2O"})
        reading = read_source(path, self._forms)
        window = self.window
        dialog = ReadingWindow(reading, window.document, lambda: LIGHT, window.ask, window)
        yield from shown(
            dialog,
            lambda: Scene(
                dialog,
                [
                    at(dialog, w)
                    for w in (
                        *(dialog.source, dialog.form, dialog.questions),
                        *(dialog.answers, dialog.take),
                    )
                ],
            ),
            QSize(900, 640),
        )

    def _series(self) -> Iterator[Scene]:
        dialog = SeriesWindow(self._forms, self.window.ask, "", self.window)
        for year in (2023, 2024, 2025):
            report = self._office.report(year)
            dialog.entries = add_entry(dialog.entries, YearEntry(report, f"{year}.nianbao", 0))
        dialog.add_paths(())
        yield from shown(
            dialog,
            lambda: Scene(
                dialog,
                (
                    around(dialog, dialog.add_file, dialog.add_folder),
                    at(dialog, dialog.table),
                    at(dialog, dialog.plot.parentWidget() or dialog.plot),
                    at(dialog, dialog.chooser),
                    around(dialog, dialog.copy, *dialog.exports),
                ),
            ),
            QSize(900, 600),
        )

    def _proofread(self) -> Iterator[Scene]:
        self._open(self._office.report())
        self.window.commands.proofread()
        dialog = next(w for w in self.window.children() if isinstance(w, ProofreadingWindow))
        dialog.session.choose("applications")
        dialog.session.read()
        cell = dialog.cell
        yield from shown(
            dialog,
            lambda: Scene(
                dialog,
                (
                    around(dialog, cell.row, cell.column),
                    around(dialog, cell.figure, cell.words),
                    at(dialog, dialog.right),
                    at(dialog, dialog.other),
                    at(dialog, dialog.scope),
                ),
            ),
        )

    def _preview(self) -> Iterator[Scene]:
        self._open(self._office.report())
        self.window.commands.show_preview()
        dialog: Preview | None = self.window.findChild(Preview)
        if dialog is None:
            raise RuntimeError("no preview")
        dialog.panel.sign.setChecked(True)
        dialog.panel.note.hide()  # which fonts are there is a matter of the machine
        dialog.turn_to(1)
        bar = dialog.bar
        yield from shown(
            dialog,
            lambda: Scene(
                dialog,
                (
                    around(dialog, bar.before, bar.after),
                    at(dialog, bar.zoom),
                    at(dialog, dialog.panel),
                    around(dialog, bar.save, bar.print),
                ),
                (bar, dialog.panel),
            ),
            QSize(900, 620),
        )

    def _returned(self) -> Iterator[Scene]:
        self._open(self._office.report(), texts=True)
        document = self.window.document
        changes = {"12": "13", "全年更新320次": "全年更新326次", "作了清理": "作了全面清理"}
        path = self._office.word_file(document.report, changes, for_review=True)
        returned = read_returned(path, self._forms)
        dialog = ReturnWindow(document, returned, LIGHT, self.window)
        dialog.choose.click()
        dialog.tree.setCurrentItem(_last_line(dialog.tree))
        yield from shown(
            dialog,
            lambda: Scene(
                dialog,
                [at(dialog, w) for w in (dialog.tree, dialog.panes, dialog.verdict, dialog.take)],
            ),
            QSize(900, 480),
        )

    def _backups(self) -> Iterator[Scene]:
        self._open(self._office.faulty())
        document = self.window.document
        document.save(self._folder / f"{ORGAN}2025年度报告.nianbao")
        for text in ("48", "46"):
            self._clock.pass_by(35)
            document.edit([SetFigure(FAULTY, text)], "填写")
            document.save()
        self.window.safekeeping.settle()
        dialog = BackupsDialog(self.window.safekeeping.backups, document, self.window)
        group = dialog.tree.topLevelItem(0)
        dialog.tree.setCurrentItem(group.child(group.childCount() - 1))
        yield from shown(
            dialog,
            lambda: Scene(
                dialog,
                [at(dialog, w) for w in (dialog.tree, dialog.differences, dialog.take)],
            ),
            QSize(820, 460),
        )

    def _history(self) -> Iterator[Scene]:
        self._open(self._office.report())
        document = self.window.document
        for name, text in (("carried_in", "3"), ("granted", "21"), ("carried_in", "2")):
            self._clock.pass_by(12)
            document.edit([SetFigure(Address(f"applications.{name}.natural"), text)], "填写")
        self._clock.pass_by(12)
        document.edit([SetText("problems", "一是公开不够及时。")], "写文字")
        dialog = HistoryDialog(document, self.window)
        day = dialog.tree.topLevelItem(1)
        dialog.tree.setCurrentItem(day.child(2))
        yield from shown(
            dialog,
            lambda: Scene(
                dialog,
                [at(dialog, w) for w in (dialog.tree, dialog.differences, dialog.back)],
            ),
            QSize(820, 460),
        )

    def _settings(self) -> Iterator[Scene]:
        dialog = SettingsDialog(self.window.preferences, self._folder, self.window)
        yield from shown(
            dialog,
            lambda: Scene(
                dialog,
                [
                    at(dialog, w)
                    for w in (
                        *(dialog.theme, dialog.zoom, dialog.enter),
                        *(dialog.deadline, dialog.records, dialog.months),
                    )
                ],
            ),
        )

    def _open(self, report: Report, first: int = 0, *, texts: bool = False) -> None:
        """Open a report, with what comes behind the first rows of 第三部分 still blank."""
        if first:
            kept = list(FIGURES)[:first]
            last = list(report.form.table("applications").figures)
            place = last.index(Address(f"applications.{kept[-1]}.natural"))
            edits = [
                SetFigure(a, "") for a in last[place + 7 :] if not report.form.figures[a].computed
            ]
            apply(report, edits)
        if texts:
            apply(report, [SetText("overview", OVERVIEW)])
        self.window.document.show(report)

    def _table_page(self) -> TablePage:
        page = self.window.workspace.show_section("applications")
        if not isinstance(page, TablePage):
            raise TypeError(page)
        page.setFocus()
        return page


def at_cell(base: QWidget, page: TablePage, address: Address) -> Locate:
    """Find the cell of a figure."""
    return lambda: _in_view(base, page.view, page.view.form_model.place(address))


def _in_view(base: QWidget, view: QAbstractItemView, index: QModelIndex) -> QRect:
    rect: QRect = view.visualRect(index)
    return rect.translated(view.viewport().mapTo(base, QPoint()))


def _last_line(tree: QTreeWidget) -> QTreeWidgetItem:
    head = tree.topLevelItem(tree.topLevelItemCount() - 1)
    return head.child(head.childCount() - 1)


def _leaf_of(tree: QTreeWidget, place: str) -> QTreeWidgetItem:
    for number in range(tree.topLevelItemCount()):
        group = tree.topLevelItem(number)
        for row in range(group.childCount()):
            if place in group.child(row).text(0):
                return group.child(row)
    raise LookupError(place)

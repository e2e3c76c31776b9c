"""Take pictures of every page and dialog, in every theme and size, to look at them side by side.

`.venv/bin/python scripts/make_screens.py FOLDER [--themes light,dark] [--zooms 100,200]
[--sizes 1366x768] [--only settings,cover]` runs the real window, without a screen unless
QT_QPA_PLATFORM names a platform. The pictures are named by size, theme, zoom and what they show.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QWidget

import resources
from core.clipboard.block import read_clipboard
from core.clipboard.placing import Area
from core.clipboard.plan import plan_paste
from core.document.encode import encode
from core.document.file import load
from core.figures.address import Address
from core.forms.loader import load_forms
from core.keeping.recovery import Left
from core.reading.source import read_source
from core.report.edits import SetFigure
from core.settings.settings import THEMES, Settings
from core.texts.linking import sure_links
from gui.access.shortcuts import menus_of
from gui.app import prepare
from gui.files.files import SAMPLE
from gui.frame.window import Window
from gui.kit.ask import Ask
from gui.tables.table_page import TablePage

OFFSCREEN = "offscreen"
SIZES = ("1366x768", "1920x1080")
ZOOMS = (100, 150, 200)
PASTED = "8\t1.5万\t0\t0\t0\t1\t520\t9\n"
CHANGED = Address("applications.received.business")


class Screens:
    """A window with a report, and what can be shown of it."""

    def __init__(self, window: Window, folder: Path) -> None:
        self._window = window
        self._folder = folder

    def all(self) -> Mapping[str, Callable[[], Iterator[tuple[str, QWidget]]]]:
        """Name what can be shown; each yields the pictures' names and widgets."""
        return {
            "start": self._start,
            "pages": self._pages,
            "find": self._find,
            "menus": self._menus,
            "preview": self._preview,
            "proofreading": self._proofreading,
            "guide": self._guide,
            "dialogs": self._dialogs,
        }

    def _start(self) -> Iterator[tuple[str, QWidget]]:
        self._window.document.leave()
        yield "start", self._window
        self._open()

    def _open(self) -> None:
        report, _ = load(SAMPLE, self._window.document.forms)
        self._window.document.show(report)

    def _pages(self) -> Iterator[tuple[str, QWidget]]:
        space = self._window.workspace
        for section in space.tabs.sections:
            page = space.show_section(section)
            page.setFocus()
            yield f"page-{section}", self._window
            if isinstance(page, TablePage):
                board = self._window.document.inspection.board
                tallies = board.of_section(section)
                if tallies:
                    space.leading.show_tally(tallies[0])
                    yield f"page-{section}-lit", self._window

    def _find(self) -> Iterator[tuple[str, QWidget]]:
        page = self._window.workspace.show_section("applications")
        page.find()
        yield "find-table", self._window
        if isinstance(page, TablePage):
            page.find_bar.query.setText("商业")
            yield "find-table-hits", self._window
            page.find_bar.close_bar()
        self._window.workspace.show_section("overview")
        self._window.desk.replace()
        yield "find-text", self._window

    def _menus(self) -> Iterator[tuple[str, QWidget]]:
        bar = self._window.menuBar()
        for number, menu in enumerate(menus_of(bar)):
            menu.popup(bar.mapToGlobal(bar.actionGeometry(menu.menuAction()).bottomLeft()))
            menu.setActiveAction(menu.actions()[0])
            yield f"menu-{number}", menu
            menu.close()

    def _preview(self) -> Iterator[tuple[str, QWidget]]:
        from gui.printing.preview import Preview

        self._window.commands.show_preview()
        previews: list[Preview] = list(self._window.findChildren(Preview))
        for preview in previews:
            yield "preview", preview
            preview.panel.fonts.button.setChecked(True)
            yield "preview-fonts", preview
            preview.close()

    def _proofreading(self) -> Iterator[tuple[str, QWidget]]:
        from gui.proofreading.window import ProofreadingWindow

        self._window.commands.proofread()
        found = [w for w in self._window.children() if isinstance(w, ProofreadingWindow)]
        if found:
            yield "proofreading", found[-1]
            found[-1].close()

    def _guide(self) -> Iterator[tuple[str, QWidget]]:
        guide = self._window.help.open()
        for chapter in guide.chapters:
            guide.show_chapter(chapter.name)
            yield f"guide-{Path(chapter.name).stem}", guide
        guide.close()

    def _dialogs(self) -> Iterator[tuple[str, QWidget]]:
        for name, make in self._makers().items():
            dialog = make()
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.show()
            yield f"dialog-{name}", dialog
            dialog.close()

    def _makers(self) -> Mapping[str, Callable[[], QDialog]]:
        from gui.files.history import HistoryDialog
        from gui.files.new_report import NewReportDialog
        from gui.files.recovery import RecoveryDialog
        from gui.frame.about import AboutDialog
        from gui.frame.settings import SettingsDialog
        from gui.reading.window import ReadingWindow
        from gui.tables.paste_preview import PastePreview
        from gui.texts.linking_dialog import LinkingDialog
        from gui.texts.phrases_dialog import PhrasesDialog

        window, document = self._window, self._window.document
        forms, report = document.forms, document.report
        table = report.form.table("applications")
        block = read_clipboard("", PASTED)
        if block is None:
            raise RuntimeError(PASTED)
        plan = plan_paste(report, table, block, Area(3, 3))
        source = next((resources.folder() / "samples").glob("*.txt"))
        theme, book = window.appearance.theme, window.workspace.book
        backups = window.safekeeping.backup_folder
        return {
            "new": lambda: NewReportDialog(forms, report.organ, window),
            "reading": lambda: ReadingWindow(
                read_source(source, forms), document, lambda: theme, window.ask, window
            ),
            "recovery": lambda: RecoveryDialog([self._left()], forms, window),
            "history": lambda: HistoryDialog(document, window),
            "phrases": lambda: PhrasesDialog(book, report.form, Ask(window), "", window),
            "linking": lambda: LinkingDialog(report, sure_links(report), window),
            "paste": lambda: PastePreview(plan, report, theme, window),
            "settings": lambda: SettingsDialog(window.preferences, backups, window),
            "about": lambda: AboutDialog(window.crash_log, window),
            "question": lambda: Question(window).box(report.organ),
        }

    def _left(self) -> Left:
        """Lay down what a crash would leave."""
        folder = self._folder / "left"
        folder.mkdir(exist_ok=True)
        (folder / "report.nianbao").write_bytes(encode(self._window.document.report))
        return Left(folder, None, None, datetime.now().astimezone())


class Question(Ask):
    """Shows the box of a question without asking it."""

    def box(self, title: str) -> QDialog:
        """Return the box that asks whether to save."""
        made = self._box(f"“{title}”有改动还没有保存。")
        made.setInformativeText("不保存，改动会丢失。")
        for words in ("保存", "不保存", "取消"):
            made.addButton(words, QMessageBox.ButtonRole.AcceptRole)
        return made


def main() -> None:
    """Take the pictures that were asked for: a process for every size, with a screen like it."""
    asked = _arguments()
    if asked.inside:
        _take(asked)
        return
    asked.folder.mkdir(parents=True, exist_ok=True)
    for size in asked.sizes:
        command = [sys.executable, __file__, *sys.argv[1:], "--sizes", size, "--inside"]
        with tempfile.TemporaryDirectory() as folder:
            environment = os.environ | _screen(size, Path(folder))
            subprocess.run(command, check=True, env=environment)  # noqa: S603  ourselves


def _screen(size: str, folder: Path) -> dict[str, str]:
    """Let Qt's platform without a screen have one of this size; a real one is left alone."""
    if os.environ.get("QT_QPA_PLATFORM", OFFSCREEN) != OFFSCREEN:
        return {}
    width, height = map(int, size.split("x"))
    screen = {"name": size, "x": 0, "y": 0, "width": width, "height": height}
    file = folder / "screen.json"
    whole = {**screen, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    file.write_text(json.dumps({"screens": [whole]}), "utf-8")
    return {"QT_QPA_PLATFORM": f"{OFFSCREEN}:configfile={file}"}


def _take(asked: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["NIANBAO_CONFIG"] = folder
        app = QApplication([])
        prepare(app)
        window = Window(load_forms(), Settings(theme=asked.themes[0]))
        window.setWindowState(Qt.WindowState.WindowNoState)
        window.show()
        screens = Screens(window, Path(folder))
        (size,) = asked.sizes
        for theme, zoom in itertools.product(asked.themes, asked.zooms):
            window.preferences.set(theme=theme, zoom=zoom)
            width, height = map(int, size.split("x"))
            window.resize(width, height)
            window.files.open_sample()
            window.document.edit([SetFigure(CHANGED, "12a")], "填写")
            for name, show in screens.all().items():
                if asked.only and name not in asked.only:
                    continue
                for shot, widget in show():
                    for _ in range(3):  # what lays itself out again after it is shown
                        app.processEvents()
                    widget.grab().save(str(asked.folder / f"{size}-{theme}-{zoom}-{shot}.png"))
            window.document.leave()
        window.close()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Take pictures of every page and dialog.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--themes", type=_words, default=list(THEMES[1:]))
    parser.add_argument("--zooms", type=lambda w: list(map(int, w.split(","))), default=ZOOMS)
    parser.add_argument("--sizes", type=_words, default=SIZES)
    parser.add_argument("--only", type=_words, default=())
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def _words(text: str) -> list[str]:
    return text.split(",")


if __name__ == "__main__":
    main()

"""The roll-up's window for the guide: a county's few units, of which some are wrong or missing."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel

from core.collection.book import collection_form
from core.collection.how_to_sheet import picture_of
from core.collection.plan import FormFor
from core.document.file import save
from core.figures.address import Address
from core.forms.loader import Forms
from core.report.edit import apply
from core.report.edits import SetCover, SetFigure
from core.rollup.head import Head
from core.rollup.heap import Found
from core.rollup.project import Project, make_project
from core.rollup.receiving import Receipt, Receiver
from core.rollup.taking_in import TakingIn
from core.rollup.unit import Unit
from gui.frame.window import Window
from gui.rollup.forms_dialog import FormsDialog
from gui.rollup.plot_window import StandingWindow
from gui.rollup.window import RollupWindow
from scripts.made_up_office import CLERK, FAULTY, ORGAN, YEAR, Office
from scripts.scene_parts import Scene, at, settle, shown
from tests.collection_forms import form_places

_UNITS = (
    *("县教育局", "县公安局", "县民政局", "县司法局", "县财政局", "县自然资源局"),
    *("城关镇", "东山镇", "河口镇", "柳林乡"),
)
_WRONG, _MISSING, _AGAIN = "县公安局", {"县财政局", "柳林乡"}, "县民政局"
_SIZE = QSize(900, 520)
_TOTAL = Address("applications.received.total")


class RollupScenes:
    """Plays the scenes of the roll-up, each in a project of its own."""

    def __init__(self, window: Window, forms: Forms, office: Office, folder: Path) -> None:
        self._window = window
        self._forms = forms
        self._office = office
        self._folder = folder
        self._count = 0

    def scenes(self) -> Mapping[str, Callable[[], Iterator[Scene]]]:
        """Name the scenes."""
        return {
            "rollup": self._units,
            "rollup-sum": self._sum,
            "rollup-plot": self._plot,
            "rollup-papers": self._papers,
            "forms": self._forms_made,
            "forms-sheet": self._form_sheet,
            "forms-back": self._form_back,
        }

    def _units(self) -> Iterator[Scene]:
        made = self._open()
        made.units.matrix.go_to(_key(_AGAIN))
        page = made.units
        yield from shown(
            made,
            lambda: Scene(
                made,
                [
                    at(made, w)
                    for w in (made.header, made.tabs, page.matrix, page.panel.resent,
                              page.panel.adopt, made.foot.extent)
                ],
            ),
            _SIZE,
        )  # fmt: skip

    def _sum(self) -> Iterator[Scene]:
        made = self._open()
        made.turn_to(1)
        made.show()
        settle()
        made.total.pane.go_to(FAULTY)
        table = made.total.pane.tables[FAULTY.section]
        table.asked.emit(FAULTY)
        yield from shown(
            made,
            lambda: Scene(
                made, [at(made, w) for w in (made.total.extent, table, made.total.shares)]
            ),
            _SIZE,
        )

    def _plot(self) -> Iterator[Scene]:
        made = self._open(beside_last=True)
        made.turn_to(2)
        plot = StandingWindow(made.state, made.years.last(), made.ask, None, made)
        seen = plot.view.parentWidget() or plot.view  # as much of it as is in sight
        yield from shown(
            plot,
            lambda: Scene(plot, [at(plot, w) for w in (plot.chooser, seen, plot.exports[0])]),
            _SIZE,
        )
        made.close()

    def _papers(self) -> Iterator[Scene]:
        made = self._open()
        made.turn_to(3)
        page = made.papers
        yield from shown(
            made,
            lambda: Scene(
                made,
                [at(made, w) for w in (page.units, page.points, page.letter, page.write)],
            ),
            _SIZE,
        )

    def _forms_made(self) -> Iterator[Scene]:
        made = self._open()
        dialog = FormsDialog(made.state, self._window.ask, made)
        dialog.place.setText("D:/2025年度收集表")
        yield from shown(
            dialog,
            lambda: Scene(
                dialog,
                [at(dialog, w) for w in (dialog.missing, dialog.last, dialog.place, dialog.make)],
            ),
        )
        made.close()

    def _form_sheet(self) -> Iterator[Scene]:
        form = self._forms.for_year(YEAR)
        sheet = QLabel()
        if form is not None:
            sheet.setPixmap(QPixmap(str(picture_of(form.edition))))
        yield from shown(sheet, lambda: Scene(sheet, []), sheet.pixmap().size())

    def _form_back(self) -> Iterator[Scene]:
        """Take back a form in which somebody typed over a total."""
        made = self._open()
        name = "县财政局"
        path = self._folder / f"{name}.xlsx"
        self._type_over(path, name)
        came = TakingIn([Found(path, path.name)], self._forms, keep=True, processes=1)
        made.state.enter([made.state.receiver().receive(each) for each in came])
        made.units.matrix.go_to(_key(name))
        page = made.units
        yield from shown(
            made,
            lambda: Scene(
                made,
                [at(made, w) for w in (page.matrix, page.panel.findings, page.panel.letter)],
            ),
            _SIZE,
        )

    def _type_over(self, path: Path, name: str) -> None:
        """Write a unit's form in which a number stands in the place of a total's formula."""
        report = self._office.report()
        apply(report, [SetCover(name, YEAR)])
        data = collection_form(report, FormFor(_key(name)))
        place = form_places(report.form)[_TOTAL]
        formula = re.compile(rf'(<c r="{place.cell}"[^>]*>)<f>[^<]*</f><v>[^<]*</v>')
        with zipfile.ZipFile(io.BytesIO(data)) as form, zipfile.ZipFile(path, "w") as typed:
            book = form.read("xl/workbook.xml").decode()
            number = re.findall(r'<sheet [^>]*?name="([^"]+)"', book).index(place.sheet) + 1
            for part in form.namelist():
                content = form.read(part)
                if part == f"xl/worksheets/sheet{number}.xml":
                    content = formula.sub(r"\1<v>99</v>", content.decode()).encode()
                typed.writestr(part, content)

    def _open(self, *, beside_last: bool = False) -> RollupWindow:
        self._count += 1
        folder = self._folder / f"汇总{self._count}"
        project = self._project(folder / "2025年汇总", YEAR)
        if beside_last:
            self._receive(self._project(folder / "2024年汇总", YEAR - 1), self._files(YEAR - 1))
        window = self._window
        made = RollupWindow(project, CLERK, lambda: window.appearance.theme, window.ask, window)
        made.setWindowState(Qt.WindowState.WindowNoState)
        for heap in (self._files(YEAR), [self._file(_AGAIN, 2, "重报", granted="23")]):
            made.state.enter(self._receive(project, heap, made.state.receiver()))
        return made

    def _project(self, folder: Path, year: int) -> Project:
        units = tuple(Unit(_key(name), name) for name in _UNITS)
        return make_project(folder, Head(ORGAN, year, units, date(year + 1, 2, 20)), self._forms)

    def _receive(
        self, project: Project, heap: list[Found], receiver: Receiver | None = None
    ) -> list[Receipt]:
        receiver = receiver or Receiver(project, (), CLERK)
        came = TakingIn(heap, self._forms, keep=True, processes=1)
        return [receiver.receive(each) for each in came]

    def _files(self, year: int) -> list[Found]:
        names = [(at, name) for at, name in enumerate(_UNITS) if name not in _MISSING]
        more = "" if year == YEAR else str(year)
        return [self._file(name, at, more, year) for at, name in names]

    def _file(
        self, name: str, number: int, more: str = "", year: int = YEAR, granted: str = ""
    ) -> Found:
        report = self._office.report(year)
        moved = number if year == YEAR else number * number // 3
        edits = [SetCover(name, year), SetFigure(FAULTY, str(46 + moved))]
        if name != _WRONG:  # so many more were granted
            cell = Address("applications.granted.natural")
            edits.append(SetFigure(cell, granted or str(20 + moved)))
        apply(report, edits)
        path = self._folder / f"{name}{more}.nianbao"
        save(report, path, overwrite=True)
        return Found(path, path.name)


def _key(name: str) -> str:
    return f"u{_UNITS.index(name)}"

"""Beginning this year's report from last year's: what comes with it, before anything is made."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFormLayout,
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from core.base.problem import Problem
from core.forms.loader import Forms
from core.report.report import Report
from core.settings.deadline import reported_year
from core.years.following import CarriedFigure, FollowingYear, follow
from core.years.last import LastYear
from gui.kit.fields import OrganAndYear, closing_buttons, roomy_column, size_dialog
from gui.words.rich_text import Markup, joined, markup, write_rich

BLANK = "空白"
_LIST = "<p>{}：</p><ul style='margin-left: 1em; -qt-list-indent: 0'>{}</ul>"
_LINE, _LOWEST, _MOST_LINES = 44, 22, 16
"""Characters in a line of the lists; lines of the dialog without them; lines of them at most."""


class FollowingYearDialog(QDialog):
    """Shows what the new report takes over, what has no place in it, and what is in doubt."""

    def __init__(
        self, last: LastYear, forms: Forms, today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("从上年的报告新建")
        self._last, self._forms, self._today = last, forms, today
        self._coming: FollowingYear | None = None
        year = "" if last.year is None else str(last.year + 1)
        self._fields = OrganAndYear(self, last.report.organ, year)
        self.organ, self.year = self._fields.organ, self._fields.year
        self.year.setPlaceholderText("没有读到上年报告的年度，请填新报告的年度")
        self.remark = QLabel()
        self.remark.setWordWrap(True)
        self.fault = QLabel()
        self.fault.setProperty("fault", True)
        self.fault.setWordWrap(True)
        self.carried = QFrame()
        self.carried.setObjectName("card")
        self.details = QTextBrowser()
        self.texts = QCheckBox()
        self.begin = QPushButton("新建")
        self._compose()
        self.year.textChanged.connect(self._show)
        self._show()
        (self.begin if self.begin.isEnabled() else self.year).setFocus()

    def report(self) -> Report:
        """Return the new report; only after the dialog was accepted."""
        if self._coming is None:
            raise RuntimeError("the dialog was accepted for a year that cannot be")
        year = self._coming.year
        organ = self.organ.text().strip()
        coming = follow(
            self._last.report, self._last.year, self._last.file, self._forms, year, organ
        )
        return coming.report(with_texts=self.texts.isChecked())

    def _compose(self) -> None:
        whole, column = roomy_column(self)
        rows: QFormLayout = self._fields.rows
        told = f"{self._last.year}年度，" if self._last.year is not None else ""
        source = QLabel(f"{self._last.file}（{told}{self._last.report.form.document}）")
        source.setWordWrap(True)
        rows.insertRow(0, "上年的报告", source)
        rows.addRow("", self.remark)
        rows.addRow("", self.fault)
        column.addLayout(rows)
        self._frame = QVBoxLayout()
        self._frame.addWidget(self.carried)
        column.addLayout(self._frame)
        self.details.setOpenLinks(False)
        self.details.setAccessibleName("有疑问的和没有位置的数")
        self.details.setMinimumHeight(4 * self.fontMetrics().lineSpacing())
        column.addWidget(self.details, 1)
        characters = sum(len("".join(text.split())) for text in self._last.report.texts.values())
        self.texts.setText(f"同时带入上年的文字（{characters:,}字），作为起草的底稿(&D)")
        self.texts.setVisible(characters > 0)
        column.addWidget(self.texts)
        hint = QLabel("文字里上年的数字会逐处标出，改成本年的或者确认以后，标记消去。")
        hint.setProperty("quiet", True)
        hint.setWordWrap(True)
        hint.setVisible(characters > 0)
        column.addWidget(hint)
        column.addStretch(0)
        buttons = closing_buttons(self, self.begin)
        buttons.accepted.connect(self.accept)
        whole.addWidget(buttons)

    def _show(self) -> None:
        """Show what comes over into the year that is typed."""
        self._coming, fault = self._follow()
        coming = self._coming
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))
        remarks = _remarks(coming, self._last, self._today) if coming else []
        self.remark.setText("\n".join(remarks))
        self.remark.setVisible(bool(remarks))
        self.begin.setEnabled(coming is not None)
        self._show_carried(coming.carried if coming else ())
        lists: list[tuple[str, tuple[str, ...]]] = []
        if coming is not None:
            head = f"{coming.year}年度的格式里没有位置的数，没有带入，也不能当作别的栏的数"
            lists = [("需要核对", coming.doubtful), (head, coming.unplaced)]
        lists = [(head, sentences) for head, sentences in lists if sentences]
        write_rich(self.details, joined(_as_list(*each) for each in lists))
        self.details.setVisible(bool(lists))
        told = [each for head, sentences in lists for each in (head, *sentences)]
        lines = sum(1 + len(each) // _LINE for each in told) + len(lists)
        size_dialog(self, 60, _LOWEST + min(lines, _MOST_LINES))

    def _follow(self) -> tuple[FollowingYear | None, str]:
        year = self._fields.year_typed()
        if year is None:
            return None, "请填新报告的年度，四位数字。"
        last = self._last
        try:
            organ = last.report.organ
            return follow(last.report, last.year, last.file, self._forms, year, organ), ""
        except Problem as problem:
            return None, str(problem)

    def _show_carried(self, figures: tuple[CarriedFigure, ...]) -> None:
        """Set out the figures that go on, each under the name of its column."""
        fresh = QFrame()
        fresh.setObjectName("card")
        fresh.setVisible(bool(figures))
        self._frame.replaceWidget(self.carried, fresh)
        self.carried.hide()
        self.carried.deleteLater()
        self.carried = fresh
        step = self.fontMetrics().height() // 2
        grid = QGridLayout(fresh)
        grid.setContentsMargins(2 * step, step, 2 * step, step)
        grid.setHorizontalSpacing(2 * step)
        head = QLabel("上年的“结转下年度继续办理”，成为本年的“上年结转”：")
        head.setProperty("quiet", True)
        grid.addWidget(head, 0, 0, 1, max(1, len(figures)))
        for place, figure in enumerate(figures):
            name = QLabel(figure.name)
            name.setProperty("quiet", True)
            sign = "？" if figure.doubt else ""
            shown = QLabel((figure.text or BLANK) + sign)
            shown.setProperty("doubt", bool(figure.doubt))
            shown.setProperty("quiet", not figure.text and not figure.doubt)
            shown.setAccessibleName(f"{figure.name}，{figure.text or BLANK}")
            shown.setToolTip(figure.doubt.why if figure.doubt else "")
            for line, label in enumerate((name, shown), start=1):
                grid.addWidget(label, line, place, Qt.AlignmentFlag.AlignRight)


def _as_list(head: str, sentences: tuple[str, ...]) -> Markup:
    return markup(_LIST, head, joined(markup("<li>{}</li>", sentence) for sentence in sentences))


def _remarks(coming: FollowingYear, last: LastYear, today: date) -> list[str]:
    """Say plainly what is not as it is from one year to the next."""
    found = []
    if last.year is None:
        found.append(f"“{last.file}”里没有认出年度，按{coming.last_year}年度的报告对待。")
    if coming.gap > 1:
        found.append(
            f"上年的报告是{coming.last_year}年度的，与{coming.year}年度隔了{coming.gap}年："
            "结转不带入，各数只作参考。"
        )
    elif coming.year != reported_year(today):
        found.append(
            f"请留意：现在报告的是{reported_year(today)}年度，这里新建的是{coming.year}年度。"
        )
    if coming.changes_edition:
        found.append(
            f"格式不同：{coming.last_year}年度用{coming.last.form.document}，"
            f"{coming.year}年度用{coming.form.document}。意思相同的数照旧对照。"
        )
    if coming.year > coming.form.confirmed_to:
        found.append(f"{coming.year}年度沿用{coming.form.document}的格式，请以当年的通知为准。")
    return found

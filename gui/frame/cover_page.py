"""The cover: organ, year, edition, and the opening paragraph (导语)."""

from __future__ import annotations

from PySide6.QtWidgets import QFormLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from core.forms.form import COVER_NAME
from core.printed.page import lines_by_hand, one_line
from core.report.cover_edits import SetTitleLines
from core.report.edit import Change
from core.report.edits import COVER, SetCover
from core.report.finding import Finding
from gui.frame.title_dialog import TitleDialog, divided_by_itself
from gui.kit.editing import ComposingLine
from gui.kit.fields import year_in
from gui.kit.page import TabPage
from gui.kit.passing import run
from gui.look.theme import Theme
from gui.state.document import Document
from gui.texts.page_layout import widest_text
from gui.texts.phrase_book import PhraseBook
from gui.texts.text_page import TextPage


class CoverPage(TabPage):
    """What stands before the first section."""

    def __init__(
        self, document: Document, theme: Theme, book: PhraseBook, parent: QWidget | None = None
    ) -> None:
        form = document.report.form
        super().__init__(COVER, COVER_NAME, "机关名称和年度组成报告的标题。", parent)
        self._document = document
        card = QFrame(self)
        card.setObjectName("card")
        rows = QFormLayout(card)
        step = self.fontMetrics().height() // 2
        rows.setContentsMargins(2 * step, 2 * step, 2 * step, 2 * step)
        rows.setHorizontalSpacing(2 * step)
        rows.setVerticalSpacing(step)
        self.organ = ComposingLine()
        self.organ.setPlaceholderText("机关全称，如“慈溪市人民政府”")
        self.organ.setAccessibleName("机关名称")
        self.year = ComposingLine()
        self.year.setAccessibleName("报告年度")
        self.remark = QLabel()
        self.remark.setProperty("fault", True)
        self.remark.setWordWrap(True)
        self.remark.hide()
        self.title = QLabel()
        self.title.setWordWrap(True)
        self.divide = QPushButton("分行(&B)…")
        self.divide.setToolTip("标题里机关名称的分行，可以自己定")
        self.edition = QLabel(form.document)
        rows.addRow("机关名称(&J)", self.organ)
        rows.addRow("报告年度(&N)", self.year)
        rows.addRow("", self.remark)
        rows.addRow("格式文件", self.edition)
        titled = QHBoxLayout()
        titled.addWidget(self.title, 1)
        titled.addWidget(self.divide)
        rows.addRow("报告标题", titled)
        self.preamble = TextPage(document, form.preamble, theme, book, self)
        # As wide as the text below it: both are read as one page.
        card.setMaximumWidth(widest_text(self.preamble.editor))
        beside = QHBoxLayout()
        beside.addWidget(card, 1000)
        beside.addStretch(1)
        self.column.addLayout(beside)
        self.preamble.column.setContentsMargins(0, step, 0, 0)
        self.column.addWidget(self.preamble, 1)
        self.entrance = self.organ
        self.stops = (self.organ, self.year, self.divide, *self.preamble.stops)
        self.organ.textEdited.connect(self._typed)
        self.year.textEdited.connect(self._year_typed)
        self.year.editingFinished.connect(self._show)
        self.divide.clicked.connect(self.ask_lines)
        self._show()

    def lock(self, words: str) -> None:
        super().lock(words)
        self.organ.setReadOnly(True)
        self.year.setReadOnly(True)
        self.divide.setEnabled(False)
        self.preamble.lock(words)
        self.preamble.shut.hide()  # it is said once on this page

    def follow(self, change: Change) -> None:
        if COVER in change.parts:
            self._show()
        self.preamble.follow(change)

    def mark(self) -> None:
        self.preamble.mark()

    def wear(self, theme: Theme) -> None:
        self.preamble.wear(theme)

    def show_finding(self, finding: Finding) -> None:
        if finding.section == COVER:
            self.organ.setFocus()
        else:
            self.preamble.show_finding(finding)

    def find(self) -> bool:  # type: ignore[override]  # as in Page
        return self.preamble.find()

    def words_in_hand(self) -> str:
        return self.preamble.words_in_hand() if self.preamble.editor.hasFocus() else ""

    def commit(self) -> None:
        self.organ.settle()
        self.year.settle()
        self.preamble.commit()

    def ask_lines(self) -> None:
        """Let the clerk divide the name in the title; one step of undo."""
        self.organ.settle()
        report = self._document.report
        dialog = TitleDialog(one_line(report.organ), lines_by_hand(report), self)
        if run(dialog):
            self._document.edit([SetTitleLines(dialog.lines())], "标题分行")

    def _typed(self, text: str) -> None:
        year = self._document.report.year
        self._document.edit([SetCover(text, year)], "修改机关名称", COVER)

    def _year_typed(self, text: str) -> None:
        """Take a year that the open form serves; another year needs another form."""
        report, year = self._document.report, year_in(text)
        fitting = None if year is None else self._document.forms.for_year(year)
        remark = ""
        if year is None:
            remark = "年度是四位数字。"
        elif fitting is not report.form:
            other = fitting.document if fitting else "没有全国统一的格式"
            remark = f"{year}年度用的是另一种格式（{other}），请另外新建一份报告。"
        else:
            self._document.edit([SetCover(report.organ, year)], "修改年度", "year")
        self.remark.setText(remark)
        self.remark.setVisible(bool(remark))

    def _show(self) -> None:
        report = self._document.report
        if self.organ.text() != report.organ:
            self.organ.setText(report.organ)
        if year_in(self.year.text()) != report.year:
            self.year.setText(str(report.year))
            self.remark.hide()
        name = one_line(report.organ)
        lines = lines_by_hand(report) or divided_by_itself(name)
        last = f"{report.year}年{report.form.title}"
        is_divided = len(lines) > 1
        self.title.setText("\n".join((*lines, last)) if is_divided else f"{name}{last}")
        self.divide.setEnabled(bool(name) and not self.organ.isReadOnly())

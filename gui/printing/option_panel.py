"""What may be chosen about the printed page, as plain controls beside the preview."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QCheckBox, QFrame, QLabel, QPushButton, QVBoxLayout

from core.settings.page_options import PageOptions, Watermark
from gui.kit.passing import run
from gui.printing.font_form import FontChoice, FontForm
from gui.printing.site_dialog import SiteDialog


class OptionPanel(QFrame):
    """Tells what was chosen; below stand the fonts that are missing here."""

    changed = Signal()

    def __init__(self, options: PageOptions, font_note: str) -> None:
        super().__init__()
        self.setObjectName("card")
        self._site = options.site
        column = QVBoxLayout(self)
        step = self.fontMetrics().height() // 2
        column.setContentsMargins(2 * step, 2 * step, 2 * step, 2 * step)
        column.setSpacing(step)
        self.side = QCheckBox("第三、四部分的表横排(&H)")
        self.side.setChecked(options.tables_on_side)
        self.side.setToolTip("两张表各占一页横放的纸，数字再长也不用缩小")
        self.sign = QCheckBox("加签字栏(&Q)")
        self.sign.setChecked(options.sign_off)
        self.sign.setToolTip("文末加填表人、审核人、主要负责人、日期和盖章处")
        self.picture = QCheckBox("附图解(&J)")
        self.picture.setChecked(options.picture)
        self.picture.setToolTip("报告之后附一页图解，用图说明申请、办理、复议诉讼等数字")
        self.check = QCheckBox("附勾稽核对单(&G)")
        self.check.setChecked(options.check_sheet)
        self.check.setToolTip("报告之后列出每一条勾稽关系的两边、相差和结果，以及检查发现的问题")
        self.alone = QCheckBox("Excel 不附核对单(&N)")
        self.alone.setChecked(options.without_checks)
        self.alone.setToolTip("导出的 Excel 工作簿里只有报告，没有勾稽核对单；打印不受影响")
        self.formulas = QCheckBox("Excel 合计用公式(&L)")
        self.formulas.setChecked(options.formulas)
        self.formulas.setToolTip("导出的 Excel 工作簿里合计写成公式，并带着算好的数；打印不受影响")
        for box in (self.side, self.sign, self.picture, self.check, self.alone, self.formulas):
            box.toggled.connect(self.changed)
            # Fusion derives a box's outline from the window's colour, which is lost on dark ground.
            palette = box.palette()
            palette.setColor(QPalette.ColorRole.Window, palette.color(QPalette.ColorRole.Dark))
            box.setPalette(palette)
            column.addWidget(box)
        column.addSpacing(step)
        label = QLabel("水印(&Y)")
        self.mark = _mark_choice(options.watermark)
        self.mark.currentIndexChanged.connect(self.changed)
        label.setBuddy(self.mark)
        column.addWidget(label)
        column.addWidget(self.mark)
        column.addSpacing(step)
        self.fonts = FontForm(options.fonts)
        self.fonts.changed.connect(self.changed)
        column.addWidget(self.fonts)
        column.addSpacing(step)
        self.site = _site_button()
        self.site.clicked.connect(self._ask_site)
        column.addWidget(self.site)
        column.addStretch(1)
        self.note = _quiet_label()
        column.addWidget(self.note)
        self.show_note(font_note)
        self.setFixedWidth(self.fontMetrics().horizontalAdvance("表") * 23)

    def show_note(self, font_note: str) -> None:
        """Say which fonts are missing here."""
        self.note.setText(font_note)
        self.note.setVisible(bool(font_note))

    def _ask_site(self) -> None:
        dialog = SiteDialog(self._site, self)
        if run(dialog) and dialog.site() != self._site:
            self._site = dialog.site()
            self.changed.emit()

    def options(self) -> PageOptions:
        """Return what is chosen now."""
        return PageOptions(
            tables_on_side=self.side.isChecked(),
            check_sheet=self.check.isChecked(),
            sign_off=self.sign.isChecked(),
            picture=self.picture.isChecked(),
            without_checks=self.alone.isChecked(),
            formulas=self.formulas.isChecked(),
            watermark=Watermark(self.mark.currentData()),
            fonts=self.fonts.fonts(),
            site=self._site,
        )


def _mark_choice(chosen: Watermark) -> FontChoice:
    box = FontChoice()
    for mark in Watermark:
        box.addItem(mark.value, mark)
    box.setCurrentIndex(list(Watermark).index(chosen))
    box.setAccessibleName("水印")
    return box


def _site_button() -> QPushButton:
    button = QPushButton("网页的网站信息(&I)…")
    button.setAutoDefault(False)
    button.setToolTip("导出的网页头部写的网站名称、栏目、发布日期等；打印不受影响")
    return button


def _quiet_label() -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setProperty("quiet", True)
    return label

"""What the web page's head says of its site (网站信息), set in the window."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton, QWidget

from core.settings.page_options import SITE_PARTS, Site
from gui.kit.fields import closing_buttons, dialog_column, form_rows, size_dialog

_NAMES = {
    "name": "网站名称",
    "domain": "网站域名",
    "code": "网站标识码",
    "column": "栏目名称",
    "column_type": "栏目类别",
    "source": "内容来源",
    "keywords": "关键词",
    "date": "发布日期",
}
_EXAMPLES = {
    "domain": "www.example.gov.cn",
    "column": "政府信息公开年报",
    "source": "不写就是编制报告的机关",
    "date": "2026-01-20",
}
_LONGEST = 200


class SiteDialog(QDialog):
    """A line for each of the labels of 《政府网站发展指引》; what is left empty is not written."""

    def __init__(self, site: Site, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("网页的网站信息")
        self.lines: dict[str, QLineEdit] = {}
        column = dialog_column(self)
        told = QLabel("写在导出的网页头部，供网站和检索用；空着的不写。这里写的以后一直用。")
        told.setWordWrap(True)
        column.addWidget(told)
        rows = form_rows(self)
        for part, called in SITE_PARTS.items():
            line = QLineEdit(str(getattr(site, part)))
            line.setMaxLength(_LONGEST)
            line.setAccessibleName(_NAMES[part])
            line.setPlaceholderText(_EXAMPLES.get(part, ""))
            self.lines[part] = line
            rows.addRow(f"{_NAMES[part]}（{called}）", line)
        column.addLayout(rows)
        column.addStretch(1)
        self.go = QPushButton("确定")
        buttons = closing_buttons(self, self.go)
        buttons.accepted.connect(self.accept)
        column.addWidget(buttons)
        size_dialog(self, 50, 25)

    def site(self) -> Site:
        """Return what is written now."""
        return Site(**{part: line.text().strip() for part, line in self.lines.items()})

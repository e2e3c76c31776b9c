"""The clipboard: a table or the whole report, in the form that a site's editor takes."""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from core.report import Report
from core.writing.paste import Pasted, paste_report, paste_table


def copy_table(report: Report, section: str) -> str:
    """Put the table of a section on the clipboard; returns the words for the status bar.

    A section without a table leaves the clipboard as it is.
    """
    table = next((table for table in report.form.tables if table.id == section), None)
    if table is None:
        return "这一页没有表，没有复制。请先转到第二、三或四部分，或者用“复制整篇”。"
    _put(paste_table(report, section))
    return f"已复制：{table.heading}"


def copy_report(report: Report) -> str:
    """Put the whole report on the clipboard; returns the words for the status bar."""
    _put(paste_report(report))
    organ = " ".join(report.organ.split())
    return f"已复制整篇：{organ}{report.year}年{report.form.title}"


def _put(pasted: Pasted) -> None:
    data = QMimeData()
    data.setHtml(pasted.html)
    data.setText(pasted.plain)
    QGuiApplication.clipboard().setMimeData(data)

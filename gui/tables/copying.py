"""The clipboard: what goes onto it, a table or the whole report, and what is taken from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from core.report.report import Report

if TYPE_CHECKING:  # not at every start
    from core.clipboard.block import Block
    from core.clipboard.whole import Pasted


def copy_table(report: Report, section: str) -> str:
    """Put the table of a section on the clipboard; returns the words for the status bar.

    A section without a table leaves the clipboard as it is.
    """
    table = next((table for table in report.form.tables if table.id == section), None)
    if table is None:
        return "这一页没有表，没有复制。请先转到第二、三或四部分，或者用“复制整篇”。"
    from core.clipboard.whole import paste_table

    put(paste_table(report, section))
    return f"已复制：{table.heading}"


def copy_report(report: Report) -> str:
    """Put the whole report on the clipboard; returns the words for the status bar."""
    from core.clipboard.whole import paste_report

    put(paste_report(report))
    organ = " ".join(report.organ.split())
    return f"已复制整篇：{organ}{report.year}年{report.form.title}"


def take_block() -> Block | None:
    """Return what the clipboard carries as cells; None where it has no text.

    Raises Problem where that is more than any table of a report.
    """
    from core.clipboard.block import read_clipboard

    return read_clipboard(*take())


def take() -> tuple[str, str]:
    """Return what the clipboard carries as HTML and as plain text, each empty where it has none."""
    # Where the system hands nothing over there is no object at all, whatever the stub says.
    data: QMimeData | None = QGuiApplication.clipboard().mimeData()
    if data is None:
        return "", ""
    return data.html() if data.hasHtml() else "", data.text()


def put(pasted: Pasted) -> None:
    """Put the same content on the clipboard twice, as HTML and as plain text."""
    data = QMimeData()
    data.setHtml(pasted.html)
    data.setText(pasted.plain)
    QGuiApplication.clipboard().setMimeData(data)

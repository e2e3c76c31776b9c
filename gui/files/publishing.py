"""The folder for the website (发布包), asked for in the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from core.apart.stopping import Stop
from core.base.problem import Problem
from core.publishing.publishing import (
    Published,
    folder_name,
    free_folder,
    make_publication,
    write_publication,
)
from core.settings.page_options import PageOptions, options_from_data
from core.signing.round import round_remarks
from gui.kit.ask import Ask
from gui.kit.waiting import waiting_cursor
from gui.kit.writing_out import READING_BACK, write_beside
from gui.kit.written import Written
from gui.printing import KINDS
from gui.state.document import Document
from gui.state.preferences import Preferences


def publish_report(
    document: Document, preferences: Preferences, ask: Ask, begin: str, window: QWidget
) -> str:
    """Ask where to, and make the folder; returns what to say of it, empty where there is none."""
    parent = ask.open_folder("发布包放在哪个文件夹里", begin)
    if parent is None:
        return ""
    chosen = options_from_data(preferences.settings.printing)
    # Lines to sign, the check sheet and 草稿 are for the office, not for the public.
    options = PageOptions(
        tables_on_side=chosen.tables_on_side, fonts=chosen.fonts, site=chosen.site
    )
    name, forms = folder_name(document.inspection), document.forms

    def write(stop: Stop) -> Published:
        folder = free_folder(parent, name)
        document.check_disk(folder / "a")
        return write_publication(publication, folder, forms, stop)

    try:
        with waiting_cursor():
            publication = make_publication(document.inspection, KINDS, options)
        made = write_beside(parent / name, write, window, READING_BACK)
    except Problem as problem:
        ask.tell(str(problem))
        return ""
    told = _told(made.folder, len(made.files), len(made.findings))
    return Written("　".join((told, *round_remarks(document.report))), made.folder)


def _told(folder: Path, files: int, findings: int) -> str:
    named = f"　清单里写明了检查发现的{findings}处问题" if findings else ""
    return f"已生成发布包，{files}个文件：{folder}{named}"

"""What the menus offer for the texts: replacing, figures of the tables, phrases."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from core.report.finding import Spot
from gui.kit.ask import Ask
from gui.kit.passing import run
from gui.state.document import Document
from gui.texts.phrase_book import PhraseBook

if TYPE_CHECKING:
    from gui.texts.text_page import TextPage

_NOT_HERE = "请先转到要写的文字部分，再用这一项。"


class WritingDesk:
    """Carries out on the page in hand what the menus offer; each returns what to tell."""

    def __init__(
        self, document: Document, book: PhraseBook, ask: Ask, page: Callable[[], TextPage | None]
    ) -> None:
        self._document, self._book, self._ask, self._page = document, book, ask, page

    def replace(self) -> str:
        """Open the bar that replaces."""
        return self._on_page(lambda page: page.replace())

    def insert_cell(self) -> str:
        """Offer the figures of the tables at the caret."""
        return self._on_page(lambda page: page.inserting.pick_cell())

    def insert_phrase(self) -> str:
        """Offer the phrases of the part in hand at the caret."""
        return self._on_page(lambda page: page.inserting.show_phrases())

    def write_table(self) -> str:
        """Edit the table at the caret, or put a new one there."""
        return self._on_page(lambda page: page.inserting.write_table())

    @property
    def has_selection(self) -> bool:
        """Tell whether words of the text in hand are selected."""
        page = self._page()
        return page is not None and page.editor.textCursor().hasSelection()

    def add_phrase(self) -> str:
        """Keep the words in hand as a phrase of their part."""
        return self._on_page(lambda page: page.inserting.add_phrase())

    def link_numbers(self, parent: QWidget) -> str:
        """Show the numbers in all texts that the tables state too, and link those chosen."""
        from core.texts.linking import sure_links
        from gui.texts.linking_dialog import LinkingDialog

        if not self._document.is_open:
            return ""
        found = sure_links(self._document.report)
        if not found:
            return "文字里没有可以链接的数：要么已经链接，要么与表格不一致，或者表格还没有填。"
        dialog = LinkingDialog(self._document.report, found, parent)
        if not run(dialog):
            return ""
        chosen = dialog.chosen()
        self._document.edit(dialog.edits(), "链接文字中的数")
        return f"链接了{len(chosen)}处。"

    def compare_sentences(self, parent: QWidget) -> Spot | str:
        """Show the sentences beside last year's; returns where to go, or what to tell."""
        from gui.texts.last_year_dialog import LastYearDialog

        if not self._document.is_open:
            return ""
        prior = self._document.report.prior
        if prior is None or not prior.texts:
            return "还没有上年的文字。请先用“报告”菜单的“对照上年的报告…”读取上年的报告。"
        dialog = LastYearDialog(self._document.report, parent)
        run(dialog)
        return dialog.chosen or ""

    def renew(self, parent: QWidget) -> str:
        """Show last year's sentences as they would read this year, and change those chosen."""
        from core.texts.renewing import find_renewals
        from gui.texts.renewing_dialog import RenewingDialog

        if not self._document.is_open:
            return ""
        found = find_renewals(self._document.report)
        if not found:
            return (
                "没有可以换的句子：没有沿用上年的文字，或者其中的数与上年各表对不上，请自己核对。"
            )
        dialog = RenewingDialog(self._document.report, found, parent)
        if not run(dialog):
            return ""
        self._document.edit(dialog.edits(), "上年的文字换成本年")
        return f"换了{len(dialog.chosen())}句，可以撤销。"

    def keep_phrases(self, folder: str, parent: QWidget) -> str:
        """Open the office's phrases for editing."""
        from gui.texts.phrases_dialog import PhrasesDialog

        if self._document.is_open:
            form = self._document.report.form
            run(PhrasesDialog(self._book, form, self._ask, folder, parent))
        return ""

    def _on_page(self, what: Callable[[TextPage], object]) -> str:
        page = self._page()
        if page is None:
            return _NOT_HERE if self._document.is_open else ""
        what(page)
        return ""

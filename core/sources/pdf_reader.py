"""Reading the pages of a PDF, one after the other, within bounds."""

from __future__ import annotations

from collections import Counter
from types import ModuleType

from core.base.problem import SourceProblem
from core.sources.pdf_drawing import PageDrawing
from core.sources.pdf_letters import ShownLetters, letters_of
from core.sources.pdf_order import DrawingOrder
from core.sources.pdf_page import PdfPage
from core.sources.pdf_view import MOST_OBJECTS, PdfView

MOST_RULES = 8_000
"""Lines of one page; a table drawn cell by cell has some thousand."""
_FEW = 20
"""Letters; a page with no more has just its number beside a picture."""


class PageReader:
    """Reads pages one after the other. Raises Problem where one has more than any report."""

    def __init__(self) -> None:
        import pypdfium2.raw  # type: ignore[import-untyped]  # it ships no types

        self._raw = pypdfium2.raw

    def read(self, document: object, number: int) -> PdfPage:
        """Read a page of a document that PDFium has opened, counted from 0."""
        raw = self._raw
        page = raw.FPDF_LoadPage(document, number)
        if not page:
            raise self._damaged(number)
        try:
            if _has_entries(raw, page):
                # What was typed into the fields of a form belongs to what the page shows.
                raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
                raw.FPDF_ClosePage(page)
                page = raw.FPDF_LoadPage(document, number)
                if not page:
                    raise self._damaged(number)
            return self._read(page, number)
        finally:
            if page:
                raw.FPDF_ClosePage(page)

    def _read(self, page: object, number: int) -> PdfPage:
        raw = self._raw
        if raw.FPDFPage_CountObjects(page) > MOST_OBJECTS:
            raise self._too_much(number)
        letters = raw.FPDFText_LoadPage(page)
        if not letters:
            raise self._damaged(number)
        try:
            count = raw.FPDFText_CountChars(letters)
            if count > MOST_OBJECTS:
                raise self._too_much(number)
            flat = view = PdfView.of(raw, page)
            set_letters = list(letters_of(raw, letters, count, view))
            turn = Counter(each.turn for each in set_letters).most_common(1)
            view = view.turned(turn[0][0] if turn else 0)
        finally:
            raw.FPDFText_ClosePage(letters)
        drawing = PageDrawing(raw, view)
        drawing.go_through(page)
        if drawing.left <= 0 or len(drawing.rules) > MOST_RULES:
            raise self._too_much(number)
        seen = [each for each in set_letters if not each.is_hidden]
        shown = ShownLetters.of(raw, page, seen, DrawingOrder.of(raw, page, flat.matrix))
        glyphs = tuple(
            glyph
            for each in seen
            if each.turn == view.turn
            for glyph in [each.seen(view, shown.doubts.get(each.number, ""))]
            if 0 <= glyph.middle[0] <= view.width and 0 <= glyph.middle[1] <= view.height
        )
        hidden = sum(each.is_hidden for each in set_letters)
        is_picture = (
            (drawing.is_covered and len(glyphs) < _FEW)
            or hidden >= _FEW
            or (drawing.is_text_covered and len(glyphs) > 0)
        )
        return PdfPage(
            number + 1,
            view.width,
            view.height,
            glyphs,
            tuple(drawing.rules),
            is_picture,
            shown.is_astray,
        )

    def _damaged(self, number: int) -> SourceProblem:
        return SourceProblem(
            f"的第{number + 1}页已经损坏，所以没有读入。请重新下载或复制一份再读取。"
        )

    def _too_much(self, number: int) -> SourceProblem:
        return SourceProblem(
            f"第{number + 1}页的内容太多，不像是一份年报，没有读入。"
            "请把年报部分另存为单独的文件，再读取。"
        )


def _has_entries(raw: ModuleType, page: object) -> bool:
    """Tell whether something is set on the page after it was made: fields, typed-in text."""
    kinds = {getattr(raw, f"FPDF_ANNOT_{kind}") for kind in _ENTRIES}
    for at in range(min(raw.FPDFPage_GetAnnotCount(page), _MOST_ENTRIES)):
        entry = raw.FPDFPage_GetAnnot(page, at)
        if entry:
            kind = raw.FPDFAnnot_GetSubtype(entry)
            raw.FPDFPage_CloseAnnot(entry)
            if kind in kinds:
                return True
    return False


_MOST_ENTRIES = 2000
_ENTRIES = (
    "WIDGET", "FREETEXT", "STAMP", "STRIKEOUT", "LINE", "INK", "SQUARE", "CIRCLE", "POLYGON",
    "POLYLINE", "REDACT",
)  # fmt: skip
"""What shows something of its own, or takes away what is under it."""

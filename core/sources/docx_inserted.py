"""Files that a Word document has taken in whole (altChunk), and that Word shows as its own text."""

from __future__ import annotations

from dataclasses import dataclass

from core.base.problem import SourceProblem
from core.labels.blocks import Block
from core.sources.file_content import FileKind, is_markup, kind_of
from core.sources.size import too_much

_MOST = 20
"""Files inserted in a document and in those inserted in it."""
_LARGEST = 24 * 1024 * 1024


@dataclass(slots=True)
class Inserted:
    """How much was inserted in a document, all together."""

    count: int = 0
    size: int = 0

    def take(self, content: bytes) -> bytes:
        """Count an inserted file. Raises Problem where no report has as many."""
        self.count += 1
        self.size += len(content)
        if self.count > _MOST or self.size > _LARGEST:
            raise too_much()
        return content


def inserted_text(content: bytes) -> tuple[Block, ...]:
    """Return what an inserted page or text shows. Raises Problem where it is something else."""
    kind = kind_of(content)
    if kind is FileKind.MAIL or (kind is FileKind.OTHER and is_markup(content)):
        from core.sources.html import read_html, read_mail

        return read_mail(content) if kind is FileKind.MAIL else read_html(content)
    if kind is FileKind.OTHER:
        from core.sources.text_file import decode, lines_of

        return lines_of(decode(content))
    raise not_inserted()


def not_inserted() -> SourceProblem:
    """Say that a document shows another file whose text is not read."""
    return SourceProblem(
        "里嵌有另一份文件，Word打开后才并入正文，这一版程序读不出嵌入的内容，所以没有读入。"
        "请用Word打开，另存为.docx（Word文档）再读取。"
    )

"""Letters as PDF files: every word of the letter, in order, on pages like the report's."""

from __future__ import annotations

from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest
from PySide6.QtWidgets import QApplication

import nianbao
from core.cli import main
from core.document.file import save
from core.figures.address import Address
from core.forms.loader import Forms
from core.report.edit import apply
from core.report.edits import SetFigure
from gui.printing import letter_pdfs
from gui.printing.composer import Composed
from gui.printing.letter import LetterPress
from tests.city import make_report, name_of

LETTER = (
    "# 关于退回年度报告的意见\n某局：\n经核对，有一处需要改正：\n## 1.三、申请办理\n"
    "总计一列不平，相差31。\n> 某市人民政府\n> 2025年1月20日\n"
)


def _lines(composed: Composed, page: int = 0) -> list[tuple[float, float, str]]:
    """Return the lines of a page from top to bottom: where each begins, and its text."""
    found: dict[float, list[tuple[float, str]]] = {}
    for text in composed.pages[page].texts:
        found.setdefault(text.y, []).append((text.x, text.text))
    return [
        (min(x for x, _ in runs), y, "".join(words for _, words in sorted(runs)))
        for y, runs in sorted(found.items())
    ]


def test_a_letter_is_set_as_a_letter(qapp: QApplication) -> None:
    press = LetterPress()
    composed = press.compose(LETTER, "某市人民政府")
    assert composed.title == "关于退回年度报告的意见"
    title, whom, first, heading, text, organ, date, _number = _lines(composed)
    assert [whom[2], heading[2], text[2]] == ["某局：", "1.三、申请办理", "总计一列不平，相差31。"]
    left = whom[0]
    assert first[0] == heading[0] == text[0] > left
    assert left < title[0]
    width = composed.pages[0].width
    for x, _, words in (organ, date):
        assert width / 2 < x < width
        assert words in LETTER


def test_a_long_letter_goes_over_pages_and_loses_nothing(qapp: QApplication) -> None:
    points = [f"## {n}.表三\n第{n}处相差{n}，请核对这一列的各项。\n" for n in range(1, 31)]
    text = f"# 意见\n某局：\n{''.join(points)}> 某市\n"
    composed = LetterPress().compose(text, "某市")
    assert len(composed.pages) > 2
    for at, page in enumerate(composed.pages):
        lines = _lines(composed, at)
        assert all(0 < y < page.height for _, y, _ in lines)
        assert not lines[-2][2].endswith(".表三"), "a heading ends no page"
    (data,) = letter_pdfs([(text, "某市")])
    document = pypdfium2.PdfDocument(data)
    read = "".join(page.get_textpage().get_text_range() for page in document)
    for n in range(1, 31):
        assert f"第{n}处相差{n}，" in "".join(read.split())


def test_the_command_line_writes_them_beside_word(
    forms: Forms, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: QApplication,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setenv("NIANBAO_CONFIG", str(tmp_path / "own"))
    heap, out = tmp_path / "收件", tmp_path / "退回"
    heap.mkdir()
    for number in (60, 61):
        report = make_report(forms, number)
        apply(report, [SetFigure(Address("applications.received.natural"), "77")])
        save(report, heap / f"{number}.nianbao")
    asked = ["return", str(heap), "-o", str(out), "--pdf"]
    assert nianbao.main(asked) == 0
    for number in (60, 61):
        path = out / f"退回意见-{name_of(number)}.pdf"
        assert path.with_suffix(".docx").exists()
        words = "".join(pypdfium2.PdfDocument(path)[0].get_textpage().get_text_range().split())
        assert name_of(number) in words
        assert "自然人一列不平" in words
    # Where nothing can draw them that is said, and nothing is written.
    assert main([*asked[:3], str(tmp_path / "别处"), "--pdf"]) == 2
    assert "--pdf" in capsys.readouterr().err
    assert not (tmp_path / "别处").exists()


def test_nobody_signs_a_page_without_a_word_of_the_letter(qapp: QApplication) -> None:
    press = LetterPress()
    for count in range(14, 22):
        told = "".join(f"第{number}处请核对。\n" for number in range(count))
        composed = press.compose(f"# 意见\n某局：\n{told}> 某市\n> 2025年1月20日\n", "某市")
        last = [words for *_, words in _lines(composed, len(composed.pages) - 1)]
        assert [f"第{count - 1}处请核对。", "某市", "2025年1月20日"] == last[-4:-1]

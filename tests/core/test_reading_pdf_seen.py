"""Digits of a PDF that nobody sees, or that something is drawn over, are never read in silence."""

from __future__ import annotations

import pytest

from core.labels.blocks import Grid
from core.sources.pdf import read_pdf
from tests.core.pdf_files import HEIGHT, Beside, Sheet, pdf_file

CODE = "12".encode("utf-16-be").hex()
PLACE = f"1 0 0 1 240 {HEIGHT - 220:.0f} Tm"
TEXT = f"BT /F 10 Tf {PLACE} <{CODE}> Tj ET"
PART = f"BT /F 10 Tf 1 0 0 1 250 {HEIGHT - 220:.0f} Tm <0033> Tj ET"
OVER = f"238 {HEIGHT - 224:.0f} 30 20 re f"
LAYER = "/OCProperties<</OCGs[7 0 R]/D<</OFF[7 0 R]>>>>"
GROUP = "<</Type/OCG/Name(L)>>"
MEMBERS = "<</Type/OCMD/OCGs[7 0 R]/P/AllOn>>"
NESTED = "<</Type/OCMD/VE[/Not[/Not 7 0 R]]>>"


def shown_in(*drawn: str, beside: Beside | None = None) -> list[tuple[str, bool]]:
    """Return the text of a table's middle cell, and whether it is in doubt."""
    first, middle, last = cells_of(*drawn, beside=beside)
    assert (first, last) == (("甲栏", False), ("34", False))
    return [middle]


def cells_of(*drawn: str, beside: Beside | None = None) -> list[tuple[str, bool]]:
    """Return the texts of a table's first row, and whether each is in doubt."""
    sheet = Sheet()
    for n in range(4):
        sheet.rule(100 + 100 * n, 200, 100 + 100 * n, 260)
    for n in range(3):
        sheet.rule(100, 200 + 30 * n, 400, 200 + 30 * n)
    sheet.say(110, 220, "甲栏", 10)
    sheet.say(310, 220, "34", 10)
    sheet.parts += drawn
    file = pdf_file([sheet], beside=beside)
    (grid,) = (block for block in read_pdf(file) if isinstance(block, Grid))
    return [(cell.text, bool(cell.doubt)) for cell in grid.rows[0]]


@pytest.mark.parametrize(
    "drawn",
    [
        pytest.param((f"q {TEXT} Q",), id="plain"),
        pytest.param((f"q 1 g {OVER} 0 g {TEXT} Q",), id="above a white ground"),
        pytest.param((f"q 0 g {OVER} 1 g {TEXT} Q",), id="white on black"),
        pytest.param((f"q 0.45 g {TEXT} Q",), id="grey"),
        pytest.param((f"q 0.9 g {TEXT} Q q 0 g {TEXT} Q",), id="twice"),
        pytest.param((f"q 0.85 G 6 w 200 560 m 300 640 l S Q {TEXT}",), id="watermark"),
    ],
)
def test_what_is_seen_is_read(drawn: tuple[str, ...]) -> None:
    assert shown_in(*drawn) == [("12", False)]


@pytest.mark.parametrize(
    "drawn",
    [
        pytest.param((f"{TEXT} q 1 g {OVER} Q",), id="covered"),
        pytest.param((f"{TEXT} q 0 g {OVER} Q",), id="blackened"),
        pytest.param((f"{TEXT} {PART} q 1 g 249 610 20 30 re f Q",), id="last digit covered"),
        pytest.param((f"{TEXT} q 1 g 238 618 30 7 re f Q",), id="lower half covered"),
        pytest.param((f"{TEXT} q 30 0 0 20 238 618 cm /P Do Q",), id="under a picture"),
        pytest.param((f"q 0 0 50 50 re W n {TEXT} Q",), id="clipped"),
        pytest.param((f"q 230 600 14 40 re W n {TEXT} Q",), id="last digit clipped"),
        pytest.param((f"q 1 g {TEXT} Q",), id="white"),
        pytest.param((f"q 0.85 g {TEXT} Q",), id="pale"),
        pytest.param((f"q 0.2 0.4 0.8 rg {OVER} {TEXT} Q",), id="the colour of its ground"),
        pytest.param((f"q {TEXT} 1 g {PART} Q",), id="last digit white"),
        pytest.param((f"q BT /F 1 Tf {PLACE} <{CODE}> Tj ET Q",), id="one point"),
        pytest.param((f"{TEXT} q 1 0 0 RG 1 w 238 620 m 256 632 l S Q",), id="crossed out aslant"),
    ],
)
def test_what_nobody_sees_is_in_doubt(drawn: tuple[str, ...]) -> None:
    assert [is_doubted for _, is_doubted in shown_in(*drawn)] == [True]


@pytest.mark.parametrize("layer", ["<</Type/OCG/Name(M)>>", "7 0 R", "8 0 R", "9 0 R"])
def test_a_layer_that_is_switched_off_is_in_doubt(layer: str) -> None:
    beside = Beside(LAYER, resources=f"/Properties<</L {layer}>>", spare=(GROUP, MEMBERS, NESTED))
    found = shown_in(f"/OC /L BDC {TEXT} EMC", beside=beside)
    assert found == [("12", layer.endswith("R"))]


@pytest.mark.parametrize("kind", ["StrikeOut", "Line", "Ink"])
def test_what_a_note_strikes_out_is_in_doubt(kind: str) -> None:
    drawn = "1 0 0 RG 1 w 0 5 m 16 5 l S"
    form = (
        f"<</Type/XObject/Subtype/Form/BBox[0 0 16 10]/Length {len(drawn)}>>"
        f"stream\n{drawn}\nendstream"
    )
    note = (
        f"/Annots[<</Type/Annot/Subtype/{kind}/Rect[239 620 255 630]/F 4"
        "/QuadPoints[239 630 255 630 239 620 255 620]/L[239 625 255 625]/AP<</N 7 0 R>>>>]"
    )
    assert shown_in(TEXT, beside=Beside(page=note, spare=(form,))) == [("12", True)]
    assert shown_in(TEXT) == [("12", False)]


@pytest.mark.parametrize(("begin", "is_doubted"), [(0, False), (9000, True)])
def test_a_page_whose_letters_stand_elsewhere_says_so(begin: int, is_doubted: bool) -> None:
    glyph = f"600 0 0 0 500 700 d1 {begin} 0 500 700 re f"
    codes = (
        "begincmap 1 begincodespacerange <00> <ff> endcodespacerange "
        "1 beginbfchar <31> <0031> endbfchar endcmap"
    )
    font = (
        "<</Type/Font/Subtype/Type3/FontBBox[0 0 500 700]/FontMatrix[0.001 0 0 0.001 0 0]"
        "/FirstChar 49/LastChar 49/Widths[600]/CharProcs<</one 8 0 R>>/ToUnicode 9 0 R"
        "/Encoding<</Type/Encoding/Differences[49/one]>>>>"
    )
    streams = [f"<</Length {len(each)}>>stream\n{each}\nendstream" for each in (glyph, codes)]
    beside = Beside(fonts="/T 7 0 R", spare=(font, *streams))
    found = cells_of(f"BT /T 10 Tf {PLACE} (11) Tj ET", beside=beside)
    assert found[1:] == [("11", is_doubted), ("34", is_doubted)]

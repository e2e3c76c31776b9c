from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.base.problem import Problem
from core.checks.inspection import Inspection
from core.exports.kinds import KINDS, export
from core.exports.parts.measure import ems, line_count
from core.figures.address import Address
from core.figures.value import show
from core.forms.form import Role
from core.printed.page import (
    PrintedCell,
    PrintedParagraph,
    print_report,
    printable,
    read_paragraphs,
    split_lines,
)
from core.report.edit import apply
from core.report.edits import SetCover, SetFigure, SetText
from core.report.report import Report
from core.texts.headings import Level


def cell_at(report: Report, address: str) -> PrintedCell:
    section = next(s for s in print_report(report).sections if s.id == Address(address).section)
    return next(c for line in section.table.lines for c in line if c.address == address)


@pytest.fixture
def report(forms) -> Report:
    return Report(forms.by_edition("2019"), "青禾县人民政府", 2020)


# The page


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_every_cell_of_the_form_is_printed_once_in_its_place(forms, full_figures, edition) -> None:
    form = forms.by_edition(edition)
    report = Report(form, "青禾县人民政府", form.first_year)
    apply(report, [SetFigure(a, text) for a, text in full_figures(form).items()])
    printed = print_report(report)
    assert [s.heading for s in printed.sections] == [s.heading for s in form.sections]
    for section in form.tables:
        table = next(s.table for s in printed.sections if s.id == section.id)
        cells = [cell for line in table.lines for cell in line]
        assert {(c.line, c.column, c.down, c.across, c.role, c.address) for c in cells} == {
            (c.line, c.column, c.down, c.across, c.role, c.address) for c in section.cells
        }
        for cell in cells:
            if cell.address is None:
                assert cell.text in {c.text for c in section.cells if c.role is cell.role}
            else:
                figure = report.figure(cell.address)
                assert cell.text == show(figure, form.figures[cell.address].kind) + cell.unit


def test_the_title_is_the_organ_and_then_the_year(report) -> None:
    assert print_report(report).title == ("青禾县人民政府", "2020年政府信息公开工作年度报告")


def test_without_an_organ_the_title_has_one_line(forms) -> None:
    report = Report(forms.by_edition("2021"), "", 2023)
    assert print_report(report).title == ("2023年政府信息公开工作年度报告",)


@pytest.mark.parametrize(
    ("address", "typed", "printed"),
    [
        ("proactive.licensing.change", "2", "+2"),
        ("proactive.licensing.change", "－１８７", "-187"),
        ("proactive.licensing.change", "0", "0"),
        ("applications.received.natural", "", ""),
        ("applications.received.natural", "1,204", "1204"),
        ("applications.received.natural", "约三千件", "约三千件"),
        ("applications.received.natural", " / ", "/"),
        ("applications.received.natural", "3件\n4件", "3件\n4件"),
        ("proactive.procurement.amount", "21692.710", "21692.710万元"),
        ("proactive.procurement.amount", "251000元", "25.1万元"),
    ],
)
def test_a_figure_prints_as_it_counts_and_other_text_as_typed(
    report, address, typed, printed
) -> None:
    apply(report, [SetFigure(Address(address), typed)])
    assert cell_at(report, address).text == printed


def test_the_unit_is_printed_only_where_no_heading_names_it(forms) -> None:
    report = Report(forms.by_edition("2021"), "青禾县人民政府", 2024)
    apply(report, [SetFigure(Address("proactive.fee.amount"), "96171.6")])
    assert cell_at(report, "proactive.fee.amount").text == "96171.6"


def test_a_kept_total_prints_as_it_was_printed(report, full_figures) -> None:
    total = Address("applications.received.total")
    figures = full_figures(report.form) | {total: "99999"}
    apply(report, [SetFigure(a, text) for a, text in figures.items()])
    assert report.is_kept(total)
    assert cell_at(report, total).text == "99999"


@pytest.mark.parametrize(
    ("text", "level", "lead"),
    [
        ("一、总体情况", Level.FIRST, "一、总体情况"),
        ("（一）主动公开。全年公开12件。", Level.SECOND, "（一）主动公开。"),
        ("(二)依申请公开：收到3件", Level.SECOND, "(二)依申请公开："),
        ("（三）信息管理方面 一是健全机制。二是公开。", Level.SECOND, "（三）信息管理方面"),
        ("（三）信息管理\u3000和保密", Level.SECOND, "（三）信息管理\u3000和保密"),
        ("（四）收到申请 12 件。", Level.SECOND, "（四）收到申请 12 件。"),
        ("（十二）其他", Level.SECOND, "（十二）其他"),
        ("1.加强培训。全年两次。", Level.THIRD, "1.加强培训。"),
        ("2、加强培训", Level.THIRD, "2、加强培训"),
        ("（3）加强培训", Level.FOURTH, "（3）加强培训"),
        ("1.5万件信息", Level.BODY, ""),
        ("2024年收到12件", Level.BODY, ""),
        ("一是加强培训。", Level.BODY, ""),
        ("（一）" + "很长" * 30 + "。", Level.SECOND, ""),
    ],
)
def test_headings_inside_a_text_are_recognised(text, level, lead) -> None:
    (paragraph,) = read_paragraphs(text)
    assert paragraph == PrintedParagraph(text, level, len(lead))


def test_line_ends_of_every_kind_divide_paragraphs() -> None:
    text = "甲\r\n乙\r丙\n\n　　丁\v戊\u2028己\u2029庚\x85辛"
    assert [p.text for p in read_paragraphs(text)] == list("甲乙丙丁戊己庚辛")


@given(st.text())
def test_nothing_but_layout_is_lost_on_the_way_to_paper(text) -> None:
    """Whatever a reader sees comes to paper, in its order; tests of the characters say the rest."""
    fillers = "\u115f\u1160\u2800\u3164\uffa0\ufffc\ufffd"
    assert _seen("".join(split_lines(text)), fillers) == _seen(text, fillers)


def _seen(text: str, unseen: str) -> list[str]:
    return [c for c in text if unicodedata.category(c)[0] in "LNPS" and c not in unseen]


def test_what_no_document_can_hold_is_seen_on_paper() -> None:
    assert printable("甲\x00乙\x1b丙\ud800丁\uffff") == "甲�乙�丙�丁�"
    assert printable("𠮷𪚥😀\u202e") == "𠮷𪚥😀�"


def test_the_first_figure_column_follows_the_labels(report) -> None:
    tables = {s.id: s.table for s in print_report(report).sections if s.table}
    assert tables["applications"].first_figure_column == 3
    assert tables["remedies"].first_figure_column == 0
    roles = {c.role for t in tables.values() for line in t.lines for c in line if c.is_centred}
    assert roles == {Role.HEAD, Role.FIGURE}


# Measuring


def test_a_chinese_character_is_one_em_and_a_digit_about_half() -> None:
    assert ems("政府（一）") == 5
    assert 4 < ems("123456789") < 5
    assert ems("e\u0301") == ems("e")


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [("", 4, 1), ("四个汉字", 4, 1), ("四个汉字", 3, 2), ("甲\n乙", 9, 2), ("长" * 40, 21, 2)],
)
def test_line_count(text, room, lines) -> None:
    assert line_count(text, room) == lines


# Exporting


def test_the_suffix_chooses_the_kind_whatever_its_case(report, tmp_path: Path) -> None:
    for suffix in KINDS:
        target = tmp_path / f"报告{suffix.upper()}"
        export(Inspection(report), target)
        assert target.read_bytes() == KINDS[suffix].write(Inspection(report))


@pytest.mark.parametrize("name", ["报告.exe", "报告"])
def test_an_unknown_suffix_names_the_kinds_there_are(report, tmp_path: Path, name) -> None:
    with pytest.raises(Problem) as caught:
        export(Inspection(report), tmp_path / name)
    assert name in str(caught.value)
    for suffix, kind in KINDS.items():
        assert suffix in str(caught.value)
        assert kind.name in str(caught.value)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_is_a_problem(report, tmp_path: Path) -> None:
    with pytest.raises(Problem):
        export(Inspection(report), tmp_path / "没有" / "报告.doc")


@pytest.mark.parametrize("suffix", sorted(KINDS))
@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_one_report_gives_one_file(forms, full_figures, suffix, edition) -> None:
    form = forms.by_edition(edition)
    files = set()
    for _ in range(2):
        report = Report(form)
        apply(report, [SetFigure(a, text) for a, text in full_figures(form).items()])
        apply(report, [SetCover("青禾县人民政府", form.first_year), SetText("overview", "文字。")])
        files.add(KINDS[suffix].write(Inspection(report)))
    assert len(files) == 1
